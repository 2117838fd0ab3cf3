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

import java.util.function.Function;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.Body;

/**
 * The shapes in which the API writes its errors, and a proxy's.
 */
public enum ErrorShape {
    /** {@code {"error": {"message", "type", "param"}}}. */
    ERROR_OBJECT(error -> {
        ObjectNode json = Json.object();
        json.putObject("error").put("message", error.message()).put("type", error.type()).put("param", error.param());
        return json;
    }),
    /** {@code {"errors": {"message", "type", "code"}}}. */
    ERRORS_OBJECT(error -> {
        ObjectNode json = Json.object();
        json.putObject("errors").put("message", error.message()).put("type", error.type()).put("code", error.status());
        return json;
    }),
    /** {@code {"error": message, "type", "code"}}. */
    ERROR_TYPED(error -> Json.object().put("error", error.message()).put("type", error.type()).put("code", error.status())),
    /** {@code {"detail": message}}. */
    DETAIL(error -> Json.object().put("detail", error.message())),
    /** {@code {"error": message}}. */
    ERROR_TEXT(error -> Json.object().put("error", error.message())),
    /** {@code {"error": type, "message"}}. */
    TYPE_AND_MESSAGE(error -> Json.object().put("error", error.type()).put("message", error.message())),
    /** The HTML page of a proxy. */
    PROXY_HTML(null);

    private final Function<ApiError, ObjectNode> json;

    ErrorShape(Function<ApiError, ObjectNode> json) {
        this.json = json;
    }

    /**
     * Writes an error in this shape, whatever its own.
     *
     * @param  error the error
     * @return       the answer
     */
    public Answer answer(ApiError error) {
        return this == PROXY_HTML
                ? Answer.of(error.status(), "text/html", Body.of(html(error)))
                : Answer.of(error.status(), Json.TYPE, Json.body(json.apply(error)));
    }

    private static String html(ApiError error) {
        String title = error.status() + " " + error.message();
        return """
                <html>
                <head><title>%1$s</title></head>
                <body>
                <center><h1>%1$s</h1></center>
                <hr><center>nginx</center>
                </body>
                </html>
                """.formatted(title);
    }
}
