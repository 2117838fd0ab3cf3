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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.TreeMap;

import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Curve;
import io.lobstr.camel.benchmarks.report.Distribution;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * How long after its end a run comes out, over a day of simulated time. The real consumer polls the simulator; beside
 * it stands an ideal poller, which reads each squid at a fixed interval, misses nothing, and may send as many requests.
 */
public final class DetectionDelay implements Scenario {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final long SHORTEST = 120;
    private static final long LONGEST = 5 * 3600;
    private static final double SECONDS_PER_HOUR = 3600;

    /** What a day looks like: when which squid starts a run, and for how long. */
    private record Start(Instant at, int squid, Duration length) {
    }

    /** What was seen of it. */
    private record Day(double requestsPerHour, List<Double> delays, List<Instant> ends, List<Integer> squids) {
    }

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        Curve curve = new Curve("delay", "From a run's end to its exchange, half of the runs", "requests per hour", "seconds");
        for (int squids : scale == Scale.FULL ? new int[] { 1, 40, 400 } : new int[] { 3 }) {
            TreeMap<Double, Double> ours = new TreeMap<>();
            TreeMap<Double, Double> fixed = new TreeMap<>();
            for (int seconds : scale == Scale.FULL ? new int[] { 15, 30, 60, 120, 300, 600 } : new int[] { 600 }) {
                Day day = live(squids, Duration.ofSeconds(seconds));
                Distribution delays = new Distribution(
                        squids + " squids, a poll every " + seconds + " s, " + Figures.of(day.requestsPerHour())
                                                       + " requests an hour: delay, s",
                        day.delays());
                Distribution ideal = new Distribution(
                        "the same, each squid read at a fixed interval: delay, s", atFixedInterval(day, squids));
                ours.put(day.requestsPerHour(), delays.percentile(50));
                fixed.put(day.requestsPerHour(), ideal.percentile(50));
                if (seconds == 60 || scale == Scale.SMOKE) {
                    report.add(delays);
                    report.add(ideal);
                    report.add(new Row(
                            "delay from a run's end to its exchange, mean, " + squids + (squids == 1 ? " squid" : " squids")
                                       + ", "
                                       + Figures.of(day.requestsPerHour()) + " requests an hour",
                            Figures.of(delays.mean()) + " s", Figures.of(ideal.mean()) + " s",
                            Figures.ratio(delays.mean(), ideal.mean()), "at most 1, within 5 %",
                            delays.mean() <= ideal.mean() * 1.05));
                }
            }
            curve.line("lobstr:finishedRuns, " + squids + " squids", keys(ours), values(ours));
            curve.line("fixed interval, " + squids + " squids", keys(fixed), values(fixed));
        }
        report.add(curve);
    }

    private static double[] keys(Map<Double, Double> line) {
        return line.keySet().stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double[] values(Map<Double, Double> line) {
        return line.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Three of four squids run by a schedule, the others by hand, now and then while a run is active. */
    private static PriorityQueue<Start> plan(int squids) {
        Random random = new Random(7);
        PriorityQueue<Start> starts = new PriorityQueue<>((a, b) -> a.at().compareTo(b.at()));
        for (int squid = 0; squid < squids; squid++) {
            boolean scheduled = squid % 4 != 3;
            long apart = scheduled ? 3600L * (1 + random.nextInt(6)) : 0;
            long at = scheduled ? 300L * random.nextInt(12) : random.nextInt(4 * 3600);
            while (at < DAY.toSeconds()) {
                double length = SHORTEST * Math.pow((double) LONGEST / SHORTEST, random.nextDouble());
                starts.add(new Start(
                        MIDNIGHT.plusSeconds(at), squid,
                        Duration.ofMillis((long) (1000 * (scheduled ? Math.min(length, apart - 60) : length)))));
                at += scheduled ? apart : 600 + random.nextInt(6 * 3600);
            }
        }
        return starts;
    }

    private static Day live(int count, Duration delay) throws Exception {
        SettableClock clock = new SettableClock(MIDNIGHT);
        Map<String, Instant> seen = new HashMap<>();
        List<SimulatedRun> runs = new ArrayList<>();
        List<Integer> squidOf = new ArrayList<>();
        try (LobstrSimulator simulator = LobstrSimulator.builder().clock(clock).keptRequests(1).build().start();
             Accounts account = new Accounts(
                     simulator, "&startFrom=earliest",
                     exchange -> seen.put(exchange.getMessage().getBody(Run.class).getId(), clock.instant()))) {
            List<SimulatedSquid> squids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                squids.add(simulator.addSquid("Squid " + i,
                        setup -> setup.pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO)));
            }
            PriorityQueue<Start> starts = plan(count);
            account.poll();
            simulator.requests().reset();
            // the runs of the last hours end on the day after
            for (Instant at = MIDNIGHT.plus(delay); at.isBefore(MIDNIGHT.plus(DAY)); at = at.plus(delay)) {
                while (!starts.isEmpty() && starts.peek().at().isBefore(at)) {
                    Start start = starts.remove();
                    clock.set(start.at());
                    squids.get(start.squid()).configure(setup -> setup.runningFor(start.length()));
                    runs.add(squids.get(start.squid()).forceRun());
                    squidOf.add(start.squid());
                }
                clock.set(at);
                account.poll();
            }
            double perHour = simulator.requests().count() * SECONDS_PER_HOUR / DAY.toSeconds();
            return day(perHour, runs, squidOf, seen, delay);
        }
    }

    private static Day day(
            double perHour, List<SimulatedRun> runs, List<Integer> squidOf, Map<String, Instant> seen, Duration delay) {
        Day day = new Day(perHour, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < runs.size(); i++) {
            SimulatedRun run = runs.get(i);
            Instant over = run.isOver() ? run.snapshot().endedAt() : null;
            if (over != null && seen.containsKey(run.id())) {
                day.delays().add(Duration.between(over, seen.get(run.id())).toMillis() / 1000.0);
                day.ends().add(over);
                day.squids().add(squidOf.get(i));
            } else if (over != null && over.isBefore(MIDNIGHT.plus(DAY).minus(delay.multipliedBy(60)))) {
                throw new IllegalStateException("run " + run.id() + " ended at " + over + " and has not come out");
            }
        }
        return day;
    }

    /** Each squid has its own turn within the interval. */
    private static Collection<Double> atFixedInterval(Day day, int squids) {
        double interval = squids * SECONDS_PER_HOUR / day.requestsPerHour();
        List<Double> delays = new ArrayList<>();
        for (int i = 0; i < day.ends().size(); i++) {
            double end = Duration.between(MIDNIGHT, day.ends().get(i)).toMillis() / 1000.0;
            double first = interval * (day.squids().get(i) + 1) / squids;
            double polls = Math.max(0, Math.ceil((end - first) / interval));
            delays.add(first + polls * interval - end);
        }
        return delays;
    }
}
