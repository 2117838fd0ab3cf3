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
package io.lobstr.camel.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.simulator.LobstrSimulator;

/**
 * One sample as it is deployed: in a JVM of its own, which can be killed.
 */
public final class ForkedSample implements AutoCloseable {

    private final Path log;
    private final Process process;

    /**
     * @param sample   what to run
     * @param dsl      java or yaml
     * @param folder   where it writes
     * @param heap     the JVM's biggest heap, such as {@code 64m}
     * @param settings names and values in turn
     */
    public ForkedSample(
                        Sample sample, String dsl, LobstrSimulator simulator, Path folder, String heap, String... settings)
                                                                                                                            throws IOException {
        Files.createDirectories(folder);
        log = Files.createTempFile(folder, sample + "-", ".log");
        List<String> words = new ArrayList<>(
                List.of("-Xmx" + heap, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                        "-XX:+ExitOnOutOfMemoryError", "-Dsamples=" + sample, "-Dsamples.dsl=" + dsl, "-Ddata.folder=" + folder,
                        "-Dcamel.component.lobstr.api-key=" + simulator.apiKey(),
                        "-Dcamel.component.lobstr.base-url=" + simulator.baseUrl(),
                        "-Dcamel.component.lobstr.requests-per-minute=0", "-Dfinished-runs.delay=50",
                        "-Dfinished-runs.start-from=earliest"));
        for (int i = 0; i < settings.length; i += 2) {
            words.add("-D" + settings[i] + "=" + settings[i + 1]);
        }
        words.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SamplesMain.class.getName()));
        // a file, since a command line may be too short for a class path
        Path arguments = Files.createTempFile(folder, "java-", ".args");
        Files.write(arguments, words.stream().map(word -> '"' + word.replace("\\", "\\\\") + '"').toList());
        process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "@" + arguments)
                .redirectErrorStream(true).redirectOutput(log.toFile()).start();
    }

    /** @return whether it runs; a sample that has ended on its own makes a test fail with what it said */
    public boolean isAlive() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("The sample has ended: " + Files.readString(log));
        }
        return true;
    }

    /** Ends it at once, in the middle of whatever it does. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor(20, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        // or it would still write while its folder is deleted
        process.destroyForcibly().onExit().join();
    }
}
