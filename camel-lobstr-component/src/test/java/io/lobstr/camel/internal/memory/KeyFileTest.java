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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import io.lobstr.camel.Warnings;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class KeyFileTest {

    private static final List<String> KEYS
            = IntStream.range(0, 12).mapToObj(i -> "lobstr/s/mark/" + "r".repeat(i) + i).toList();

    @TempDir
    Path folder;

    private Path file;

    @BeforeTry
    void createFile() throws IOException {
        file = Files.createTempFile("keys", ".txt");
    }

    @AfterTry
    void deleteFile() throws IOException {
        Files.deleteIfExists(file);
        Files.deleteIfExists(file.resolveSibling(file.getFileName() + ".new"));
    }

    /** Kills cut the last line, or leave a file behind that was to take the old one's place. */
    @Property(tries = 100)
    void aKillAtAnyByteLosesNoMoreThanTheLastChange(@ForAll Random random, @ForAll @IntRange(max = 300) int maxSize)
            throws IOException {
        Set<String> model = new HashSet<>();
        KeyFile keys = open(maxSize);
        for (int step = 0; step < 60; step++) {
            Set<String> before = new HashSet<>(model);
            byte[] old = Files.readAllBytes(file);
            String key = KEYS.get(random.nextInt(KEYS.size()));
            if (random.nextBoolean()) {
                keys.add(key);
                model.add(key);
            } else {
                keys.remove(key);
                model.remove(key);
            }
            assertThat(KEYS.stream().filter(keys::contains)).hasSameElementsAs(model);
            if (random.nextInt(4) == 0) {
                byte[] now = Files.readAllBytes(file);
                if (now.length > old.length && Arrays.equals(now, 0, old.length, old, 0, old.length)) {
                    int cut = old.length + random.nextInt(now.length - old.length + 1);
                    Files.write(file, Arrays.copyOf(now, cut));
                    model = cut == now.length ? model : before;
                }
                Files.writeString(file.resolveSibling(file.getFileName() + ".new"), "lobstr/s/ma");
                keys = open(maxSize);
                assertThat(KEYS.stream().filter(keys::contains)).hasSameElementsAs(model);
            }
        }
    }

    @Test
    void theFileGrowsWithWhatIsNeededAndNotWithTheHistory() throws IOException {
        file = folder.resolve("deep/down/keys.txt");
        KeyFile keys = open(0);
        long most = 0;
        for (int i = 0; i < 10_000; i++) {
            keys.add("lobstr/s/mark/" + i);
            if (i >= 3) {
                keys.remove("lobstr/s/mark/" + (i - 3));
            }
            most = Math.max(most, Files.size(file));
        }
        assertThat(most).isLessThan(30_000);
        assertThat(IntStream.range(0, 10_000).filter(i -> open(0).contains("lobstr/s/mark/" + i)).limit(1))
                .containsExactly(9997);
    }

    @Test
    void whatIsNeededIsKeptInAFileThatIsTooSmallForIt() throws IOException {
        file = folder.resolve("keys.txt");
        KeyFile keys = open(100);
        for (int i = 0; i < 50; i++) {
            keys.add("lobstr/s/settled/" + i);
        }
        KeyFile again = open(100);
        assertThat(IntStream.range(0, 50)).allMatch(i -> again.contains("lobstr/s/settled/" + i));
    }

    /** Two processes that watch the same do all of it twice, which nothing else would show. */
    @Test
    void anotherProcessThatWritesToItIsWarnedOf() throws IOException {
        file = folder.resolve("keys.txt");
        KeyFile keys = open(0);
        keys.add("lobstr/s/mark/1");
        open(0).add("lobstr/s/mark/2");
        try (Warnings warnings = new Warnings()) {
            keys.add("lobstr/s/mark/3");

            assertThat(warnings.own()).singleElement().asString().startsWith(file.toString())
                    .contains("another process", "both handle its runs", "master:", "a file of its own");
        }
    }

    @Test
    void theLinesOfOthersStay() throws IOException {
        file = folder.resolve("keys.txt");
        Files.writeString(file, "an order\n");
        KeyFile keys = open(10);
        List<String> others = new ArrayList<>(List.of("an order"));
        for (int i = 0; i < 50; i++) {
            keys.add("lobstr/s/mark/1");
            keys.remove("lobstr/s/mark/1");
            others.add("order " + i);
            Files.writeString(file, "order " + i + "\n", StandardOpenOption.APPEND);
        }
        assertThat(Files.readAllLines(file)).containsAll(others);
    }

    @Test
    void theLinesOfOthersWhoComeLaterStay() throws IOException {
        file = folder.resolve("keys.txt");
        KeyFile keys = open(10);
        keys.add("lobstr/s/mark/1");
        Files.writeString(file, "an order\n", StandardOpenOption.APPEND);
        for (int i = 0; i < 50; i++) {
            keys.add("lobstr/s/mark/2");
            keys.remove("lobstr/s/mark/2");
        }
        assertThat(Files.readAllLines(file)).contains("an order");
    }

    @Test
    void whatCannotBeReadAgainStaysKnown() throws IOException {
        file = folder.resolve("keys.txt");
        KeyFile keys = open(0);
        keys.add("lobstr/s/mark/1");
        Files.delete(file);
        Files.createDirectory(file);

        assertThatThrownBy(keys::read).isInstanceOf(IOException.class);

        assertThat(keys.contains("lobstr/s/mark/1")).isTrue();
    }

    @Test
    void whatOthersDroppedIsWrittenAgain() throws IOException {
        file = folder.resolve("keys.txt");
        KeyFile keys = open(0);
        keys.add("lobstr/s/mark/1");
        keys.add("lobstr/s/mark/2");
        Files.writeString(file, "lobstr/s/mark/2\n");
        keys.add("lobstr/s/mark/3");
        Files.delete(file);
        keys.add("lobstr/s/mark/4");
        KeyFile again = open(0);
        assertThat(IntStream.rangeClosed(1, 4)).allMatch(i -> again.contains("lobstr/s/mark/" + i));
    }

    private KeyFile open(int maxSize) {
        KeyFile keys = new KeyFile(file, "lobstr/", maxSize);
        try {
            keys.read();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return keys;
    }
}
