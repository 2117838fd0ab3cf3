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
package io.lobstr.camel.docs;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README of the simulator shows a whole class, which is {@link FinishedRunsTest}.
 */
class SimulatorReadmeTest {

    @Test
    void itsClassIsOneOfTheseTests() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/lobstr/camel/docs/FinishedRunsTest.java"));
        String shown = source.substring(source.indexOf("import ")).replaceAll("(?s)/\\*\\*.*?\\*/\n", "");
        assertThat(Path.of("../camel-lobstr-simulator/README.md")).content().containsIgnoringWhitespaces(shown);
    }
}
