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
package io.lobstr.camel.simulator.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.api.Json;
import io.lobstr.camel.simulator.traffic.Answer;
import io.lobstr.camel.simulator.traffic.Body;

/**
 * Spoils right answers.
 */
final class Spoil {

    private Spoil() {
    }

    static Answer truncate(Answer answer) {
        byte[] body = bytes(answer);
        return answer.withBody(Body.of(Arrays.copyOf(body, body.length / 2)));
    }

    static Answer wrongTypes(Answer answer) {
        try {
            JsonNode json = Json.parse(bytes(answer));
            return answer.withBody(Json.body(json.isObject() ? fields(json) : other(json)));
        } catch (IOException e) {
            return answer;
        }
    }

    private static ObjectNode fields(JsonNode json) {
        ObjectNode spoilt = Json.object();
        json.properties().forEach(field -> spoilt.set(field.getKey(), other(field.getValue())));
        return spoilt;
    }

    private static JsonNode other(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> Json.object().put("unexpected", value.textValue());
            case NUMBER -> Json.of("many");
            case BOOLEAN -> Json.of("perhaps");
            case ARRAY -> Json.object().put("length", value.size());
            default -> Json.of(new int[] { 1, 2, 3 });
        };
    }

    private static byte[] bytes(Answer answer) {
        try (InputStream body = answer.body().open()) {
            return body.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
