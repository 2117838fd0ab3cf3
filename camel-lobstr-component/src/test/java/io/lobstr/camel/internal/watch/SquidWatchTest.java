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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SquidWatchTest {

    private final SetMemory memory = new SetMemory();
    private StartFrom startFrom;
    private Moment moment = at(1000, true);

    private static Moment at(int second, boolean atOnce) {
        return new Moment(Instant.ofEpochSecond(1000), Instant.ofEpochSecond(second), atOnce, true);
    }

    private static Run run(String id, String status, int endedAt) {
        return new Run(Map.of("id", id, "status", status, "ended_at", Instant.ofEpochSecond(endedAt).toString()));
    }

    private SquidWatch watch(String startFrom) {
        this.startFrom = StartFrom.parse(startFrom);
        return new SquidWatch(memory, run -> !"aborted".equals(run.getStatus()), Finishing.ENDED);
    }

    private boolean read(SquidWatch watch, List<List<Run>> pages) {
        RunReading reading = watch.read();
        boolean more = true;
        for (List<Run> page : pages) {
            assertThat(more).as("a page is only read when it is asked for").isTrue();
            more = reading.read(page, null) == RunReading.Next.PAGE;
        }
        reading.finish(startFrom, moment);
        return more;
    }

    private static List<String> due(SquidWatch watch) {
        return watch.due().stream().map(due -> due.run().getId()).toList();
    }

    private static void settle(SquidWatch watch, String id) {
        DueRun run = watch.due().stream().filter(due -> due.run().getId().equals(id)).findFirst().orElseThrow();
        assertThat(run.claim()).isTrue();
        run.settle();
    }

    @Test
    void whatFinishedBeforeAFirstStartFromNowIsSettled() {
        SquidWatch watch = watch("now");

        read(watch, List.of(List.of(run("b", "done", 2), run("a", "done", 1))));

        assertThat(watch.due()).isEmpty();
        assertThat(memory.keys).containsExactlyInAnyOrder("MARK/b", "STARTED/", "SINCE/0/8", "SINCE/1/14",
                "SINCE/2/3", "SINCE/3/0", "SINCE/4/0", "SINCE/5/0", "SINCE/6/0", "SINCE/7/0");
    }

    @Test
    void whatWasLeftBehindInAnEarlierLifeAndIsSettledDoesNotComeAgainOutOfAGap() {
        memory.keys.addAll(List.of("STARTED/", "LEFT/b"));
        List<Run> runs = List.of(run("d", "done", 4), run("c", "done", 3), run("b", "done", 2), run("a", "paused", 0));
        startFrom = StartFrom.parse("now");
        SquidWatch watch = new SquidWatch(memory, run -> true, Finishing.ENDED, 1);
        read(watch, List.of(runs));
        settle(watch, "b");
        settle(watch, "c");
        assertThat(memory.keys).contains("GAP/c", "LEFT/a");

        SquidWatch later = watch("now");
        read(later, List.of(runs));

        assertThat(due(later)).containsExactly("d");
    }

    @Test
    void otherStatusesAreWantedOfWhatFinishesFromThenOn() {
        List<Run> runs = new ArrayList<>(
                List.of(
                        run("e", "error", 5), run("d", "running", 0), run("c", "done", 3), run("b", "error", 2),
                        run("a", "done", 1)));
        startFrom = StartFrom.parse("earliest");
        SquidWatch watch = new SquidWatch(memory, run -> "done".equals(run.getStatus()), Finishing.ENDED);
        read(watch, List.of(runs));
        settle(watch, "a");
        settle(watch, "c");
        assertThat(watch.due()).isEmpty();

        runs.set(1, run("d", "error", 6));
        runs.add(0, run("f", "error", 7));
        SquidWatch later = new SquidWatch(memory, run -> "error".equals(run.getStatus()), Finishing.ENDED);
        read(later, List.of(runs));

        assertThat(due(later)).containsExactly("d", "f");
    }

    @Test
    void restartsLeaveNothingBehind() {
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            SquidWatch watch = watch("earliest");
            read(watch, List.of(List.copyOf(runs)));
            for (int j = 0; j < 3; j++) {
                runs.add(0, run("r" + runs.size(), "done", runs.size()));
                read(watch, List.of(List.copyOf(runs)));
                settle(watch, runs.get(0).getId());
            }
        }
        assertThat(memory.facts()).containsExactlyInAnyOrderElementsOf(
                IntStream.range(150 - Marks.SPARE, 150).mapToObj(i -> "MARK/r" + i).toList());
    }

    @Test
    void anEmptyHistoryIsRemembered() {
        read(watch("now"), List.of(List.of()));
        assertThat(memory.keys).contains("STARTED/");
        assertThat(memory.facts()).isEmpty();

        SquidWatch afterRestart = watch("now");
        read(afterRestart, List.of(List.of(run("a", "done", 1001))));

        assertThat(due(afterRestart)).as("it finished while nobody watched").containsExactly("a");
    }

    @Test
    void oldestFinishedComesFirst() {
        SquidWatch watch = watch("earliest");

        read(watch, List.of(List.of(run("c", "done", 5), run("b", "error", 9), run("a", "done", 7))));

        assertThat(due(watch)).containsExactly("c", "a", "b");
    }

    @Test
    void aReadingEndsAtWhatIsKnown() {
        SquidWatch watch = watch("earliest");
        read(watch, List.of(List.of(run("b", "running", 0)), List.of(run("a", "done", 1))));

        boolean more = read(watch, List.of(List.of(run("c", "done", 3)), List.of(run("b", "done", 2))));

        assertThat(more).isFalse();
        assertThat(due(watch)).containsExactly("a", "b", "c");
    }

    @Test
    void aReadingEndsAtTheMarkAfterARestart() {
        SquidWatch watch = watch("earliest");
        read(watch, List.of(List.of(run("b", "done", 2), run("a", "done", 1))));
        settle(watch, "a");
        settle(watch, "b");

        SquidWatch afterRestart = watch("earliest");
        boolean more = read(afterRestart, List.of(List.of(run("c", "done", 3), run("b", "done", 2))));

        assertThat(more).isFalse();
        assertThat(due(afterRestart)).containsExactly("c");
    }

    @Test
    void whatIsSettledAboveAnOpenRunIsRememberedByItself() {
        SquidWatch watch = watch("earliest");
        read(watch, List.of(List.of(run("b", "done", 2), run("a", "paused", 0))));
        settle(watch, "b");
        assertThat(memory.facts()).containsExactlyInAnyOrder("SETTLED/b");

        SquidWatch afterRestart = watch("earliest");
        read(afterRestart, List.of(List.of(run("c", "running", 0), run("b", "done", 2), run("a", "done", 3))));

        assertThat(due(afterRestart)).containsExactly("a");
    }

    @Test
    void theMarkMovesOverAllThatIsSettled() {
        SquidWatch watch = watch("earliest");
        read(watch, List.of(List.of(run("d", "running", 0), run("c", "aborted", 3), run("b", "done", 2), run("a", "done", 1))));
        settle(watch, "b");
        memory.keys.clear();

        settle(watch, "a");

        assertThat(memory.keys).containsExactly("MARK/c");
    }

    @Test
    void aClaimedRunIsNotDueAndAReleasedOneWaitsForTheNextRound() {
        SquidWatch watch = watch("earliest");
        read(watch, List.of(List.of(run("b", "done", 2), run("a", "done", 1))));
        DueRun a = watch.due().get(0);

        assertThat(a.claim()).isTrue();
        assertThat(a.claim()).isFalse();
        assertThat(due(watch)).containsExactly("b");
        a.release();
        assertThat(due(watch)).containsExactly("b");
        watch.nextRound();
        assertThat(due(watch)).as("after the new ones").containsExactly("b", "a");
        assertThat(watch.due().get(1).isRetry()).isTrue();
    }

    @Test
    void aMemoryThatThrowsLeavesTheRunClaimedUntilItsSuccessIsRecorded() {
        SquidWatch watch = watch("earliest");
        read(watch, List.of(List.of(run("a", "done", 1))));
        DueRun a = watch.due().get(0);
        a.claim();
        memory.broken = true;

        assertThatThrownBy(a::settle).hasMessage("broken");
        watch.nextRound();
        assertThat(due(watch)).isEmpty();

        memory.broken = false;
        a.settle();
        assertThat(memory.keys).contains("MARK/a");
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void pagesThatShiftShowARunTwice() {
        SquidWatch watch = watch("earliest");

        read(watch,
                List.of(List.of(run("c", "done", 3), run("b", "done", 2)), List.of(run("b", "done", 2), run("a", "done", 1))));

        assertThat(due(watch)).containsExactly("a", "b", "c");
    }

    @Test
    void openRunsThatPagesDoNotShowAreAskedForInTurn() {
        SquidWatch watch = watch("earliest");
        read(watch, List.of(List.of(run("c", "running", 0)), List.of(run("b", "paused", 0)), List.of(run("a", "paused", 0))));
        List<String> asked = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            read(watch, List.of(List.of(run("c", "running", 0))));
            watch.nextToAsk().ifPresent(asked::add);
        }

        assertThat(asked).containsExactly("a", "b", "a", "b");
        watch.update(run("a", "done", 4), moment);
        assertThat(due(watch)).containsExactly("a");
        watch.gone("b", at(1000, false));
        watch.gone("b", at(1300, false));
        watch.gone("b", at(1599, false));
        assertThat(watch.said()).isEmpty();
        watch.gone("b", at(1600, false));
        assertThat(watch.said()).hasSize(1);
        settle(watch, "a");
        assertThat(memory.keys).contains("MARK/b");
    }

    @Test
    void aRunThatIsHandledInItsOrderTakesOneMarkForAnother() {
        SquidWatch watch = watch("earliest");
        List<Run> runs = new ArrayList<>();
        int last = Marks.SPARE + 3;
        for (int i = last; i > 0; i--) {
            runs.add(run("r" + i, "done", i));
        }
        read(watch, List.of(runs));
        for (int i = 1; i < last; i++) {
            settle(watch, "r" + i);
        }
        memory.writes.clear();

        settle(watch, "r" + last);

        assertThat(memory.writes).containsExactly("+MARK/r" + (Marks.SPARE + 3), "-MARK/r3");
    }

    static final class SetMemory implements WatchMemory {

        final Set<String> keys = new HashSet<>();
        final List<String> writes = new ArrayList<>();
        private boolean broken;

        @Override
        public boolean contains(Fact fact, String run) {
            return keys.contains(fact + "/" + run);
        }

        @Override
        public void add(Fact fact, String run) {
            add(fact + "/" + run);
        }

        @Override
        public void remove(Fact fact, String run) {
            writes.add("-" + fact + "/" + run);
            keys.remove(fact + "/" + run);
        }

        /** All but where the watch was begun. */
        List<String> facts() {
            return keys.stream().filter(key -> !key.startsWith("SINCE") && !key.startsWith("STARTED")).toList();
        }

        private void add(String key) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            writes.add("+" + key);
            keys.add(key);
        }
    }
}
