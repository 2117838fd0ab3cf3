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
package io.lobstr.camel.internal.operation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a row of the table of operations asks for.
 *
 * @param all       each of them
 * @param oneOf     exactly one of them goes out: the first that is given; empty where there is no such choice
 * @param optional  sent where they are given
 * @param hints     not sent, but of use where they are given: since they belong to what is needed, a header counts only
 *                  where the URI names nothing of that
 * @param exclusive of these optional ones, one at most
 */
public record Needs(List<Parameter> all, List<Parameter> oneOf, List<Parameter> optional, List<Parameter> hints,
        List<Parameter> exclusive) {

    /**
     * @return every parameter that may be given
     */
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(all);
        parameters.addAll(oneOf);
        parameters.addAll(hints);
        parameters.addAll(optional);
        return List.copyOf(parameters);
    }

    /** What is missing, as the alternatives that would do; empty where nothing is. */
    public List<Parameter> missing(Map<Parameter, String> given) {
        for (Parameter parameter : all) {
            if (isBlank(given.get(parameter))) {
                return List.of(parameter);
            }
        }
        for (Parameter parameter : oneOf) {
            if (!isBlank(given.get(parameter))) {
                return List.of();
            }
        }
        return oneOf;
    }

    /** Of alternatives the first that is given, and nothing that is blank. */
    EnumMap<Parameter, String> choose(Map<Parameter, String> given) {
        EnumMap<Parameter, String> chosen = new EnumMap<>(Parameter.class);
        chosen.putAll(given);
        chosen.values().removeIf(Needs::isBlank);
        boolean found = false;
        for (Parameter parameter : oneOf) {
            if (found) {
                chosen.remove(parameter);
            }
            found = found || chosen.containsKey(parameter);
        }
        return chosen;
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }
}
