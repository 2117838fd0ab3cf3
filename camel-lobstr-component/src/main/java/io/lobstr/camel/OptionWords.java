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
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.camel.PropertyBindingException;
import org.apache.camel.spi.PropertyConfigurer;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.util.StringHelper;

/**
 * What an option is and takes, for a message: Camel's own names the option alone.
 */
final class OptionWords {

    private OptionWords() {
    }

    /**
     * @throws IllegalArgumentException if one of them is set on the component, for all its endpoints, and nowhere else
     */
    static void refuseThoseOfTheComponent(
            Set<String> options, PropertyConfigurer endpoint, PropertyConfigurer component) {
        for (String option : options) {
            if (type(endpoint, option) == null && type(component, option) != null) {
                throw new IllegalArgumentException(
                        option + " is an option of the component, for all its endpoints together: set camel.component.lobstr."
                                                   + StringHelper.camelCaseToDash(option)
                                                   + ", and leave it out of the URI");
            }
        }
    }

    static RuntimeException explained(PropertyBindingException e, PropertyConfigurer configurer) {
        Class<?> type = type(configurer, e.getPropertyName());
        return type == null || !type.isEnum()
                ? e
                : new IllegalArgumentException(
                        e.getPropertyName() + "=" + e.getValue() + " is unknown: it is one of "
                                               + Arrays.stream(type.getEnumConstants()).map(Object::toString)
                                                       .collect(Collectors.joining(", ")),
                        e);
    }

    private static Class<?> type(PropertyConfigurer configurer, String option) {
        return configurer instanceof PropertyConfigurerGetter options
                ? options.getOptionType(option.replace("-", ""), true) : null;
    }
}
