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

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.examples.DemoMain;

/**
 * The demo in a JVM of its own, as a user has it: with its own logging, environment and exit code.
 */
final class DemoProcess {

    private static final long SECONDS = 120;

    /** What is left of one. */
    record Result(int exitCode, String out, String err) {
    }

    /** What is done while it runs. */
    interface Action {

        void with(long process, String out) throws Exception;
    }

    private DemoProcess() {
    }

    static ProcessBuilder of(Path folder, String... options) {
        // without what is for tests only, such as their logging
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes")).collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1", "-cp",
                        classPath, "-Ddemo.folder=" + folder));
        command.addAll(List.of(options));
        command.add(DemoMain.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(name -> name.startsWith("LOBSTR_"));
        builder.redirectError(folder.resolve("stderr.txt").toFile());
        return builder;
    }

    static Result run(ProcessBuilder builder) throws Exception {
        return end(builder, builder.start(), "");
    }

    /** Runs it until a line contains a text, does what is to be done then, and asks it to end. */
    static Result runUntil(ProcessBuilder builder, String text, Action then) throws Exception {
        Process process = builder.start();
        StringBuilder out = new StringBuilder();
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        String line = reader.readLine();
        while (line != null && !line.contains(text)) {
            out.append(line).append('\n');
            line = reader.readLine();
        }
        try {
            then.with(process.pid(), out.toString());
        } catch (Exception | AssertionError e) {
            process.destroy();
            throw e;
        }
        // not process.destroy(), which would close what it still prints to
        process.toHandle().destroy();
        return end(builder, process, out.append(line).append('\n').toString());
    }

    private static Result end(ProcessBuilder builder, Process process, String before) throws Exception {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            String out = before + reader.lines().map(line -> line + "\n").collect(Collectors.joining());
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("The demo does not end: " + out);
            }
            return new Result(process.exitValue(), out, Files.readString(builder.redirectError().file().toPath()));
        } finally {
            process.destroyForcibly().onExit().join();
        }
    }
}
