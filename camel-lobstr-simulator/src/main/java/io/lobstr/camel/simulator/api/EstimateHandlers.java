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
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * Says what a run of a squid would cost.
 */
final class EstimateHandlers {

    private static final int ROWS_PER_TASK = 100;
    private static final int PREVIEWED = 5;

    private final Behaviour behaviour;

    EstimateHandlers(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    JsonNode byBody(Call call) {
        if (behaviour.has(Quirk.ESTIMATE_BY_PATH)) {
            throw new ApiException(ApiError.noSuchPath());
        }
        return estimate(call, call.squid(Call.needed(call.body(), "squid")));
    }

    JsonNode byPath(Call call) {
        if (!behaviour.has(Quirk.ESTIMATE_BY_PATH)) {
            throw new ApiException(ApiError.noSuchPath());
        }
        return estimate(call, call.squidOfPath());
    }

    private static JsonNode estimate(Call call, SimulatedSquid squid) {
        int tasks = squid.tasks().size();
        if (tasks == 0) {
            throw new ApiException(ApiError.noTasks());
        }
        SimulatedCrawler crawler = call.account().crawlers().find(squid.crawler()).orElseThrow();
        int most = squid.settings().params().get("max_results") instanceof Integer rows ? rows : ROWS_PER_TASK;
        int results = tasks * most;
        ObjectNode json = Json.object();
        int total = results * crawler.creditsPerRow();
        json.putArray("services").addObject().put("name", "results").put("results", results).put("credits", total);
        for (String function : functions(squid)) {
            int credits = results * crawler.function(function).map(known -> known.credits()).orElse(0);
            json.withArray("services").addObject().put("name", function).put("results", results).put("credits", credits);
            total += credits;
        }
        json.put("total_credits", total).put("estimated_time", tasks + " mins - " + 2 * tasks + " mins")
                .putNull("recommended_upgrade_plan").put("max_results", results);
        json.putObject("tasks").put("count", tasks).set("preview",
                Json.of(squid.tasks().stream().limit(PREVIEWED).map(task -> task.params()).toList()));
        return json;
    }

    private static Iterable<String> functions(SimulatedSquid squid) {
        JsonNode switches = Json.of(squid.settings().params()).path("functions");
        return switches.properties().stream().filter(function -> function.getValue().asBoolean())
                .map(function -> function.getKey())
                .toList();
    }
}
