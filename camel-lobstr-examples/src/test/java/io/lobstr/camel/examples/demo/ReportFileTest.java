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

import org.apache.camel.CamelExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class ReportFileTest {

    @TempDir
    Path folder;

    private String keep(String page) {
        return new ReportFile(folder).keep(() -> page);
    }

    @Test
    void itIsThereWholeOrAsItWas() throws IOException {
        Path file = folder.resolve("report.html");
        assertThat(keep("first")).isEqualTo("The page of runs as it is now, in one file for a browser: " + file);
        assertThat(keep("second")).endsWith(" " + file);
        assertThat(file).hasContent("second");
        assertThat(folder).isDirectoryContaining(file::equals).isDirectoryNotContaining("glob:**.part");

        Path inTheWay = Files.createDirectories(folder.resolve("report.html.part/full"));
        Files.delete(inTheWay);
        assertThat(keep("third")).startsWith("The page of runs as it is now is not in " + file + ": ").hasLineCount(1);
        assertThat(file).hasContent("second");
    }

    @Test
    void whatCannotBeMadeIsSaidInALineByItsCause() {
        String line = new ReportFile(folder).keep(() -> {
            throw new CamelExecutionException("Exchange[…]", null, new IllegalStateException("the database is away\nat …"));
        });

        assertThat(line).endsWith("report.html: the database is away").hasLineCount(1);
        assertThat(folder).isEmptyDirectory();
    }
}
