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

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.List;

import io.lobstr.camel.examples.samples.PlainText;

/**
 * Where the demo's lines go. On a terminal the last lines can be live: they are drawn again in place.
 */
public final class Screen {

    private static final String ESCAPE = "\u001b[";

    private final PrintStream out;
    private final boolean terminal;
    private final boolean unicode;
    private List<String> live = List.of();

    /**
     * @param out      where to print
     * @param terminal whether it understands ANSI escapes
     * @param unicode  whether it shows a tick
     */
    public Screen(PrintStream out, boolean terminal, boolean unicode) {
        this.out = out;
        this.terminal = terminal;
        this.unicode = unicode;
    }

    /**
     * @return the standard output, as what it is
     */
    public static Screen ofThisProcess() {
        String term = System.getenv("TERM");
        boolean ansi = term != null && !"dumb".equals(term) || System.getenv("WT_SESSION") != null;
        return new Screen(System.out, ansi && System.console() != null, charset().newEncoder().canEncode('\u2713'));
    }

    /** What {@code System.out} encodes with: the property's name depends on the JDK. */
    private static Charset charset() {
        for (String property : List.of("stdout.encoding", "sun.stdout.encoding", "native.encoding")) {
            String name = System.getProperty(property);
            if (name != null && Charset.isSupported(name)) {
                return Charset.forName(name);
            }
        }
        return Charset.defaultCharset();
    }

    boolean isTerminal() {
        return terminal;
    }

    String tick() {
        return unicode ? "\u2713" : "yes";
    }

    String cross() {
        return unicode ? "\u2717" : "no";
    }

    /** Prints a line that stays. */
    synchronized void line(String text) {
        StringBuilder output = new StringBuilder();
        erase(output);
        output.append(plain(text)).append(System.lineSeparator());
        draw(output);
        print(output);
    }

    /** Sets the lines that are live; nothing is seen of them where the output is no terminal. */
    synchronized void live(List<String> lines) {
        if (terminal) {
            StringBuilder output = new StringBuilder();
            erase(output);
            live = List.copyOf(lines);
            draw(output);
            print(output);
        }
    }

    private void erase(StringBuilder output) {
        if (!live.isEmpty()) {
            output.append(ESCAPE).append(live.size()).append('A').append(ESCAPE).append('J');
        }
    }

    private void draw(StringBuilder output) {
        live.forEach(line -> output.append(plain(line)).append(System.lineSeparator()));
    }

    /** What came from outside does not steer a terminal. */
    private static String plain(String line) {
        return PlainText.line(line, Integer.MAX_VALUE);
    }

    private void print(StringBuilder output) {
        out.print(output);
        out.flush();
    }
}
