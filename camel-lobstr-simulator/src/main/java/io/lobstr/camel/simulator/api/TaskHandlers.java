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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SimulatedTask;

/**
 * Adds tasks to squids, answers about them, and takes them away.
 */
final class TaskHandlers {

    private final Behaviour behaviour;
    private final Pages pages;
    private final TaskJson json;

    TaskHandlers(Behaviour behaviour, Pages pages) {
        this.behaviour = behaviour;
        this.pages = pages;
        this.json = new TaskJson(behaviour);
    }

    JsonNode add(Call call) {
        JsonNode body = call.body();
        SimulatedSquid squid = call.squid(Call.needed(body, "squid"));
        if (!body.path("tasks").isArray() || body.get("tasks").isEmpty()) {
            throw new ApiException(ApiError.needed("tasks"));
        }
        SimulatedCrawler crawler = call.account().crawlers().find(squid.crawler()).orElseThrow();
        List<Map<String, Object>> wanted = new ArrayList<>();
        for (JsonNode task : body.get("tasks")) {
            if (!task.isObject() || task.isEmpty()) {
                throw new ApiException(ApiError.invalid("tasks", "each must be an object with parameters"));
            }
            wanted.add(Json.map(task));
            TaskCheck.problem(crawler, Json.map(task)).ifPresent(why -> {
                throw new ApiException(ApiError.taskNotValid(why));
            });
        }
        Set<Map<String, Object>> all = squid.tasks().stream().map(SimulatedTask::params).collect(Collectors.toSet());
        all.addAll(wanted);
        if (all.size() > crawler.maxTasks()) {
            throw new ApiException(ApiError.taskNotValid("A squid has " + crawler.maxTasks() + " tasks at most"));
        }
        ObjectNode answer = Json.object().put("duplicated_count", 0);
        ArrayNode added = answer.putArray("tasks");
        wanted.forEach(params -> squid.addTask(params).ifPresent(task -> added.add(json.added(squid, task))));
        return answer.put("duplicated_count", wanted.size() - added.size());
    }

    JsonNode list(Call call) {
        List<SimulatedTask> all = call.squid(call.needed("squid")).tasks();
        List<SimulatedTask> shown = call.request().parameter("type")
                .map(type -> all.stream().filter(TaskShape.of(type)).toList()).orElse(all);
        return pages.page(call.request(), shown.size(), index -> TaskJson.listed(shown.get(index)));
    }

    JsonNode get(Call call) {
        SimulatedSquid squid = squid(call);
        return json.single(squid, squid.task(call.path().get("task")).orElseThrow());
    }

    JsonNode delete(Call call) {
        SimulatedSquid squid = squid(call);
        String task = call.path().get("task");
        if (squid.wasActiveSince(call.account().now().minus(behaviour.busyAfterRun()))) {
            throw new ApiException(ApiError.runInProgress());
        }
        squid.removeTasks(known -> known.id().equals(task));
        return Json.object().put("id", task).put("object", "task").put("deleted", true);
    }

    private static SimulatedSquid squid(Call call) {
        return call.account().squidsNamed("").stream().filter(squid -> squid.task(call.path().get("task")).isPresent())
                .findFirst().orElseThrow(() -> new ApiException(ApiError.taskNotFound()));
    }
}
