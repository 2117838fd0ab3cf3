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
package io.lobstr.camel.internal.client;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.internal.http.Json;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Payload;

/**
 * JSON of any kind as routes have it.
 */
public final class JsonBody {

    private JsonBody() {
    }

    /**
     * @param  operation                that sends it
     * @param  body                     a map, a list, JSON in UTF-8, or nothing
     * @return                          what is sent, null for nothing
     * @throws IllegalArgumentException if it is something else; the message is a sentence
     */
    public static Object of(LobstrOperation operation, Object body) {
        if (body == null || body instanceof Map || body instanceof List) {
            return body;
        }
        if (!(body instanceof byte[] json)) {
            throw wrong(operation, "it is a " + body.getClass().getSimpleName());
        }
        if (new String(json, StandardCharsets.UTF_8).isBlank()) {
            return null;
        }
        try {
            return Json.value(json);
        } catch (IllegalArgumentException e) {
            throw wrong(operation, e.getMessage());
        }
    }

    private static IllegalArgumentException wrong(LobstrOperation operation, String why) {
        return new IllegalArgumentException(
                operation + " cannot send this body: " + why + "; give " + Payload.JSON.words().replace("`", ""));
    }
}
