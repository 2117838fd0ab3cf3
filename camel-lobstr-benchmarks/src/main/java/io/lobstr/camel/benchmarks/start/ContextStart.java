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
package io.lobstr.camel.benchmarks.start;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

import io.lobstr.camel.benchmarks.Fork;
import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Distribution;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;

/**
 * How long a context with one route takes to start, and what the component adds to the class path of one that has the
 * http component and JSON already.
 */
public final class ContextStart implements Scenario {

    private static final double MOST = 1.2;

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        List<Double> ours = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int i = 0; i < scale.of(10, 1); i++) {
            ours.add(start("lobstr:getRun?run=r"));
            others.add(start("http://localhost/v1/runs/r"));
        }
        Distribution lobstr = new Distribution("start of a context with one `lobstr` route, ms", ours);
        Distribution http = new Distribution("start of a context with one `http` route, ms", others);
        double ratio = lobstr.percentile(50) / http.percentile(50);
        report.add(new Row(
                "start of a context with one route", Figures.of(lobstr.percentile(50)) + " ms",
                Figures.of(http.percentile(50)) + " ms", Figures.ratio(ratio, 1), "at most 1.20", ratio <= MOST));
        report.add(lobstr);
        report.add(http);
        classPath(report);
    }

    private static double start(String uri) throws Exception {
        try (Fork fork = new Fork(StartingApplication.class, List.of("-Xmx256m"), uri)) {
            return Double.parseDouble(fork.await("milliseconds"));
        }
    }

    private static void classPath(Report report) {
        long component = 0;
        long beside = 0;
        for (String entry : Fork.classPath().split(File.pathSeparator)) {
            String name = entry.replace(File.separatorChar, '/');
            long bytes = size(Path.of(entry));
            if (name.contains("camel-lobstr-component")) {
                component = bytes;
            } else if (name.matches(".*/(camel-(?!lobstr)|httpc|jackson-|slf4j-api)[^/]*\\.jar")) {
                beside += bytes;
            }
        }
        double ratio = (double) (component + beside) / beside;
        report.add(new Row(
                "bytes on the class path, against Camel with `http` and `jackson`", Figures.of(component + beside),
                Figures.of(beside), Figures.ratio(ratio, 1), "at most 1.20", ratio <= MOST));
    }

    /** Of a jar, or of the one that the classes in a folder would make. */
    private static long size(Path entry) {
        try {
            return Files.isDirectory(entry) ? jar(entry) : Files.exists(entry) ? Files.size(entry) : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long jar(Path folder) throws IOException {
        AtomicLong bytes = new AtomicLong();
        OutputStream counting = new OutputStream() {
            @Override
            public void write(int one) {
                bytes.incrementAndGet();
            }

            @Override
            public void write(byte[] some, int from, int length) {
                bytes.addAndGet(length);
            }
        };
        try (JarOutputStream jar = new JarOutputStream(counting);
             Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(new JarEntry(folder.relativize(file).toString()));
                Files.copy(file, jar);
            }
        }
        return bytes.get();
    }
}
