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

import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;

/**
 * A request that found its handler.
 *
 * @param request the request
 * @param path    what the braces of the route's path stand for
 * @param account what is asked about
 */
record Call(ReceivedRequest request, Map<String, String> path, Account account) {

    /** The run that the path names. */
    SimulatedRun runOfPath() {
        return account.run(path.get("run")).orElseThrow(() -> new ApiException(ApiError.runNotFound()));
    }

    /** The run that the query names. */
    SimulatedRun runOfQuery() {
        return account.run(needed("run")).orElseThrow(() -> new ApiException(ApiError.runDoesNotExist()));
    }

    /** The squid that the path names. */
    SimulatedSquid squidOfPath() {
        return squid(path.get("squid"));
    }

    SimulatedSquid squid(String id) {
        return account.squid(id).orElseThrow(() -> new ApiException(ApiError.squidDoesNotExist()));
    }

    String needed(String parameter) {
        return request.parameter(parameter).orElseThrow(() -> new ApiException(ApiError.needed(parameter)));
    }

    /** The body, an object in JSON. */
    JsonNode body() {
        if (!request.header("Content-Type").orElse("").startsWith(Json.TYPE)) {
            throw new ApiException(ApiError.invalid("Content-Type", "it must be application/json"));
        }
        try {
            JsonNode json = Json.parse(request.body());
            if (json.isObject()) {
                return json;
            }
        } catch (JsonProcessingException e) {
            throw new ApiException(ApiError.invalid("body", "it is not JSON"));
        }
        throw new ApiException(ApiError.invalid("body", "it must be an object"));
    }

    /** A field of the body, not empty. */
    static String needed(JsonNode body, String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull() || value.asText().isEmpty()) {
            throw new ApiException(ApiError.needed(field));
        }
        if (!value.isTextual()) {
            throw new ApiException(ApiError.invalid(field, "it must be a string"));
        }
        return value.textValue();
    }
}
