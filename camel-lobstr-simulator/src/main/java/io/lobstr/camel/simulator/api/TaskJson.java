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

import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Ids;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SimulatedTask;

/**
 * Writes tasks in the ways in which the API's pages show them.
 */
final class TaskJson {

    private final Behaviour behaviour;

    TaskJson(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** As Add Tasks answers it. */
    ObjectNode added(SimulatedSquid squid, SimulatedTask task) {
        ObjectNode json = Json.object();
        json.put("id", task.id()).put("object", "task").put("created_at", Times.seconds(task.createdAt()))
                .put("is_active", true).set("params", Json.of(task.params()));
        return withModule(json, squid);
    }

    /** As List Tasks answers it. */
    static ObjectNode listed(SimulatedTask task) {
        return Json.object().put("id", task.id()).put("created_at", Times.naiveMicros(task.createdAt()))
                .put("is_active", true).<ObjectNode> set("params", Json.of(task.params())).put("object", "task");
    }

    /** As Get Task answers it. */
    ObjectNode single(SimulatedSquid squid, SimulatedTask task) {
        ObjectNode json = Json.object().put("hash_value", task.id()).put("created_at", Times.naiveMicros(task.createdAt()))
                .put("is_active", true).set("params", Json.of(task.params()));
        withModule(json, squid).put("object", "task");
        RunSnapshot newest = squid.runCount() == 0 ? null : squid.run(0).snapshot();
        int index = newest == null ? -1 : newest.tasks().indexOf(task);
        return index < 0 ? json.putNull("status") : json.set("status", status(newest, task, index));
    }

    private ObjectNode withModule(ObjectNode json, SimulatedSquid squid) {
        return behaviour.has(Quirk.MODULE_AS_NUMBER) ? json.put("module", 5) : json.put("module", squid.crawler());
    }

    private static ObjectNode status(RunSnapshot run, SimulatedTask task, int index) {
        int collected = new TaskRows(run.tasks().size(), run.plannedResults()).collected(index, run.results());
        String word = word(run, index);
        boolean done = !List.of("pending", "running").contains(word);
        boolean failed = word.equals("failed");
        return Json.object().put("status", word).put("started_at", Times.naiveMicros(run.startedAt()))
                .put("ended_at", done ? Times.naiveMicros(run.endedAt()) : null)
                .put("scraping_time", Times.decimalSeconds(run.duration())).put("is_done", done).put("has_errors", failed)
                .put("errors", failed ? run.doneReason() : null)
                .put("error_date", failed ? Times.naiveMicros(run.endedAt()) : null).put("total_pages", 1).put("last_page", 1)
                .put("last_result", collected).put("last_result_date", Times.naiveMicros(run.endedAt()))
                .put("total_results", collected).put("done_reason", word.equals("completed") ? "completed" : run.doneReason())
                .put("task_done_reason", word.equals("completed") ? "completed" : null).put("export_done", run.exportDone())
                .put("hash_value", Ids.of(run.id() + task.id()));
    }

    private static String word(RunSnapshot run, int index) {
        if (index < run.tasksDone()) {
            return "completed";
        }
        if (!run.isDone()) {
            return index == run.tasksDone() && run.status() == RunStatus.RUNNING ? "running" : "pending";
        }
        return run.status() == RunStatus.ERROR ? "failed" : "aborted";
    }
}
