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
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever follows a link of the component page arrives. GitHub shows no table of contents of its own there: the page
 * has a list.
 */
class PageTest {

    private static final Pattern ANCHOR = Pattern.compile("(?m)^\\[#([\\w-]+)]$");
    private static final Pattern LINK = Pattern.compile("<<([\\w-]+)[,>]");
    private static final Pattern FILE = Pattern.compile("(?:image::|link:)([^\\[:]+)\\[(.*?)]");
    private static final Pattern CONTENT = Pattern.compile("(?m)^\\* <<([\\w-]+),.*>>");
    private static final Pattern SECTION = Pattern.compile("(?m)^(?:\\[#([\\w-]+)]\\n)?== (.*)$");

    private static String page;

    @BeforeAll
    static void read() throws Exception {
        page = Files.readString(Snippet.PAGE);
    }

    @Test
    void everyLinkWithinLeadsSomewhere() {
        Set<String> anchors = all(ANCHOR, 1).stream().collect(Collectors.toSet());
        assertThat(all(ANCHOR, 1)).doesNotHaveDuplicates();
        assertThat(all(LINK, 1)).hasSizeGreaterThan(20).allMatch(anchors::contains);
    }

    @Test
    void everyFileIsThere() {
        assertThat(all(FILE, 1)).hasSizeGreaterThan(2)
                .allMatch(file -> Files.exists(Snippet.PAGE.resolveSibling(file.replaceFirst("#.*", ""))));
        assertThat(all(FILE, 2)).as("what stands in for a picture").allMatch(words -> words.length() > 10);
    }

    @Test
    void theContentsAreTheSections() {
        List<String> sections = SECTION.matcher(page).results()
                .map(section -> section.group(1) == null ? "no anchor of " + section.group(2) : section.group(1)).toList();
        assertThat(all(CONTENT, 1)).containsExactlyElementsOf(sections);
    }

    private static List<String> all(Pattern pattern, int group) {
        return pattern.matcher(page).results().map(found -> found.group(group)).toList();
    }
}
