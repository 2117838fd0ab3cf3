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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.hc.core5.net.PercentCodec;

/**
 * A call that a URI says, below the base URL and nowhere else.
 */
final class AnyCall {

    private static final String SEGMENT = "[A-Za-z0-9._~-]+";

    private AnyCall() {
    }

    /**
     * @param  uri                      what its options say: method, path with ids in braces, and query
     * @throws IllegalArgumentException if the path may lead elsewhere; the message names the option
     */
    static Terms of(Function<String, Object> uri) {
        String method = uri.apply("method").toString();
        String path = (String) uri.apply("path");
        Map<?, ?> query = (Map<?, ?>) uri.apply("query");
        if (path == null || path.isBlank()) {
            throw new IllegalArgumentException("callApi needs a path: set the option path, such as path=/squids/{squid}");
        }
        Row row;
        try {
            check(path);
            row = Row.of(method + " " + path + query(query));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("path=" + Words.brief(path) + " " + e.getMessage(), e);
        }
        if (!"GET".equals(method)) {
            // of what it does nobody knows here
            row.once();
        }
        if (row.answers(Shape.ANY, Object.class, DiscreetMap::of).call().sendsJson()) {
            row.sends(isSecret(row.call()) ? Payload.JSON.inSecret() : Payload.JSON);
        }
        return row.terms(method + " " + path);
    }

    /** Whether a row of the table sends things in secret there. */
    private static boolean isSecret(Call call) {
        return Arrays.stream(LobstrOperation.values()).map(LobstrOperation::call)
                .anyMatch(known -> known.payload().hasSecrets() && known.payload().kind() == Payload.Kind.OBJECT
                        && known.limitedBy().equals(call.limitedBy()));
    }

    /** What is allowed, since what is not has no end. */
    private static void check(String path) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("does not begin with /, below the base URL");
        }
        // one slash at the end is a matter of taste
        String[] segments = path.substring(1).replaceFirst("/$", "").split("/", -1);
        for (String segment : segments) {
            if (segment.isEmpty()) {
                throw new IllegalArgumentException("has nothing between two /");
            }
            if (segment.matches("\\.+")) {
                throw new IllegalArgumentException("leads to another place by " + segment);
            }
            if (!segment.matches("\\{[^{}]*}") && !segment.matches(SEGMENT)) {
                throw new IllegalArgumentException(
                        "has " + Words.brief(segment) + " in it: a path has letters, digits, - . _ ~ and whole {ids} between"
                                                   + " its /, and a query is set by query.NAME=value");
            }
        }
        if (segments[0].startsWith("{")) {
            throw new IllegalArgumentException("begins with an id: it begins with a word, such as /squids");
        }
        PathTemplate.of(path).ids().stream().filter(id -> !id.isId()).forEach(id -> {
            throw PathTemplate.unknown(id.option());
        });
    }

    private static String query(Map<?, ?> query) {
        if (query == null || query.isEmpty()) {
            return "";
        }
        return query.entrySet().stream().flatMap(entry -> several(entry.getValue())
                .map(value -> encode(entry.getKey().toString()) + "=" + value(String.valueOf(value))))
                .collect(Collectors.joining("&", "?", ""));
    }

    /** What a URI says more than once is a list. */
    private static Stream<?> several(Object value) {
        return value instanceof Collection<?> all ? all.stream() : Stream.of(String.valueOf(value));
    }

    /** An id stays one; the rest is a value. */
    private static String value(String value) {
        boolean isId = Arrays.stream(Parameter.values()).filter(Parameter::isId)
                .anyMatch(id -> value.equals("{" + id.option() + "}"));
        return isId ? value : encode(value);
    }

    private static String encode(String text) {
        return PercentCodec.encode(text, StandardCharsets.UTF_8);
    }
}
