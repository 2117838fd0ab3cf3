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
package io.lobstr.camel.internal.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Key files on disks that are full, that are read only, or that somebody else writes to, with the faults of a real file
 * system.
 */
class KeyFileFaultsTest {

    private static final int MAX_SIZE = 1500;

    @TempDir
    Path folder;

    private final Mounts mounts = new Mounts();

    @AfterEach
    void unmount() throws Exception {
        mounts.close();
    }

    private static KeyFile open(Path file) throws IOException {
        KeyFile keys = new KeyFile(file, "lobstr/", MAX_SIZE);
        keys.read();
        return keys;
    }

    private static String key(int i) {
        return "lobstr/s/mark/" + "r".repeat(i % 7) + i;
    }

    private static Set<String> in(KeyFile keys, int all) {
        Set<String> there = new HashSet<>();
        IntStream.range(0, all).mapToObj(KeyFileFaultsTest::key).filter(keys::contains).forEach(there::add);
        return there;
    }

    /** So that more than one line is lacking, at whatever byte of one that is. */
    private static void occupy(Path file) throws IOException {
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    /** Whatever was said to be written is there, and nothing else, in this life and in the next. */
    @Test
    void aDiskThatIsFullAtTimesLosesAndInventsNothing() throws Exception {
        Path disk = mounts.disk(folder.resolve("disk"), 16);
        Path file = disk.resolve("keys.txt");
        Path other = disk.resolve("other.log");
        KeyFile keys = open(file);
        Set<String> expected = new HashSet<>();
        Random random = new Random(7);
        int refused = 0;
        int all = 3000;
        for (int i = 0; i < all; i++) {
            if (i % 300 == 150) {
                occupy(other);
            } else if (i % 300 == 299) {
                Files.delete(other);
            }
            boolean full = Files.exists(other);
            try {
                keys.add(key(i));
                expected.add(key(i));
                if (random.nextInt(20) > 0) {
                    keys.remove(key(i));
                    expected.remove(key(i));
                }
            } catch (IOException e) {
                assertThat(full).isTrue();
                refused++;
                if (expected.contains(key(i))) {
                    // it was not taken away, and may have been: that does no harm
                    expected.remove(key(i));
                    assertThat(in(open(file), all)).containsAll(expected);
                    keys = open(file);
                    expected.addAll(in(keys, all));
                }
            }
            if (i % 10 == 0) {
                assertThat(in(keys, all)).isEqualTo(expected);
                KeyFile again = open(file);
                assertThat(in(again, all)).isEqualTo(expected);
                keys = random.nextBoolean() ? again : keys;
            }
        }
        assertThat(refused).isGreaterThan(100);
        Files.deleteIfExists(other);
        keys.add(key(all));
        expected.add(key(all));
        assertThat(in(open(file), all + 1)).isEqualTo(expected);
    }

    @Test
    void aFileThatIsMountedByItselfIsMadeShorter() throws Exception {
        Path file = mounts.bind(Files.createFile(folder.resolve("source.txt")), folder.resolve("keys.txt"));

        assertIsMadeShorter(file);

        assertThat(folder.resolve("source.txt")).hasSameBinaryContentAs(file);
    }

    @Test
    void aFileInAFolderThatTakesNoOtherIsMadeShorter() throws Exception {
        Path disk = mounts.disk(folder.resolve("disk"), 64);
        Path file = mounts.bind(Files.createFile(folder.resolve("source.txt")), disk.resolve("keys.txt"));
        mounts.makeReadOnly(disk, true);

        assertIsMadeShorter(file);
    }

    private static void assertIsMadeShorter(Path file) throws Exception {
        KeyFile keys = open(file);
        for (int i = 0; i < 500; i++) {
            KeyFileMain.churn(keys, "lobstr/s/mark/", i);
        }
        assertThat(Files.size(file)).isLessThan(MAX_SIZE);
        KeyFile again = open(file);
        assertThat(IntStream.range(0, 500).filter(i -> again.contains("lobstr/s/mark/" + i))).containsExactly(497, 498, 499);
    }

    @Test
    void whereNothingCanBeWrittenThatIsSaidAndPasses() throws Exception {
        Path disk = mounts.disk(folder.resolve("disk"), 64);
        Path file = disk.resolve("keys.txt");
        open(file).add(key(1));
        mounts.makeReadOnly(disk, true);

        RunMemory memory = RunMemory.in(FileIdempotentRepository.fileIdempotentRepository(file.toFile()), "");

        assertThat(memory.contains(key(1))).isTrue();
        assertThatThrownBy(() -> memory.add(key(2))).isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("Cannot write").hasMessageContaining(file.toString())
                .hasStackTraceContaining("Read-only file system");
        assertThat(memory.contains(key(2))).isFalse();
        mounts.makeReadOnly(disk, false);
        memory.add(key(2));
        assertThat(in(open(file), 5)).containsExactlyInAnyOrder(key(1), key(2));
    }

    /** Each finds what it wrote, though neither knows of the other's keys. What it took away may be there again. */
    @Test
    void twoProcessesOnOneFileLoseNothing() throws Exception {
        Path file = folder.resolve("keys.txt");
        KeyFile keys = new KeyFile(file, "lobstr/", 0);
        keys.read();
        Process other = new ProcessBuilder(
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1", "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        KeyFileMain.class.getName(), file.toString(), "lobstr/other/mark/"))
                .redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
        int count = 0;
        try {
            while (other.isAlive() || count < KeyFileMain.COUNT) {
                KeyFileMain.churn(keys, "lobstr/own/mark/", count++);
            }
            assertThat(other.waitFor(1, TimeUnit.SECONDS)).isTrue();
        } finally {
            other.destroyForcibly().onExit().join();
        }
        assertThat(other.exitValue()).as(Files.readString(folder.resolve("log"))).isZero();

        KeyFile again = new KeyFile(file, "lobstr/", 0);
        again.read();
        assertThat(IntStream.range(0, count).filter(i -> again.contains("lobstr/own/mark/" + i)))
                .contains(count - 3, count - 2, count - 1);
        assertThat(IntStream.range(0, KeyFileMain.COUNT).filter(i -> again.contains("lobstr/other/mark/" + i)))
                .contains(KeyFileMain.COUNT - 3, KeyFileMain.COUNT - 2, KeyFileMain.COUNT - 1);
    }
}
