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
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The whole demo, with a simulated account.
 */
class DemoTest {

    private static final String ARRIVED = "(?m)^%d +[0-9a-f]{32}  .* ✓     ✓      ✓$";

    @TempDir
    Path folder;
    private final Output output = new Output();

    private int run(Map<String, String> environment, String... settings) {
        Properties given = new Properties();
        given.setProperty("demo.folder", folder.toString());
        for (int i = 0; i < settings.length; i += 2) {
            given.setProperty(settings[i], settings[i + 1]);
        }
        return new Demo(environment, given, output.screen(false)).run();
    }

    @Test
    void tellsWhatArrivedWhereAndWhatWasThereBefore() throws IOException {
        assertThat(run(Map.of(), "demo.runs", "3")).as(output.text()).isZero();
        assertThat(output.text()).containsPattern(ARRIVED.formatted(1)).containsPattern(ARRIVED.formatted(2))
                .containsPattern(ARRIVED.formatted(3)).contains("error (cookies_expired)")
                .contains("All 3 runs arrived").contains("3 runs in the table; ").doesNotContain("✗");
        List<String> first = files();
        assertThat(first).hasSize(3);

        assertThat(run(Map.of(), "demo.runs", "1")).as(output.text()).isZero();
        assertThat(output.text()).contains("4 runs in the table, 3 of them from earlier demos");
        assertThat(files()).hasSize(4).containsAll(first);
        String again = output.text().substring(output.text().lastIndexOf("run   id"));
        assertThat(first).noneMatch(file -> again.contains(file.replace(".json", "")));
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
            "demo.runs, many", "demo.runs, 0", "demo.runs, 10000", "demo.keepRunning, perhaps", "demo.patience, soon" })
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
    void aFolderInUseIsOneLine() throws Exception {
        try (RunDatabase database = RunDatabase.open(folder)) {
            ProcessBuilder other = DemoProcess.of(folder);
            DemoProcess.Result result = DemoProcess.run(other);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.out().lines()).singleElement().asString().contains("another demo is running");
            assertThat(database.runs()).isEmpty();
        }
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
