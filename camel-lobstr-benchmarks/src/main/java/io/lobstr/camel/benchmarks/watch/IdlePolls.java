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

import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Curve;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * How many requests it takes to find nothing new.
 */
public final class IdlePolls implements Scenario {

    private static final int POLLS = 10;
    private static final double SQUIDS_PER_REQUEST = 100;
    /** The tenth that goes into squids whose line has not changed. */
    private static final double TO_MAKE_SURE = 1.1;

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        List<Double> squids = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> others = new ArrayList<>();
        for (int count : scale == Scale.FULL ? new int[] { 1, 10, 100, 1000, 10_000 } : new int[] { 1, 10 }) {
            report.progress(count + (count == 1 ? " squid" : " squids"));
            try (LobstrSimulator simulator = LobstrSimulator.builder().keptRequests(1).build().start()) {
                for (int i = 0; i < count; i++) {
                    simulator.addSquid("Squid " + i, setup -> setup.instantRuns()).startRun();
                }
                squids.add((double) count);
                ours.add(lobstr(simulator));
                others.add(byHand(simulator));
            }
            int last = ours.size() - 1;
            double goal = Math.max(1, count / SQUIDS_PER_REQUEST) * TO_MAKE_SURE;
            report.add(new Row(
                    "requests per idle poll of " + Figures.of(count) + (count == 1 ? " squid" : " squids"),
                    Figures.of(ours.get(last)), Figures.of(others.get(last)), Figures.ratio(ours.get(last), others.get(last)),
                    "about " + Figures.of(Math.max(1, count / SQUIDS_PER_REQUEST)), ours.get(last) <= goal));
        }
        Curve curve = new Curve("scaling", "Requests per idle poll", "squids of the account", "requests");
        curve.line("lobstr:finishedRuns", array(squids), array(ours));
        curve.line("timer + http, one per squid", array(squids), array(others));
        report.add(curve);
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double lobstr(LobstrSimulator simulator) throws Exception {
        try (Accounts account = new Accounts(simulator, "", exchange -> {
        })) {
            account.poll();
            simulator.requests().reset();
            for (int i = 0; i < POLLS; i++) {
                account.poll();
            }
            return (double) simulator.requests().count() / POLLS;
        }
    }

    private static double byHand(LobstrSimulator simulator) throws Exception {
        List<String> squids = simulator.squids().stream().map(SimulatedSquid::id).toList();
        File seen = Files.createTempFile("seen", ".txt").toFile();
        DefaultCamelContext context = Contexts.start(simulator.baseUrl(), simulator.apiKey(),
                new WatchByHand("direct:poll", simulator.baseUrl(), simulator.apiKey(), squids, seen, exchange -> {
                }));
        try {
            simulator.requests().reset();
            context.createProducerTemplate().sendBody("direct:poll", null);
            return simulator.requests().count();
        } finally {
            context.stop();
            Files.delete(seen.toPath());
        }
    }
}
