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
package io.lobstr.camel;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.camel.PropertyBindingException;

/**
 * The options that take one of some words, and which these are.
 */
final class OptionWords {

    private static final Map<String, Class<?>> WORDS = Map.of("onActiveRun", OnActiveRun.class, "fileFormat", FileFormat.class);

    private OptionWords() {
    }

    /** Camel's own message names the option, but not the words that it takes. */
    static RuntimeException explained(PropertyBindingException e) {
        Class<?> type = WORDS.get(e.getPropertyName());
        return type == null
                ? e
                : new IllegalArgumentException(
                        e.getPropertyName() + "=" + e.getValue() + " is unknown: it is one of "
                                               + Arrays.stream(type.getEnumConstants()).map(Object::toString)
                                                       .collect(Collectors.joining(", ")),
                        e);
    }
}
