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
package io.lobstr.camel;

import java.util.concurrent.CompletableFuture;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A run can be done before its file is made.
 */
class AwaitFinishedWhenTest extends SimulatorTestSupport {

    private CompletableFuture<Run> awaitRun(SimulatedRun run, String options) {
        return template().asyncRequestBody("lobstr:awaitRun?pollInterval=20&run=" + run.id() + options, null, Run.class);
    }

    @Test
    void waitsForTheExportWhereItIsToldTo() throws Exception {
        SimulatedRun run = simulator.addSquid("Slow exports", setup -> setup.exportingUntilTold()).forceRun();
        CompletableFuture<Run> ended = awaitRun(run, "");
        CompletableFuture<Run> exported = awaitRun(run, "&finishedWhen=exported");

        run.finish();

        await().until(ended::isDone);
        assertThat(ended.get().getExportDone()).isNotEqualTo(true);
        long looks = simulator.requests().count("GET /v1/runs/" + run.id());
        await().until(() -> simulator.requests().count("GET /v1/runs/" + run.id()) > looks + 1);
        assertThat(exported).isNotDone();

        run.export();

        await().until(exported::isDone);
        assertThat(exported.get().getExportDone()).isTrue();
    }
}
