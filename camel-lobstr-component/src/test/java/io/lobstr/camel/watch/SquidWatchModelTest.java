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
package io.lobstr.camel.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.watch.SquidWatchTest.SetMemory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of a squid: whatever happens in whatever order, each finished run is handled, and none twice.
 */
class SquidWatchModelTest {

    private static final int PAGE = 3;

    /** What happens next, and to which run, counted from the newest or the oldest as it fits. */
    record Step(String what, int which) {
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<String> what = Arbitraries.frequencyOf(
                Tuple.of(6, Arbitraries.just("start")), Tuple.of(6, Arbitraries.just("finish")),
                Tuple.of(6, Arbitraries.just("poll")), Tuple.of(6, Arbitraries.just("succeed")),
                Tuple.of(3, Arbitraries.just("fail")), Tuple.of(2, Arbitraries.just("emit")),
                Tuple.of(2, Arbitraries.just("round")), Tuple.of(1, Arbitraries.just("crash")),
                Tuple.of(2, Arbitraries.just("poll while one starts")));
        return Combinators.combine(what, Arbitraries.integers().between(0, 8)).as(Step::new).list().ofMaxSize(120);
    }

    @Property(tries = 2000)
    void everyRunIsHandledAndNoneTwice(@ForAll("histories") List<Step> history) {
        World world = new World();
        world.poll(false);
        history.forEach(world::apply);
        world.settleEverything();

        assertThat(world.handled.keySet()).containsExactlyInAnyOrderElementsOf(world.statuses.keySet());
        assertThat(world.handled.values()).allMatch(times -> times == 1);
        assertThat(world.memory.keys).as("what is remembered by itself stands above an open run").hasSizeLessThan(
                world.statuses.size() + 2);
    }

    /** The far side, the consumer's part, and what came of it. */
    private static final class World {

        /** Oldest first. */
        private final Map<String, String> statuses = new LinkedHashMap<>();
        private final Map<String, Integer> endedAt = new HashMap<>();
        private final SetMemory memory = new SetMemory();
        private final Map<String, Integer> handled = new HashMap<>();
        private final List<DueRun> inFlight = new ArrayList<>();
        private SquidWatch watch = newWatch();
        private int clock;

        private SquidWatch newWatch() {
            return new SquidWatch(memory, run -> true);
        }

        void apply(Step step) {
            switch (step.what()) {
                case "start" -> start();
                case "finish" -> finish(step.which());
                case "poll" -> poll(false);
                case "poll while one starts" -> poll(true);
                case "emit" -> emit();
                case "succeed" -> succeed(step.which());
                case "fail" -> fail(step.which());
                case "round" -> watch.nextRound();
                case "crash" -> crash();
                default -> throw new IllegalStateException(step.what());
            }
        }

        private void start() {
            statuses.put("r" + statuses.size(), "running");
        }

        private void finish(int which) {
            List<String> open = statuses.keySet().stream().filter(id -> !"done".equals(statuses.get(id))).toList();
            if (!open.isEmpty()) {
                String id = open.get(which % open.size());
                statuses.put(id, "done");
                endedAt.put(id, ++clock);
            }
        }

        private void poll(boolean shifting) {
            RunReading reading = watch.read();
            int number = 0;
            boolean more = true;
            while (more) {
                List<Run> page = page(number++);
                more = reading.read(page, (long) statuses.size()) == RunReading.Next.PAGE && page.size() == PAGE;
                if (shifting && number == 1) {
                    start();
                }
            }
            reading.finish(StartFrom.parse("now"));
            watch.nextToAsk().ifPresent(id -> watch.update(run(id)));
            emit();
        }

        private void emit() {
            for (DueRun due : watch.due()) {
                assertThat(inFlight).noneMatch(other -> other.run().getId().equals(due.run().getId()));
                assertThat(due.claim()).isTrue();
                inFlight.add(due);
            }
        }

        private void succeed(int which) {
            if (!inFlight.isEmpty()) {
                DueRun due = inFlight.remove(which % inFlight.size());
                handled.merge(due.run().getId(), 1, Integer::sum);
                due.settle();
            }
        }

        private void fail(int which) {
            if (!inFlight.isEmpty()) {
                inFlight.remove(which % inFlight.size()).release();
            }
        }

        /** What was in flight is not handled, and a new process knows only what was remembered. */
        private void crash() {
            inFlight.clear();
            watch = newWatch();
        }

        void settleEverything() {
            for (int i = 0; i <= 2 * statuses.size(); i++) {
                finish(0);
                watch.nextRound();
                poll(false);
                while (!inFlight.isEmpty()) {
                    succeed(0);
                }
            }
        }

        private List<Run> page(int number) {
            List<String> newestFirst = new ArrayList<>(statuses.keySet());
            Collections.reverse(newestFirst);
            int from = Math.min(number * PAGE, newestFirst.size());
            return newestFirst.subList(from, Math.min(from + PAGE, newestFirst.size())).stream().map(this::run).toList();
        }

        private Run run(String id) {
            Map<String, Object> json = new LinkedHashMap<>(Map.of("id", id, "status", statuses.get(id)));
            if (endedAt.containsKey(id)) {
                json.put("ended_at", Instant.ofEpochSecond(endedAt.get(id)).toString());
            }
            return new Run(json);
        }
    }
}
