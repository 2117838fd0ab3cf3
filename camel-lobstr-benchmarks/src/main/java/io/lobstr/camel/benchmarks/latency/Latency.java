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
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.latency.GetRunBenchmark.Way;
import io.lobstr.camel.benchmarks.report.Distribution;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * Time and allocation of one getRun. The ways take turns within a JVM, and each turn is compared with its neighbours.
 */
public final class Latency implements Scenario {

    private static final double NANOS_PER_MICRO = 1000;
    private static final double MOST_OF_BARE = 1.10;
    private static final int FORKS = 4;
    private static final int ROUNDS_TO_WARM_UP = 8;
    private static final int ROUNDS = 25;
    private static final int TURN_MILLIS = 250;

    /** One value a turn. */
    private static final class Measured {

        private final List<Double> half = new ArrayList<>();
        private final List<Double> tail = new ArrayList<>();
        private final List<Double> bytes = new ArrayList<>();

        void add(IterationResult turn) {
            Statistics time = turn.getPrimaryResult().getStatistics();
            half.add(time.getPercentile(50) / NANOS_PER_MICRO);
            tail.add(time.getPercentile(99) / NANOS_PER_MICRO);
            bytes.add(turn.getSecondaryResults().get("gc.alloc.rate.norm").getScore());
        }
    }

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        Map<Way, Measured> measured = new EnumMap<>(Way.class);
        int forks = scale.of(FORKS, 1);
        for (int fork = 1; fork <= forks; fork++) {
            report.progress("fork " + fork + " of " + forks);
            for (BenchmarkResult result : new Runner(options(scale)).runSingle().getBenchmarkResults()) {
                int turn = 0;
                for (IterationResult one : result.getIterationResults()) {
                    Way way = Way.values()[turn++ % Way.values().length];
                    measured.computeIfAbsent(way, key -> new Measured()).add(one);
                }
            }
        }
        Measured ours = measured.get(Way.LOBSTR);
        compare(report, ours, "bare HttpClient 5 + Jackson", measured.get(Way.BARE), true);
        compare(report, ours, "`http` + `unmarshal().json(Run.class)`", measured.get(Way.BY_HAND), false);
        measured.forEach((way, one) -> {
            report.add(new Distribution("getRun " + way + ", half of a turn's calls take at most, µs", one.half));
            report.add(new Distribution("getRun " + way + ", 99 % of a turn's calls take at most, µs", one.tail));
        });
    }

    private static Options options(Scale scale) {
        int turns = Way.values().length;
        return new OptionsBuilder().include(GetRunBenchmark.class.getName())
                .forks(scale.of(1, 0)).jvmArgs("-Xms512m", "-Xmx512m").addProfiler(GCProfiler.class)
                .warmupIterations(turns * scale.of(ROUNDS_TO_WARM_UP, 1)).measurementIterations(turns * scale.of(ROUNDS, 1))
                .warmupTime(TimeValue.milliseconds(scale.of(TURN_MILLIS, 20)))
                .measurementTime(TimeValue.milliseconds(scale.of(TURN_MILLIS, 20)))
                .verbosity(VerboseMode.SILENT).shouldFailOnError(true).build();
    }

    private static void compare(Report report, Measured ours, String name, Measured other, boolean bare) {
        // round by round: a machine that was slow then was slow for both
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.half.size(); i++) {
            ratios.add(ours.half.get(i) / other.half.get(i));
        }
        Distribution ratio = new Distribution("getRun, ours against " + name + ", ratio by round", ratios);
        double half = ratio.percentile(50);
        report.add(new Row(
                "`getRun` through a route, half of the calls take at most, against " + name, half(ours.half) + " µs",
                half(other.half) + " µs", Figures.ratio(half, 1), bare ? "at most 1.10" : "under 1",
                bare ? half <= MOST_OF_BARE : half < 1));
        double bytes = new Distribution("", ours.bytes).percentile(50) / new Distribution("", other.bytes).percentile(50);
        report.add(new Row(
                "the same, bytes allocated", half(ours.bytes), half(other.bytes), Figures.ratio(bytes, 1),
                bare ? "at most 1.10" : "under 1", bare ? bytes <= MOST_OF_BARE : bytes < 1));
        report.add(ratio);
    }

    private static String half(List<Double> values) {
        return Figures.of(new Distribution("", values).percentile(50));
    }
}
