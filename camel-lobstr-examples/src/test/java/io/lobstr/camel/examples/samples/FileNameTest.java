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

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Names of real files, for ids that nobody expects.
 */
class FileNameTest {

    private static final List<String> IDS = List.of(
            "", " ", ".", "..", "../a", "/a", "a/b", "a_b", "a\\b", "a\0b", "a\nb", "a:b", "a b", "a*b", "a?b", "a.", "a ", "~",
            "-rf",
            "A", "a", "con", "CON", "nul", "com1", "lpt9", "aux", ".hidden", "caf\u00e9", "cafe\u0301", "\u202egnp.exe",
            "\ud83d\ude00",
            "\ud83d", "\ude00", "\ud83e", "run-a~", "${bean:x}", "a%2Fb", "x".repeat(80), "x".repeat(81), "x".repeat(300),
            "x".repeat(301), "X".repeat(80), "\ud83d\ude00".repeat(300));

    private final FileName names = new FileName();
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "a", "0", "5f2c1a9e8b7d4c6fa0e1b2c3d4e5f607", "run_1-2" })
    void anIdOfTheUsualKindIsAName(String id) {
        assertThat(names.of(id)).isEqualTo(id);
    }

    @Test
    void noTwoIdsShareANameOnAnyFileSystem() throws Exception {
        List<String> ids = new ArrayList<>(IDS);
        // what was made a name is an id as well
        IDS.forEach(id -> ids.add(names.of(id)));
        Set<String> different = new HashSet<>(ids);
        Set<String> taken = new HashSet<>();
        for (String id : different) {
            String name = names.of(id);
            assertThat(name).matches("[0-9a-z][0-9A-Za-z_~-]{0,119}")
                    .doesNotMatch("(?i)con|prn|aux|nul|com[0-9]|lpt[0-9]");
            assertThat(taken.add(name.toLowerCase(Locale.ROOT))).as(id).isTrue();
            Files.createFile(folder.resolve(name + ".json.sha256.writing"));
        }
    }
}
