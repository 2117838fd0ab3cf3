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

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.benchmarks.await.ForeseenWaits;
import io.lobstr.camel.benchmarks.await.Waits;
import io.lobstr.camel.benchmarks.heap.HeapNeeded;
import io.lobstr.camel.benchmarks.latency.Latency;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.start.ContextStart;
import io.lobstr.camel.benchmarks.watch.Backlog;
import io.lobstr.camel.benchmarks.watch.DetectionDelay;
import io.lobstr.camel.benchmarks.watch.IdlePolls;
import io.lobstr.camel.benchmarks.watch.LostAndRepeated;
import io.lobstr.camel.benchmarks.watch.PredictedLooks;
import io.lobstr.camel.benchmarks.watch.PushedRuns;

/**
 * Measures what the component costs and saves beside what people would use instead, and writes one table.
 */
public final class Benchmarks {

    /** Each takes a few minutes, on a machine that is busy some more. */
    private static final Deadline DEADLINE = new Deadline(Duration.ofMinutes(20));
    private static final Map<String, Scenario> SCENARIOS = new LinkedHashMap<>();

    static {
        SCENARIOS.put("latency", new Latency());
        SCENARIOS.put("idle-polls", new IdlePolls());
        SCENARIOS.put("delay", new DetectionDelay());
        SCENARIOS.put("predicted", new PredictedLooks());
        SCENARIOS.put("pushed", new PushedRuns());
        SCENARIOS.put("lost", new LostAndRepeated());
        SCENARIOS.put("heap", new HeapNeeded());
        SCENARIOS.put("waits", new Waits());
        SCENARIOS.put("foreseen-waits", new ForeseenWaits());
        SCENARIOS.put("backlog", new Backlog());
        SCENARIOS.put("start", new ContextStart());
    }

    private Benchmarks() {
    }

    /**
     * Ends with 1 if something could not be measured.
     *
     * @param arguments the folder to write to, and which scenarios to run: {@code all}, or names with commas
     */
    public static void main(String[] arguments) {
        int status = 1;
        try {
            measure(Scale.FULL, Path.of(arguments[0]),
                    "all".equals(arguments[1]) ? names() : List.of(arguments[1].split(",")));
            status = 0;
        } catch (Exception e) {
            e.printStackTrace();
        }
        // what still runs on threads of its own keeps nobody waiting
        System.exit(status);
    }

    static Report measure(Scale scale, Path folder, List<String> names) throws Exception {
        Report report = new Report();
        int number = 0;
        for (String name : names) {
            report.progress(name + ", " + ++number + " of " + names.size());
            DEADLINE.measure(name, SCENARIOS.get(name), scale, report);
        }
        Duration time = report.time();
        report.write(folder, "Measured on " + LocalDate.now() + " with Java " + Runtime.version().feature() + " on "
                             + Runtime.getRuntime().availableProcessors() + " cores, in " + time.toMinutes() + " min "
                             + time.toSecondsPart() + " s.");
        System.out.println();
        report.table().forEach(System.out::println);
        System.out.println("\nThe table, the curves and how the values spread are in " + folder);
        return report;
    }

    static List<String> names() {
        return List.copyOf(SCENARIOS.keySet());
    }
}
