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

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SimulatedTask;
import io.lobstr.camel.simulator.state.WebhookDelivery;

/**
 * Answers what is asked about squids, their tasks and their webhooks.
 */
final class SquidHandlers {

    private final Behaviour behaviour;
    private final Pages pages;
    private final SquidJson json;

    SquidHandlers(Behaviour behaviour, Pages pages) {
        this.behaviour = behaviour;
        this.pages = pages;
        this.json = new SquidJson(behaviour);
    }

    JsonNode list(Call call) {
        Account account = call.account();
        String name = call.request().parameter("name").orElse(null);
        if (name == null) {
            return pages.page(call.request(), account.squidCount(), index -> json.listed(account.squid(index)));
        }
        List<SimulatedSquid> named = account.squidsNamed(name);
        return pages.page(call.request(), named.size(), index -> json.listed(named.get(index)));
    }

    JsonNode get(Call call) {
        return json.single(call.squid(call.path().get("squid")));
    }

    JsonNode addTasks(Call call) {
        JsonNode body = call.body();
        SimulatedSquid squid = call.squid(Call.needed(body, "squid"));
        List<Map<String, Object>> wanted = new ArrayList<>();
        if (!body.path("tasks").isArray() || body.get("tasks").isEmpty()) {
            throw new ApiException(ApiError.needed("tasks"));
        }
        for (JsonNode task : body.get("tasks")) {
            if (!task.isObject() || task.isEmpty()) {
                throw new ApiException(ApiError.invalid("tasks", "each must be an object with parameters"));
            }
            wanted.add(Json.map(task));
        }
        ObjectNode answer = Json.object().put("duplicated_count", 0);
        ArrayNode added = answer.putArray("tasks");
        wanted.forEach(params -> squid.addTask(params).ifPresent(task -> added.add(task(squid, task))));
        return answer.put("duplicated_count", wanted.size() - added.size());
    }

    JsonNode deliver(Call call) {
        SimulatedSquid squid = call.squid(call.needed("squid"));
        JsonNode fields = call.body().path("webhook_fields");
        if (!fields.isObject()) {
            throw new ApiException(ApiError.needed("webhook_fields"));
        }
        Set<String> events = new HashSet<>();
        fields.path("events").properties().forEach(event -> {
            if (event.getValue().asBoolean()) {
                events.add(event.getKey());
            }
        });
        WebhookDelivery delivery = new WebhookDelivery(
                Call.needed(fields, "url"), fields.path("is_active").asBoolean(), fields.path("retry").asBoolean(), events);
        squid.deliverTo(delivery);
        ObjectNode answer = Json.object();
        answer.set("webhook_fields", SquidJson.webhook(delivery));
        return answer;
    }

    private ObjectNode task(SimulatedSquid squid, SimulatedTask task) {
        ObjectNode json = Json.object();
        json.put("id", task.id()).put("object", "task").put("created_at", Times.seconds(task.createdAt()))
                .put("is_active", true).set("params", Json.of(task.params()));
        return behaviour.has(Quirk.MODULE_AS_NUMBER) ? json.put("module", 5) : json.put("module", squid.crawler());
    }
}
