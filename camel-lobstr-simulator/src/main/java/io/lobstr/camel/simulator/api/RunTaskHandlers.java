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

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Ids;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedTask;

/**
 * Answers what is asked about the tasks of runs.
 */
final class RunTaskHandlers {

    private static final int KEPT = 10_000;
    private static final Duration COOLDOWN = Duration.ofMinutes(5);

    private final Behaviour behaviour;
    private final Pages pages;
    private final Map<String, Known> knownTasks = new Latest<>();
    private final Map<String, Instant> retries = new Latest<>();

    RunTaskHandlers(Behaviour behaviour, Pages pages) {
        this.behaviour = behaviour;
        this.pages = pages;
    }

    JsonNode list(Call call) {
        SimulatedRun simulated = call.runOfQuery();
        RunSnapshot run = simulated.snapshot();
        List<SimulatedTask> tasks = run.tasks();
        int shown = run.isDone() ? tasks.size() : run.tasksDone();
        return pages.page(call.request(), shown, index -> task(simulated, run, tasks.get(index), index));
    }

    /** By the id of the run task, which some list has shown. */
    JsonNode retry(Call call) {
        if (behaviour.has(Quirk.RETRY_BY_RUN_AND_TASK)) {
            throw new ApiException(ApiError.noSuchPath());
        }
        Known known = knownTasks.get(call.path().get("runtask"));
        if (known == null) {
            throw new ApiException(ApiError.taskDoesNotExist());
        }
        return again(call, known);
    }

    /** By the ids of the run and of the squid's task. */
    JsonNode retryOfRun(Call call) {
        if (!behaviour.has(Quirk.RETRY_BY_RUN_AND_TASK)) {
            throw new ApiException(ApiError.noSuchPath());
        }
        SimulatedRun run = call.runOfPath();
        RunSnapshot now = run.snapshot();
        Object cap = run.squid().settings().params().get("max_unique_results_per_run");
        if (run.isOver() && cap instanceof Integer rows && now.results() >= rows) {
            throw new ApiException(ApiError.runCapReached());
        }
        return now.tasks().stream().filter(task -> task.id().equals(call.path().get("task"))).findFirst()
                .map(task -> again(call, new Known(run, task)))
                .orElseThrow(() -> new ApiException(ApiError.taskDoesNotExist()));
    }

    private ObjectNode again(Call call, Known known) {
        Instant now = call.account().now();
        if (!known.run().isOver()) {
            throw new ApiException(ApiError.runInProgress());
        }
        if (known.run().squid().activeRun().isPresent()) {
            throw new ApiException(ApiError.clusterBusy());
        }
        Instant last = retries.getOrDefault(known.id(), Instant.MIN);
        if (last.isAfter(now.minus(COOLDOWN))) {
            throw new ApiException(ApiError.retryCooldown());
        }
        retries.put(known.id(), now);
        known.run().reopen();
        ObjectNode json = Json.object().put("id", known.id()).put("object", "runtask").put("status", "pending")
                .put("is_done", false).put("has_errors", false).putNull("errors").putNull("done_reason").putNull("ended_at");
        json.set("params", Json.of(known.task().params()));
        return json;
    }

    private String learn(SimulatedRun run, SimulatedTask task) {
        Known known = new Known(run, task);
        knownTasks.put(known.id(), known);
        return known.id();
    }

    private ObjectNode task(SimulatedRun simulated, RunSnapshot run, SimulatedTask task, int index) {
        TaskRows rows = new TaskRows(run.tasks().size(), run.plannedResults());
        boolean completed = index < run.tasksDone();
        boolean aborted = run.status() == RunStatus.ABORTED || "aborted".equals(run.doneReason());
        String started = Times.seconds(taskEnd(run, index));
        String ended = Times.seconds(completed ? taskEnd(run, index + 1) : run.endedAt());
        ObjectNode json = Json.object();
        json.put("object", "runtask").put("id", learn(simulated, task)).put("started_at", started)
                .put("ended_at", ended).put("total_results", rows.expected(index))
                .put("last_result", rows.collected(index, run.results())).put("total_pages", 1)
                .put("done_reason", completed ? null : aborted ? "run_aborted" : run.doneReason()).put("last_page", 0)
                .put("status", completed ? "completed" : aborted ? "aborted" : "error").put("run", run.id())
                .put("task", task.id()).set("params", Json.of(task.params()));
        json.put("last_collection_at", ended).putNull("done_reason_desc");
        return behaviour.has(Quirk.RETRY_BY_RUN_AND_TASK) ? json.put("user_task", task.id()) : json;
    }

    /** When so many tasks were completed: they take turns, and all take equally long. */
    private static Instant taskEnd(RunSnapshot run, int completed) {
        double share = Math.min(1, completed / Math.max(1, run.tasks().size() * run.progress()));
        return run.startedAt().plusNanos((long) (run.duration().toNanos() * share));
    }

    /** A task of a run that was shown. */
    private record Known(SimulatedRun run, SimulatedTask task) {

        String id() {
            return Ids.of(run.id() + task.id());
        }
    }

    /** Keeps the latest. */
    private static final class Latest<V> extends LinkedHashMap<String, V> {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
            return size() > KEPT;
        }
    }
}
