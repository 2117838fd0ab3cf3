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
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.lobstr.camel.BenchmarkTime;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.MovableClock;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.webhook.WebhookFault;

/**
 * The real consumer watches the simulator for some hours that pass in no time, called by webhooks that it registers
 * itself where its squid is named, or polling alone.
 */
final class PushedDays {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final double HOUR = 3600;

    /**
     * What was seen of the measured hours.
     *
     * @param requestsPerHour   of the API
     * @param newsPerHour       those that look for news
     * @param requestsPerRun    the others, for each run that ended
     * @param runsPerHour       that ended
     * @param delays            from the end of each run to its exchange, in seconds
     * @param afterTheFirstMiss those of the runs that ended after the first of them was found late
     */
    record Seen(
            double requestsPerHour, double newsPerHour, double requestsPerRun, double runsPerHour, List<Double> delays,
            List<Double> afterTheFirstMiss) {
    }

    private final Plan plan;
    private final boolean named;
    private final int before;
    private final int measured;

    /**
     * @param plan     what happens
     * @param named    whether the squids are watched by name
     * @param before   hours until calls are trusted
     * @param measured hours that are measured
     */
    PushedDays(Plan plan, boolean named, int before, int measured) {
        this.plan = plan;
        this.named = named;
        this.before = before;
        this.measured = measured;
    }

    /**
     * @param  pushed    whether calls are received
     * @param  dies      whether no call comes any more in the measured hours
     * @return           what was seen
     * @throws Exception if it could not be measured
     */
    Seen live(boolean pushed, boolean dies) throws Exception {
        MovableClock clock = new MovableClock(MIDNIGHT);
        VirtualScheduler scheduler = new VirtualScheduler(clock);
        List<SimulatedRun> runs = new ArrayList<>();
        try (PushedAccount account = new PushedAccount(
                LobstrSimulator.builder().clock(clock).keptRequests(1).build().start(), plan.squids(),
                run -> clock.instant())) {
            plan.courses().forEach(course -> scheduler.at(at(course.start()), () -> {
                SimulatedSquid squid = account.squids().get(course.squid());
                Duration length = Duration.ofMillis((long) (1000 * course.length()));
                squid.configure(setup -> setup.runningFor(length));
                runs.add(squid.forceRun());
                // the clock stands there, so that a call is as soon as it can be
                scheduler.at(clock.instant().plus(length), () -> {
                });
            }));
            List<String> routes = named ? account.squids().stream().map(SimulatedSquid::id).toList() : List.of("");
            // what takes hours on an account, a few a minute, would be most of what is simulated
            account.start(pushed, named, routes, "&startFrom=earliest&scheduledExecutorService=#time",
                    (context, lobstr) -> {
                        BenchmarkTime.use(lobstr, () -> Duration.between(MIDNIGHT, clock.instant()).toNanos());
                        context.getRegistry().bind("time", scheduler);
                    });
            Runnable settle = pushed ? account::settle : () -> {
            };
            scheduler.runUntil(MIDNIGHT.plus(MINUTE), settle);
            if (pushed && named) {
                account.awaitRegistrations();
            }
            scheduler.runUntil(at(before * HOUR), settle);
            if (dies) {
                account.simulator().webhooks().faults().always("*", WebhookFault.lost());
            }
            account.simulator().requests().reset();
            scheduler.runUntil(at((before + measured) * HOUR), settle);
            double requests = account.simulator().requests().count();
            double reads = account.simulator().requests().count("GET /v1/runs");
            List<SimulatedRun> ended = runs.stream().filter(SimulatedRun::isOver)
                    .filter(run -> !run.snapshot().endedAt().isBefore(at(before * HOUR))).toList();
            // what ended in these hours may come out in the next
            scheduler.runUntil(at((before + measured + 1) * HOUR), settle);
            // a minute after its end a call is late, and the next tick of the clock sees it
            Instant firstMiss = ended.stream().map(run -> out(account, run))
                    .min(Comparator.naturalOrder()).orElse(MIDNIGHT).plus(MINUTE).plus(MINUTE);
            // the only squid that is watched by name is read to look for news, too
            double news = named ? requests - ended.size() : requests - reads;
            return new Seen(
                    requests / measured, news / measured, (requests - news) / ended.size(), (double) ended.size() / measured,
                    ended.stream().map(run -> delay(account, run)).toList(),
                    ended.stream().filter(run -> run.snapshot().endedAt().isAfter(firstMiss))
                            .map(run -> delay(account, run)).toList());
        }
    }

    private static Instant out(PushedAccount account, SimulatedRun run) {
        return Optional.ofNullable(account.seen().get(run.id()))
                .orElseThrow(() -> new IllegalStateException("Run " + run.id() + " has not come out"));
    }

    private static double delay(PushedAccount account, SimulatedRun run) {
        return Duration.between(run.snapshot().endedAt(), out(account, run)).toMillis() / 1000.0;
    }

    private static Instant at(double seconds) {
        return MIDNIGHT.plusMillis((long) (1000 * seconds));
    }
}
