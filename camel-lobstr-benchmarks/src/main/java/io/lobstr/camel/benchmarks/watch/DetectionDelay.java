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
import java.util.Comparator;
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
import io.lobstr.camel.simulator.MovableClock;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * How long after its end a run comes out, over a day of simulated time. The real consumer polls the simulator; beside
 * it stands an ideal poller, which reads each squid at a fixed interval, misses nothing, and may send as many requests.
 */
public final class DetectionDelay implements Scenario {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Instant NEXT_MIDNIGHT = MIDNIGHT.plus(Duration.ofDays(1));
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final int HOURS_PER_DAY = 24;
    static final long SHORTEST = 120;
    static final long LONGEST = 5 * 3600;
    private static final double SECONDS_PER_HOUR = 3600;
    /** The interval of which the table tells. */
    private static final int USUAL = 60;
    /** Two numbers that were added up in another order. */
    private static final double ROUNDING = 1.001;

    /** What a day looks like: when which squid starts a run, and for how long. */
    private record Start(Instant at, int squid, Duration length) {
    }

    /** A run that ended. */
    private record Ended(String id, int squid, Instant at) {
    }

    /** What was seen of it. */
    private record Day(double requestsPerHour, List<Double> delays, List<Ended> ended) {
    }

    @Override
    public void measure(Scale scale, Report report) throws Exception {
        Curve curve = new Curve("delay", "From a run's end to its exchange, mean", "requests per hour", "seconds");
        for (int squids : scale == Scale.FULL ? new int[] { 1, 40, 400 } : new int[] { 3 }) {
            String account = squids == 1 ? "1 squid by name" : squids + " squids of an account";
            TreeMap<Double, Double> ours = new TreeMap<>();
            TreeMap<Double, Double> fixed = new TreeMap<>();
            for (int seconds : scale == Scale.FULL ? new int[] { 15, 30, USUAL, 120, 300, 600 } : new int[] { 600 }) {
                report.progress(account + ", a poll every " + seconds + " s");
                Day day = live(squids, Duration.ofSeconds(seconds));
                Distribution delays = new Distribution(
                        account + ", a poll every " + seconds + " s, " + Figures.of(day.requestsPerHour())
                                                       + " requests an hour: delay, s",
                        day.delays());
                Distribution ideal = new Distribution(
                        "the same requests, each squid at a fixed interval: delay, s", atFixedInterval(day, squids));
                ours.put(day.requestsPerHour(), delays.mean());
                fixed.put(day.requestsPerHour(), ideal.mean());
                report.add(delays);
                report.add(ideal);
                if (seconds == USUAL || scale == Scale.SMOKE) {
                    report.add(new Row(
                            "mean delay from a run's end to its exchange, " + account + ", "
                                       + Figures.of(day.requestsPerHour()) + " requests an hour, against a fixed interval",
                            Figures.of(delays.mean()) + " s", Figures.of(ideal.mean()) + " s",
                            Figures.ratio(delays.mean(), ideal.mean()), "at most 1",
                            delays.mean() <= ideal.mean() * ROUNDING));
                }
            }
            curve.line("lobstr:finishedRuns, " + account, keys(ours), values(ours));
            curve.line("fixed interval, " + account, keys(fixed), values(fixed));
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
        PriorityQueue<Start> starts = new PriorityQueue<>(Comparator.comparing(Start::at));
        for (int squid = 0; squid < squids; squid++) {
            boolean scheduled = squid % 4 != 3;
            // one squid alone is a busy one, or a day of it would say little
            long apart = scheduled ? squids == 1 ? 900 : 3600L * (1 + random.nextInt(6)) : 0;
            long at = scheduled ? 300L * random.nextInt(12) : random.nextInt(4 * 3600);
            while (at < DAY) {
                double length = SHORTEST * Math.pow((double) LONGEST / SHORTEST, random.nextDouble());
                if (scheduled && length > apart - SHORTEST) {
                    // over before the next
                    length = SHORTEST + random.nextDouble() * (apart - 2 * SHORTEST);
                }
                starts.add(new Start(MIDNIGHT.plusSeconds(at), squid, Duration.ofMillis((long) (1000 * length))));
                at += scheduled ? apart : 600 + random.nextInt(6 * 3600);
            }
        }
        return starts;
    }

    private static Day live(int count, Duration delay) throws Exception {
        MovableClock clock = new MovableClock(MIDNIGHT);
        Map<String, Instant> seen = new HashMap<>();
        List<SimulatedRun> runs = new ArrayList<>();
        List<Integer> squidOf = new ArrayList<>();
        try (LobstrSimulator simulator = LobstrSimulator.builder().clock(clock).keptRequests(1).build().start()) {
            List<SimulatedSquid> squids = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                squids.add(simulator.addSquid("Squid " + i,
                        setup -> setup.pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO)));
            }
            try (Accounts account = new Accounts(
                    simulator, "&startFrom=earliest" + (count == 1 ? "&squid=" + squids.get(0).id() : ""),
                    exchange -> seen.put(exchange.getMessage().getBody(Run.class).getId(), clock.instant()))) {
                PriorityQueue<Start> starts = plan(count);
                account.poll();
                simulator.requests().reset();
                Instant at = MIDNIGHT.plus(delay);
                for (; !at.isAfter(NEXT_MIDNIGHT); at = at.plus(delay)) {
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
                double perHour = (double) simulator.requests().count() / HOURS_PER_DAY;
                List<Ended> ended = ended(runs, squidOf);
                // what ended in the day may come out in the next
                for (; ended.stream().anyMatch(run -> !seen.containsKey(run.id())); at = at.plus(delay)) {
                    if (at.isAfter(NEXT_MIDNIGHT.plusSeconds(DAY))) {
                        throw new IllegalStateException("a run has not come out for a day");
                    }
                    clock.set(at);
                    account.poll();
                }
                return new Day(
                        perHour, ended.stream().map(run -> seconds(run.at(), seen.get(run.id()))).toList(), ended);
            }
        }
    }

    private static List<Ended> ended(List<SimulatedRun> runs, List<Integer> squidOf) {
        List<Ended> ended = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            if (runs.get(i).isOver()) {
                ended.add(new Ended(runs.get(i).id(), squidOf.get(i), runs.get(i).snapshot().endedAt()));
            }
        }
        return ended;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }

    /** Each squid has its own turn within the interval. */
    private static Collection<Double> atFixedInterval(Day day, int squids) {
        double interval = squids * SECONDS_PER_HOUR / day.requestsPerHour();
        List<Double> delays = new ArrayList<>();
        for (Ended run : day.ended()) {
            double end = seconds(MIDNIGHT, run.at());
            double first = interval * (run.squid() + 1) / squids;
            double polls = Math.max(0, Math.ceil((end - first) / interval));
            delays.add(first + polls * interval - end);
        }
        return delays;
    }
}
