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
package io.lobstr.camel.client;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * One row of the table of operations, filled in.
 *
 * @param operation  the row
 * @param parameters what it names
 */
public record LobstrRequest(LobstrOperation operation, Map<Parameter, String> parameters) {

    /**
     * @param  operation                the row
     * @param  parameters               what it names
     * @throws IllegalArgumentException if something is missing that the operation needs, or an id is no path segment
     */
    public LobstrRequest {
        EnumMap<Parameter, String> copy = new EnumMap<>(Parameter.class);
        copy.putAll(parameters);
        parameters = Collections.unmodifiableMap(copy);
        for (Parameter parameter : operation.required()) {
            String value = parameters.get(parameter);
            if (value == null || value.isBlank()) {
                throw new IllegalArgumentException(operation + " needs a " + parameter);
            }
            if (value.equals(".") || value.equals("..")) {
                throw new IllegalArgumentException("\"" + value + "\" is no hash of a " + parameter);
            }
        }
    }

    /**
     * @param  page  the number of the page, from 1
     * @param  limit its size, 1 to 100
     * @return       the same request for that page
     */
    public LobstrRequest page(int page, int limit) {
        EnumMap<Parameter, String> other = new EnumMap<>(parameters.isEmpty() ? Map.of(Parameter.PAGE, "") : parameters);
        other.put(Parameter.PAGE, String.valueOf(page));
        other.put(Parameter.LIMIT, String.valueOf(limit));
        return new LobstrRequest(operation, other);
    }

    /**
     * @return what is asked, for a message: the operation and the ids
     */
    @Override
    public String toString() {
        return operation + parameters.entrySet().stream().filter(entry -> entry.getKey().isId())
                .map(entry -> " " + entry.getKey() + " " + Words.brief(entry.getValue()))
                .reduce((first, next) -> first + "," + next).map(ids -> " of" + ids).orElse("");
    }
}
