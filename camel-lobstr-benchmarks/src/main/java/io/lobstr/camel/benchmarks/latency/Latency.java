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
package io.lobstr.camel.benchmarks.latency;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Distribution;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Time and allocation of one getRun. The three ways take turns, a fork each, so that all see the same machine.
 */
public final class Latency implements Scenario {

    private static final double NANOS_PER_MICRO = 1000;
    private static final double MOST_OF_BARE = 1.10;

    private enum Way {
        bare,
        byHand,
        lobstr
    }

    private static final class Measured {

        private final List<Double> half = new ArrayList<>();
        private final List<Double> tail = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        void add(RunResult result) {
            Statistics time = result.getPrimaryResult().getStatistics();
            half.add(time.getPercentile(50) / NANOS_PER_MICRO);
            tail.add(time.getPercentile(99) / NANOS_PER_MICRO);
            bytes.add(result.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }

        double time() {
            return new Distribution("", half).percentile(50);
        }

        double allocated() {
            return new Distribution("", bytes).percentile(50);
        }
    }

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        Map<Way, Measured> measured = new EnumMap<>(Way.class);
        for (int round = 0; round < scale.of(6, 1); round++) {
            for (Way way : Way.values()) {
                Collection<RunResult> results = new Runner(options(scale, way)).run();
                results.forEach(result -> measured.computeIfAbsent(way, key -> new Measured()).add(result));
            }
        }
        Measured ours = measured.get(Way.lobstr);
        compare(report, ours, "bare HttpClient 5 + Jackson", measured.get(Way.bare), true);
        compare(report, ours, "`http` + `unmarshal().json(Run.class)`", measured.get(Way.byHand), false);
        measured.forEach((way, one) -> {
            report.add(new Distribution("getRun " + way + ", half of the calls take at most, µs, by fork", one.half));
            report.add(new Distribution("getRun " + way + ", 99 % of the calls take at most, µs, by fork", one.tail));
        });
    }

    private static Options options(Scale scale, Way way) {
        return new OptionsBuilder().include(GetRunBenchmark.class.getName() + "." + way + "$")
                .forks(scale.of(1, 0)).jvmArgs("-Xms512m", "-Xmx512m").addProfiler(GCProfiler.class)
                .warmupIterations(1).warmupTime(TimeValue.milliseconds(scale.of(3000, 100)))
                .measurementIterations(scale.of(2, 1)).measurementTime(TimeValue.milliseconds(scale.of(2000, 100)))
                .verbosity(VerboseMode.SILENT).shouldFailOnError(true).build();
    }

    private static void compare(Report report, Measured ours, String name, Measured other, boolean bare) {
        // round by round: a machine that was slow then was slow for both
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.half.size(); i++) {
            ratios.add(ours.half.get(i) / other.half.get(i));
        }
        double ratio = new Distribution("", ratios).percentile(50);
        report.add(new Row(
                "`getRun` through a route, half of the calls take at most, against " + name,
                Figures.of(ours.time()) + " µs", Figures.of(other.time()) + " µs", Figures.ratio(ratio, 1),
                bare ? "at most 1.10" : "under 1", bare ? ratio <= MOST_OF_BARE : ratio < 1));
        report.add(new Row(
                "the same, bytes allocated", Figures.of(ours.allocated()), Figures.of(other.allocated()),
                Figures.ratio(ours.allocated(), other.allocated()), bare ? "" : "under 1",
                bare || ours.allocated() < other.allocated()));
        report.add(new Distribution("getRun, ours against " + name + ", ratio by round", ratios));
    }
}
