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
package io.lobstr.camel.internal.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.model.Run;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * When to look, in time that is made up: the promises hold whatever the API shows, and it pays where runs have habits.
 */
class ForecastTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final double HOUR = 3600;

    /** What comes of a look. */
    private enum Outcome {
        SHOWN,
        HINTED,
        FAILED,
        UNFINISHED
    }

    private record Look(Outcome outcome, List<Run> runs, Instant clock) {
    }

    @Provide
    static Arbitrary<List<Look>> looks() {
        Arbitrary<String> times = Arbitraries.oneOf(
                Arbitraries.integers().between(-40_000, 4000).map(s -> MIDNIGHT.plusSeconds(s).toString()),
                Arbitraries.of("0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "1970-01-01T00:00:00Z")).injectNull(0.15);
        Arbitrary<Run> runs = Combinators.combine(
                Arbitraries.of("pending", "running", "uploading", "paused", "done", "error", "aborted", "unheard of"),
                times, times, times, times, times).as((status, created, started, ended, exported, next) -> {
                    Map<String, Object> json = new HashMap<>();
                    json.put("id", "run");
                    json.put("status", status);
                    json.put("created_at", created);
                    json.put("started_at", started);
                    json.put("ended_at", ended);
                    json.put("export_time", exported);
                    json.put("next_launch_at", next);
                    return new Run(json);
                });
        Arbitrary<Instant> clocks = Arbitraries.oneOf(
                Arbitraries.integers().between(0, 7200).map(MIDNIGHT::plusSeconds),
                Arbitraries.of(Instant.EPOCH, Instant.parse("2999-01-01T00:00:00Z")));
        Arbitrary<Look> look = Combinators.combine(
                Arbitraries.frequencyOf(
                        Tuple.of(8, Arbitraries.just(Outcome.SHOWN)),
                        Tuple.of(3, Arbitraries.of(Outcome.class))),
                runs.list().ofMaxSize(40), clocks).as(Look::new);
        return look.list().ofMinSize(1).ofMaxSize(6);
    }

    /** The looks come round again and again, for some hours, as they come due. */
    @Property(tries = 100)
    void noNonsenseBreaksAPromise(
            @ForAll("looks") List<Look> looks, @ForAll @IntRange(min = 1, max = 5000) int delay,
            @ForAll @IntRange(max = 200) int late) {
        LookTimes times = new LookTimes(Duration.ofSeconds(delay));
        Habits habits = new Habits();
        habits.want();
        List<Double> taken = new ArrayList<>();
        long origin = Long.MAX_VALUE - TimeUnit.HOURS.toNanos(1);
        long now = origin;
        double length = Math.max(2 * HOUR, 10.0 * delay);
        for (int i = 0; taken.isEmpty() || taken.get(taken.size() - 1) < length; i++) {
            Look look = looks.get(i % looks.size());
            taken.add((now - origin) / 1e9);
            habits.learn(look.runs());
            Forecast forecast = new Forecast();
            habits.foresee(look.clock(), times.horizon(), 1, forecast);
            switch (look.outcome()) {
                case FAILED -> times.failed(now);
                case UNFINISHED -> times.goesOn(now);
                default -> times.looked(now, forecast);
            }
            if (look.outcome() == Outcome.HINTED) {
                habits.starts(look.clock());
                Forecast more = new Forecast();
                habits.foresee(look.clock(), times.horizon(), 1, more);
                times.foresee(more);
            }
            assertThat(times.isDue(now)).isFalse();
            // the clock is a bit late now and then
            now = times.next(now) + (i % 7 == 0 ? late : 0);
            assertThat(times.isDue(now)).isTrue();
            assertThat(times.why().toString()).isNotBlank();
        }
        double least = Math.min(5, delay);
        int most = (int) Math.ceil(HOUR / delay);
        for (int i = 1; i < taken.size(); i++) {
            assertThat(taken.get(i) - taken.get(i - 1)).isBetween(least - 1e-6, 4.0 * delay + 1e-6);
            if (i >= most) {
                assertThat(taken.get(i) - taken.get(i - most)).as("so many looks take an hour").isGreaterThan(HOUR - 1e-3);
            }
        }
    }

    @Property(tries = 200)
    void theClosedFormIsTheSum(@ForAll @IntRange(max = 1_000_000) int seed) {
        Random random = new Random(seed);
        Forecast forecast = new Forecast();
        double[] ends = random.doubles(random.nextInt(30), 0, 200).toArray();
        double[] weights = random.doubles(ends.length, 0.01, 1).toArray();
        for (int i = 0; i < ends.length; i++) {
            forecast.expect(ends[i], weights[i]);
        }
        double price = 0.1 + 50 * random.nextDouble();
        double chance = random.nextInt(3) == 0 ? 0 : random.nextDouble() / 100;

        double at = forecast.reaches(price, chance, 240);

        double delay = chance * at * at / 2;
        for (int i = 0; i < ends.length; i++) {
            delay += weights[i] * Math.max(0, at - ends[i]);
        }
        assertThat(at).isPositive().isLessThanOrEqualTo(240);
        if (at < 240) {
            assertThat(delay).isCloseTo(price, within(1e-6 * price));
        } else {
            assertThat(delay).isLessThanOrEqualTo(price * (1 + 1e-9));
        }
    }

    @Example
    void itPaysWhereRunsHaveHabits() {
        assertThat(new LookSimulation(1, 300, 0.3, 3600).against(60)).isLessThan(0.2);
        assertThat(new LookSimulation(2, 300, 0.3, 3600).against(300)).isLessThan(0.3);
        assertThat(new LookSimulation(3, 1200, 0.1, 7200).against(60)).isLessThan(0.3);
    }

    @Example
    void itCostsLittleWhereTheyHaveNone() {
        assertThat(new LookSimulation(4, 300, 0.3, 3600).changingAt(0.5, 4).against(60)).as("other habits").isLessThan(1.1);
        assertThat(new LookSimulation(5, 1200, 0.5, 5000).withoutHistory().against(60)).as("no history").isLessThan(1.1);
        assertThat(new LookSimulation(6, 1e7, 0.1, 3600).withoutHistory().requestsPerHour(60)).as("never ends")
                .isLessThanOrEqualTo(60);
    }

    @Example
    void whatIsSaidOfAStartIsForeseen() {
        Habits habits = new Habits();
        habits.want();
        List<Run> past = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            past.add(run(MIDNIGHT.minusSeconds(86_400L * i * i), 600));
        }
        habits.learn(past);
        assertThat(next(habits)).as("nothing is near").isEqualTo(240);

        habits.launches(MIDNIGHT.plusSeconds(20).atOffset(ZoneOffset.UTC));
        assertThat(next(habits)).as("it is launched soon, and ends later").isEqualTo(240);
        habits.launches(MIDNIGHT.minusSeconds(500).atOffset(ZoneOffset.UTC));
        habits.starts(MIDNIGHT.minusSeconds(500));

        assertThat(next(habits)).as("it ends in 100 s").isBetween(20.0, 200.0);
    }

    private static double next(Habits habits) {
        LookTimes times = new LookTimes(Duration.ofSeconds(60));
        Forecast forecast = new Forecast();
        habits.foresee(MIDNIGHT, times.horizon(), 1, forecast);
        times.looked(0, forecast);
        return times.next(0) / 1e9;
    }

    static Run run(Instant start, long seconds) {
        Map<String, Object> json = new HashMap<>();
        json.put("id", start.toString());
        json.put("status", "done");
        json.put("created_at", start.toString());
        json.put("started_at", start.toString());
        json.put("ended_at", start.plusSeconds(seconds).toString());
        return new Run(json);
    }
}
