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
package io.lobstr.camel.simulator.api;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * Which page of a list a request asks for.
 *
 * @param request the request
 */
record PageRequest(ReceivedRequest request) {

    private static final List<String> SIZES = List.of("page_size", "limit");

    int page() {
        return number("page", 1, Integer.MAX_VALUE);
    }

    /**
     * How many rows it asks for.
     *
     * @param names     the parameters that say so, the first that is there; empty for those that the page of the list
     *                  names
     * @param otherwise how many where none is there
     * @param max       how many there can be
     */
    int size(List<String> names, int otherwise, int max) {
        return (names.isEmpty() ? documented() : names).stream().filter(name -> request.parameter(name).isPresent())
                .findFirst().map(name -> number(name, otherwise, max)).orElse(otherwise);
    }

    /** The query of another page of the same list. */
    Map<String, String> query(int page, int size) {
        Map<String, String> query = new LinkedHashMap<>(request.query());
        query.put("page", Integer.toString(page));
        List<String> given = SIZES.stream().filter(query::containsKey).toList();
        (given.isEmpty() ? documented().subList(0, 1) : given).forEach(name -> query.put(name, Integer.toString(size)));
        return query;
    }

    private List<String> documented() {
        return request.path().endsWith("/results") ? SIZES : List.of("limit");
    }

    private int number(String name, int otherwise, int max) {
        String text = request.parameter(name).orElse(null);
        if (text == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ApiException(ApiError.invalid(name, "it must be a whole number"));
        }
        throw new ApiException(
                ApiError.invalid(
                        name, max == Integer.MAX_VALUE ? "it must be at least 1" : "it must be from 1 to " + max));
    }
}
