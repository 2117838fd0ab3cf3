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

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.lobstr.camel.ManyHistories;
import io.lobstr.camel.model.Run;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of a squid: whatever happens in whatever order, each finished run is handled, and none again once
 * that was recorded. A seed that failed is replayed by {@code @Property(seed = "…")}.
 */
@AddLifecycleHook(ManyHistories.class)
class SquidWatchModelTest {

    private static final int PAGE = 3;
    private static final int WINDOW = 3;

    /** What happens next, and to which run, counted from the oldest of those it can happen to. */
    record Step(String what, int which) {
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<String> what = Arbitraries.frequency(
                frequency(12, "start"), frequency(12, "finish"), frequency(12, "poll"), frequency(12, "succeed"),
                frequency(6, "fail"), frequency(4, "round"), frequency(2, "crash"), frequency(2, "crash in a write"),
                frequency(2, "stop and start"),
                frequency(4, "poll while one starts"), frequency(2, "poll while one finishes"),
                frequency(2, "poll that breaks off"), frequency(2, "memory fails"), frequency(2, "poll with a hole"),
                frequency(2, "poll of a late page"), frequency(2, "poll of an empty page"),
                frequency(2, "poll that finds nobody"),
                frequency(2, "open again and poll"), frequency(1, "open again"));
        return steps(what);
    }

    /** Runs are deleted too: then a repetition cannot be ruled out when a crash comes on top. */
    @Provide
    Arbitrary<List<Step>> historiesWithDeletions() {
        Arbitrary<String> what = Arbitraries.frequency(
                frequency(6, "start"), frequency(6, "finish"), frequency(6, "poll"), frequency(6, "succeed"),
                frequency(3, "fail"), frequency(2, "round"), frequency(2, "delete"),
                frequency(2, "poll while one is deleted"), frequency(2, "poll while one starts"));
        return steps(what);
    }

    private static Tuple.Tuple2<Integer, String> frequency(int frequency, String what) {
        return Tuple.of(frequency, what);
    }

    private static Arbitrary<List<Step>> steps(Arbitrary<String> what) {
        return Combinators.combine(what, Arbitraries.integers().between(0, 8)).as(Step::new).list().ofMaxSize(120);
    }

    @Property(tries = 3_000)
    void everyRunIsHandledAndNoneTwice(
            @ForAll("histories") List<Step> history, @ForAll @IntRange(max = 12) int before,
            @ForAll @IntRange(max = 3) int openBefore, @ForAll @IntRange(max = 12) int hiddenAtFirst) {
        World world = new World(before, openBefore, hiddenAtFirst);
        history.forEach(world::apply);
        world.settleEverything();

        assertThat(world.handled.keySet()).containsExactlyInAnyOrderElementsOf(world.wanted());
        world.handled.forEach((run, times) -> assertThat(times).as(run).isBetween(world.must(run), world.may(run)));
        world.isIdle();
    }

    @Property(tries = 1_500)
    void deletionsLoseNoOtherRun(
            @ForAll("historiesWithDeletions") List<Step> history, @ForAll @IntRange(max = 12) int before) {
        World world = new World(before, 1, 0);
        history.forEach(world::apply);
        world.settleEverything();

        assertThat(world.handled.keySet()).containsAll(world.wanted());
        assertThat(world.handled.values()).allMatch(times -> times == 1);
        world.isIdle();
    }

    /** A process ends here, in the middle of what it does. */
    private static final class Crash extends Error {

        private static final long serialVersionUID = 1L;
    }

    /** Remembers, until it is told to fail or to pull the plug. */
    private static final class Memory implements WatchMemory {

        private final Set<String> keys = new HashSet<>();
        private int crashAfter = -1;
        private int failures;

        @Override
        public boolean contains(Fact fact, String run) {
            fail();
            return keys.contains(fact + "/" + run);
        }

        @Override
        public void add(Fact fact, String run) {
            fail();
            keys.add(fact + "/" + run);
            step();
        }

        private void fail() {
            if (failures > 0) {
                failures--;
                throw new IllegalStateException("the repository is down");
            }
        }

        @Override
        public void remove(Fact fact, String run) {
            keys.remove(fact + "/" + run);
            step();
        }

        private void step() {
            if (crashAfter >= 0 && crashAfter-- == 0) {
                throw new Crash();
            }
        }
    }

    /** The far side, the consumer's part, and what came of it. */
    private static final class World {

        /** Oldest first. */
        private final Map<String, String> statuses = new LinkedHashMap<>();
        private final Map<String, Integer> endedAt = new HashMap<>();
        private final Memory memory = new Memory();
        private final Map<String, Integer> handled = new HashMap<>();
        private final Map<String, Integer> unrecorded = new HashMap<>();
        /** Handled, but not recorded yet: that is tried again. */
        private final List<DueRun> toRecord = new ArrayList<>();
        /** How often each came out anew after it was seen active again, or may have. */
        private final Map<String, Integer> mustAgain = new HashMap<>();
        private final Map<String, Integer> mayAgain = new HashMap<>();
        /** What the pages showed before. */
        private Map<String, String> lateStatuses = new LinkedHashMap<>();
        private Map<String, Integer> lateEnds = new HashMap<>();
        private final Set<String> lateActive = new HashSet<>();
        private final List<DueRun> inFlight = new ArrayList<>();
        /** Those whose watch is not in use any more, until the next one finds them. */
        private final List<DueRun> leftInFlight = new ArrayList<>();
        private final List<DueRun> leftToRecord = new ArrayList<>();
        private final Set<String> settledForLater = new HashSet<>();
        private final Set<String> history;
        private SquidWatch watch = newWatch();
        private int started;
        private int clock;
        private int lives;
        /** So many of the newest the pages do not show. */
        private int hidden;

        World(int before, int openBefore, int hiddenAtFirst) {
            for (int i = 0; i < before; i++) {
                start();
            }
            for (int i = 0; i < before - openBefore; i++) {
                finish(i * 7);
            }
            history = new HashSet<>(endedAt.keySet());
            // what ends in the same few seconds may be history, or not
            clock += 10;
            hidden = hiddenAtFirst;
            poll("");
            hidden = 0;
            clock += 10;
            if (hiddenAtFirst > 0) {
                // a restart before they were shown would not know them from new ones
                start();
                finish(hiddenAtFirst);
                poll("");
            }
        }

        private SquidWatch newWatch() {
            return new SquidWatch(memory, run -> true, Finishing.ENDED, WINDOW);
        }

        Set<String> wanted() {
            Set<String> wanted = new HashSet<>(statuses.keySet());
            wanted.removeAll(history);
            return wanted;
        }

        int must(String run) {
            return 1 + mustAgain.getOrDefault(run, 0);
        }

        int may(String run) {
            return 1 + unrecorded.getOrDefault(run, 0) + mayAgain.getOrDefault(run, 0);
        }

        void apply(Step step) {
            try {
                switch (step.what()) {
                    case "start" -> start();
                    case "finish" -> finish(step.which());
                    case "poll" -> poll("");
                    case "succeed" -> succeed(step.which());
                    case "fail" -> fail(step.which());
                    case "round" -> watch.nextRound();
                    case "crash" -> crash();
                    case "stop and start" -> stopAndStart();
                    case "crash in a write" -> memory.crashAfter = step.which() % 4;
                    case "memory fails" -> memory.failures = 1 + step.which() % 3;
                    case "delete" -> delete(step.which());
                    case "open again" -> openAgain(step.which()).ifPresent(run -> mayAgain.merge(run, 1, Integer::sum));
                    case "open again and poll" -> openAgainAndPoll(step.which());
                    default -> poll(step.what());
                }
            } catch (Crash e) {
                crash();
            }
            isBounded();
        }

        private void start() {
            statuses.put("r" + started++, "running");
        }

        private void finish(int which) {
            List<String> open = statuses.keySet().stream().filter(id -> !"done".equals(statuses.get(id))).toList();
            if (!open.isEmpty()) {
                String id = open.get(which % open.size());
                statuses.put(id, "done");
                endedAt.put(id, ++clock);
            }
        }

        /** One of those on the first page. */
        private Optional<String> openAgain(int which) {
            List<String> done = page(0).stream().map(Run::getId)
                    .filter(id -> "done".equals(statuses.get(id)) && !history.contains(id)).toList();
            if (done.isEmpty()) {
                return Optional.empty();
            }
            String id = done.get(which % done.size());
            statuses.put(id, "running");
            return Optional.of(id);
        }

        private void openAgainAndPoll(int which) {
            boolean sure = memory.failures == 0 && memory.crashAfter < 0;
            openAgain(which).ifPresent(run -> {
                mayAgain.merge(run, 1, Integer::sum);
                boolean handledBefore = isHandledAsItIs(run);
                poll("");
                if (sure && handledBefore) {
                    mustAgain.merge(run, 1, Integer::sum);
                }
            });
        }

        private boolean isHandledAsItIs(String run) {
            return handled.getOrDefault(run, 0) == must(run) && handled.get(run) == may(run) - 1
                    && unrecorded.getOrDefault(run, 0) == 0;
        }

        private void delete(int which) {
            if (!statuses.isEmpty()) {
                // the newest are the ones that marks are put on
                List<String> ids = new ArrayList<>(statuses.keySet());
                statuses.remove(ids.get(ids.size() - 1 - which % ids.size()));
            }
        }

        private void poll(String meanwhile) {
            clock++;
            record();
            try {
                int tries = 0;
                while (!read(tries++ == 0 ? meanwhile : "")) {
                    assertThat(tries).isLessThan(3);
                }
                watch.nextToAsk().ifPresent(id -> {
                    if (statuses.containsKey(id) && !meanwhile.equals("poll that finds nobody")) {
                        watch.update(run(id), moment());
                    } else {
                        watch.gone(id, moment());
                    }
                });
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("the repository is down");
            }
            emit();
        }

        private void record() {
            for (DueRun due : List.copyOf(toRecord)) {
                toRecord.remove(due);
                record(due);
            }
            for (DueRun due : List.copyOf(leftToRecord)) {
                leftToRecord.remove(due);
                recordForLater(due);
            }
        }

        private boolean read(String meanwhile) {
            RunReading reading = watch.read();
            if (meanwhile.equals("poll of a late page")) {
                return readLate(reading);
            }
            if (meanwhile.equals("poll of an empty page")) {
                reading.read(List.of(), 0L);
                reading.finish(StartFrom.parse("now"), moment());
                return true;
            }
            lateStatuses = new LinkedHashMap<>(statuses);
            lateEnds = new HashMap<>(endedAt);
            for (int number = 0;; number++) {
                List<Run> page = page(number);
                RunReading.Next next = reading.read(page, (long) statuses.size() - Math.min(hidden, statuses.size()));
                if (next == RunReading.Next.AGAIN) {
                    return false;
                }
                boolean last = (number + 1) * PAGE >= statuses.size() - hidden;
                if (next == RunReading.Next.END || last) {
                    reading.finish(StartFrom.parse("now"), moment());
                    return true;
                }
                switch (meanwhile) {
                    case "poll while one starts" -> start();
                    case "poll while one finishes" -> finish(number);
                    case "poll while one is deleted" -> {
                        if (number == 0) {
                            delete(1);
                        }
                    }
                    case "poll that breaks off" -> {
                        return true;
                    }
                    case "poll with a hole" -> {
                        reading.finishPart(StartFrom.parse("now"), moment());
                        return true;
                    }
                    default -> {
                    }
                }
                assertThat(number).isLessThan(200);
            }
        }

        /** A cache on the way answers what it answered before. */
        private boolean readLate(RunReading reading) {
            Map<String, String> now = new LinkedHashMap<>(statuses);
            Map<String, Integer> ends = new HashMap<>(endedAt);
            lateStatuses.keySet().retainAll(now.keySet());
            lateStatuses.forEach((run, status) -> {
                if (!status.equals(now.get(run)) && handled.containsKey(run)) {
                    lateActive.add(run);
                }
            });
            statuses.clear();
            statuses.putAll(lateStatuses);
            endedAt.clear();
            endedAt.putAll(lateEnds);
            try {
                for (int number = 0;
                     reading.read(page(number), (long) statuses.size()) == RunReading.Next.PAGE
                             && (number + 1) * PAGE < statuses.size();
                     number++) {
                    assertThat(number).isLessThan(200);
                }
                reading.finish(StartFrom.parse("now"), moment());
            } finally {
                statuses.clear();
                statuses.putAll(now);
                endedAt.clear();
                endedAt.putAll(ends);
            }
            return true;
        }

        private Moment moment() {
            return new Moment(Instant.ofEpochSecond(clock), Instant.ofEpochSecond(clock), false, true);
        }

        private void emit() {
            List<DueRun> allDue = watch.due();
            assertThat(allDue).as("new ones first").isSortedAccordingTo(Comparator.comparing(DueRun::isRetry));
            assertThat(allDue.stream().filter(due -> !due.isRetry()).map(DueRun::endedAt))
                    .as("oldest-finished first").isSorted();
            for (DueRun due : allDue) {
                assertThat(inFlight).noneMatch(other -> other.run().getId().equals(due.run().getId()));
                assertThat(toRecord).noneMatch(other -> other.run().getId().equals(due.run().getId()));
                assertThat(due.run().getStatus()).isEqualTo("done");
                if (settledForLater.contains(end(due))) {
                    settle(due);
                    continue;
                }
                assertThat(due.claim()).isTrue();
                if (leftToRecord.removeIf(left -> end(left).equals(end(due)))) {
                    toRecord.add(due);
                } else {
                    leftInFlight.removeIf(left -> end(left).equals(end(due)));
                    inFlight.add(due);
                }
            }
        }

        /** It was recorded while nobody watched, or between two readings. */
        private void settle(DueRun due) {
            assertThat(due.claim()).isTrue();
            try {
                due.settleAsRecorded();
                settledForLater.remove(end(due));
            } catch (IllegalStateException e) {
                due.release();
            }
        }

        private static String end(DueRun due) {
            return due.run().getId() + "/" + due.endedAt().getEpochSecond();
        }

        private void succeed(int which) {
            int all = inFlight.size() + leftInFlight.size();
            if (all == 0) {
                return;
            }
            int index = which % all;
            boolean left = index >= inFlight.size();
            DueRun due = left ? leftInFlight.remove(index - inFlight.size()) : inFlight.remove(index);
            String run = due.run().getId();
            handled.merge(run, 1, Integer::sum);
            unrecorded.merge(run, 1, Integer::sum);
            if (left) {
                recordForLater(due);
            } else {
                record(due);
            }
        }

        private void recordForLater(DueRun due) {
            String run = due.run().getId();
            try {
                due.settleForLater();
                unrecorded.merge(run, -1, Integer::sum);
                settledForLater.add(end(due));
            } catch (IllegalStateException e) {
                leftToRecord.add(due);
            } catch (Crash e) {
                unrecorded.merge(run, -1, Integer::sum);
                throw e;
            }
        }

        private void record(DueRun due) {
            String run = due.run().getId();
            try {
                due.settle();
                unrecorded.merge(run, -1, Integer::sum);
            } catch (IllegalStateException e) {
                assertThat(e).hasMessage("the repository is down");
                toRecord.add(due);
            } catch (Crash e) {
                if (isRecorded(run)) {
                    unrecorded.merge(run, -1, Integer::sum);
                }
                throw e;
            }
        }

        /** The plug was pulled after a write: was it the one that counts? */
        private boolean isRecorded(String run) {
            if (memory.keys.contains("APART/" + run)) {
                return memory.keys.contains("ENDED/" + run + "/" + endedAt.get(run));
            }
            return !new SquidWatchProbe(memory.keys, List.copyOf(statuses.keySet())).isUnsettled(run);
        }

        private void fail(int which) {
            if (!inFlight.isEmpty()) {
                inFlight.remove(which % inFlight.size()).release();
            } else if (!leftInFlight.isEmpty()) {
                leftInFlight.remove(which % leftInFlight.size()).release();
            }
        }

        /** The route is stopped, while the exchanges go on elsewhere, and started. */
        private void stopAndStart() {
            record();
            leftInFlight.addAll(inFlight);
            leftToRecord.addAll(toRecord);
            settledForLater.clear();
            begin();
        }

        /** What was in flight is not handled, and a new process knows only what was remembered. */
        private void crash() {
            leftInFlight.clear();
            leftToRecord.clear();
            settledForLater.clear();
            memory.crashAfter = -1;
            memory.failures = 0;
            begin();
        }

        /** A watch that knows only what was remembered. */
        private void begin() {
            lives++;
            inFlight.clear();
            toRecord.clear();
            // what a late page showed last before, or shows first, may be taken for a run that was opened again
            lateActive.forEach(run -> mayAgain.merge(run, 1, Integer::sum));
            lateStatuses = new LinkedHashMap<>(statuses);
            lateEnds = new HashMap<>(endedAt);
            watch = newWatch();
        }

        void settleEverything() {
            memory.crashAfter = -1;
            memory.failures = 0;
            for (int i = 0; i <= 2 * started + 6; i++) {
                clock += 400;
                finish(0);
                watch.nextRound();
                poll("");
                while (!inFlight.isEmpty() || !leftInFlight.isEmpty()) {
                    succeed(0);
                }
            }
        }

        void isIdle() {
            poll("");
            RunReading reading = watch.read();
            assertThat(statuses.isEmpty() || reading.read(page(0), null) == RunReading.Next.END)
                    .as("an idle poll is one page").isTrue();
            assertThat(watch.nextToAsk()).isEmpty();
            assertThat(watch.due()).isEmpty();
            assertThat(watch.isIdle()).isTrue();
        }

        /** What is kept grows with what is not settled, plus what a crash left lying. */
        private void isBounded() {
            long unsettled = statuses.keySet().stream().filter(id -> !handled.containsKey(id) && !history.contains(id)).count()
                             + inFlight.size() + leftInFlight.size();
            assertThat(memory.keys.size())
                    .isLessThanOrEqualTo((int) (3 * unsettled) + WINDOW + 24 + 20 * lives + 12 * deleted());
        }

        private int deleted() {
            return started - statuses.size();
        }

        private List<Run> page(int number) {
            List<String> newestFirst = new ArrayList<>(statuses.keySet());
            Collections.reverse(newestFirst);
            newestFirst.subList(0, Math.min(hidden, newestFirst.size())).clear();
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

    /** Says independently of the watch what the facts mean. */
    private record SquidWatchProbe(Set<String> keys, List<String> oldestFirst) {

        boolean isUnsettled(String run) {
            if (keys.contains("SETTLED/" + run)) {
                return false;
            }
            int at = oldestFirst.indexOf(run);
            for (int i = oldestFirst.size() - 1; i >= at; i--) {
                String id = oldestFirst.get(i);
                if (keys.contains("MARK/" + id)) {
                    return false;
                }
                if (keys.contains("GAP/" + id)) {
                    return keys.contains("LEFT/" + run);
                }
            }
            return true;
        }
    }
}
