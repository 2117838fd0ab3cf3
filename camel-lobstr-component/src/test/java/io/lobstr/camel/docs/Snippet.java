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
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A piece of code in a text.
 *
 * @param name     for a report: where it stands
 * @param heading  the heading above it
 * @param tabs     says which of them are tabs of one group; -1 for none
 * @param language what it is written in
 * @param text     the code
 */
record Snippet(String name, String heading, int tabs, String language, String text) {

    static final Path PAGE = Path.of("src/main/docs/lobstr-component.adoc");
    static final Path README = Path.of("../README.md");
    static final Path COMPONENT = Path.of("README.md");
    /** Whose own tests start what they show: here only what an application is told to depend on. */
    static final List<Path> OTHERS = Stream.of("spring-boot-starter", "quarkus", "kamelets", "dsl", "simulator")
            .map(module -> Path.of("../camel-lobstr-" + module, "README.md")).toList();

    private static final Pattern ADOC = Pattern.compile(
            "(?m)^=+ (?<heading>.*)$|^(?<tabs>\\[tabs\\])$|^====(?<end>)$|^\\[source,(?<language>\\w+)\\]\\n----\\n(?<text>(?s:.*?))\\n----$");
    private static final Pattern MARKDOWN
            = Pattern.compile("(?m)^#+ (?<heading>.*)$|^```(?<language>\\w+)\\n(?<text>(?s:.*?))\\n```$");

    static List<Snippet> all() throws IOException {
        List<Snippet> all = new ArrayList<>(in(PAGE, ADOC));
        all.addAll(in(README, MARKDOWN));
        all.addAll(in(COMPONENT, MARKDOWN));
        for (Path other : OTHERS) {
            in(other, MARKDOWN).stream().filter(Snippet::hasDependencies).forEach(all::add);
        }
        return all;
    }

    private static List<Snippet> in(Path file, Pattern pattern) throws IOException {
        boolean adoc = pattern == ADOC;
        String page = Files.readString(file);
        List<Snippet> snippets = new ArrayList<>();
        Matcher found = pattern.matcher(page);
        String heading = "";
        int group = 0;
        boolean inTabs = false;
        int edges = 0;
        while (found.find()) {
            if (found.group("heading") != null) {
                heading = found.group("heading");
            } else if (adoc && found.group("tabs") != null) {
                group++;
                inTabs = true;
                edges = 0;
            } else if (adoc && found.group("end") != null) {
                inTabs = ++edges < 2;
            } else {
                long line = page.substring(0, found.start()).lines().count() + 1;
                snippets.add(new Snippet(
                        file + ":" + line + " " + heading, heading, inTabs ? group : -1, found.group("language"),
                        found.group("text")));
            }
        }
        return snippets;
    }

    /** As it runs here: in another folder, with another API, and faster than anybody would want it. */
    String here() {
        return text.replace("https://api.lobstr.io/v1", "{{lobstr.url}}")
                .replace("file:", "file:{{folder}}/").replace("handled-runs.txt", "{{folder}}/handled-runs.txt")
                .replace("60000", "1").replaceAll("\n +delay: 5s", "")
                .replaceAll("lobstr:(uploadTasks|syncAccount)\\?", "xml".equals(language)
                        ? "lobstr:$1?pollInterval=50&amp;" : "lobstr:$1?pollInterval=50&")
                .replaceAll("(uri: lobstr:(uploadTasks|syncAccount)\n( +)parameters:)", "$1\n$3  pollInterval: 50")
                .replace("lobstr:finishedRuns?", "xml".equals(language)
                        ? "lobstr:finishedRuns?delay=100&amp;initialDelay=0&amp;"
                        : "lobstr:finishedRuns?delay=100&initialDelay=0&")
                .replace("lobstr:awaitRun?", "xml".equals(language)
                        ? "lobstr:awaitRun?pollInterval=50&amp;" : "lobstr:awaitRun?pollInterval=50&")
                .replaceAll("(uri: (?:master:[\\w-]+:)?lobstr:finishedRuns\n( +)parameters:)",
                        "$1\n$2  delay: 100\n$2  initialDelay: 0")
                .replaceAll("(uri: lobstr:awaitRun\n( +)parameters:)", "$1\n$2  pollInterval: 50");
    }

    boolean hasDependencies() {
        return text.contains("<dependency>");
    }

    /** Whether it is a route, rather than a dependency, a setting, or a command. */
    boolean isRoute() {
        return switch (language) {
            case "java" -> text.contains("from(\"");
            case "xml" -> text.startsWith("<route>");
            default -> "yaml".equals(language);
        };
    }
}
