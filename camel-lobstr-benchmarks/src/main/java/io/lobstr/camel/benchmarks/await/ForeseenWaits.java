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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.benchmarks.watch.Lengths;
import io.lobstr.camel.internal.client.SquidRuns;
import io.lobstr.camel.internal.wait.SimulatedWait;
import io.lobstr.camel.model.Run;

/**
 * What it takes to wait for a run that was just started, one alone, beside a look in each {@code pollInterval}.
 */
public final class ForeseenWaits implements Scenario {

    private static final double INTERVAL = 5;
    private static final int PAST = 32;
    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    /** Looks at even times are half of their distance late. */
    private static final double EVEN_DELAY = INTERVAL / 2;

    private record Costs(double requests, double delay, double length) {
    }

    @Override
    public void measure(Scale scale, Report report) {
        int waits = scale.of(2000, 20);
        Lengths alike = Lengths.evenly(480, 720);
        Costs foreseen = costs(alike, true, waits);
        double even = 1 + foreseen.length() / INTERVAL;
        report.add(new Row(
                "requests of `awaitRun`, lengths within 20 % of 10 min, `pollInterval=5s`, a mean delay of "
                           + Figures.of(foreseen.delay()) + " s, against a look in each interval",
                Figures.of(foreseen.requests()), Figures.of(even), Figures.ratio(foreseen.requests(), even),
                Figures.ratio(alike.bound(), 1), "at most 0.50, delay as with 5 s",
                foreseen.requests() <= even / 2 && foreseen.delay() <= EVEN_DELAY * 1.05));
        Lengths wide = Lengths.wide(Double.POSITIVE_INFINITY);
        Costs unknown = costs(wide, false, waits);
        double evenUnknown = 1 + unknown.length() / INTERVAL;
        double delay = unknown.length() / unknown.requests() / 2;
        report.add(new Row(
                "mean delay of `awaitRun`, no run before it, lengths of 2 min to 5 h, "
                           + Figures.ratio(unknown.requests(), evenUnknown)
                           + " of the requests of a look in each 5 s, against even looks of the same number",
                Figures.of(unknown.delay()) + " s", Figures.of(delay) + " s", Figures.ratio(unknown.delay(), delay),
                Figures.ratio(wide.bound(), 1), "at most 1.33, at half the requests",
                unknown.delay() <= 1.33 * delay && unknown.requests() <= evenUnknown / 2));
    }

    private static Costs costs(Lengths lengths, boolean past, int waits) {
        Random random = new Random(7);
        double requests = 0;
        double delay = 0;
        double sum = 0;
        for (int i = 0; i < waits; i++) {
            double length = lengths.draw(random);
            SimulatedWait.Cost cost = SimulatedWait.of(
                    length, past ? shortest(lengths, random) : null, Duration.ofSeconds((long) INTERVAL));
            requests += cost.requests();
            delay += cost.delay();
            sum += length;
        }
        return new Costs(requests / waits, delay / waits, sum / waits);
    }

    private static Duration shortest(Lengths lengths, Random random) {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < PAST; i++) {
            Map<String, Object> json = new HashMap<>();
            json.put("id", String.valueOf(i));
            json.put("status", "done");
            json.put("started_at", MIDNIGHT.toString());
            json.put("ended_at", MIDNIGHT.plusSeconds(Math.round(lengths.draw(random))).toString());
            runs.add(new Run(json));
        }
        SquidRuns known = new SquidRuns();
        known.learn("squid", runs);
        return known.shortest("squid").orElseThrow();
    }
}
