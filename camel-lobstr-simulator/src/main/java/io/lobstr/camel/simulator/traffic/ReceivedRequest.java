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
package io.lobstr.camel.simulator.traffic;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request as it came in.
 *
 * @param at      when, by the simulator's clock
 * @param origin  the scheme, host and port it came to: the API's, or that of the exported files
 * @param method  its method
 * @param path    its path, without the query
 * @param query   its query parameters, decoded; of several of a name the first
 * @param headers its headers, their names in lower case
 * @param body    its body; empty where it has parts
 * @param parts   the parts of a form with files, where it is one
 */
public record ReceivedRequest(
        Instant at, String origin, String method, String path, Map<String, String> query, Map<String, List<String>> headers,
        String body, List<Part> parts) {

    /**
     * Finds a header.
     *
     * @param  name its name, in upper or lower case
     * @return      its first value, if it has one
     */
    public Optional<String> header(String name) {
        return headers.entrySet().stream().filter(header -> header.getKey().equalsIgnoreCase(name))
                .flatMap(header -> header.getValue().stream()).findFirst();
    }

    /**
     * Finds a query parameter.
     *
     * @param  name its name
     * @return      its value, if it has one that is not empty
     */
    public Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name)).filter(value -> !value.isEmpty());
    }

    /**
     * Finds a part.
     *
     * @param  name its name
     * @return      the part, if there is one
     */
    public Optional<Part> part(String name) {
        return parts.stream().filter(part -> name.equals(part.name())).findFirst();
    }

    /**
     * {@return the method and path}
     */
    @Override
    public String toString() {
        return method + " " + path + (query.isEmpty() ? "" : " " + query);
    }
}
