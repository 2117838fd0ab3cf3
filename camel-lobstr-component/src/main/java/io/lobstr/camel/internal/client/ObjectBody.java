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
import io.lobstr.camel.model.LobstrObject;

/**
 * One object as routes have it.
 */
public final class ObjectBody {

    private ObjectBody() {
    }

    /**
     * @param  operation                that sends it
     * @param  body                     a map, or the JSON of an object in UTF-8; where there is none, what the
     *                                  operation sends then
     * @return                          the object
     * @throws IllegalArgumentException if it is none, or lacks a field; the message is a sentence
     */
    public static Map<String, Object> of(LobstrOperation operation, Object body) {
        Payload payload = operation.call().payload();
        boolean none = body == null || body instanceof LobstrObject
                || body instanceof byte[] json && new String(json, StandardCharsets.UTF_8).isBlank();
        if (none && payload.otherwise() != null) {
            return payload.otherwise();
        }
        Map<String, Object> object = object(operation, body instanceof byte[] json ? read(operation, json) : body);
        payload.needed().forEach(field -> {
            if (object.get(field) == null) {
                throw wrong(operation, "lacks " + field);
            }
        });
        return object;
    }

    private static Object read(LobstrOperation operation, byte[] json) {
        try {
            return Json.value(json);
        } catch (IllegalArgumentException e) {
            throw wrong(operation, "is none: " + e.getMessage());
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> object(LobstrOperation operation, Object value) {
        if (value instanceof Map<?, ?> map) {
            return (Map<String, Object>) map;
        }
        if (value instanceof LobstrObject) {
            throw wrong(operation, "was answered to another operation");
        }
        throw wrong(operation, value == null
                ? "is null" : value instanceof List ? "is a list" : "is no object but " + value.getClass().getSimpleName());
    }

    private static IllegalArgumentException wrong(LobstrOperation operation, String what) {
        return new IllegalArgumentException(
                operation + " needs one object as its body, and this one " + what + ": give "
                                            + operation.call().payload().words().replace("`", ""));
    }
}
