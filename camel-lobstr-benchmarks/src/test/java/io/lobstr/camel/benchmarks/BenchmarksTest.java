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
package io.lobstr.camel.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;

import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A little of everything that is measured: the figures of so short a run mean nothing.
 */
class BenchmarksTest {

    @TempDir
    private Path folder;

    @Test
    void measuresEveryRowAndWritesTableAndCurves() throws Exception {
        Report report = Benchmarks.measure(Scale.SMOKE, folder, Benchmarks.names());

        assertThat(report.rows()).hasSizeGreaterThanOrEqualTo(15);
        assertThat(report.rows()).filteredOn(row -> row.what().matches("(requests per idle|runs lost|heap of).*"))
                .as("what does not depend on the machine").hasSize(7).allMatch(Row::reached);
        assertThat(folder.resolve("table.md")).content().contains("| what | `lobstr:` | instead |")
                .contains("backlog of 1,000").contains("of 1 squid").doesNotContain("How the values spread");
        assertThat(Files.readAllLines(folder.resolve("short.md")))
                .as("a line for each that is wanted, but for the burst, which is too long for here")
                .filteredOn(line -> line.startsWith("| ")).hasSize(2 + 4).last().asString().contains("watch");
        assertThat(folder.resolve("results.md")).content().contains("How the values spread").contains("(scaling.svg)");
        assertThat(folder.resolve("scaling.svg")).content().contains("<svg");
        assertThat(folder.resolve("delay.svg")).content().contains("<svg");
    }

    @Test
    void aScenarioThatHangsIsAnErrorThatTellsWhatItWasAt() {
        Report report = new Report();
        report.progress("the third squid");
        Deadline deadline = new Deadline(Duration.ofMillis(200));

        assertThatThrownBy(
                () -> deadline.measure("pushed", (scale, into) -> new CountDownLatch(1).await(), Scale.SMOKE, report))
                .isInstanceOf(IllegalStateException.class).hasMessageStartingWith("pushed has not ended")
                .hasMessageEndingWith("it was at: the third squid");
        assertThatThrownBy(() -> deadline.measure("pushed", (scale, into) -> {
            throw new IOException("no port");
        }, Scale.SMOKE, report)).isInstanceOf(IOException.class);
    }

    /** What of an earlier run is left there, nobody can tell from this one's. */
    @ParameterizedTest
    @CsvSource({ "../README.md, short.md", "README.md, table.md" })
    void theReadmesShowTheResults(Path readme, String table) throws Exception {
        assertThat(readme).content().containsPattern(
                "(?m)^<!-- from here: .*" + table + " -->\n" + Pattern.quote(Files.readString(Path.of("results", table)))
                                                     + "<!-- to here -->$");
    }
}
