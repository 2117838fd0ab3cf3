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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.lobstr.camel.examples.engines.TestEngines;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The whole demo, with a simulated account.
 */
class DemoTest {

    private static final String PERIOD = "scheduled-start.period";
    private static final String ARRIVED = "(?m)^%d +[0-9a-f]{32}  .* ✓$";

    @TempDir
    Path folder;
    private final Output output = new Output();
    private int port;

    private int run(Map<String, String> environment, String... settings) {
        return demo(environment, settings).run();
    }

    private Demo demo(Map<String, String> environment, String... settings) {
        Properties given = new Properties();
        given.setProperty("demo.folder", folder.toString());
        given.setProperty("demo.port", String.valueOf(port));
        given.setProperty("demo.patience", "3m");
        for (int i = 0; i < settings.length; i += 2) {
            given.setProperty(settings[i], settings[i + 1]);
        }
        return new Demo(environment, given, output.screen(false));
    }

    @BeforeEach
    void choosePort() throws IOException {
        port = TestEngines.freePort();
    }

    /** Longer than a run takes, so that a busy machine has time to end the schedule before there is one run more. */
    @BeforeEach
    void slowTheSchedule() {
        System.setProperty(PERIOD, "2500");
    }

    @AfterEach
    void leaveTheSchedule() {
        System.clearProperty(PERIOD);
    }

    @Test
    void tellsWhatArrivedWhereAndWhatWasThereBefore() throws IOException {
        CompletableFuture<Void> seen = CompletableFuture.runAsync(this::seeARun);
        assertThat(run(Map.of(), "demo.runs", "3")).as(output.text()).isZero();
        assertThat(seen).succeedsWithin(Duration.ofSeconds(1));
        for (int run = 1; run <= 4; run++) {
            assertThat(output.text()).containsPattern(ARRIVED.formatted(run));
        }
        assertThat(output.lines()).first().asString()
                .startsWith("Open http://localhost:" + port + "/runs in a browser: ");
        assertThat(output.lines()).last().asString().endsWith(" " + folder.resolve("report.html"));
        assertThat(folder.resolve("report.html")).content().contains("Cafes in Paris").contains("cookies_expired")
                .doesNotContain("http://localhost");
        assertThat(output.text()).contains("error (cookies_expired)").contains("All 4 runs arrived everywhere")
                .containsPattern(
                        "Run [0-9] arrived [0-9.]+ s after its end by the call of a webhook, and [0-9.]+ s after it by polls")
                .contains("4 rows in the table lobstr_run").contains("4 messages on the queue lobstr.runs")
                .contains(" credits in the table lobstr_run_cost")
                .doesNotContain("✗");
        List<String> first = files();
        assertThat(first).hasSize(4);

        assertThat(run(Map.of(), "demo.runs", "1")).as(output.text()).isZero();
        assertThat(output.text()).contains("6 rows in the table lobstr_run").contains("6 messages on the queue lobstr.runs");
        assertThat(files()).hasSize(6).containsAll(first);
        String again = output.text().substring(output.text().lastIndexOf("run   id"));
        assertThat(first).noneMatch(file -> again.contains(file.replace(".json", "")));

        assertThat(run(Map.of(), "demo.look", "tables")).as(output.text()).isZero();
        // the run, and those of its tasks that it had not done by then
        assertThat(output.lines()).filteredOn(line -> line.matches(".* error +cookies_expired.*")).hasSizeGreaterThan(1);
        assertThat(run(Map.of(), "demo.look", "queue")).as(output.text()).isZero();
        assertThat(output.lines()).filteredOn(line -> line.contains("  {\"id\":\"")).hasSize(6);
    }

    /** The first line leads to the page, which has a run that is under way. */
    private void seeARun() {
        await().atMost(Duration.ofSeconds(100)).ignoreExceptions().untilAsserted(() -> assertThat(
                Page.at(output.lines().get(0).replaceFirst("Open (.*) in a browser.*", "$1/live")))
                .containsPattern("data-run=\"[0-9a-f]{32}\""));
    }

    @ParameterizedTest
    @CsvSource({
            "LOBSTR_API_KEY, s3cr3t, 'LOBSTR_API_KEY is set, but LOBSTR_SQUID is not'",
            "LOBSTR_SQUID, abc, 'LOBSTR_SQUID is set, but LOBSTR_API_KEY is not'" })
    void halfAnAccountIsOneLine(String variable, String value, String message) throws IOException {
        assertThat(run(Map.of(variable, value))).isEqualTo(1);
        assertThat(output.lines()).singleElement().asString().startsWith(message).doesNotContain("s3cr3t");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource({
            "demo.runs, many", "demo.runs, 0", "demo.runs, 10000", "demo.keepRunning, perhaps", "demo.look, file",
            "demo.patience, soon", "demo.port, 65536", "demo.run, 2" })
    void aBadSettingIsOneLine(String name, String value) {
        assertThat(run(Map.of(), name, value)).isEqualTo(1);
        assertThat(output.lines()).singleElement().asString().startsWith(name + "=" + value + " is n");
    }

    @Test
    void aBadSquidIsOneLine() {
        assertThat(run(Map.of("LOBSTR_API_KEY", "s3cr3t", "LOBSTR_SQUID", "a&apiKey=b"))).isEqualTo(1);
        assertThat(output.lines()).singleElement().asString().startsWith("LOBSTR_SQUID is not the id of a squid");
    }

    @Test
    void aDemoThatIsStoppedWhileItStartsLeavesNoEngine() throws Exception {
        System.setProperty("samples", "finished-runs-to-database");
        try {
            Demo demo = demo(Map.of());
            CompletableFuture<Integer> end = CompletableFuture.supplyAsync(demo::run);
            demo.stop();
            assertThat(end.get(120, TimeUnit.SECONDS)).as(output.text()).isZero();
            assertThat(output.lines()).last().isEqualTo("Stopped before a run was started.");
            assertThat(folder.resolve("database")).isDirectoryNotContaining("glob:**postmaster.pid");
        } finally {
            System.clearProperty("samples");
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("files/runs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
