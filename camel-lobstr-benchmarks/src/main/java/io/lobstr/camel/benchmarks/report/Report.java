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
package io.lobstr.camel.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What was measured: the table, how the values spread, the curves, and what is to be known about them.
 */
public final class Report {

    private static final int SECONDS_PER_MINUTE = 60;
    /** How the rows begin that a reader in a hurry wants; of several the last. */
    private static final List<String> IN_SHORT = List.of("`getRun` through a route", "requests per idle poll",
            "mean delay from a run's end", "runs lost and repeated: a burst", "heap of 64 MB: watch");

    private final long begin = System.nanoTime();
    private final List<Row> rows = new ArrayList<>();
    private final List<Distribution> distributions = new ArrayList<>();
    private final List<Drawing> drawings = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private volatile String at = "the beginning";

    /**
     * Says what is being measured, for whoever waits.
     *
     * @param what is measured now
     */
    public void progress(String what) {
        at = what;
        long seconds = time().toSeconds();
        System.out.printf("%02d:%02d   … %s%n", seconds / SECONDS_PER_MINUTE, seconds % SECONDS_PER_MINUTE, what);
    }

    /**
     * @return what was said last of what is being measured
     */
    public String at() {
        return at;
    }

    /**
     * @return since when it is measured
     */
    public Duration time() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /**
     * @param row a line of the table
     */
    public void add(Row row) {
        rows.add(row);
        progress(line(row));
    }

    /**
     * @param distribution how values spread
     */
    public void add(Distribution distribution) {
        distributions.add(distribution);
    }

    /**
     * @param curve a drawing
     */
    public void add(Curve curve) {
        drawings.add(curve.drawing());
    }

    /**
     * @param dots a drawing
     */
    public void add(Dots dots) {
        drawings.add(dots.drawing());
    }

    /**
     * @param text what is to be known about a row
     */
    public void note(String text) {
        notes.add(text);
    }

    /**
     * @return the lines of the table
     */
    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /**
     * Writes {@code short.md} and {@code table.md}, which the READMEs of the project and of the benchmarks show,
     * {@code results.md} with all there is to know, and the curves beside them.
     *
     * @param  folder      where
     * @param  about       when and on what it was measured
     * @throws IOException if that cannot be written
     */
    public void write(Path folder, String about) throws IOException {
        Files.createDirectories(folder);
        for (Drawing drawing : drawings) {
            drawing.write(folder);
        }
        Files.writeString(folder.resolve("short.md"), about + "\n\n" + String.join("\n", inShort()) + "\n");
        Files.writeString(folder.resolve("table.md"), about + "\n\n" + String.join("\n", table()) + "\n");
        Files.writeString(folder.resolve("results.md"), markdown(about));
    }

    private String markdown(String about) {
        List<String> lines = new ArrayList<>(List.of("# Measured", "", about, ""));
        lines.addAll(table());
        if (!notes.isEmpty()) {
            lines.add("");
            notes.forEach(note -> lines.add("- " + note));
        }
        drawings.forEach(drawing -> lines.addAll(List.of("", drawing.markdown())));
        if (!distributions.isEmpty()) {
            lines.addAll(List.of("", "## How the values spread", "", "| | values | least | half | 90 % | 99 % | most |",
                    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"));
            distributions.forEach(distribution -> lines.add(distribution.markdown()));
        }
        return String.join("\n", lines) + "\n";
    }

    /**
     * @return the table in Markdown
     */
    public List<String> table() {
        List<String> lines = new ArrayList<>(
                List.of("| what | `lobstr:` | instead | ratio | bound R | goal | reached |",
                        "| --- | --- | --- | ---: | ---: | --- | --- |"));
        rows.forEach(row -> lines.add(line(row)));
        return lines;
    }

    private List<String> inShort() {
        List<String> lines = new ArrayList<>(List.of("| what | `lobstr:` | instead |", "| --- | --- | --- |"));
        IN_SHORT.forEach(beginning -> rows.stream().filter(row -> row.what().startsWith(beginning))
                .reduce((one, other) -> other)
                .ifPresent(row -> lines.add("| " + row.what() + " | " + row.ours() + " | " + row.other() + " |")));
        return lines;
    }

    private static String reached(Row row) {
        if (row.goal().isEmpty()) {
            return "";
        }
        return row.reached() ? "yes" : "**no**";
    }

    private static String line(Row row) {
        return "| " + row.what() + " | " + row.ours() + " | " + row.other() + " | " + row.ratio() + " | " + row.bound() + " | "
               + row.goal() + " | "
               + reached(row) + " |";
    }
}
