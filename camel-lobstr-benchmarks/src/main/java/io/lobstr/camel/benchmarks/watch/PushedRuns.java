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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.DoubleFunction;

import io.lobstr.camel.benchmarks.Scale;
import io.lobstr.camel.benchmarks.Scenario;
import io.lobstr.camel.benchmarks.report.Distribution;
import io.lobstr.camel.benchmarks.report.Figures;
import io.lobstr.camel.benchmarks.report.Report;
import io.lobstr.camel.benchmarks.report.Row;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * How soon a run comes out with {@code push=true}, and how many requests are left, beside polling alone.
 */
public final class PushedRuns implements Scenario {

    private static final double HOURS_PER_DAY = 24;
    private static final double DELAY = 60;
    private static final double MOST_HALF = 1;
    private static final double MOST_NEARLY_ALL = 2;
    private static final int NEARLY_ALL = 99;
    private static final double ABOUT_ONE = 1.5;
    private static final int ROUTES = 20;
    /** More of them take longer to simulate, and show the same. */
    private static final int MOST_OF_WHICH_CALLS_DIE = 40;
    /**
     * After a call of a run that the look before has shown already, the next look at its squid waits for five seconds.
     */
    private static final Duration ROUND = Duration.ofMillis(5200);
    private static final Duration LEAST_APART = Duration.ofMillis(80);

    private Report report;
    private Scale scale;

    @Override
    public void measure(Scale ofAll, Report into) throws Exception {
        report = into;
        scale = ofAll;
        if (scale == Scale.SMOKE) {
            rows("1 squid by name", Plan::hourly, true, 2, 1, 4);
            return;
        }
        rows("1 squid by name", Plan::hourly, true, 16, 12, 4);
        rows("40 squids of an account", days -> Plan.mixed(40, days), false, 8, 4, 60);
        rows("400 squids of an account", days -> Plan.mixed(400, days), false, 9, 2, 60);
        rows("1,000 squids of an account", days -> Plan.mixed(1000, days), false, 9, 2, 60);
    }

    private void rows(String what, DoubleFunction<Plan> plans, boolean named, int before, int measured, double idle)
            throws Exception {
        Plan plan = plans.apply((before + measured) / HOURS_PER_DAY);
        report.progress(what + ", polls alone");
        PushedDays.Seen alone = new PushedDays(plan, named, 1, measured).live(false, false);
        report.progress(what + ", pushed");
        PushedDays.Seen pushed = new PushedDays(plan, named, before, measured).live(true, false);
        report.add(new Row(
                "requests an hour that look for news with `push=true`, " + what + ", of which "
                           + Figures.of(pushed.runsPerHour())
                           + " runs end, against polls alone",
                Figures.of(pushed.newsPerHour()), Figures.of(alone.newsPerHour()),
                Figures.ratio(pushed.newsPerHour(), alone.newsPerHour()), "at most " + Figures.of(idle),
                pushed.newsPerHour() <= idle));
        if (!named) {
            report.add(new Row(
                    "the same, the other requests for each run", Figures.of(pushed.requestsPerRun()),
                    Figures.of(alone.requestsPerRun()), Figures.ratio(pushed.requestsPerRun(), alone.requestsPerRun()),
                    "about 1", pushed.requestsPerRun() < ABOUT_ONE));
        }
        report.progress(what + ", pushed, from a run's end to its exchange");
        delay(what, new Distribution(what + ", `push=true`: delay, s", delays(plan.squids(), named)),
                new Distribution(what + ", polls alone: delay, s", alone.delays()));
        if (plan.squids() <= MOST_OF_WHICH_CALLS_DIE) {
            report.progress(what + ", of which the calls die");
            dead(what, new PushedDays(plan, named, before, measured).live(true, true));
        }
    }

    private void delay(String what, Distribution ours, Distribution alone) {
        row("from a run's end to its exchange with `push=true`, " + what + ", half of the runs take at most", ours, alone, 50,
                MOST_HALF);
        row("the same, 99 of 100 take at most", ours, alone, NEARLY_ALL, MOST_NEARLY_ALL);
        report.add(ours);
        report.add(alone);
    }

    private void row(String what, Distribution ours, Distribution alone, double percent, double most) {
        double ofOurs = ours.percentile(percent);
        double ofAlone = alone.percentile(percent);
        report.add(new Row(
                what, Figures.of(ofOurs) + " s", Figures.of(ofAlone) + " s", Figures.ratio(ofOurs, ofAlone),
                "under " + Figures.of(most) + " s", ofOurs < most));
    }

    /**
     * The first runs of which no call tells are found when the polls come that are far apart; then these are as ever.
     */
    private void dead(String what, PushedDays.Seen seen) {
        double afterwards = seen.afterTheFirstMiss().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double first = seen.delays().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        report.add(new Row(
                "the longest delay after no call comes any more and the first miss was seen, " + what,
                Figures.of(afterwards) + " s", "", "", "at most " + Figures.of(DELAY) + " s", afterwards <= DELAY));
        report.note(what + ": when no call comes any more, the run that shows it comes out " + Figures.of(first)
                    + " s after its end at the latest.");
    }

    /** By the real clock, on a real port. */
    private List<Double> delays(int squids, boolean named) throws Exception {
        int runs = scale.of(100, 4);
        // a squid by name is one of many that are each watched by a route of its own, so that it need not be waited for
        int watched = named ? ROUTES : squids;
        Map<String, Instant> ended = new HashMap<>();
        try (PushedAccount account = new PushedAccount(
                LobstrSimulator.builder().keptRequests(1).build().start(), watched, run -> Clock.systemUTC().instant())) {
            List<String> routes = named ? account.squids().stream().map(SimulatedSquid::id).toList() : List.of("");
            account.squids().forEach(SimulatedSquid::startRun);
            account.start(true, false, routes, "", (context, lobstr) -> {
            });
            PushedAccount.await("the first polls",
                    () -> account.simulator().requests().count("GET /v1/runs") >= watched);
            long apart = Math.max(ROUND.toNanos() / watched, LEAST_APART.toNanos());
            long began = System.nanoTime();
            List<SimulatedRun> current = new ArrayList<>();
            account.squids().forEach(squid -> current.add(squid.runs().get(0)));
            for (int i = 0; i < runs; i++) {
                LockSupport.parkNanos(began + i * apart - System.nanoTime());
                int squid = i % watched;
                ended.put(current.get(squid).id(), Clock.systemUTC().instant());
                current.get(squid).finish();
                current.set(squid, account.squids().get(squid).startRun());
            }
            PushedAccount.await("runs to come out", () -> account.seen().keySet().containsAll(ended.keySet()));
            List<Double> delays = new ArrayList<>();
            ended.forEach((run, at) -> delays.add(Duration.between(at, account.seen().get(run)).toNanos() / 1e9));
            return delays;
        }
    }
}
