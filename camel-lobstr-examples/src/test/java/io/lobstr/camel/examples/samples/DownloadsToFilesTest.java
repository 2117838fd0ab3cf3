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
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.lobstr.camel.examples.ForkedSample;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real files, in Java and in YAML.
 */
class DownloadsToFilesTest extends SampleTest {

    private static final String EXPORTS = "GET /exports/*";

    DownloadsToFilesTest() {
        super(Sample.DOWNLOADS_TO_FILES);
    }

    @Override
    List<String> settings() {
        return List.of("camel.component.lobstr.max-retries", "0");
    }

    private Path file(String name) {
        return folder.resolve("files/downloads").resolve(name);
    }

    /** Those that readers of the folder see. */
    private List<String> files() throws IOException {
        if (Files.notExists(file(""))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(file(""))) {
            return files.map(path -> path.getFileName().toString()).filter(name -> !name.endsWith(".writing")).sorted()
                    .toList();
        }
    }

    private static String sha256(Path file) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @ParameterizedTest
    @CsvSource({ "java, csv", "yaml, csv", "java, jsonl", "yaml, xlsx" })
    void eachRunIsAFileWithItsChecksum(String dsl, String format) throws Exception {
        SimulatedRun run = squid.forceRun().finish(30);
        squid.forceRun().fail("no_credits_left");
        String name = run.id() + "." + format;
        try (SampleApplication application = start(dsl, "downloads.format", format)) {
            await().atMost(SOON).until(() -> files().size() == 2);
        }
        assertThat(files()).containsExactly(name, name + ".sha256");
        assertThat(file(name + ".sha256")).hasContent(sha256(file(name)) + "  " + name + "\n");
        if (!"xlsx".equals(format)) {
            assertThat(Files.readAllLines(file(name))).hasSize("csv".equals(format) ? 31 : 30).last().asString()
                    .contains("Place 30");
        }
    }

    @InBothForms
    void aBrokenDownloadLeavesNothingAndComesAgain(String dsl) throws Exception {
        simulator.faults().next(EXPORTS, Fault.cutBody());
        simulator.faults().always(EXPORTS, Fault.dropped());
        String name = squid.forceRun().finish(5000).id() + ".csv";
        try (SampleApplication application = start(dsl)) {
            assertThat(
                    new NotifyBuilder(application.context()).whenFailed(1).create().matches(SOON.toSeconds(), TimeUnit.SECONDS))
                    .isTrue();
            assertThat(files()).isEmpty();
            simulator.faults().clear();
            await().atMost(SOON).until(() -> files().size() == 2);
        }
        assertThat(Files.readAllLines(file(name))).hasSize(5001);
        assertThat(file(name + ".sha256")).hasContent(sha256(file(name)) + "  " + name + "\n");
    }

    @InBothForms
    void aRepeatWritesTheSame(String dsl) throws Exception {
        String name = squid.forceRun().finish(30).id() + ".csv";
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> files().size() == 2);
        }
        String checksum = Files.readString(file(name + ".sha256"));
        // as if it had crashed before it could remember the run, with a file that somebody has spoiled
        Files.delete(folder.resolve("handled/downloads-to-files.txt"));
        Files.delete(file(name + ".sha256"));
        Files.writeString(file(name), "spoiled, and longer than it was".repeat(1000));
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> files().size() == 2);
        }
        assertThat(file(name + ".sha256")).hasContent(checksum);
        assertThat(sha256(file(name))).isEqualTo(checksum.substring(0, 64));
    }

    @Test
    void aBigFileNeedsLittleMemory() throws Exception {
        String text = "x".repeat(10_000);
        squid.configure(setup -> setup.rows((run, index) -> Map.of("text", text)));
        String name = squid.forceRun().finish(10_000).id() + ".csv";
        try (ForkedSample application = new ForkedSample(Sample.DOWNLOADS_TO_FILES, "java", simulator, folder, "64m")) {
            await().atMost(SOON.multipliedBy(3)).until(() -> application.isAlive() && files().size() == 2);
        }
        assertThat(Files.size(file(name))).as("more than the heap").isGreaterThan(100_000_000);
        assertThat(file(name + ".sha256")).hasContent(sha256(file(name)) + "  " + name + "\n");
    }

    /** Ids that are no names, or whose names are the same on some disk. */
    @InBothForms
    void everyIdHasAFileOfItsOwn(String dsl) throws Exception {
        List<String> ids = List.of("A", "a", "a_b", "A_b", "nul", "CON", "x".repeat(300), "x".repeat(301));
        ids.forEach(id -> squid.addRun(run -> run.id(id).createdAt(Instant.now().minusSeconds(5)).pendingFor(Duration.ZERO))
                .finish(1));
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> files().size() == 2 * ids.size());
        }
        assertThat(files()).contains("a.csv", "a_b.csv").extracting(name -> name.toLowerCase(Locale.ROOT))
                .doesNotHaveDuplicates().noneMatch(name -> name.startsWith(".") || name.startsWith("nul"));
    }
}
