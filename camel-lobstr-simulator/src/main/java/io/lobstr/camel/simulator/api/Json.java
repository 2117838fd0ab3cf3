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

import java.io.IOException;
import java.util.Map;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.traffic.Body;

/**
 * JSON in and out.
 */
public final class Json {

    /** The type of JSON bodies. */
    public static final String TYPE = "application/json";

    // a price keeps its zeros; what Jackson offers instead is only in versions after the one that WireMock brings
    @SuppressWarnings("deprecation")
    private static final JsonMapper MAPPER
            = JsonMapper.builder().enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
                    .nodeFactory(JsonNodeFactory.withExactBigDecimals(true)).build();
    private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {
    };

    private Json() {
    }

    /**
     * {@return a new object}
     */
    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /**
     * Makes JSON of plain values.
     *
     * @param  value a map, a list, a text, a number and so on
     * @return       the JSON
     */
    public static JsonNode of(Object value) {
        return MAPPER.valueToTree(value);
    }

    /**
     * Writes a body.
     *
     * @param  json what is in it
     * @return      the body
     */
    public static Body body(JsonNode json) {
        return Body.of(text(json));
    }

    /**
     * Writes JSON.
     *
     * @param  json what to write
     * @return      the text
     */
    public static String text(JsonNode json) {
        try {
            return MAPPER.writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree can always be written", e);
        }
    }

    /**
     * Reads JSON.
     *
     * @param  body        the bytes
     * @return             what is in it
     * @throws IOException if it is not JSON
     */
    public static JsonNode parse(byte[] body) throws IOException {
        return MAPPER.readTree(body);
    }

    static JsonNode parse(String body) throws JsonProcessingException {
        return MAPPER.readTree(body);
    }

    /** What a tree stands for in Java. */
    static Object value(JsonNode json) {
        return MAPPER.convertValue(json, Object.class);
    }

    static Map<String, Object> map(JsonNode json) {
        return MAPPER.convertValue(json, MAP);
    }
}
