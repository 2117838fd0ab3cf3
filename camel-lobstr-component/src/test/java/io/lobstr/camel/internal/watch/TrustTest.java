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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

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

/**
 * How far apart polls may be, in time that is made up, against a model that keeps all that ever was.
 */
class TrustTest {

    private static final Duration DELAY = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofMinutes(15);

    private enum What {
        CALL,
        FOUND,
        LOST,
        TIME
    }

    /** Runs are few, so that their calls come before and after, twice, and not at all. */
    private record Event(What what, int run, int seconds) {
    }

    @Provide
    static Arbitrary<List<Event>> events() {
        return Combinators.combine(
                Arbitraries.frequencyOf(
                        Tuple.of(10, Arbitraries.of(What.CALL, What.FOUND)),
                        Tuple.of(3, Arbitraries.just(What.TIME)),
                        Tuple.of(1, Arbitraries.just(What.LOST))),
                Arbitraries.integers().between(0, 20), Arbitraries.integers().between(0, 400)).as(Event::new)
                .list().ofMaxSize(150);
    }

    /** As the words have it. */
    private static final class Model {

        private final Set<Integer> calls = new HashSet<>();
        private final Map<Integer, Long> waiting = new HashMap<>();
        private List<Boolean> outcomes = new ArrayList<>();
        private long begun;
        private boolean heardSince;
        private int heard;
        private int missed;

        double distance(long now) {
            List<Boolean> last = outcomes.subList(Math.max(0, outcomes.size() - 30), outcomes.size());
            double p = (1.0 + last.stream().filter(ok -> !ok).count()) / (2 + last.size());
            return !heardSince || now - begun < 3600 ? 60 : Math.min(900, 60 / p);
        }

        void judge(long now) {
            List<Integer> late = waiting.keySet().stream().filter(run -> waiting.get(run) <= now).toList();
            late.forEach(run -> {
                waiting.remove(run);
                outcomes = new ArrayList<>(outcomes.stream().filter(ok -> !ok).toList());
                outcomes.add(false);
                heardSince = false;
                missed++;
            });
        }
    }

    @Property(tries = 300)
    void itIsAsTheWordsHaveIt(@ForAll("events") List<Event> events) {
        long origin = Long.MAX_VALUE - TimeUnit.HOURS.toNanos(2);
        Trust trust = new Trust(DELAY, MOST, origin);
        Model model = new Model();
        long now = 0;
        for (Event event : events) {
            long nanos = origin + TimeUnit.SECONDS.toNanos(now);
            switch (event.what()) {
                case CALL -> {
                    trust.called("run" + event.run());
                    if (model.waiting.remove(event.run()) == null) {
                        model.calls.add(event.run());
                    }
                }
                case FOUND -> {
                    boolean told = model.calls.remove(event.run());
                    assertThat(trust.found("run" + event.run())).isEqualTo(told);
                    if (told) {
                        model.outcomes.add(true);
                        model.heardSince = true;
                        model.heard++;
                    } else {
                        trust.untold("run" + event.run(), Duration.ofSeconds(event.seconds() - 100), nanos);
                        model.waiting.put(event.run(), now + 60 - Math.max(0, Math.min(60, event.seconds() - 100)));
                    }
                }
                case LOST -> {
                    trust.lost(nanos);
                    model.outcomes.clear();
                    model.waiting.clear();
                    model.heardSince = false;
                    model.begun = now;
                }
                default -> now += 4L * event.seconds();
            }
            nanos = origin + TimeUnit.SECONDS.toNanos(now);
            int before = model.missed;
            model.judge(now);
            assertThat(trust.missed(nanos)).hasSize(model.missed - before);
            assertThat(trust.distance(nanos).toSeconds()).isEqualTo(Math.round(model.distance(now) - 0.5 + 1e-9));
            assertThat(trust.distance(nanos)).isBetween(DELAY, MOST);
            assertThat(trust.heard()).isEqualTo(model.heard);
            assertThat(trust.missed()).isEqualTo(model.missed);
        }
    }

    private static void hear(Trust trust, int runs) {
        for (int i = 0; i < runs; i++) {
            trust.called("heard" + i);
            assertThat(trust.found("heard" + i)).isTrue();
        }
    }

    @Property(tries = 50)
    void oneMissIsEnough(@ForAll @IntRange(min = 1, max = 60) int runs) {
        Trust trust = new Trust(DELAY, MOST, 0);
        long later = TimeUnit.HOURS.toNanos(1);
        hear(trust, runs);
        assertThat(trust.distance(later - 1)).as("the first hour").isEqualTo(DELAY);
        assertThat(trust.distance(later)).isGreaterThan(DELAY);

        trust.untold("missed", Duration.ofMinutes(2), later);

        assertThat(trust.missed(later)).containsExactly("missed");
        assertThat(trust.distance(later)).isEqualTo(DELAY);
        trust.called("missed");
        assertThat(trust.distance(later)).as("tried again a quarter of an hour later").isEqualTo(DELAY);
    }

    @Example
    void thirteenCallsLetADelayOfAMinuteBeAQuarterOfAnHour() {
        Trust trust = new Trust(DELAY, MOST, 0);
        hear(trust, 13);

        assertThat(trust.distance(TimeUnit.HOURS.toNanos(1))).isEqualTo(MOST);
        assertThat(new Trust(MOST, DELAY, 0).distance(TimeUnit.HOURS.toNanos(1))).as("pushedDelay shorter").isEqualTo(MOST);
    }

    @Example
    void callsOfRunsThatNeverEndTakeNoMemory() {
        Trust trust = new Trust(DELAY, MOST, 0);
        for (int i = 0; i < 100_000; i++) {
            trust.called("forged" + i);
        }
        assertThat(trust.found("forged0")).as("forgotten").isFalse();
        assertThat(trust.found("forged99999")).isTrue();
    }
}
