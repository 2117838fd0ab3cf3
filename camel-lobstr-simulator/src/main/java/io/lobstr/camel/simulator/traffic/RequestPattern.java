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

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Which requests are meant: {@code "POST /v1/runs"}, {@code "GET /v1/runs/*"}, {@code "/v1/runs/**"} for any method, or
 * {@code "*"} for all. One star stands for one piece of the path, two for all that follows. The query does not count.
 */
public final class RequestPattern {

    private final String text;
    private final String method;
    private final Pattern path;

    private RequestPattern(String text, String method, Pattern path) {
        this.text = text;
        this.method = method;
        this.path = path;
    }

    /**
     * Reads a pattern.
     *
     * @param  text the pattern
     * @return      what it means
     */
    public static RequestPattern of(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("*")) {
            return new RequestPattern(trimmed, null, null);
        }
        int space = trimmed.indexOf(' ');
        String method = space < 0 ? null : trimmed.substring(0, space).toUpperCase(Locale.ROOT);
        String path = trimmed.substring(space + 1).trim();
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("No pattern of requests, such as \"GET /v1/runs/*\": " + text);
        }
        return new RequestPattern(trimmed, "*".equals(method) ? null : method, Pattern.compile(regex(path)));
    }

    /**
     * Tells whether a request is meant.
     *
     * @param  requestMethod its method
     * @param  requestPath   its path, without the query
     * @return               whether it is meant
     */
    public boolean matches(String requestMethod, String requestPath) {
        return (method == null || method.equals(requestMethod)) && (path == null || path.matcher(requestPath).matches());
    }

    /**
     * {@return the pattern as it was written}
     */
    @Override
    public String toString() {
        return text;
    }

    private static String regex(String path) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            if (path.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (path.charAt(i) == '*') {
                regex.append("[^/]*");
            } else {
                regex.append(Pattern.quote(path.substring(i, i + 1)));
            }
        }
        return regex.toString();
    }
}
