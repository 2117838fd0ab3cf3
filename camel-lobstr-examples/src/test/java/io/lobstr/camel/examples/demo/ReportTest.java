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
import java.util.Properties;

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
    private final RunBook book = new RunBook(List.of("s1"), 1, (before, after) -> {
    });
    private Report report;

    @BeforeEach
    void makeReport() {
        DemoSettings settings = new DemoSettings(folder, 1, false, Duration.ZERO, List.of("s1"), new Properties());
        report = new Report(output.screen(false), settings, new RealAccount(settings.squids()));
    }

    private int conclude(Arrival... arrivals) throws Exception {
        try (RunDatabase database = RunDatabase.open(folder)) {
            return report.conclude(book, List.of(arrivals), 0, database);
        }
    }

    @Test
    void whatDidNotArriveIsNamed() throws Exception {
        book.started(run);
        assertThat(conclude(new Arrival(book.runs().get(0), true, false, false))).isEqualTo(1);
        assertThat(output.lines()).contains("Not everything arrived: run r1 (done) is missing in the queue, the database.");
        assertThat(output.text()).containsPattern("(?m)^1 +r1 +done +0 +0  ✓     ✗      ✗$");
    }

    @Test
    void aRunOfSomebodyElseDoesNotCount() throws Exception {
        book.started(run);
        BookedRun other = new BookedRun(0, new Run(Map.of("id", "r2", "squid", "s1", "status", "done")), true, false);
        assertThat(conclude(new Arrival(book.runs().get(0), true, true, true), new Arrival(other, true, false, true))).isZero();
    }

    @Test
    void aRunThatWasNeverStartedIsNoSuccess() throws Exception {
        assertThat(conclude()).isEqualTo(1);
        assertThat(output.lines()).containsExactly("Only 0 of 1 runs could be started.");
    }

    @Test
    void aRefusalIsOneLine() throws Exception {
        book.refused(new IllegalStateException("no credits"));
        assertThat(conclude()).isEqualTo(1);
        assertThat(output.lines()).containsExactly("No run could be started: no credits");
    }
}
