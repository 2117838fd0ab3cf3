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
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Notices in files and in the log, in Java and in YAML.
 */
class FailedRunsNoticeTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;
    private LobstrSimulator simulator;
    private SimulatedSquid squid;

    @BeforeEach
    void start() {
        simulator = LobstrSimulator.builder().build().start();
        squid = simulator.addSquid("Maps", setup -> setup.tasks(List.of(
                Map.of("term", "tea"), Map.of("term", "milk"), Map.of("term", "juice"), Map.of("term", "coffee"),
                Map.of("term", "water\nwine"))));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private SampleApplication start(String dsl, String to) {
        return new SampleApplication(
                Sample.FAILED_RUNS_NOTICE, dsl, simulator, folder, "lobstr.squid", squid.id(), "notices.to", to);
    }

    /** Three of its five tasks are done. */
    private SimulatedRun runThatFails() {
        return squid.addRun(run -> run.createdAt(Instant.now().minusSeconds(70)).pendingFor(Duration.ZERO)
                .runningFor(Duration.ofSeconds(100))).fail("no_credits_left");
    }

    private List<Path> notices() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("notices"))) {
            return files.toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "java", "yaml" })
    void aFailedRunIsANoticeThatNamesItsFailedTasks(String dsl) throws Exception {
        SimulatedRun done = squid.forceRun().finish();
        SimulatedRun failed = runThatFails();
        // the first attempt fails, and is made up for
        simulator.faults().next("GET /v1/runtasks", Fault.notFound());
        String to = "file:" + folder.resolve("notices") + "?fileName=${header.CamelLobstrRunId}.txt";
        try (SampleApplication application = start(dsl, to)) {
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(notices()).hasSize(1));
        }
        SimulatedRun aborted = squid.forceRun();
        aborted.abort();
        try (SampleApplication application = start(dsl, to)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(notices()).hasSize(2));
        }

        String text = Files.readString(folder.resolve("notices").resolve(failed.id() + ".txt"));
        assertThat(text.lines()).hasSize(3).first()
                .isEqualTo("Run " + failed.id() + " of squid " + squid.id() + " ended in error (no_credits_left): "
                           + "2 of 5 tasks failed");
        assertThat(text).contains(", term = coffee: error (no_credits_left)", ", term = water wine: error (no_credits_left)");
        assertThat(notices()).contains(folder.resolve("notices").resolve(aborted.id() + ".txt"))
                .noneMatch(file -> file.toString().contains(done.id()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "java", "yaml" })
    void withoutASettingItIsAWarningInTheLog(String dsl) {
        SimulatedRun failed = runThatFails();
        try (Warnings warnings = new Warnings();
             SampleApplication application = new SampleApplication(
                     Sample.FAILED_RUNS_NOTICE, dsl, simulator, folder, "lobstr.squid", squid.id())) {
            await().atMost(SOON).untilAsserted(() -> assertThat(warnings.messages()).singleElement().asString()
                    .startsWith("Run " + failed.id()).contains("coffee").hasLineCount(3));
        }
    }
}
