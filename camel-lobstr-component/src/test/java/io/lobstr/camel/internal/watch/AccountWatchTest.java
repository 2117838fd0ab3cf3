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
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.lobstr.camel.internal.watch.SquidWatchTest.SetMemory;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the list of squids tells, in a first start, in a later one, and in between.
 */
class AccountWatchTest {

    private static final int START = 100_000;

    private final Map<String, SetMemory> memories = new HashMap<>();
    private final StartFrom startFrom = StartFrom.parse("now");
    private AccountWatch account = account();
    private int now = START;

    private AccountWatch account() {
        return new AccountWatch(memory("*"), squid -> new SquidWatch(memory(squid), run -> true, Finishing.ENDED));
    }

    private SetMemory memory(String squid) {
        return memories.computeIfAbsent(squid, id -> new SetMemory());
    }

    private static Squid squid(String id, String status, int lastRunAt, int runs) {
        return new Squid(
                Map.of("id", id, "last_run_status", status, "last_run_at", Instant.ofEpochSecond(lastRunAt).toString(),
                        "total_runs", runs));
    }

    private static Run run(String id, String status, int startedAt, int endedAt) {
        return new Run(
                Map.of("id", id, "status", status, "started_at", Instant.ofEpochSecond(startedAt).toString(), "ended_at",
                        Instant.ofEpochSecond(endedAt).toString()));
    }

    private Moment moment() {
        return new Moment(Instant.ofEpochSecond(START), Instant.ofEpochSecond(now), now == START, true);
    }

    private List<String> sweep(Squid... squids) {
        account.read(Arrays.asList(squids), true);
        List<String> toRead = account.finish(startFrom, moment(), true);
        now += 60;
        return toRead;
    }

    private void read(String squid, Run... runs) {
        RunReading reading = account.watch(squid).orElseThrow().read();
        reading.read(Arrays.asList(runs), (long) runs.length);
        reading.finish(startFrom, moment());
        account.hasRead(squid, true, moment());
    }

    private List<String> due(String squid) {
        return account.watch(squid).orElseThrow().due().stream().map(due -> due.run().getId()).toList();
    }

    private void settle(String squid) {
        account.watch(squid).orElseThrow().due().forEach(due -> {
            due.claim();
            due.settle();
        });
    }

    @Test
    void aFirstStartReadsOnlyWhatIsOpen() {
        assertThat(sweep(squid("a", "DONE", 500, 3), squid("b", "RUNNING", 600, 2))).containsExactly("b");
    }

    @Test
    void aSquidThatWasNotReadAtTheStartLeavesOutItsHistoryLater() {
        sweep(squid("a", "DONE", START - 60, 2));

        assertThat(sweep(squid("a", "DONE", START + 70, 3))).containsExactly("a");
        // by its place the first is new, whatever it says of its end
        read("a", run("a3", "done", START + 70, 5), run("a2", "done", START - 60, START - 30),
                run("a1", "done", 400, START + 80));

        assertThat(due("a")).containsExactlyInAnyOrder("a3", "a1");
    }

    @Test
    void aLineThatShowsWhatWasReadBetweenTwoSweepsIsNotReadAgain() {
        sweep(squid("a", "DONE", START - 60, 2));
        sweep(squid("a", "RUNNING", START + 10, 3));
        // as a call asked for it
        read("a", run("a3", "done", START + 10, START + 100), run("a2", "done", START - 60, START - 30),
                run("a1", "done", 400, 500));
        settle("a");

        assertThat(sweep(squid("a", "DONE", START + 10, 3))).isEmpty();
        // the same words of another run, or of one more, are news
        assertThat(sweep(squid("a", "DONE", START + 130, 3))).containsExactly("a");
        assertThat(sweep(squid("a", "DONE", START + 10, 4))).containsExactly("a");
        assertThat(sweep(squid("a", "ABORTED", START + 10, 3))).containsExactly("a");
    }

    /** Every second one is aborted; newest first. */
    private static Run[] runs(int count) {
        return IntStream.iterate(count, i -> i > 0, i -> i - 1)
                .mapToObj(i -> run("a" + i, i % 2 == 0 ? "aborted" : "done", at(i), at(i) + 60)).toArray(Run[]::new);
    }

    private static int at(int run) {
        return START - 2990 + 1000 * run;
    }

    /** A run costs one request: when it is over. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aRunThatHasOnlyBegunIsNotReadBeforeItIsOver(boolean isReadBefore) {
        sweep(squid("a", "ABORTED", at(2), 2));
        if (isReadBefore) {
            read("a", runs(2));
        } else {
            account = account();
            sweep(squid("a", "ABORTED", at(2), 2));
        }
        for (int number = 3; number < 6; number++) {
            assertThat(sweep(squid("a", "PENDING", at(number), number))).isEmpty();
            assertThat(sweep(squid("a", "RUNNING", at(number), number))).isEmpty();
            assertThat(sweep(squid("a", "UPLOADING", at(number), number))).isEmpty();
            Squid over = squid("a", number % 2 == 0 ? "ABORTED" : "DONE", at(number), number);
            assertThat(sweep(over)).containsExactly("a");
            read("a", runs(number));
            assertThat(due("a")).containsExactly("a" + number);
            settle("a");
            assertThat(sweep(over)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
            "opened again, RUNNING, -60, 2", "opened again with another time, RUNNING, 10, 2", "no later, RUNNING, -60, 3",
            "one in between, RUNNING, 10, 4", "nobody knows when it goes on, PAUSED, 10, 3", "a new word, ARCHIVING, 10, 3" })
    void aLineThatTellsOfMoreThanARunThatHasBegunIsRead(String what, String status, int lastRunAt, int count) {
        sweep(squid("a", "DONE", START - 60, 2));
        read("a", run("a2", "done", START - 60, START - 30), run("a1", "done", 400, 500));

        assertThat(sweep(squid("a", status, START + lastRunAt, count))).as(what).containsExactly("a");
    }

    @Test
    void atAFirstStartNothingIsKnownOfWhatIsOpenBesides() {
        sweep(squid("a", "DONE", START - 60, 2));

        assertThat(sweep(squid("a", "RUNNING", START + 10, 3))).containsExactly("a");
    }

    @Test
    void whatMayEndUnseenBesidesARunThatHasBegunIsRead() {
        sweep(squid("a", "DONE", START - 60, 2), squid("b", "DONE", START - 60, 2), squid("c", "DONE", START - 60, 2));
        read("a", run("a2", "done", START - 60, START - 30), new Run(Map.of("id", "a1", "status", "paused")));
        for (String squid : List.of("b", "c")) {
            read(squid, run("2", "done", START - 60, START - 30), run("1", "done", 400, 500));
        }
        Squid[] lines = {
                squid("a", "RUNNING", START + 10, 3), squid("b", "RUNNING", START + 10, 3),
                squid("c", "RUNNING", START + 10, 3) };

        assertThat(sweep(lines)).as("an older one is open").containsExactly("a");
        lines[2] = squid("c", "RUNNING", START + 70, 4);
        assertThat(sweep(lines)).as("the next has begun").contains("c").doesNotContain("b");
        assertThat(sweep()).as("none is listed").contains("b");
    }

    @Test
    void aLineIsReadWhileTheNewestRunThatWasReadGoesOn() {
        sweep(squid("a", "RUNNING", START + 10, 1));
        read("a", run("a1", "running", START + 10, 0));

        assertThat(sweep(squid("a", "DONE", START + 10, 1))).containsExactly("a");
    }

    @Test
    void aRestartReadsOnlyWhatHasChanged() {
        sweep(squid("a", "DONE", 500, 3), squid("b", "DONE", 600, 2), squid("c", "RUNNING", 600, 2));
        account = account();

        assertThat(sweep(squid("a", "DONE", 500, 3), squid("b", "DONE", START + 10, 3), squid("c", "RUNNING", 600, 2)))
                .containsExactly("c", "b");

        read("b", run("b3", "done", START + 10, START + 20), run("b2", "done", 600, 700), run("b1", "done", 5, 6));
        assertThat(due("b")).containsExactly("b3");
        settle("b");
        assertThat(account.said()).isEmpty();
    }

    @Test
    void aSquidInWhichSomethingIsOpenIsReadAfterARestart() {
        sweep(squid("a", "DONE", 500, 2));
        read("a", run("a2", "done", 500, 600), new Run(Map.of("id", "a1", "status", "paused")));
        account = account();

        assertThat(sweep(squid("a", "DONE", 500, 2))).containsExactly("a");
    }

    @Test
    void whereTheFirstSweepIsLateNothingIsSureOfWhatIsOver() {
        now = START + 300;

        assertThat(sweep(squid("old", "DONE", 500, 3), squid("since", "DONE", START + 10, 2), squid("newer", "DONE", 900, 3)))
                .containsExactly("since");

        assertThat(account.nextUnsure(1)).containsExactly("newer");
        assertThat(account.nextUnsure(5)).containsExactly("old");
    }

    @Test
    void aSquidIsGoneWhenItIsNotListedAndNotFoundForLong() {
        sweep(squid("a", "RUNNING", 500, 1));
        read("a", new Run(Map.of("id", "a1", "status", "running")));
        account.notFound("a", moment());
        List<Long> asked = new ArrayList<>();
        for (long i = 0; i < 100 && account.size() > 0; i++) {
            if (sweep().contains("a")) {
                asked.add(i);
                account.notFound("a", moment());
            }
        }

        assertThat(account.size()).isZero();
        assertThat(asked).hasSizeBetween(3, 9);
    }

    @Test
    void aSquidThatIsListedIsNotGone() {
        sweep(squid("a", "RUNNING", 500, 1));
        read("a", new Run(Map.of("id", "a1", "status", "running")));
        for (int i = 0; i < 100; i++) {
            sweep(squid("a", "RUNNING", 500, 1));
            account.notFound("a", moment());
        }
        sweep(squid("a", "DONE", 500, 1));
        read("a", run("a1", "done", 500, START + 5000));

        assertThat(due("a")).containsExactly("a1");
    }

    @Test
    void whatARepositoryHasForgottenIsReadAnewAndSaid() {
        List<Squid> squids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            squids.add(squid("s" + i, "DONE", 500 + i, 1));
        }
        sweep(squids.toArray(Squid[]::new));
        memory("*").keys.clear();
        for (int i = 0; i < 15; i++) {
            memory("s" + i).keys.clear();
        }
        account = account();

        assertThat(sweep(squids.toArray(Squid[]::new))).hasSize(15);
        assertThat(account.said()).hasSize(2);
    }

    @Test
    void aLineThatTellsOfMoreThanTheListIsReadUntilTheyAgree() {
        sweep(squid("a", "DONE", START - 60, 1));
        Squid line = squid("a", "DONE", START + 60, 2);
        for (int late = 0; late < 3; late++) {
            assertThat(sweep(line)).containsExactly("a");
            read("a", run("a1", "done", START - 60, START - 30));
        }
        account = account();
        assertThat(sweep(line)).as("after a restart").containsExactly("a");

        read("a", run("a2", "done", START + 60, START + 70), run("a1", "done", START - 60, START - 30));

        assertThat(due("a")).containsExactly("a2");
        settle("a");
        for (int i = 0; i < 10; i++) {
            assertThat(sweep(line)).isEmpty();
        }
    }

    /** It counts what was deleted, or shows another time. */
    @ParameterizedTest
    @CsvSource({ "3, 60", "2, 70", "4, 80" })
    void aLineThatAlwaysTellsOfMoreIsBelievedAtLast(int count, int lastRunAt) {
        sweep(squid("a", "DONE", START - 60, count - 1));
        int reads = 0;
        for (int i = 0; i < 100; i++) {
            if (!sweep(squid("a", "DONE", START + lastRunAt, count)).isEmpty()) {
                read("a", run("a2", "done", START + 50, START + 55), run("a1", "done", START - 60, START - 30));
                settle("a");
                reads++;
            }
        }
        assertThat(reads).isBetween(3, 8);
        account = account();
        assertThat(sweep(squid("a", "DONE", START + lastRunAt, count))).as("after a restart").isEmpty();
    }
}
