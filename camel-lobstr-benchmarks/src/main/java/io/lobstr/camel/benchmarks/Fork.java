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
package io.lobstr.camel.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with this one's class path. It says what it measured in lines such as {@code name=12.5}.
 */
public final class Fork implements AutoCloseable {

    private static final long LONGEST_MINUTES = 5;

    private final Process process;
    private final List<String> output = new ArrayList<>();
    private final Thread reader;

    /**
     * @param  main        what to run
     * @param  options     of the JVM
     * @param  arguments   of the program
     * @throws IOException if there is no JVM
     */
    public Fork(Class<?> main, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main.getName()));
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        reader = new Thread(this::read, main.getSimpleName());
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * @return the class path, also under Surefire, which hides it
     */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private void read() {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                synchronized (output) {
                    output.add(line);
                    output.notifyAll();
                }
            }
        } catch (IOException e) {
            // it has ended
        }
    }

    /**
     * Lets it go on.
     *
     * @throws IOException if it has ended
     */
    public void tell() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    /**
     * Waits until it has said something.
     *
     * @param  name                 what about
     * @return                      what it said
     * @throws InterruptedException if this thread is interrupted
     */
    public String await(String name) throws InterruptedException {
        long until = System.nanoTime() + TimeUnit.MINUTES.toNanos(LONGEST_MINUTES);
        synchronized (output) {
            while (true) {
                for (String line : output) {
                    if (line.startsWith(name + "=")) {
                        return line.substring(name.length() + 1);
                    }
                }
                if (!process.isAlive() && !reader.isAlive() || System.nanoTime() > until) {
                    throw new IllegalStateException("no " + name + " from " + reader.getName() + ": " + output);
                }
                output.wait(100);
            }
        }
    }

    /**
     * Waits for its end.
     *
     * @return                      the exit code
     * @throws InterruptedException if this thread is interrupted
     */
    public int end() throws InterruptedException {
        if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException(reader.getName() + " does not end");
        }
        reader.join();
        return process.exitValue();
    }

    /**
     * @return what it has written
     */
    public List<String> output() {
        synchronized (output) {
            return List.copyOf(output);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
