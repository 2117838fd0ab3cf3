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
package io.lobstr.camel.examples.samples.page;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What was asked for: all that a route takes from a request.
 *
 * @param path       such as {@code /runs}
 * @param parameters by their names; empty ones, as forms send them, are left out
 */
public record PageRequest(String path, Map<String, String> parameters) {

    private static final int LONGEST = 2000;

    /**
     * @param  path                     as it came
     * @param  query                    as it came, or null
     * @return                          what was asked for
     * @throws IllegalArgumentException if it cannot be read; the message is for whoever asked
     */
    public static PageRequest of(String path, String query) {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            if (!value.isEmpty() && parameters.put(name, value) != null) {
                throw new IllegalArgumentException("The address has " + name + " twice: once is enough.");
            }
        }
        return new PageRequest(path, parameters);
    }

    private static String decode(String text) {
        String decoded = URLDecoder.decode(text, StandardCharsets.UTF_8);
        if (decoded.length() > LONGEST || decoded.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("The address has a value that is too long, or no text.");
        }
        return decoded;
    }

    /**
     * @param  parameters names and values
     * @return            the same as the query of an address, with {@code ?}
     */
    static String query(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** Refuses what would be ignored, and so answer something else than was meant. */
    void accept(Set<String> names) {
        for (String name : parameters.keySet()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "There is no parameter " + name + " here, but "
                                                   + names.stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
        }
    }

    String parameter(String name) {
        return parameters.get(name);
    }
}
