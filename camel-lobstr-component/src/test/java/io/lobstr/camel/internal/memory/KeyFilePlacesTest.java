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
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Key files in odd places: behind links, of several names, mounted by themselves, beside what others have planted.
 */
class KeyFilePlacesTest {

    @TempDir
    Path folder;

    private Path file;

    @BeforeTry
    void createFolder() throws IOException {
        folder = Files.createTempDirectory("keys");
    }

    @AfterTry
    void deleteFolder() throws IOException {
        try (var all = Files.walk(folder)) {
            all.sorted((a, b) -> b.compareTo(a)).forEach(each -> each.toFile().delete());
        }
    }

    private KeyFile open(Path path) throws IOException {
        KeyFile keys = new KeyFile(path, "lobstr/", 1000);
        keys.read();
        return keys;
    }

    /** So many that the file is made shorter, of which the last three stay. */
    private void fill(KeyFile keys) throws IOException {
        for (int i = 0; i < 200; i++) {
            keys.add("lobstr/s/mark/" + i);
            if (i >= 3) {
                keys.remove("lobstr/s/mark/" + (i - 3));
            }
        }
    }

    private void assertShortAndWhole(Path path) throws IOException {
        assertThat(Files.size(path)).isLessThan(1000);
        KeyFile again = open(path);
        assertThat(IntStream.range(0, 200).filter(i -> again.contains("lobstr/s/mark/" + i))).containsExactly(197, 198, 199);
    }

    @Test
    void aLinkStaysALinkAndLeadsToTheKeys() throws IOException {
        file = Files.createDirectory(folder.resolve("volume")).resolve("keys.txt");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
        Path linkToLink = Files.createSymbolicLink(folder.resolve("link2.txt"), Path.of("link.txt"));
        RunMemory memory = RunMemory.in(
                FileIdempotentRepository.fileIdempotentRepository(linkToLink.toFile(), 1000, 1000), "");
        for (int i = 0; i < 200; i++) {
            memory.add("lobstr/s/mark/" + i);
            if (i >= 3) {
                memory.remove("lobstr/s/mark/" + (i - 3));
            }
        }
        assertThat(link).isSymbolicLink();
        assertThat(linkToLink).isSymbolicLink();
        assertShortAndWhole(file);
        assertThat(RunMemory.in(FileIdempotentRepository.fileIdempotentRepository(file.toFile()), "")).isEqualTo(memory);
    }

    @Test
    void theModeStays() throws IOException {
        file = Files.createFile(folder.resolve("keys.txt"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        fill(open(file));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertShortAndWhole(file);
    }

    @Test
    void whatIsPlantedBesideItIsNotFollowed() throws IOException {
        file = folder.resolve("keys.txt");
        Path victim = Files.writeString(folder.resolve("victim.txt"), "precious");
        Files.createSymbolicLink(folder.resolve("keys.txt.new"), victim);
        fill(open(file));
        assertThat(victim).hasContent("precious");
        assertShortAndWhole(file);
    }

    @Test
    void whereNothingCanTakeItsPlaceItIsWrittenOver() throws IOException {
        file = folder.resolve("keys.txt");
        // stands in the way like a mount does
        Files.createDirectories(folder.resolve("keys.txt.new/full"));
        fill(open(file));
        assertShortAndWhole(file);
    }

    @Test
    void allItsNamesLeadToTheKeys() throws IOException {
        file = Files.createFile(folder.resolve("keys.txt"));
        Path name = Files.createLink(folder.resolve("name.txt"), file);
        fill(open(file));
        assertShortAndWhole(name);
    }

    /** Written over, a kill at any byte leaves a file with all keys. */
    @Property(tries = 300)
    void aKillWhileItIsWrittenOverLosesNothing(@ForAll Random random, @ForAll @IntRange(min = 1, max = 30) int keys)
            throws IOException {
        file = folder.resolve("keys.txt");
        List<String> needed = new ArrayList<>();
        StringBuilder old = new StringBuilder();
        for (int i = 0; i < keys; i++) {
            String key = "lobstr/s/mark/" + "r".repeat(random.nextInt(9)) + i;
            needed.add(key);
            old.append("lobstr/s/gone/").append(i).append("\n").append(key).append("\n-lobstr/s/gone/").append(i).append("\n");
        }
        String all = String.join("\n", needed) + "\n";
        String copied = old + "lobstr/=begin\n" + all + "lobstr/=end\n";
        boolean appending = random.nextBoolean();
        int at = random.nextInt(appending ? copied.length() - old.length() + 1 : all.length() + 1);
        String killed = appending
                ? copied.substring(0, old.length() + at) : all.substring(0, at) + copied.substring(at);
        Files.writeString(file, killed);

        KeyFile again = open(file);

        assertThat(needed).allMatch(again::contains);
        again.add("lobstr/s/mark/new");
        KeyFile then = open(file);
        assertThat(needed).allMatch(then::contains);
        assertThat(then.contains("lobstr/s/mark/new")).isTrue();
        for (String key : needed) {
            for (int i = "lobstr/s/mark/".length(); i < key.length(); i++) {
                String half = key.substring(0, i);
                assertThat(then.contains(half)).as(half).isEqualTo(needed.contains(half));
            }
        }
    }

    @Test
    void halfALineIsNoKey() throws IOException {
        file = folder.resolve("keys.txt");
        Files.writeString(file, "lobstr/s/mark/1\nlobstr/s/mark/23");
        open(file).add("lobstr/s/mark/4");
        KeyFile again = open(file);
        assertThat(IntStream.of(1, 23, 4).filter(i -> again.contains("lobstr/s/mark/" + i))).containsExactly(1, 4);
    }

    @Test
    void aLineWithoutAnEndIsNoReasonNotToStart() throws IOException {
        file = folder.resolve("keys.txt");
        Files.writeString(file, "lobstr/s/mark/1\n");
        try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            // a gigabyte of nothing, which takes no room on the disk
            channel.position(1L << 30);
            channel.write(ByteBuffer.wrap("\nlobstr/s/mark/2\n".getBytes()));
        }
        KeyFile keys = open(file);
        assertThat(keys.contains("lobstr/s/mark/1")).isTrue();
        assertThat(keys.contains("lobstr/s/mark/2")).isTrue();
        fill(keys);
        assertThat(Files.size(file)).isGreaterThan(1L << 30);
    }

    @Test
    void aFileWithLinesOfOthersIsMadeShorterToo() throws IOException {
        file = folder.resolve("keys.txt");
        Files.writeString(file, "an order\nlobstr/s/mark/old\n-lobstr/s/mark/old\nanother order\n");
        fill(open(file));
        assertShortAndWhole(file);
        assertThat(Files.readAllLines(file)).contains("an order", "another order");
    }
}
