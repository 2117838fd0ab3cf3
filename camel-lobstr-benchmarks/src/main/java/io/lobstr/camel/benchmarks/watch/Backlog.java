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
package io.lobstr.camel.benchmarks.watch;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.lobstr.camel.benchmarks.Fork;
import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Distribution;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.benchmarks.server.FastServer;
import io.lobstr.camel.benchmarks.server.RunJson;

/**
 * How fast a backlog goes through an empty route.
 */
public final class Backlog implements Scenario {

    private static final int ROUNDS = 9;
    private static final int ROUNDS_TO_WARM_UP = 3;

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        int runs = scale.of(100_000, 1000);
        report.progress(Figures.of(runs) + " runs, " + scale.of(ROUNDS + ROUNDS_TO_WARM_UP, 1) + " rounds");
        byte[][] pages = new byte[runs / RunJson.PAGE + 1][];
        for (int i = 1; i < pages.length; i++) {
            pages[i] = FastServer.json(RunJson.page(i, runs, RunJson.SQUID));
        }
        try (FastServer server = new FastServer(
                (request, length) -> pages[Math.max(1, FastServer.number(request, length, "page"))]);
             Fork fork = new Fork(
                     BacklogApplication.class, List.of("-Xms1g", "-Xmx1g"), server.baseUrl(), String.valueOf(runs),
                     String.valueOf(scale.of(ROUNDS, 1)), String.valueOf(scale.of(ROUNDS_TO_WARM_UP, 0)))) {
            if (fork.end() != 0) {
                throw new IllegalStateException(fork.output().toString());
            }
            String what = "backlog of " + Figures.of(runs) + " finished runs, exchanges per second, against a bare paging loop";
            compare(report, what, fork, "bare");
            compare(report, "the same, against the loop with each run into an empty route", fork, "byHand");
            report.note("The backlog of " + Figures.of(runs) + " holds " + fork.await("heap")
                        + " MB until it has come out: the oldest run is on the last page, and comes out first.");
        }
    }

    private static void compare(Report report, String what, Fork fork, String other) {
        List<Double> ours = rates(fork, "lobstr");
        List<Double> others = rates(fork, other);
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / others.get(i));
        }
        Distribution ratio = new Distribution(what + ": ratio by round", ratios);
        double half = ratio.percentile(50);
        report.add(new Row(
                what, Figures.of(new Distribution("", ours).percentile(50)),
                Figures.of(new Distribution("", others).percentile(50)), Figures.ratio(half, 1), "",
                true));
        report.add(new Distribution(what + ": `lobstr:`", ours));
        report.add(new Distribution(what + ": instead", others));
        report.add(ratio);
    }

    private static List<Double> rates(Fork fork, String name) {
        List<Double> rates = new ArrayList<>();
        fork.output().stream().filter(line -> line.startsWith(name + "=")).flatMap(line -> Stream.of(line.split("=")[1]))
                .map(Double::valueOf).forEach(rates::add);
        return rates;
    }
}
