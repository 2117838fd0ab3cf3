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
import java.util.function.ToIntFunction;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * Answers the rows that runs have collected.
 */
final class ResultHandlers {

    private final Pages pages;

    ResultHandlers(Pages pages) {
        this.pages = pages;
    }

    JsonNode list(Call call) {
        boolean ofRun = call.request().parameter("run").isPresent();
        if (ofRun == call.request().parameter("squid").isPresent()) {
            throw new ApiException(ofRun ? ApiError.invalid("squid", "give either run or squid") : ApiError.needed("run"));
        }
        return ofRun ? ofRun(call) : ofSquid(call);
    }

    private JsonNode ofRun(Call call) {
        SimulatedRun run = call.runOfQuery();
        String task = task(call, List.of(run));
        return pages.page(call.request(), count(run, task), index -> row(run, task, index));
    }

    /** The rows of all runs, those of the newest run first. */
    private JsonNode ofSquid(Call call) {
        SimulatedSquid squid = call.squid(call.needed("squid"));
        String task = task(call, squid.runs());
        ToIntFunction<SimulatedRun> rows = run -> count(run, task);
        int total = 0;
        for (int i = 0; i < squid.runCount(); i++) {
            total += rows.applyAsInt(squid.run(i));
        }
        RowCursor cursor = new RowCursor(squid, rows);
        return pages.page(call.request(), total, index -> {
            cursor.moveTo(index);
            return row(cursor.run(), task, cursor.row());
        });
    }

    /** The task whose rows alone are wanted, or null. */
    private static String task(Call call, List<SimulatedRun> runs) {
        String id = call.request().parameter("task").orElse(null);
        boolean known = id == null || runs.stream()
                .anyMatch(run -> run.squid().task(id).isPresent() || place(run.snapshot(), id) >= 0);
        if (!known) {
            throw new ApiException(ApiError.taskDoesNotExist());
        }
        return id;
    }

    private static int place(RunSnapshot run, String task) {
        for (int i = 0; i < run.tasks().size(); i++) {
            if (run.tasks().get(i).id().equals(task)) {
                return i;
            }
        }
        return -1;
    }

    private static int count(SimulatedRun run, String task) {
        if (!run.squid().showsRowsOf(run)) {
            return 0;
        }
        if (task == null) {
            return run.results();
        }
        RunSnapshot now = run.snapshot();
        int place = place(now, task);
        return place < 0 ? 0 : new TaskRows(now.tasks().size(), now.plannedResults()).collected(place, now.results());
    }

    private static JsonNode row(SimulatedRun run, String task, int index) {
        RunSnapshot now = run.snapshot();
        int first = task == null ? 0 : new TaskRows(now.tasks().size(), now.plannedResults()).first(place(now, task));
        return ResultRow.of(run, now, first + index);
    }

    /** Goes through the rows of a squid's runs, in one direction. */
    private static final class RowCursor {

        private final SimulatedSquid squid;
        private final ToIntFunction<SimulatedRun> rows;
        private int run;
        private int before;
        private int row;

        RowCursor(SimulatedSquid squid, ToIntFunction<SimulatedRun> rows) {
            this.squid = squid;
            this.rows = rows;
        }

        void moveTo(int index) {
            int here = rows.applyAsInt(run());
            while (index - before >= here) {
                before += here;
                run++;
                here = rows.applyAsInt(run());
            }
            row = index - before;
        }

        SimulatedRun run() {
            return squid.run(run);
        }

        int row() {
            return row;
        }
    }
}
