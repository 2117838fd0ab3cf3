/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */
package io.lobstr.camel.examples.samples;

import java.util.Collection;
import java.util.Iterator;
import java.util.Map;

/**
 * Compares what somebody wrote with what lobstr.io answers, which may say more than was written: other fields, null for
 * what is off, and a number where a text was sent, or the other way round.
 */
final class Same {

    private Same() {
    }

    static boolean as(Object wanted, Object answered) {
        if (wanted instanceof Map<?, ?> fields) {
            Map<?, ?> others = answered instanceof Map<?, ?> map ? map : Map.of();
            return fields.entrySet().stream().allMatch(field -> as(field.getValue(), others.get(field.getKey())));
        }
        if (wanted instanceof Collection<?> values) {
            return answered instanceof Collection<?> others && values.size() == others.size() && inOrder(values, others);
        }
        return text(wanted).equals(text(answered));
    }

    private static boolean inOrder(Collection<?> wanted, Collection<?> answered) {
        Iterator<?> others = answered.iterator();
        return wanted.stream().allMatch(value -> as(value, others.next()));
    }

    private static String text(Object value) {
        return value == null ? "false" : value.toString();
    }
}
