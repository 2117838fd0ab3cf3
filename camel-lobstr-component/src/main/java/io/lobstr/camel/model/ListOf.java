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
package io.lobstr.camel.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads a field that lists objects.
 *
 * @param model what each becomes
 */
record ListOf(Function<Map<String, Object>, ? extends LobstrObject> model) implements FieldParser {

    @Override
    public Object parse(Object json) {
        if (!(json instanceof List<?> list)) {
            throw new IllegalArgumentException("is no list");
        }
        List<LobstrObject> objects = new ArrayList<>(list.size());
        list.forEach(item -> objects.add(model.apply(JsonValues.map(item))));
        return Collections.unmodifiableList(objects);
    }
}
