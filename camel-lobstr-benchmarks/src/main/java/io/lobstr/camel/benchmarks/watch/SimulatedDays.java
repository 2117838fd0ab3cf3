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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.BenchmarkTime;
import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.PollTimes;
import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.MovableClock;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The real consumer polls the simulator for some days that pass in no time. Those before the measured ones give it
 * something to learn from.
 */
final class SimulatedDays {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final long DAY = Duration.ofDays(1).toSeconds();
    private static final double HOURS_PER_DAY = 24;

    /**
     * What was seen of the measured days.
     *
     * @param requestsPerHour of the API
     * @param delays          from the end of each run to its exchange, in seconds
     * @param looks           when requests were sent, in hours of the first measured day
     * @param ends            when its runs ended, in the same
     */
    record Seen(double requestsPerHour, List<Double> delays, List<Double> looks, List<Double> ends) {

        double mean() {
            return delays.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
        }
    }

    private final Plan plan;
    private final boolean named;
    private final int before;
    private final int measured;

    /**
     * @param plan     what happens
     * @param named    whether the squids are watched by name
     * @param before   days to learn from
     * @param measured days that are measured
     */
    SimulatedDays(Plan plan, boolean named, int before, int measured) {
        this.plan = plan;
        this.named = named;
        this.before = before;
        this.measured = measured;
    }

    Seen live(PollTimes times, int delay) throws Exception {
        MovableClock clock = new MovableClock(MIDNIGHT);
        VirtualScheduler scheduler = new VirtualScheduler(clock);
        Map<String, Instant> seen = new HashMap<>();
        List<SimulatedRun> runs = new ArrayList<>();
        try (LobstrSimulator simulator = LobstrSimulator.builder().clock(clock).keptRequests(10_000).build().start()) {
            List<SimulatedSquid> squids = new ArrayList<>();
            for (int i = 0; i < plan.squids(); i++) {
                squids.add(simulator.addSquid("Squid " + i,
                        setup -> setup.pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO)));
            }
            plan.courses().forEach(course -> scheduler.at(at(course.start()), () -> {
                SimulatedSquid squid = squids.get(course.squid());
                squid.configure(setup -> setup.runningFor(Duration.ofMillis((long) (1000 * course.length()))));
                runs.add(squid.forceRun());
            }));
            String options = "?startFrom=earliest&initialDelay=0&scheduledExecutorService=#time&pollTimes=" + times
                             + "&delay=" + 1000 * delay
                             + (named ? "&squid=" + String.join(",", squids.stream().map(SimulatedSquid::id).toList()) : "");
            DefaultCamelContext context = Contexts.prepare(simulator.baseUrl(), simulator.apiKey(), new RouteBuilder() {
                @Override
                public void configure() {
                    from("lobstr:finishedRuns" + options)
                            .process(exchange -> seen.put(exchange.getMessage().getBody(Run.class).getId(), clock.instant()));
                }
            });
            try {
                BenchmarkTime.use(context.getComponent("lobstr", LobstrComponent.class),
                        () -> Duration.between(MIDNIGHT, clock.instant()).toNanos());
                context.getRegistry().bind("time", scheduler);
                context.start();
                return measure(simulator, scheduler, runs, seen);
            } finally {
                context.stop();
            }
        }
    }

    private Seen measure(
            LobstrSimulator simulator, VirtualScheduler scheduler, List<SimulatedRun> runs, Map<String, Instant> seen) {
        double from = before * (double) DAY;
        double to = from + measured * (double) DAY;
        scheduler.runUntil(at(from));
        simulator.requests().reset();
        scheduler.runUntil(at(from + DAY));
        List<Double> looks = simulator.requests().all().stream().map(request -> hours(request.at(), from)).toList();
        scheduler.runUntil(at(to));
        double perHour = simulator.requests().count() / (HOURS_PER_DAY * measured);
        List<SimulatedRun> ended = runs.stream().filter(SimulatedRun::isOver)
                .filter(run -> !run.snapshot().endedAt().isBefore(at(from))).toList();
        // what ended in these days may come out in the next
        scheduler.runUntil(at(to + DAY));
        return new Seen(
                perHour,
                ended.stream().map(run -> Duration.between(run.snapshot().endedAt(), seen.get(run.id())).toMillis() / 1000.0)
                        .toList(),
                looks,
                ended.stream().map(run -> hours(run.snapshot().endedAt(), from)).filter(hour -> hour < HOURS_PER_DAY).toList());
    }

    private static double hours(Instant time, double from) {
        return Duration.between(at(from), time).toMillis() / 3.6e6;
    }

    private static Instant at(double seconds) {
        return MIDNIGHT.plusMillis((long) (1000 * seconds));
    }
}
