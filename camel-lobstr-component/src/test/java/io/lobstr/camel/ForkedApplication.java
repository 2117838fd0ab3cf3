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
package io.lobstr.camel;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * {@link ForkedApplicationMain}, or another, in a JVM of its own.
 */
final class ForkedApplication implements AutoCloseable {

    private static final int RUN_ID = 32;

    private final Path handled;
    private final Path answers;
    private final Path log;
    private final Process process;

    /**
     * @param folder   where it writes
     * @param name     of the files it writes
     * @param failures how many of the exchanges fail, 0 to 1
     */
    ForkedApplication(
                      Path folder, String name, String baseUrl, String repository, String options, int threads,
                      double failures)
                                       throws IOException {
        this(folder, name, ForkedApplicationMain.class, baseUrl, repository, options, String.valueOf(threads),
             String.valueOf(failures));
    }

    /**
     * @param folder where it writes
     * @param name   of the files it writes
     * @param main   is told the base URL, the key, the files for the runs handled and for the answers, and more
     */
    ForkedApplication(Path folder, String name, Class<?> main, String baseUrl, String... more) throws IOException {
        handled = folder.resolve(name + ".handled");
        answers = folder.resolve(name + ".answers");
        log = folder.resolve(name + ".log");
        Path arguments = folder.resolve(name + ".args");
        String virtual = System.getProperty(VirtualThreadsTest.SWITCH, "false");
        List<String> words = new ArrayList<>(
                List.of("-D" + VirtualThreadsTest.SWITCH + "=" + virtual, "-Xmx128m", "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData", "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        main.getName(), baseUrl, SimulatorTestSupport.KEY, handled.toString(), answers.toString()));
        words.addAll(List.of(more));
        // a file, since a command line may be too short for a class path
        Files.write(arguments, words.stream().map(word -> '"' + word.replace("\\", "\\\\") + '"').toList());
        process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** @return how many runs were handled so far */
    int count() {
        assertAlive();
        try {
            return Files.exists(handled) ? (int) (Files.size(handled) / (RUN_ID + 1)) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the runs that were handled; a last line that was cut off is none */
    List<String> handled() {
        return lines(handled);
    }

    /** @return what the application said each time it was asked: its heap in use and its threads */
    List<String> answers() {
        assertAlive();
        return lines(answers);
    }

    private static List<String> lines(Path file) {
        try {
            if (!Files.exists(file)) {
                return List.of();
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            return new ArrayList<>(text.substring(0, text.lastIndexOf('\n') + 1).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void ask() throws IOException {
        tell("");
    }

    void tell(String line) throws IOException {
        OutputStream input = process.getOutputStream();
        input.write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        input.flush();
    }

    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the application has ended: " + log());
        }
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    void stop() throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(log()).isZero();
    }

    @Override
    public void close() {
        // or it would still write while its folder is deleted
        process.destroyForcibly().onExit().join();
    }
}
