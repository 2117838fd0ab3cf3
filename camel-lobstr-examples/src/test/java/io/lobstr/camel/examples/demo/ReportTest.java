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
package io.lobstr.camel.examples.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.demo.Place.Found;
import io.lobstr.camel.examples.demo.Place.Wanted;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReportTest {

    @TempDir
    Path folder;
    private final Output output = new Output();
    private final Run run = new Run(Map.of("id", "r1", "squid", "s1", "status", "done"));
    private final RunBook book = new RunBook(1, 0, any -> Set.of(Sample.FINISHED_RUNS_TO_FILES), (before, after) -> {
    });
    private Report report;

    @BeforeEach
    void makeReport() {
        report = new Report(
                output.screen(false), new DemoSettings(folder, 1, false, "", Duration.ZERO, List.of("s1"), 0));
    }

    private int conclude(Set<String> files, Set<String> queue) throws Exception {
        return report.conclude(book, new Places(
                List.of(
                        new Place(
                                Sample.FINISHED_RUNS_TO_FILES, "file", Place.EVERY,
                                () -> new Found(files, "some files", List.of("ls here"))),
                        new Place(
                                Sample.FINISHED_RUNS_TO_QUEUE, "queue", Place.EVERY,
                                () -> new Found(queue, "a queue", List.of("look"))),
                        new Place(
                                Sample.RUN_NOTICES, "notice", new Wanted("runs that failed", any -> false),
                                () -> new Found(Set.of(), "no notices", List.of())))),
                new RealAccount(List.of("s1")), Optional.empty());
    }

    @Test
    void whatDidNotArriveIsNamed() throws Exception {
        book.started(run, true);
        assertThat(conclude(Set.of("r1"), Set.of("r0"))).isEqualTo(1);
        assertThat(output.lines()).contains("Not everything arrived: run r1 (done) is missing in finished-runs-to-queue.");
        assertThat(output.text()).containsPattern("(?m)^1 +r1 +done +0 +0  file; not in queue ✗$")
                .contains("Every run comes everywhere, but for: notice only of runs that failed.");
    }

    @Test
    void aRunOfSomebodyElseDoesNotCount() throws Exception {
        book.started(run, true);
        book.handled(new Run(Map.of("id", "r2", "squid", "s1", "status", "done")), Sample.FINISHED_RUNS_TO_FILES);
        assertThat(conclude(Set.of("r1"), Set.of("r1"))).isZero();
        assertThat(output.text()).containsPattern("(?m)^- +r2 +done +0 +0  not in file, queue ✗$")
                .containsPattern("(?m)^finished-runs-to-files +some files\\R +ls here$");
    }

    @Test
    void aRunThatWasNeverStartedIsNoSuccess() throws Exception {
        assertThat(conclude(Set.of(), Set.of())).isEqualTo(1);
        assertThat(output.lines()).containsExactly("Only 0 of 1 runs could be started.");
    }

    @Test
    void aRefusalIsOneLine() throws Exception {
        book.refused("no credits");
        assertThat(conclude(Set.of(), Set.of())).isEqualTo(1);
        assertThat(output.lines()).containsExactly("No run could be started: no credits");
    }
}
