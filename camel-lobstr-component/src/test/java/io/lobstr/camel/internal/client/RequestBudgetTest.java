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
package io.lobstr.camel.internal.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.lobstr.camel.internal.http.Answer;
import io.lobstr.camel.internal.http.Body;
import io.lobstr.camel.internal.operation.Line;
import io.lobstr.camel.internal.operation.LobstrOperation;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Callers that look when they were told to, on a clock that jumps from one look to the next.
 */
class RequestBudgetTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private long now = Long.MAX_VALUE - 5;
    private final PriorityQueue<Caller> callers
            = new PriorityQueue<>(Comparator.comparingLong((Caller caller) -> caller.at - Long.MIN_VALUE));
    private final List<Caller> served = new ArrayList<>();
    private int looks;

    private static final class Caller {

        private final Line line;
        private final LobstrOperation operation;
        private final long joined;
        private RequestBudget.Turn turn;
        private long at;
        private Runnable then = () -> {
        };

        Caller(Line line, LobstrOperation operation, long at) {
            this.line = line;
            this.operation = operation;
            this.joined = at;
            this.at = at;
        }
    }

    private long ms(long milliseconds) {
        return Duration.ofMillis(milliseconds).toNanos();
    }

    private Caller call(LobstrOperation operation, long at) {
        return call(operation.terms().line(), operation, at);
    }

    private Caller call(Line line, LobstrOperation operation, long at) {
        Caller caller = new Caller(line, operation, at);
        callers.add(caller);
        return caller;
    }

    private void run(RequestBudget budget) {
        while (!callers.isEmpty()) {
            Caller caller = callers.poll();
            now = caller.at;
            if (caller.turn == null) {
                caller.turn = budget.join(caller.line, caller.operation, path(caller.operation));
            }
            Duration wait = budget.look(caller.turn);
            looks++;
            if (wait.isZero()) {
                served.add(caller);
                caller.then.run();
            } else {
                assertThat(wait).isPositive();
                caller.at = now + wait.toNanos();
                callers.add(caller);
            }
        }
    }

    private RequestBudget budget(int perMinute) {
        now = 0;
        return new RequestBudget(perMinute, () -> now);
    }

    private static String path(LobstrOperation operation) {
        return operation.call().limitedBy();
    }

    private static RequestBudget.Turn join(RequestBudget budget, LobstrOperation operation) {
        return budget.join(operation.terms().line(), operation, path(operation));
    }

    private static void within(List<Caller> served, Predicate<Caller> which, int permits, Duration span) {
        List<Long> times = served.stream().filter(which).map(caller -> caller.at).toList();
        for (int i = permits; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - permits)).isGreaterThanOrEqualTo(span.toNanos());
        }
    }

    @Test
    void aBurstIsServedAtOnceAndTheNextWaits() {
        RequestBudget budget = new RequestBudget(3, () -> now);
        for (int i = 0; i < 3; i++) {
            assertThat(budget.look(join(budget, LobstrOperation.getRun))).isZero();
        }

        RequestBudget.Turn fourth = join(budget, LobstrOperation.getRun);
        assertThat(budget.look(fourth)).isEqualTo(MINUTE);
        now += ms(20_000);
        assertThat(budget.look(fourth)).isEqualTo(Duration.ofSeconds(40));
        now += ms(40_000);
        assertThat(budget.look(fourth)).isZero();
    }

    @Test
    void zeroLiftsEveryLimit() {
        RequestBudget budget = budget(0);
        budget.listen(path(LobstrOperation.getRun), tooMany(60));
        for (int i = 0; i < 1000; i++) {
            assertThat(budget.look(join(budget, LobstrOperation.listResults))).isZero();
        }
        assertThat(budget.refused(path(LobstrOperation.getRun))).isZero();
    }

    @Test
    void aThousandCallsLeaveOthersTheirShare() {
        RequestBudget budget = budget(60);
        for (int i = 0; i < 1000; i++) {
            call(LobstrOperation.getRun, 0);
        }
        Caller consumer = call(LobstrOperation.finishedRuns, ms(90_001));
        Caller iterator = call(LobstrOperation.listRuns, ms(90_001));

        run(budget);

        assertThat(served).hasSize(1002);
        // what was free in the second minute is gone: the third is the first that has any
        assertThat(consumer.at).isEqualTo(ms(120_000));
        assertThat(iterator.at).isEqualTo(ms(120_000));
        assertThat(served.get(served.size() - 1).at).isEqualTo(ms(16 * 60_000));
        assertThat(looks).as("looks of 1,002 callers").isLessThan(4 * 1002);
    }

    @Test
    void aBusyConsumerLeavesOthersTheirShare() {
        RequestBudget budget = budget(10);
        List<Caller> polls = new ArrayList<>();
        poll(polls);
        List<Caller> producers = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            producers.add(call(LobstrOperation.startRun, ms(30_000)));
        }

        run(budget);

        for (int minute = 1; minute <= 3; minute++) {
            long at = minute * MINUTE.toNanos();
            assertThat(producers).as("served in minute %s", minute).filteredOn(caller -> caller.at == at).isNotEmpty();
            assertThat(polls).as("served in minute %s", minute).filteredOn(caller -> caller.at == at).isNotEmpty();
        }
        assertThat(producers).allMatch(caller -> caller.at <= 4 * MINUTE.toNanos());
    }

    private void poll(List<Caller> polls) {
        Caller poll = call(LobstrOperation.finishedRuns, now == Long.MAX_VALUE - 5 ? 0 : now);
        polls.add(poll);
        poll.then = () -> {
            if (polls.size() < 100) {
                poll(polls);
            }
        };
    }

    @Test
    void aPathThatIsUsedUpHoldsNoOtherUp() {
        RequestBudget budget = budget(120);
        for (int i = 0; i < 100; i++) {
            call(LobstrOperation.listResults, 0);
        }
        Caller other = call(LobstrOperation.getRun, 1);

        run(budget);

        assertThat(other.at).isEqualTo(1);
        within(served, caller -> caller.operation == LobstrOperation.listResults, 2, Duration.ofSeconds(1));
        assertThat(served.get(served.size() - 1).at).isEqualTo(ms(49_000));
    }

    @Test
    void everybodyOnThePathWaitsForWhatOneWasAsked() {
        RequestBudget budget = budget(120);
        budget.listen(path(LobstrOperation.getRun), tooMany(7));

        assertThat(budget.look(join(budget, LobstrOperation.startRun))).isEqualTo(Duration.ofSeconds(7));
        assertThat(budget.look(join(budget, LobstrOperation.listSquids))).isZero();
        assertThat(budget.refused(path(LobstrOperation.listRuns))).isEqualTo(Duration.ofSeconds(7));
        now += ms(7_000);
        assertThat(budget.look(join(budget, LobstrOperation.listRuns))).isZero();
        assertThat(budget.refused(path(LobstrOperation.listRuns))).isZero();
    }

    @Test
    void whereTheApiSaysThatNoneRemainItIsLeftAlone() {
        RequestBudget budget = budget(120);
        budget.listen(path(LobstrOperation.getBalance),
                new Answer(200, "OK", null, null, Duration.ofSeconds(9), null, Body.EMPTY));

        assertThat(budget.look(join(budget, LobstrOperation.getBalance))).isEqualTo(Duration.ofSeconds(9));
        assertThat(budget.refused(path(LobstrOperation.getBalance))).isZero();
    }

    @Test
    void whoLooksLateLosesNothingToThoseBehind() {
        RequestBudget budget = budget(3);
        RequestBudget.Turn first = join(budget, LobstrOperation.listSquids);
        RequestBudget.Turn second = join(budget, LobstrOperation.listSquids);
        join(budget, LobstrOperation.getRun);
        RequestBudget.Turn other = join(budget, LobstrOperation.getRun);

        assertThat(budget.look(second)).isZero();
        assertThat(budget.look(other)).isPositive();
        assertThat(budget.look(first)).isZero();
    }

    @Test
    void whoGivesUpHoldsNobodyUp() {
        RequestBudget budget = budget(1);
        assertThat(budget.look(join(budget, LobstrOperation.getRun))).isZero();
        RequestBudget.Turn first = join(budget, LobstrOperation.getRun);
        RequestBudget.Turn second = join(budget, LobstrOperation.getRun);
        assertThat(budget.look(second)).isEqualTo(MINUTE.multipliedBy(2));

        budget.leave(first);

        assertThat(budget.look(second)).isEqualTo(MINUTE);
    }

    private static Answer tooMany(int seconds) {
        return new Answer(429, "Too Many Requests", null, Duration.ofSeconds(seconds), null, null, Body.EMPTY);
    }

    /** One answer must not silence an application until it is restarted. */
    @Test
    void aRefusalForAYearIsRememberedForAnHour() {
        RequestBudget budget = budget(100);

        budget.listen(path(LobstrOperation.getRun), tooMany(365 * 24 * 3600));

        assertThat(budget.refused(path(LobstrOperation.getRun))).isEqualTo(Duration.ofHours(1));
        now += Duration.ofHours(1).toNanos();
        assertThat(budget.look(join(budget, LobstrOperation.getRun))).isZero();
    }

    @Test
    void isIdleWhenNobodyWaitsAndNothingWasSentOrRefusedLately() {
        RequestBudget budget = budget(1);
        assertThat(budget.isIdle(Duration.ZERO)).isTrue();
        assertThat(budget.look(join(budget, LobstrOperation.getRun))).isZero();
        RequestBudget.Turn waiting = join(budget, LobstrOperation.getRun);

        assertThat(budget.isIdle(MINUTE)).as("just sent").isFalse();
        now += MINUTE.toNanos();
        assertThat(budget.isIdle(MINUTE)).as("one waits").isFalse();
        budget.leave(waiting);
        assertThat(budget.isIdle(MINUTE)).isTrue();
        budget.listen(path(LobstrOperation.listRuns), tooMany(90));
        assertThat(budget.isIdle(MINUTE)).as("refused").isFalse();
        now += Duration.ofSeconds(90).toNanos();
        assertThat(budget.isIdle(MINUTE)).isTrue();
    }

    @Test
    void howManyOperationsThereAreTakesNothingOfTheConsumersShare() {
        RequestBudget budget = budget(12);
        List<LobstrOperation> reads
                = Stream.of(LobstrOperation.values()).filter(operation -> operation.terms().line() == Line.READ).toList();
        for (int i = 0; i < 40; i++) {
            reads.forEach(operation -> call(operation, 0));
        }
        List<Caller> polls = IntStream.range(0, 60).mapToObj(i -> call(LobstrOperation.finishedRuns, 1)).toList();

        run(budget);

        assertThat(reads).hasSizeGreaterThan(5);
        for (int minute = 1; minute <= 5; minute++) {
            long at = minute * MINUTE.toNanos();
            assertThat(polls).as("served in minute %s", minute).filteredOn(caller -> caller.at == at).hasSize(6);
        }
    }

    @Test
    void whatTheConsumerAsksBesidesIsInItsOwnLine() {
        RequestBudget budget = budget(60);
        for (int i = 0; i < 1000; i++) {
            call(LobstrOperation.listSquids, 0);
        }
        Caller sweep = call(Line.CONSUME, LobstrOperation.listSquids, ms(1));
        Caller look = call(Line.WAIT, LobstrOperation.listSquids, ms(1));

        run(budget);

        assertThat(sweep.at).isEqualTo(ms(60_000));
        assertThat(look.at).isEqualTo(ms(60_000));
    }

    @Test
    void aBudgetThatIsNoLimitTakesNoMemory() {
        RequestBudget budget = budget(Integer.MAX_VALUE);
        for (int i = 0; i < 100; i++) {
            assertThat(budget.look(join(budget, LobstrOperation.getBalance))).isZero();
        }

        assertThat(budget.left()).isEqualTo(Integer.MAX_VALUE - 100);
        now += MINUTE.toNanos();
        assertThat(budget.left()).isEqualTo(Integer.MAX_VALUE);
    }

    /** Who asks what. */
    private record Kind(Line line, LobstrOperation operation) {

        static final List<Kind> ALL = List.of(
                new Kind(Line.CONSUME, LobstrOperation.finishedRuns), new Kind(Line.CONSUME, LobstrOperation.listSquids),
                new Kind(Line.WAIT, LobstrOperation.awaitRun), new Kind(Line.READ, LobstrOperation.getRun),
                new Kind(Line.READ, LobstrOperation.listResults), new Kind(Line.READ, LobstrOperation.listRunTasks),
                new Kind(Line.WRITE, LobstrOperation.startRun));
        /** A share of a line's is a share of all in so many, at least. */
        static final int SHARES = 4 * 3;
    }

    /**
     * Whatever comes: no window is exceeded, nobody is forgotten, and the line that was served less is served first.
     */
    @Property(tries = 300)
    void windowsHoldAndSharesAreFair(
            @ForAll @IntRange(min = 1, max = 20) int perMinute,
            @ForAll @Size(max = 120) List<@IntRange(max = 20_000) Integer> gaps,
            @ForAll @Size(min = 120, max = 120) List<@IntRange(max = 6) Integer> kinds) {
        served.clear();
        RequestBudget budget = budget(perMinute);
        long at = 0;
        for (int i = 0; i < gaps.size(); i++) {
            // three in four come at once
            at += gaps.get(i) % 4 == 0 ? ms(gaps.get(i)) : 0;
            Kind kind = Kind.ALL.get(kinds.get(i));
            call(kind.line, kind.operation, at);
        }

        run(budget);

        assertThat(served).hasSize(gaps.size());
        within(served, caller -> true, perMinute, MINUTE);
        within(served, caller -> caller.operation == LobstrOperation.listResults, 2, Duration.ofSeconds(1));
        served.forEach(this::noLineIsAhead);
    }

    /** By more than the one that may be kept for whom another overtook in its queue. */
    private void noLineIsAhead(Caller caller) {
        List<Caller> before = served.subList(0, served.indexOf(caller));
        List<Caller> byThen = served.stream().filter(one -> one.at <= caller.at).toList();
        for (Caller other : served) {
            // results wait for their own path
            boolean waits = other.joined < caller.at && other.at > caller.at
                    && other.operation != LobstrOperation.listResults;
            if (waits && other.line != caller.line) {
                assertThat(lately(before, caller.at, one -> one.line == caller.line))
                        .as("%s before %s", caller.line, other.line)
                        .isLessThanOrEqualTo(1 + lately(byThen, caller.at, one -> one.line == other.line));
            }
        }
    }

    /** The time in which the API wants no request on a path. */
    private record Closed(String path, long from, long until) {
    }

    /**
     * Whatever the API answers: no window is exceeded, nothing goes where nothing is wanted, and nobody waits for ever.
     */
    @Property(tries = 200)
    void nobodyWaitsForEver(
            @ForAll @IntRange(min = 1, max = 20) int perMinute,
            @ForAll @Size(min = 40, max = 120) List<@IntRange(max = 20_000) Integer> gaps,
            @ForAll @Size(min = 120, max = 120) List<@IntRange(max = 6) Integer> kinds,
            @ForAll @Size(min = 120, max = 120) List<@IntRange(max = 609) Integer> answers) {
        served.clear();
        RequestBudget budget = budget(perMinute);
        List<Closed> closings = new ArrayList<>();
        long at = 0;
        for (int i = 0; i < gaps.size(); i++) {
            at += gaps.get(i) % 4 == 0 ? ms(gaps.get(i)) : 0;
            Kind asked = Kind.ALL.get(kinds.get(i));
            Caller caller = call(asked.line, asked.operation, at);
            int seconds = answers.get(i) / 10;
            int kind = answers.get(i) % 10;
            caller.then = () -> answer(budget, caller, kind, seconds, closings);
        }

        run(budget);

        assertThat(served).hasSize(gaps.size());
        within(served, caller -> true, perMinute, MINUTE);
        within(served, caller -> caller.operation == LobstrOperation.listResults, 2, Duration.ofSeconds(1));
        for (Caller caller : served) {
            List<Closed> met = closings.stream().filter(closed -> closed.path.equals(path(caller.operation))).toList();
            assertThat(met).noneMatch(closed -> caller.at > closed.from && caller.at < closed.until);
            assertThat(Duration.ofNanos(caller.at - caller.joined))
                    .as("wait of %s from %s ms, %s a minute", caller.operation, caller.joined / 1_000_000, perMinute)
                    .isLessThanOrEqualTo(longest(caller, perMinute, met));
        }
    }

    private void answer(RequestBudget budget, Caller caller, int kind, int seconds, List<Closed> closings) {
        Duration wait = Duration.ofSeconds(seconds);
        if (kind == 0) {
            budget.listen(path(caller.operation), tooMany(seconds));
        } else if (kind == 1) {
            budget.listen(path(caller.operation), new Answer(200, "OK", null, null, wait, null, Body.EMPTY));
        } else if (kind == 2) {
            budget.listen(path(caller.operation), new Answer(429, "Too Many Requests", null, null, null, null, Body.EMPTY));
        }
        if (kind < 2) {
            closings.add(new Closed(path(caller.operation), now, now + wait.toNanos()));
        }
    }

    /** Each line gets its share of every minute, and each closing costs its time and the minute that follows. */
    private Duration longest(Caller caller, int perMinute, List<Closed> met) {
        long ahead = served.stream().filter(other -> isBeside(other, caller) && other.joined <= caller.joined
                && other.at > caller.joined).count();
        Duration turn = MINUTE.multipliedBy((Kind.SHARES + perMinute - 1) / perMinute);
        int share = Math.max(1, perMinute / Kind.SHARES);
        // who has had more than its share waits until that is forgotten, and until what the others got then is free again
        Duration longest = turn.multipliedBy((ahead + share - 1) / share + 2);
        for (Closed closed : met) {
            if (closed.until > caller.joined && closed.from < caller.at) {
                longest = longest.plusNanos(closed.until - Math.max(closed.from, caller.joined)).plus(turn);
            }
        }
        return longest;
    }

    /** Whether they wait in one queue. */
    private static boolean isBeside(Caller one, Caller other) {
        return one.line == other.line && one.operation == other.operation;
    }

    /** How many were served in the minute before. */
    private static int lately(List<Caller> served, long at, Predicate<Caller> which) {
        return (int) served.stream().filter(which).filter(caller -> caller.at + MINUTE.toNanos() > at).count();
    }
}
