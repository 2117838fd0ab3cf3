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
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * Answers what is asked about runs.
 */
final class RunHandlers {

    private final Behaviour behaviour;
    private final Pages pages;
    private final RunJson json;

    RunHandlers(Behaviour behaviour, Pages pages) {
        this.behaviour = behaviour;
        this.pages = pages;
        this.json = new RunJson(behaviour);
    }

    JsonNode start(Call call) {
        SimulatedSquid squid = call.squid(Call.needed(call.body(), "squid"));
        squid.refusal().ifPresent(refusal -> {
            throw new ApiException(ApiError.refused(refusal));
        });
        if (!squid.settings().active()) {
            throw new ApiException(ApiError.squidInactive());
        }
        if (!new SquidJson(behaviour).isReady(squid)) {
            throw new ApiException(ApiError.squidNotReady());
        }
        if (squid.activeRun().isPresent()) {
            throw new ApiException(
                    behaviour.has(Quirk.RUN_IN_PROGRESS_ERROR) ? ApiError.runInProgress() : ApiError.runActive());
        }
        return json.listed(squid.startRun().snapshot());
    }

    JsonNode list(Call call) {
        SimulatedSquid squid = call.squid(call.needed("squid"));
        return pages.page(call.request(), squid.runCount(), index -> json.listed(squid.run(index).snapshot()));
    }

    JsonNode get(Call call) {
        return json.single(call.runOfPath().snapshot());
    }

    JsonNode stats(Call call) {
        return json.stats(call.runOfPath().snapshot(), call.account().now());
    }

    JsonNode credits(Call call) {
        return json.credits(call.runOfPath().snapshot());
    }

    JsonNode abort(Call call) {
        SimulatedRun run = call.runOfPath();
        RunStatus status = run.status();
        if (status.isOver() && !behaviour.has(Quirk.ABORT_IS_HARMLESS)) {
            throw new ApiException(ApiError.runIsOver());
        }
        boolean collected = status == RunStatus.UPLOADING || status.isOver();
        return json.listed(collected ? run.snapshot() : run.abort().snapshot());
    }

    JsonNode resurrect(Call call) {
        SimulatedRun run = call.runOfPath();
        if (run.status() != RunStatus.ABORTED) {
            throw new ApiException(ApiError.runNotAborted());
        }
        run.squid().activeRun().ifPresent(active -> {
            throw new ApiException(ApiError.clusterBusy());
        });
        return RunJson.resurrected(run.resurrect().snapshot());
    }
}
