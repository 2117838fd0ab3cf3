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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Answers whether the plan is renewed by itself. It never is.
 */
final class PlanHandlers {

    private final ObjectNode reset = Json.object().put("enabled", false).put("threshold_pct", 80)
            .put("max_resets_per_24h", 2).put("resets_used_in_window", 0).putNull("window_resets_at")
            .putNull("current_usage_pct");

    JsonNode get(Call call) {
        return reset.deepCopy();
    }

    JsonNode set(Call call) {
        JsonNode body = call.body();
        if (!body.path("enabled").isBoolean()) {
            throw new ApiException(ApiError.needed("enabled"));
        }
        reset.put("enabled", body.get("enabled").booleanValue())
                .put("threshold_pct", within(body, "threshold_pct", 100))
                .put("max_resets_per_24h", within(body, "max_resets_per_24h", 10));
        return get(call);
    }

    private int within(JsonNode body, String field, int most) {
        int value = body.path(field).asInt(reset.get(field).intValue());
        if (value < 1 || value > most) {
            throw new ApiException(ApiError.invalidValue(field));
        }
        return value;
    }
}
