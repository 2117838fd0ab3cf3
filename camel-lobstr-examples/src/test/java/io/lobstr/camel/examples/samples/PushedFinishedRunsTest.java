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
package io.lobstr.camel.examples.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The simulated lobstr.io calls the HTTP server of the application.
 */
class PushedFinishedRunsTest extends SampleTest {

    private int port;

    PushedFinishedRunsTest() {
        super(Sample.PUSHED_FINISHED_RUNS);
    }

    @BeforeEach
    void choosePort() throws IOException {
        port = TestEngines.freePort();
    }

    @Override
    List<String> settings() {
        return List.of(
                // what comes out before ten minutes have passed was not polled for
                "pushed-finished-runs.delay", "10m", "webhook.port", String.valueOf(port),
                "webhook.url", "http://localhost:" + port, "webhook.secret", "0123456789abcdef");
    }

    @Override
    void set(SquidSetup setup) {
        setup.runningUntilTold().uploadingFor(Duration.ZERO);
    }

    private void awaitFileOf(SimulatedRun run) {
        await().atMost(SOON).untilAsserted(
                () -> assertThat(folder.resolve("files/pushed/" + run.id() + ".json")).content().contains(run.id()));
    }

    @InBothForms
    void aRunIsAFileByTheCallOfItsWebhookAndWithoutOneByAPoll(String dsl) throws Exception {
        SimulatedRun run;
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> squid.webhook().isPresent());
            run = squid.forceRun();
            run.finish();
            awaitFileOf(run);
            awaitCall(run.id());
        }
        Files.delete(folder.resolve("files/pushed/" + run.id() + ".json"));
        // of what is aborted, and while nobody listens, no call tells
        SimulatedRun aborted = squid.forceRun();
        aborted.abort();
        try (SampleApplication application = start(dsl)) {
            awaitFileOf(aborted);
        }
        assertThat(folder.resolve("files/pushed/" + run.id() + ".json")).doesNotExist();
        assertThat(simulator.requests().count("POST /v1/delivery")).as("written once, over a restart").isOne();
    }
}
