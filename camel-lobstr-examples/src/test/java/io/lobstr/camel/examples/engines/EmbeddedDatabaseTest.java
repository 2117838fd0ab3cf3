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
package io.lobstr.camel.examples.engines;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Two that want the same folder, and one that only seems to have come second.
 */
class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    @Test
    void onlyAPostgresIsInTheWay() throws Exception {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(folder)) {
            assertThatThrownBy(() -> EmbeddedDatabase.start(folder)).hasMessageContaining("still runs in");
        }
        // as if the machine had crashed, and its number gone to another program: to what started this one, since PostgreSQL knows its own parents
        Files.writeString(folder.resolve("database/postmaster.pid"),
                ProcessHandle.current().parent().orElseThrow().pid() + "\n");
        try (EmbeddedDatabase second = EmbeddedDatabase.start(folder)) {
            assertThat(second.address()).startsWith("jdbc:postgresql:");
        }
    }
}
