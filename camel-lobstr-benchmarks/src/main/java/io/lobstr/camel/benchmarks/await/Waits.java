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
package io.lobstr.camel.benchmarks.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.benchmarks.Fork;
import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;

/**
 * How many threads and requests it takes to let many exchanges wait for runs.
 */
public final class Waits implements Scenario {

    private static final String KEY = "simulator-key";
    private static final int MOST_THREADS = 10;
    private static final int LOOKS = 4;

    private record Cost(int threads, int peak, long requests) {
    }

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        int count = scale.of(10_000, 20);
        int interval = scale.of(5000, 200);
        report.progress("the component");
        Cost ours = cost(count, interval, WaitingApplication.Way.LOBSTR);
        report.progress("the route without it");
        Cost other = cost(count, interval, WaitingApplication.Way.BY_HAND);
        report.add(new Row(
                "extra threads for " + Figures.of(count) + " exchanges that wait, against `loopDoWhile` + `delay`",
                Figures.of(ours.threads()), Figures.of(other.threads()), Figures.ratio(ours.threads(), other.threads()),
                "under 10", ours.threads() < MOST_THREADS));
        report.note("While " + Figures.of(count) + " exchanges wait, " + ours.threads() + " threads more than before are there;"
                    + " when the runs finish, the exchanges go on in a pool of 10 threads, as with Camel's `delay`, and the most"
                    + " there were until all were through are " + ours.peak() + " and " + other.peak()
                    + ". The route without the component has a pool of its own for the delays: Camel's takes 1,000 of them,"
                    + " and then holds the callers.");
        report.add(new Row(
                "requests while they wait for " + LOOKS + " times " + Figures.of(interval) + " ms",
                Figures.of(ours.requests()), Figures.of(other.requests()), Figures.ratio(ours.requests(), other.requests()), "",
                true));
    }

    private static Cost cost(int count, int interval, WaitingApplication.Way way) throws Exception {
        try (LobstrSimulator simulator = LobstrSimulator.builder().apiKey(KEY).keptRequests(1).build().start()) {
            for (int i = 0; i < count; i++) {
                simulator.addSquid("Squid " + i,
                        setup -> setup.pendingFor(Duration.ZERO).runningUntilTold().uploadingFor(Duration.ZERO));
            }
            List<SimulatedRun> runs = simulator.squids().stream().map(squid -> squid.startRun()).toList();
            Path file = Files.createTempFile("runs", ".txt");
            Files.write(file, runs.stream().map(run -> run.snapshot().squid() + " " + run.id()).toList());
            try (Fork fork = new Fork(
                    WaitingApplication.class, List.of("-Xmx1g"), simulator.baseUrl(), KEY, way.name(), file.toString(),
                    String.valueOf(interval))) {
                fork.await("waiting");
                simulator.requests().reset();
                TimeUnit.MILLISECONDS.sleep((long) LOOKS * interval);
                long requests = simulator.requests().count();
                runs.forEach(SimulatedRun::finish);
                int threads = Integer.parseInt(fork.await("threads"));
                int peak = Integer.parseInt(fork.await("peak"));
                if (fork.end() != 0) {
                    throw new IllegalStateException(fork.output().toString());
                }
                return new Cost(threads, peak, requests);
            } finally {
                Files.delete(file);
            }
        }
    }
}
