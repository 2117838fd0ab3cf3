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
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * One row of the table of endpoints.
 *
 * @param method   the HTTP method
 * @param template the path, with names in braces
 * @param access   who may ask, and how
 * @param handler  makes its answers
 */
record Route(String method, String template, Access access, Handler handler) {

    /** An endpoint whose answers all have one status. */
    static Route of(String method, String template, int status, Function<Call, JsonNode> handler) {
        return of(method, template, call -> new Reply(status, handler.apply(call)));
    }

    /** An endpoint whose answers say their status. */
    static Route of(String method, String template, Handler handler) {
        return new Route(method, template, Access.KEYED, handler);
    }

    /** The same for all, without a key. */
    Route toAll() {
        return new Route(method, template, Access.PUBLIC, handler);
    }

    /** The same, while others are answered: it asks somebody else. */
    Route aside() {
        return new Route(method, template, Access.ASIDE, handler);
    }

    /** What the braces stand for in a path, if the path is of this route. */
    Optional<Map<String, String>> match(String path) {
        String[] wanted = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (wanted.length != given.length) {
            return Optional.empty();
        }
        Map<String, String> variables = new LinkedHashMap<>();
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].startsWith("{") && !given[i].isEmpty()) {
                variables.put(wanted[i].substring(1, wanted[i].length() - 1), given[i]);
            } else if (!wanted[i].equals(given[i])) {
                return Optional.empty();
            }
        }
        return Optional.of(variables);
    }

    /** Who may ask, and how. */
    enum Access {
        /** With a key, one after another. */
        KEYED,
        /** All. */
        PUBLIC,
        /** With a key, while others are answered. */
        ASIDE
    }

    /** Makes an answer. */
    @FunctionalInterface
    interface Handler {

        Reply handle(Call call);
    }
}
