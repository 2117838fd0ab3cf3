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
import java.util.stream.Collectors;

import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;

/**
 * The words that an option takes, for a message: Camel's own names the option alone.
 */
final class OptionWords {

    private OptionWords() {
    }

    static RuntimeException explained(PropertyBindingException e, PropertyConfigurer configurer) {
        Class<?> type = configurer instanceof PropertyConfigurerGetter options
                ? options.getOptionType(e.getPropertyName().replace("-", ""), true) : null;
        return type == null || !type.isEnum()
                ? e
                : new IllegalArgumentException(
                        e.getPropertyName() + "=" + e.getValue() + " is unknown: it is one of "
                                               + Arrays.stream(type.getEnumConstants()).map(Object::toString)
                                                       .collect(Collectors.joining(", ")),
                        e);
    }
}
