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

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * JSON as the client reads and writes it: decimals are exact, and a body holds one object and nothing else.
 */
final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {
    }

    /**
     * @throws IllegalArgumentException if it is no JSON object; the message continues a sentence
     */
    static Map<String, Object> object(byte[] body) {
        Map<String, Object> object = read(body, new TypeReference<Map<String, Object>>() {
        }, "it is no JSON object");
        if (object == null) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        return object;
    }

    /**
     * @throws IllegalArgumentException if it is no JSON; the message continues a sentence
     */
    static Object value(byte[] body) {
        return read(body, new TypeReference<Object>() {
        }, "it is no JSON");
    }

    private static <T> T read(byte[] body, TypeReference<T> type, String otherwise) {
        if (body.length == 0) {
            throw new IllegalArgumentException("it is empty");
        }
        try {
            return MAPPER.readValue(body, type);
        } catch (IOException e) {
            // without the cause: Jackson quotes the body
            throw new IllegalArgumentException(otherwise);
        }
    }

    static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }
}
