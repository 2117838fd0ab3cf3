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
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.lobstr.camel.examples.ForkedSample;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real files, in Java and in YAML.
 */
class FinishedRunsToFilesTest extends SampleTest {

    FinishedRunsToFilesTest() {
        super(Sample.FINISHED_RUNS_TO_FILES);
    }

    private List<Path> files(String name) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("files").resolve(name))) {
            return files.toList();
        }
    }

    private List<String> ledger() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : files("")) {
            if (file.getFileName().toString().startsWith("ledger-")) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }

    @InBothForms
    void eachRunIsAFileAndALineOverARestart(String dsl) throws Exception {
        squid.addFinishedRuns(3);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(files("runs")).hasSize(3));
        }
        SimulatedRun late = squid.forceRun();
        late.finish();
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(files("runs")).hasSize(4));
        }
        assertThat(folder.resolve("files/runs").resolve(late.id() + ".json")).content().contains(late.id());
        assertThat(ledger()).filteredOn(line -> line.contains(squid.id())).hasSize(4)
                .anySatisfy(line -> assertThat(line).contains(late.id()));
    }

    @Test
    void aKillLosesNothingAndWritesNothingTwice() throws Exception {
        int runs = 150;
        squid.addFinishedRuns(runs);
        try (ForkedSample application = new ForkedSample(Sample.FINISHED_RUNS_TO_FILES, "java", simulator, folder, "128m")) {
            await().atMost(SOON).pollInterval(Duration.ofMillis(5)).ignoreException(NoSuchFileException.class)
                    .until(() -> application.isAlive() && files("runs").size() > 20);
            application.kill();
        }
        assertThat(files("runs")).as("killed in the middle").hasSizeLessThan(runs);
        try (SampleApplication application = start("yaml")) {
            await().atMost(SOON).until(
                    () -> files("runs").stream().filter(file -> !file.getFileName().toString().endsWith(".writing")).count()
                          == runs);
        }
        assertThat(ledger()).filteredOn(line -> line.contains(squid.id())).hasSize(runs).doesNotHaveDuplicates();
    }

    /** Ids that are no names, or whose names are the same on some disk. */
    @InBothForms
    void everyIdHasAFileOfItsOwn(String dsl) throws Exception {
        List<String> ids
                = List.of("A", "a", "a b", "a_b", "a:b", "nul", ".a", "x".repeat(300), "x".repeat(301), "\ud83d\ude00");
        ids.forEach(id -> squid.addRun(run -> run.id(id).createdAt(Instant.now().minusSeconds(5)).pendingFor(Duration.ZERO))
                .finish());
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).ignoreExceptions().until(() -> files("runs").size() == ids.size());
        }
        assertThat(ledger()).filteredOn(line -> line.contains(squid.id())).hasSize(ids.size());
        assertThat(files("runs")).extracting(file -> file.getFileName().toString().toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates().contains("a.json", "a_b.json").noneMatch(name -> name.startsWith("nul"));
    }
}
