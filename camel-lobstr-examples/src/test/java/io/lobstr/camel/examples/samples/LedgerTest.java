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
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real file, which several processes write and are killed at.
 */
class LedgerTest {

    private static final int RUNS = 120;
    private static final CSVFormat READER = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    @TempDir
    Path folder;

    private static Run run(String id) {
        return new Run(
                Map.of("id", id, "squid", "Caf\u00e9 \ud83d\ude00", "status", "done", "ended_at", "2025-02-04T10:25:41Z",
                        "done_reason",
                        "says \"no\", then\r\n=more, " + "x".repeat(200), "total_results", 7, "credit_used", 1.5));
    }

    private Path file() {
        return folder.resolve("ledger-2025-02-04.csv");
    }

    private List<CSVRecord> records() throws IOException {
        try (CSVParser parser = CSVParser.parse(Files.readString(file()), READER)) {
            assertThat(parser.getHeaderNames()).hasSize(7).contains("id", "done_reason");
            return parser.getRecords();
        }
    }

    /** Writes all runs, in an order of its own, with three threads. */
    public static void main(String[] args) throws Exception {
        Ledger ledger = new Ledger(args[0]);
        Random order = new Random();
        List<Thread> threads = IntStream.range(0, 3).mapToObj(thread -> new Thread(() -> {
            try {
                for (int i : order.ints(RUNS, 0, RUNS).toArray()) {
                    ledger.add(run("run" + i));
                }
                for (int i = 0; i < RUNS; i++) {
                    ledger.add(run("run" + i));
                }
            } catch (IOException e) {
                System.exit(1);
            }
        })).toList();
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private Process writer() throws IOException {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                LedgerTest.class.getName(), folder.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    @Test
    void severalThreadsAndProcessesThatAreKilledWriteEachRunOnce() throws Exception {
        List<Process> writers = new ArrayList<>(List.of(writer(), writer(), writer()));
        try {
            for (int kill = 1; kill <= 2; kill++) {
                long lines = kill * 25L * 300;
                await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(5))
                        .until(() -> Files.exists(file()) && Files.size(file()) > lines);
                Process killed = writers.remove(0).destroyForcibly();
                assertThat(killed.waitFor(20, TimeUnit.SECONDS)).isTrue();
                assertThat(killed.exitValue()).as("killed while it wrote").isNotZero();
                writers.add(writer());
            }
            for (Process writer : writers) {
                assertThat(writer.waitFor(60, TimeUnit.SECONDS)).isTrue();
                assertThat(writer.exitValue()).isZero();
            }
        } finally {
            writers.forEach(writer -> writer.destroyForcibly().onExit().join());
        }
        assertThat(records()).hasSize(RUNS).allSatisfy(record -> assertThat(record.size()).isEqualTo(7))
                .extracting(record -> record.get("id")).doesNotHaveDuplicates();
        assertThat(Files.readAllLines(file())).hasSize(1 + RUNS);
    }

    @Test
    void aLastLineThatWasCutOffAnywhereIsWrittenAgain() throws Exception {
        Ledger ledger = new Ledger(folder, Clock.systemUTC());
        ledger.add(run("first"));
        ledger.add(run("second"));
        byte[] whole = Files.readAllBytes(file());
        // smaller steps than an emoji has bytes
        for (int length = whole.length - 1; length >= 0; length -= 3) {
            Files.write(file(), Arrays.copyOf(whole, length));
            ledger.add(run("first"));
            ledger.add(run("second"));
            assertThat(Files.readAllBytes(file())).as("cut at " + length).isEqualTo(whole);
        }
    }

    @Test
    void anIdThatSaysWhatAnotherColumnSaysIsWritten() throws Exception {
        Ledger ledger = new Ledger(folder, Clock.systemUTC());
        List<String> ids = List.of("a", "done", "7", "says \"no\", then", "\"", ",", "Caf\u00e9 \ud83d\ude00", "id", "a-b");
        for (String id : ids) {
            ledger.add(run(id));
            ledger.add(run(id));
        }
        assertThat(records()).extracting(record -> record.get("id")).isEqualTo(ids);
    }

    @Test
    void noCellIsAFormula() throws Exception {
        Ledger ledger = new Ledger(folder, Clock.systemUTC());
        for (String start : List.of("=", "+", "-", "@", "\t=", "\r=", "\n=", " =", "\u00a0=", "\u202e=", "\u200b=", "\ufeff=",
                "\uff1d", "|", "%")) {
            String formula = start + "HYPERLINK(\"http://localhost\")";
            ledger.add(new Run(
                    Map.of("id", formula, "squid", formula, "status", formula, "done_reason", formula, "ended_at",
                            "2025-02-04T10:25:41Z")));
        }
        assertThat(records()).hasSize(15).allSatisfy(record -> assertThat(record)
                .allSatisfy(cell -> assertThat(cell).matches("(|[0-9'].*)").doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]")));
    }

    @Test
    void idsThatLookTheSameHaveALineEach() throws Exception {
        Ledger ledger = new Ledger(folder, Clock.systemUTC());
        List<String> ids = List.of("a b", "a\nb", "a\u0085b", "a\u2028b", "a\ud83d", "a\ude00", "=a", "'=a", "'a",
                "x".repeat(2000), "x".repeat(2001));
        for (String id : ids) {
            ledger.add(run(id));
            ledger.add(run(id));
        }
        assertThat(records()).extracting(record -> record.get("id")).hasSize(ids.size()).doesNotHaveDuplicates();
    }
}
