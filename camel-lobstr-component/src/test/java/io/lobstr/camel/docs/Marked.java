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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A part of a text that is made of what the code says: it stands between two lines. With {@code -Dupdate.docs} the
 * tests write it.
 */
record Marked(Path file, String start, String end) {

    /** In the component page. */
    static Marked inPage(String what) {
        return new Marked(Snippet.PAGE, "// " + what + ": START\n", "// " + what + ": END\n");
    }

    /** In the README. */
    static Marked inReadme(String what) {
        return new Marked(Snippet.README, "<!-- " + what + ": START -->\n", "<!-- " + what + ": END -->\n");
    }

    void isOrBecomes(String text) throws IOException {
        String page = Files.readString(file);
        assertThat(page.split(start, -1).length == 2 && page.split(end, -1).length == 2)
                .as("%s needs the lines %s and %s once", file, start.strip(), end.strip()).isTrue();
        int from = page.indexOf(start) + start.length();
        int to = page.indexOf(end);
        if (System.getProperty("update.docs") != null) {
            Files.writeString(file, page.substring(0, from) + text + page.substring(to));
        } else {
            assertThat(page.substring(from, to))
                    .as("what follows %s in %s: run this test with -Dupdate.docs to write it", start.strip(), file)
                    .isEqualTo(text);
        }
    }
}
