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
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.util.SensitiveUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The READMEs, and the texts beside that of the project.
 */
class ReadmesTest {

    private static final Pattern LINK = Pattern.compile("(?:]\\(|src=\")(?!https?:)([^)#\\s\"]*)(?:#([^)\\s]+))?[)\"]");
    private static final Pattern SECRET
            = Pattern.compile("(?i)(?:apiKey|proxyPassword|webhookSecret)(?:=|: )\"?\\{\\{\\??([^}]+)}}");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ (.+)$");
    private static final Pattern CODE = Pattern.compile("(?ms)^```.*?^```");

    static Stream<Path> texts() throws IOException {
        try (Stream<Path> files = Files.find(Path.of(".."), 2, (file, kind) -> file.toString().endsWith(".md"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("texts")
    void linksLeadSomewhere(Path text) throws IOException {
        for (MatchResult link : LINK.matcher(plain(text)).results().toList()) {
            Path target = link.group(1).isEmpty() ? text : text.resolveSibling(link.group(1)).normalize();
            assertThat(target).as("%s of %s", link.group(), text).exists();
            if (link.group(2) != null) {
                assertThat(anchors(target)).as("%s of %s", link.group(), text).contains(link.group(2));
            }
        }
    }

    private static String plain(Path text) throws IOException {
        return CODE.matcher(Files.readString(text)).replaceAll("");
    }

    private static Set<String> anchors(Path target) throws IOException {
        return target.toString().endsWith(".adoc")
                ? Pattern.compile("(?m)^\\[#(.+)]$").matcher(Files.readString(target)).results().map(found -> found.group(1))
                        .collect(Collectors.toSet())
                : HEADING.matcher(plain(target)).results().map(found -> anchor(found.group(1))).collect(Collectors.toSet());
    }

    /** As GitHub makes it. */
    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
    }

    /** Camel logs the properties that placeholders name, and masks those whose last word it knows. */
    @ParameterizedTest
    @MethodSource("texts")
    void propertiesOfSecretsHaveNamesThatCamelMasks(Path text) throws IOException {
        assertThat(properties(text)).filteredOn(property -> !property.startsWith("env:"))
                .allMatch(SensitiveUtils::containsSensitive);
    }

    @Test
    void thoseOfThePageToo() throws IOException {
        assertThat(properties(Snippet.PAGE)).isNotEmpty().allMatch(SensitiveUtils::containsSensitive);
    }

    private static List<String> properties(Path text) throws IOException {
        return SECRET.matcher(Files.readString(text)).results().map(found -> found.group(1)).toList();
    }

    @Test
    void thatOfTheProjectIsForPeopleInAHurry() throws IOException {
        assertThat(Files.readAllLines(Snippet.README)).hasSizeLessThan(200);
    }
}
