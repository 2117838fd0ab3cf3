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
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SquidSetup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Notices in files and in the log, in Java and in YAML.
 */
class FailedRunsNoticeTest extends SampleTest {

    /** Three of its five tasks are done. */
    private SimulatedRun runThatFails() {
        return squid.addRun(run -> run.createdAt(Instant.now().minusSeconds(70)).pendingFor(Duration.ZERO)
                .runningFor(Duration.ofSeconds(100))).fail("no_credits_left");
    }

    FailedRunsNoticeTest() {
        super(Sample.FAILED_RUNS_NOTICE);
    }

    @Override
    void set(SquidSetup setup) {
        setup.tasks(List.of(
                Map.of("term", "tea"), Map.of("term", "milk"), Map.of("term", "juice"), Map.of("term", "coffee"),
                Map.of("term", "water\nwine")));
    }

    private List<Path> notices() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("notices"))) {
            return files.toList();
        }
    }

    @InBothForms
    void aFailedRunIsANoticeThatNamesItsFailedTasks(String dsl) throws Exception {
        SimulatedRun done = squid.forceRun().finish();
        SimulatedRun failed = runThatFails();
        // the first attempt fails, and is made up for
        simulator.faults().next("GET /v1/runtasks", Fault.notFound());
        String to = "file:" + folder.resolve("notices") + "?fileName=${bean:fileName}.txt";
        try (SampleApplication application = start(dsl, "notices.to", to)) {
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(notices()).hasSize(1));
        }
        SimulatedRun aborted = squid.forceRun();
        aborted.abort();
        try (SampleApplication application = start(dsl, "notices.to", to)) {
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

    @InBothForms
    void withoutASettingItIsAWarningInTheLog(String dsl) {
        SimulatedRun failed = runThatFails();
        try (Warnings warnings = new Warnings();
             SampleApplication application = start(dsl)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(warnings.messages()).singleElement().asString()
                    .startsWith("Run " + failed.id()).contains("coffee").hasLineCount(3));
        }
    }
}
