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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.lobstr.camel.FinishedWhen;
import io.lobstr.camel.internal.watch.SquidWatchTest.SetMemory;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Lists and runs that do what they should not, or what few do.
 */
class TroubledListTest {

    private static final int START = 1000;

    private final SetMemory memory = new SetMemory();
    private SquidWatch watch = watch();
    private StartFrom startFrom = StartFrom.parse("now");
    private int now = START;

    private SquidWatch watch() {
        return new SquidWatch(memory, run -> true, Finishing.ENDED);
    }

    private static Run run(String id, String status, Object... more) {
        Map<String, Object> json = new HashMap<>(Map.of("id", id, "status", status));
        for (int i = 0; i < more.length; i += 2) {
            Object value = more[i + 1];
            json.put((String) more[i], value instanceof Integer second ? Instant.ofEpochSecond(second).toString() : value);
        }
        return new Run(json);
    }

    private static Run done(String id, int endedAt) {
        return run(id, "done", "ended_at", endedAt);
    }

    private static Run running(String id) {
        return run(id, "running");
    }

    private Moment moment() {
        return new Moment(Instant.ofEpochSecond(START), Instant.ofEpochSecond(now), now == START, true);
    }

    private void read(Run... page) {
        RunReading reading = watch.read();
        reading.read(Arrays.asList(page), (long) page.length);
        reading.finish(startFrom, moment());
        now += 60;
    }

    private List<String> due() {
        return watch.due().stream().map(due -> due.run().getId()).toList();
    }

    private void settleAll(String... expected) {
        assertThat(due()).containsExactlyInAnyOrder(expected);
        watch.due().forEach(due -> {
            due.claim();
            due.settle();
        });
    }

    private void restart() {
        watch = watch();
    }

    @Test
    void aRunThatIsOpenedAgainComesOutAgainWhenItEndsAnew() {
        read();
        read(done("b", 1100), done("a", 1090));
        settleAll("a", "b");

        read(running("b"), done("a", 1090));
        read(done("b", 1100), done("a", 1090));
        assertThat(due()).as("a late page repeats nothing").isEmpty();
        read(done("b", 1300), done("a", 1090));

        settleAll("b");
        read(done("b", 1300), done("a", 1090));
        assertThat(due()).isEmpty();
        assertThat(watch.isIdle()).isTrue();
        assertThat(memory.keys).noneMatch(key -> key.startsWith("APART") || key.startsWith("ENDED"));
    }

    @Test
    void aRunThatIsOpenedAgainIsRememberedOverARestart() {
        read();
        read(done("b", 1100), done("a", 1090));
        settleAll("a", "b");
        read(done("b", 1100), running("a"));
        restart();

        read(done("b", 1100), done("a", 1400));

        settleAll("a");
        restart();
        read(done("b", 1100), done("a", 1400));
        assertThat(due()).isEmpty();
    }

    @Test
    void aRunThatIsOpenedAgainIsRememberedBelowTheFirstPage() {
        read();
        read(done("c", 1120), done("b", 1100), done("a", 1090));
        settleAll("a", "b", "c");
        read(done("c", 1120), running("b"), running("a"));
        read(done("c", 1120), done("b", 1300), running("a"));
        // the other one is settled in another life, which cannot look as far
        restart();
        for (int i = 0; i < 3; i++) {
            assertThat(due()).as("until that is believed").isEmpty();
            now += 400;
            RunReading broken = watch.read();
            assertThat(broken.read(List.of(done("c", 1120), done("b", 1300)), 3L)).isEqualTo(RunReading.Next.PAGE);
            broken.finishPart(startFrom, moment());
        }
        settleAll("b");
        restart();

        RunReading reading = watch.read();
        assertThat(reading.read(List.of(done("c", 1120), done("b", 1300)), 3L)).isEqualTo(RunReading.Next.PAGE);
        reading.read(List.of(done("a", 1400)), 3L);
        reading.finish(startFrom, moment());

        settleAll("a");
        assertThat(memory.keys).noneMatch(key -> key.startsWith("APART"));
        restart();
        assertThat(watch.read().read(List.of(done("c", 1120)), 3L)).as("as ever").isEqualTo(RunReading.Next.END);
    }

    @Test
    void aRunThatIsOpenedAgainAndGoesOnOverAStopComesOutOnce() {
        read();
        read(done("b", 1100), done("a", 1090));
        settleAll("a", "b");
        read(running("b"), done("a", 1090));
        read(done("b", 1300), done("a", 1090));
        DueRun inFlight = watch.due().get(0);
        inFlight.claim();
        restart();

        inFlight.settleForLater();

        for (int i = 0; i < 15; i++) {
            read(done("b", 1300), done("a", 1090));
            assertThat(due()).isEmpty();
        }
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void whatEndsOverAStopHidesNoNewEnd() {
        read();
        read(done("b", 1100), running("a"));
        DueRun inFlight = watch.due().get(0);
        inFlight.claim();
        restart();
        read(running("b"), running("a"));
        inFlight.settleForLater();
        restart();

        read(done("b", 1300), running("a"));

        settleAll("b");
        restart();
        read(done("b", 1300), running("a"));
        assertThat(due()).isEmpty();
    }

    @Test
    void ofWhatEndsOverAStopNoKeyIsLeft() {
        read();
        List<Run> list = new ArrayList<>(List.of(running("left")));
        for (int i = 0; i < 110; i++) {
            list.add(0, done("r" + i, 1100 + i));
        }
        read(list.toArray(Run[]::new));
        watch.due().forEach(due -> {
            due.claim();
            due.settle();
        });
        list.set(110, done("left", 1300));
        read(list.toArray(Run[]::new));
        assertThat(due()).containsExactly("left");
        DueRun inFlight = watch.due().get(0);
        inFlight.claim();
        restart();
        inFlight.settleForLater();

        read(list.toArray(Run[]::new));

        assertThat(due()).isEmpty();
        assertThat(memory.keys).noneMatch(key -> key.contains("left"));
    }

    @Test
    void aLatePageOpensNothing() {
        read();
        read(done("b", 1100), running("a"));
        settleAll("b");
        read(done("b", 1100), done("a", 1150));
        settleAll("a");

        read(done("b", 1100), running("a"));
        for (int i = 0; i < 15; i++) {
            read(done("b", 1100), done("a", 1150));
        }

        assertThat(due()).isEmpty();
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void aRunThatIsOpenedAgainWhileItsExchangeGoesOnComesOutAgain() {
        read();
        read(done("a", 1100));
        DueRun claimed = watch.due().get(0);
        claimed.claim();
        read(running("a"));
        claimed.settle();

        read(done("a", 1400));

        settleAll("a");
    }

    @Test
    void aRunThatShowsUpLateBelowTheMarkComesOut() {
        read();
        read(done("c", 1100), done("a", 1090));
        settleAll("a", "c");

        read(done("c", 1100), done("late", 1095), done("a", 1090));

        settleAll("late");
        read(done("c", 1100), done("late", 1095), done("a", 1090));
        assertThat(due()).isEmpty();
    }

    @Test
    void whatIsDeletedLetsNoOtherComeOutAgain() {
        List<Run> runs = new ArrayList<>(IntStream.range(0, 50).mapToObj(i -> done("r" + i, 1100 + i)).toList());
        Collections.reverse(runs);
        startFrom = StartFrom.parse("earliest");
        read(runs.toArray(Run[]::new));
        watch.due().forEach(due -> {
            due.claim();
            due.settle();
        });
        restart();

        read(runs.subList(5, 50).toArray(Run[]::new));

        assertThat(due()).isEmpty();
    }

    @Test
    void whatFailedComesAgainAsItIsNow() {
        read();
        read(run("a", "done", "ended_at", 1100, "export_done", false));
        DueRun due = watch.due().get(0);
        due.claim();
        due.release();
        watch.nextRound();

        read(run("a", "done", "ended_at", 1100, "export_done", true));

        assertThat(watch.due().get(0).run().getExportDone()).isTrue();
        assertThat(watch.due().get(0).isRetry()).isTrue();
    }

    @Test
    void noMarkPassesWhatWasNotSeen() {
        read();
        RunReading reading = watch.read();
        reading.read(List.of(done("d", 1104), done("c", 1103)), 4L);
        reading.finishPart(startFrom, moment());
        settleAll("c", "d");
        assertThat(memory.keys).noneMatch(key -> key.startsWith("MARK"));

        read(done("d", 1104), done("c", 1103), done("b", 1102), done("a", 1101));

        settleAll("a", "b");
        assertThat(memory.keys).contains("MARK/d").noneMatch(key -> key.startsWith("SETTLED"));
    }

    /** After a restart, with nothing known below it. */
    @Test
    void aRunThatIsOpenedAgainAtTheMarkIsStillTheMark() {
        read();
        // the older one is settled last, so that there is no mark but the newer
        read(done("b", 1101), done("a", 1102));
        settleAll("a", "b");
        read(running("b"), done("a", 1102));
        restart();
        List<Run> older = List.of(running("b"), done("a", 1102));
        RunReading first = watch.read();
        first.read(List.of(running("d"), running("c")), 4L);
        first.read(older, 4L);
        first.finish(startFrom, moment());
        RunReading part = watch.read();
        part.read(List.of(running("f"), running("e")), 6L);
        part.finishPart(startFrom, moment());

        RunReading whole = watch.read();
        whole.read(List.of(running("f"), running("e")), 6L);
        whole.read(List.of(running("d"), running("c")), 6L);
        whole.read(older, 6L);
        whole.finish(startFrom, moment());

        assertThat(due()).isEmpty();
    }

    @Test
    void whatCannotBeReadForLongIsGivenUpAndSaid() {
        read();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            RunReading reading = watch.read();
            reading.read(List.of(done("d", 1104), done("c", 1103)), 4L);
            reading.finishPart(startFrom, moment());
            now += 60;
            said.addAll(watch.said());
        }
        assertThat(said).hasSize(1);
    }

    @Test
    void aListInAnotherOrderIsReadAsAWhole() {
        startFrom = StartFrom.parse("earliest");
        List<Run> runs = IntStream.range(0, 6)
                .mapToObj(i -> run("r" + i, "done", "ended_at", 1100 + i, "created_at", 1000 + i)).toList();
        read(runs.subList(0, 5).toArray(Run[]::new));
        settleAll("r0", "r1", "r2", "r3", "r4");
        assertThat(watch.said()).hasSize(1);

        read(runs.toArray(Run[]::new));

        settleAll("r5");
    }

    @Test
    void whatEndsBetweenTheStartAndALateFirstReadingComesOut() {
        now = START + 30;
        read(done("after", START + 5), done("before", START - 1), running("open"));
        assertThat(due()).containsExactly("after");
    }

    @Test
    void whereHistoryEndsIsRememberedOverARestartInTheMiddleOfAFirstReading() {
        RunReading reading = watch.read();
        reading.read(List.of(done("b", START - 5)), 2L);
        reading.finishPart(startFrom, moment());
        restart();
        now = START + 600;

        read(done("c", START + 300), done("b", START - 5), done("a", START - 10));

        assertThat(due()).containsExactly("c");
    }

    @Test
    void aRunWaitsForItsExportAndForTheVerificationOfItsAddresses() {
        Instant ended = Instant.ofEpochSecond(1100);
        Instant soon = ended.plusSeconds(60);
        Finishing exported = new Finishing(FinishedWhen.exported, Duration.ofHours(1));
        Finishing verified = new Finishing(FinishedWhen.verified, Duration.ofHours(1));
        Run bare = done("a", 1100);
        Run notExported = run("a", "done", "ended_at", 1100, "export_done", false);
        Run verifying = run("a", "done", "ended_at", 1100, "export_done", true, "email_verification", "running");

        assertThat(exported.isFinished(bare, null, soon)).isTrue();
        assertThat(exported.isFinished(notExported, null, soon)).isFalse();
        assertThat(exported.isFinished(notExported, null, ended.plusSeconds(3600))).isTrue();
        assertThat(exported.isFinished(verifying, null, soon)).isTrue();
        assertThat(verified.isFinished(verifying, null, soon)).isFalse();
        assertThat(verified.isFinished(notExported, null, soon)).isFalse();
        assertThat(verified.isFinished(bare, null, soon)).isTrue();
        assertThat(verified.isFinished(running("a"), ended, ended.plusSeconds(99999))).isFalse();
    }

    @Test
    void aRunThatWaitedTooLongComesOutAndThatIsSaid() {
        watch = new SquidWatch(memory, run -> true, new Finishing(FinishedWhen.exported, Duration.ofMinutes(5)));
        read();
        read(run("a", "done", "ended_at", 1060, "export_done", false));
        assertThat(due()).isEmpty();
        now = 1400;

        read(run("a", "done", "ended_at", 1060, "export_done", false));
        read(run("a", "done", "ended_at", 1060, "export_done", false));

        assertThat(due()).containsExactly("a");
        assertThat(watch.said()).hasSize(1).first().asString().startsWith("1 of its runs");
    }

    @Test
    void aPageThatIsLateByTwoEndsRepeatsNothing() {
        read();
        read(done("b", 1100));
        settleAll("b");
        read(running("b"));
        read(done("b", 1300));
        settleAll("b");

        for (int i = 0; i < 12; i++) {
            read(done("b", 1100));
            read(done("b", 1300));
            read(running("b"));
            // longer than a doubt lasts
            for (int times = 0; times < i; times++) {
                read(done("b", 1100));
            }
            read(done("b", 1300));
            assertThat(due()).as("late " + i).isEmpty();
        }
        read(running("b"));
        read(done("b", 5000));
        settleAll("b");
        assertThat(watch.isIdle()).isTrue();
    }

    @Test
    void whatFailedComesAgainWithItsLastEnd() {
        read();
        read(done("b", 1100));
        watch.due().get(0).claim();
        watch.release("b");
        read(running("b"));
        read(done("b", 1300));
        watch.nextRound();

        read(done("b", 1100));

        assertThat(watch.due()).singleElement().extracting(DueRun::endedAt).isEqualTo(Instant.ofEpochSecond(1300));
    }

    /** The first reading shows none of the runs, or not the newest. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatEndedBeforeTheStartIsHistoryWhereItShowsUpLater(boolean empty) {
        Run[] shown = empty ? new Run[0] : new Run[] { done("o1", START - 90) };
        read(shown);
        read(shown);

        read(running("new"), done("after", START + 1), run("unknown", "done"), done("o3", START - 10), running("open"),
                done("o2", START - 60), done("o1", START - 90));

        settleAll("after", "unknown");
        read(done("new", START + 200), done("after", START + 1), run("unknown", "done"), done("o3", START - 10),
                done("open", START + 190), done("o2", START - 60), done("o1", START - 90));
        settleAll("new", "open");
        assertThat(watch.isIdle()).isTrue();
    }

    /** What a clock says is no proof where another one does not say it. */
    @ParameterizedTest
    @ValueSource(strings = { "the start", "the start by a later answer", "this machine", "not said" })
    void aClockThatIsWrongHidesNoRun(String which) {
        int year = 365 * 24 * 3600;
        Instant right = Instant.ofEpochSecond(START);
        Instant wrong = right.plusSeconds(year);
        read(new Moment(which.equals("the start") ? wrong : right, right, true, true), done("o1", START - 90));

        // by the time of the API, that is
        read(new Moment(
                which.endsWith("answer") ? right.minusSeconds(year) : right, right.plusSeconds(60), false,
                !which.equals("not said"), which.equals("this machine") ? right.minusSeconds(year) : right),
                done("after", which.equals("the start") ? START + 30 : START - 30), done("o1", START - 90));

        assertThat(due()).containsExactly("after");
    }

    private void read(Moment moment, Run... page) {
        RunReading reading = watch.read();
        reading.read(Arrays.asList(page), (long) page.length);
        reading.finish(startFrom, moment);
    }

    @Test
    void anEmptyPageAfterARestartForgetsNothing() {
        read();
        read(done("c", 1120), done("b", 1100), done("a", 1090));
        settleAll("a", "b", "c");
        read(done("c", 1120), done("b", 1100), running("a"));
        restart();

        read();
        read(done("c", 1120), done("b", 1100), done("a", 1400));

        settleAll("a");
        assertThat(watch.isIdle()).isTrue();
    }
}
