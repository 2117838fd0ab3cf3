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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import io.lobstr.camel.simulator.webhook.WebhookCall;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * What the tests of all samples share: a simulated lobstr.io with one squid, a folder, and the sample's application.
 */
abstract class SampleTest {

    static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path folder;
    LobstrSimulator simulator;
    SimulatedSquid squid;
    private final Sample sample;

    SampleTest(Sample sample) {
        this.sample = sample;
    }

    @BeforeEach
    void startSimulator() {
        simulator = LobstrSimulator.builder().build().start();
        squid = simulator.addSquid("Maps", this::set);
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    /** The squid, where it is not to run until it is told. */
    void set(SquidSetup setup) {
        setup.runningUntilTold();
    }

    /** What differs from the samples' settings in all tests of a class: names and values in turn. */
    List<String> settings() {
        return List.of();
    }

    SampleApplication start(String dsl, String... settings) {
        return start(dsl, folder, settings);
    }

    SampleApplication start(String dsl, Path data, String... settings) {
        List<String> all = new ArrayList<>(List.of("lobstr.squid", squid.id()));
        all.addAll(settings());
        all.addAll(List.of(settings));
        return new SampleApplication(sample, dsl, simulator, data, all.toArray(String[]::new));
    }

    /** The call that told of a run was answered, which a route may be quicker than. */
    void awaitCall(String run) {
        await().atMost(SOON).untilAsserted(() -> assertThat(simulator.webhooks().calls().of(squid))
                .extracting(WebhookCall::run, WebhookCall::event, WebhookCall::status).contains(tuple(run, "run.done", 200)));
    }

    static void awaitFailure(SampleApplication application) {
        NotifyBuilder failure = new NotifyBuilder(application.context()).whenFailed(1).create();
        assertThat(failure.matches(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
    }
}
