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
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lobstr.camel.examples.ForkedSample;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.LostAnswer;
import io.lobstr.camel.examples.engines.TestS3;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A store that speaks S3, in Java and in YAML.
 */
class DownloadsToS3Test extends SampleTest {

    private static final Instant BEGIN = Instant.parse("2025-02-04T23:59:00Z");
    private static final int PART = 5 * 1024 * 1024;

    private TestS3 store;

    DownloadsToS3Test() {
        super(Sample.DOWNLOADS_TO_S3);
    }

    @BeforeEach
    void start() throws Exception {
        store = new TestS3();
    }

    @Override
    List<String> settings() {
        return List.of(
                "s3.endpoint", "http://127.0.0.1:" + TestS3.port(), "s3.bucket", store.bucket(), "s3.access-key",
                TestS3.ACCESS_KEY, "s3.secret-key", TestS3.SECRET_KEY, "s3.prefix", "lobstr/", "s3.part-size", "" + PART,
                TestS3.CHECKSUMS, TestS3.WHEN_REQUIRED, "camel.component.lobstr.max-retries", "0");
    }

    /** A run that ended on the day after it began. */
    private String run(String id, int rows) {
        squid.addRun(run -> run.id(id).createdAt(BEGIN).pendingFor(Duration.ZERO).runningFor(Duration.ofMinutes(2))
                .uploadingFor(Duration.ZERO).results(rows));
        return "lobstr/" + squid.id() + "/2025-02-05/" + id + ".csv";
    }

    private void rowsOf(int characters) {
        String text = "x".repeat(characters);
        squid.configure(setup -> setup.rows((run, index) -> Map.of("text", text + index)));
    }

    private String sha256(String key) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[PART];
        try (InputStream in = store.get(key)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private String text(String key) throws IOException {
        try (InputStream in = store.get(key)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void awaitWhole(String key) throws Exception {
        await().atMost(SOON).ignoreExceptions().until(() -> store.keys().contains(key + ".sha256"));
        assertThat(text(key + ".sha256")).isEqualTo(sha256(key) + "  " + key.substring(key.lastIndexOf('/') + 1) + "\n");
    }

    private List<Path> onTheirWay() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("uploads"))) {
            return files.toList();
        }
    }

    @InBothForms
    void eachRunIsAnObjectWithItsChecksum(String dsl) throws Exception {
        squid.forceRun().fail("no_credits_left");
        String key = run("a", 30);
        try (SampleApplication application = start(dsl)) {
            awaitWhole(key);
            assertThat(text(key).lines()).hasSize(31).last().asString().contains("Place 30");
            // what a crash repeats
            Files.delete(folder.resolve("handled/downloads-to-s3.txt"));
        }
        String next = run("b", 1);
        try (SampleApplication application = start(dsl)) {
            awaitWhole(next);
        }
        assertThat(store.keys()).containsExactly(key, key + ".sha256", next, next + ".sha256");
        assertThat(onTheirWay()).isEmpty();
    }

    /** The store has the object, and the client was not told: what comes again leaves the same. */
    @Test
    void aLostAnswerLeavesOneObject() throws Exception {
        rowsOf(10_000);
        String key = run("a", 1200);
        try (LostAnswer between = new LostAnswer(TestS3.port(), "POST /[^ ]*[?&]uploadId=");
             SampleApplication application = start("yaml", "s3.endpoint", "http://127.0.0.1:" + between.port())) {
            awaitWhole(key);
            assertThat(between.isLost()).isTrue();
        }
        assertThat(store.get(key).response().contentLength()).isGreaterThan(2L * PART);
        assertThat(store.keys()).containsExactly(key, key + ".sha256");
        assertThat(store.openUploads()).isZero();
        assertThat(onTheirWay()).isEmpty();
    }

    @Test
    void aBigFileNeedsLittleMemory() throws Exception {
        rowsOf(10_000);
        String key = run("a", 8_000);
        List<String> all = new ArrayList<>(List.of("lobstr.squid", squid.id()));
        all.addAll(settings());
        try (ForkedSample application
                = new ForkedSample(Sample.DOWNLOADS_TO_S3, "java", simulator, folder, "64m", all.toArray(String[]::new))) {
            await().atMost(Duration.ofMinutes(3)).ignoreExceptionsInstanceOf(SdkException.class)
                    .until(() -> application.isAlive() && store.keys().contains(key + ".sha256"));
        }
        awaitWhole(key);
        assertThat(store.get(key).response().contentLength()).as("more than the heap").isGreaterThan(80_000_000);
    }

    @Test
    void everyRunHasAKeyOfItsOwn() {
        ObjectKey keys = new ObjectKey();
        String year = "2025-01-02T";
        List<String> all = Stream.of(
                Map.of("status", "done", "id", "a", "squid", "b", "ended_at", year + "23:59:59.9Z"),
                Map.of("status", "done", "id", "a"), Map.of("status", "done", "id", "a", "squid", "../b"),
                Map.of("status", "done", "id", "a", "squid", "B/"), Map.of("status", "done", "id", "a", "squid", "B"),
                Map.of("status", "done", "id", "../../a", "squid", "b"),
                Map.of("status", "done", "id", "a", "squid", "x".repeat(2000)),
                Map.of("status", "done", "id", "a", "squid", "\0\n\ud83d\ude00?&#%2F"),
                Map.of("status", "done", "id", "a", "squid", ""))
                .map(run -> keys.of(new Run(Map.copyOf(run)))).toList();
        assertThat(all).startsWith("b/2025-01-02/a", "unknown/unknown/a").doesNotHaveDuplicates()
                .allSatisfy(key -> assertThat(key).matches("[0-9A-Za-z_~-]+/(unknown|[0-9-]{10})/[0-9A-Za-z_~-]+")
                        .hasSizeLessThan(400));
    }
}
