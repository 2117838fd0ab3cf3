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
package io.lobstr.camel.internal.start;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Starts that wait until they can be, on a clock that stands still.
 */
class WaitingStartTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofHours(2);
    private static final Duration SOON = Duration.ofMinutes(1);

    private final FakeSquid api = new FakeSquid();
    private final StartQueues queues = api.queues(Duration.ZERO);
    private final RunStarts starts = api.starts(queues, 0);

    private CompletableFuture<Run> start(RunStarts some, String squid, Duration timeout) {
        LobstrRequest request = new LobstrRequest(LobstrOperation.startRun, Map.of(Parameter.SQUID, squid));
        return some.start(request, new Patience(timeout, INTERVAL, api.time::alarm, "route")).toCompletableFuture();
    }

    private CompletableFuture<Run> start() {
        return start(starts, "s", TIMEOUT);
    }

    private static String started(CompletableFuture<Run> start) {
        assertThat(start).isCompleted();
        return start.join().getId();
    }

    private static <T extends LobstrException> T failure(Class<T> type, CompletableFuture<Run> start) {
        assertThat(start).isCompletedExceptionally();
        Throwable failure = catchThrowable(start::join);
        assertThat(failure).isInstanceOf(CompletionException.class).cause().isExactlyInstanceOf(type);
        return type.cast(failure.getCause());
    }

    @Test
    void whereNothingIsInTheWayItCostsWhatAnyStartCosts() {
        assertThat(started(start())).isEqualTo("r1");
        assertThat(api.requests).containsExactly("list", "start");
    }

    @Test
    void itStartsWhenTheRunIsOver() {
        api.begin("s");
        CompletableFuture<Run> start = start();
        api.time.pass(Duration.ofSeconds(59));
        assertThat(api.requests).doesNotContain("start");
        assertThat(start).isNotDone();

        api.time.pass(INTERVAL);

        assertThat(started(start)).isEqualTo("r2");
        assertThat(api.count("list")).isEqualTo(2);
        assertThat(api.count("start")).isEqualTo(1);
    }

    /** What is said while others have the slots; the last one by a list that does not show the run. */
    @ParameterizedTest
    @ValueSource(strings = { "SlotsLimitExceeded", "ConcurrencyLimitExceeded", "RunInProgress" })
    void anHourWithoutASlotCostsFewRequests(String type) {
        api.always = type;
        CompletableFuture<Run> start = start();
        api.time.pass(Duration.ofHours(1));
        assertThat(start).isNotDone();
        assertThat(api.count("start")).isBetween(120L, 140L);

        api.always = null;
        api.time.pass(Duration.ofSeconds(31));

        assertThat(started(start)).isEqualTo("r1");
    }

    @Test
    void aThousandWaitAsCheaplyAsOne() {
        api.length = Duration.ofMinutes(40);
        api.begin("s");
        start();
        api.time.pass(Duration.ofMinutes(39));
        List<String> one = List.copyOf(api.requests);

        FakeSquid other = new FakeSquid();
        other.length = Duration.ofMinutes(40);
        other.begin("s");
        RunStarts all = other.starts(other.queues(Duration.ZERO), 0);
        LobstrRequest request = new LobstrRequest(LobstrOperation.startRun, Map.of(Parameter.SQUID, "s"));
        Patience patience = new Patience(TIMEOUT, INTERVAL, other.time::alarm, "route");
        IntStream.range(0, 1000).forEach(i -> all.start(request, patience));
        other.time.pass(Duration.ofMinutes(39));

        assertThat(other.requests).isEqualTo(one);
    }

    /** Nobody's time lasts longer than that of the last one. */
    @Test
    void aThousandThatTimeOutAskNothingMore() {
        api.length = Duration.ofHours(10);
        api.begin("s");
        List<CompletableFuture<Run>> all
                = IntStream.range(0, 1000).mapToObj(i -> start(starts, "s", Duration.ofMinutes(1).plusMillis(i))).toList();
        api.time.pass(Duration.ofMinutes(2));

        assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(api.requests.size()).isLessThan(16);
        api.requests.clear();
        api.time.pass(Duration.ofHours(1));
        assertThat(api.requests).isEmpty();
        assertThat(polls()).isFalse();
    }

    private boolean polls() {
        return api.polls.isWaiting();
    }

    @Test
    void theyStartOneAfterTheOtherInOrder() {
        api.begin("s");
        List<CompletableFuture<Run>> all = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            all.add(start());
            api.time.pass(Duration.ofSeconds(1));
        }
        api.time.pass(Duration.ofMinutes(10));

        for (int i = 0; i < 5; i++) {
            assertThat(started(all.get(i))).isEqualTo("r" + (i + 2));
        }
        assertThat(api.count("start")).isEqualTo(5);
    }

    @Test
    void otherSquidsAndAccountsAreNotWaitedFor() {
        api.begin("s");
        start();

        assertThat(started(start(starts, "other", TIMEOUT))).isEqualTo("r2");
    }

    /** As endpoints with other options of transport have them. */
    @Test
    void clientsOfAnAccountShareTheQueue() {
        RunStarts another = api.starts(queues, 0);
        api.begin("s");
        CompletableFuture<Run> first = start();
        CompletableFuture<Run> second = start(another, "s", TIMEOUT);
        api.time.pass(Duration.ofMinutes(5));

        assertThat(List.of(started(first), started(second))).containsExactly("r2", "r3");
        assertThat(api.count("start")).isEqualTo(2);
    }

    @Test
    void twoApplicationsGetOneRunEach() {
        RunStarts another = api.starts(api.queues(Duration.ZERO), 0);
        api.begin("s");
        List<CompletableFuture<Run>> both = List.of(start(), start(another, "s", TIMEOUT));
        api.time.pass(Duration.ofMinutes(5));

        assertThat(both.stream().map(WaitingStartTest::started)).containsExactlyInAnyOrder("r2", "r3");
    }

    @Test
    void aStopEndsTheWaitWithNothingStarted() {
        api.begin("s");
        List<CompletableFuture<Run>> all = List.of(start(), start());
        api.time.pass(Duration.ofSeconds(10));

        api.polls.stop("route"::equals);

        all.forEach(start -> assertThat(failure(LobstrStoppedException.class, start)).hasMessage(
                "startRun of squid s was given up, since its context or route was stopped; nothing was started"));
        api.time.pass(TIMEOUT);
        assertThat(api.requests).doesNotContain("start");
        assertThat(api.time.alarms()).isZero();
    }

    @Test
    void aStopWhileTheListIsReadStartsNothing() {
        api.onList = () -> api.polls.stop("route"::equals);

        failure(LobstrStoppedException.class, start());

        assertThat(api.requests).containsExactly("list");
    }

    @Test
    void aStartThatIsOnItsWayIsAnswered() {
        api.onStart = () -> api.polls.stop("route"::equals);

        assertThat(started(start())).isEqualTo("r1");
    }

    @Test
    void aStopWhileTheStartIsRefusedIsAStop() {
        api.onStart = () -> api.polls.stop("route"::equals);
        api.always = "SlotsLimitExceeded";

        failure(LobstrStoppedException.class, start());
    }

    @Test
    void aStopWhileTheRunInTheWayIsLookedForIsAStop() {
        api.starts.add("RunInProgress");
        api.onStart = () -> api.lists = 503;
        CompletableFuture<Run> start = start();
        assertThat(start).isNotDone();

        api.polls.stop("route"::equals);

        failure(LobstrStoppedException.class, start);
    }

    @Test
    void aStopWhileTheStartIsLostSaysThatItMayHaveHappened() {
        api.onStart = () -> api.polls.stop("route"::equals);
        api.starts.add("cut");

        CompletableFuture<Run> start = start();
        api.time.pass(SOON);

        assertThat(failure(LobstrServerException.class, start).isRequestSent()).isTrue();
    }

    @Test
    void aStopWhileTheStartWaitsForItsTurnStartsNothing() {
        RunStarts slow = api.starts(queues, 1);
        CompletableFuture<Run> start = start(slow, "s", TIMEOUT);
        assertThat(api.requests).containsExactly("list");

        api.polls.stop("route"::equals);

        failure(LobstrStoppedException.class, start);
        api.time.pass(TIMEOUT);
        assertThat(api.requests).containsExactly("list");
    }

    @Test
    void whoIsCancelledWaitsNoMore() {
        api.begin("s");
        CompletableFuture<Run> first = start();
        CompletableFuture<Run> second = start();

        first.cancel(false);
        api.time.pass(Duration.ofMinutes(5));

        assertThat(started(second)).isEqualTo("r2");
        assertThat(api.count("start")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
            "run, run r1 of the squid is active",
            "slot, it was refused: startRun of squid s failed: 400 Bad Request: not now (SlotsLimitExceeded)",
            "away, no attempt has come to an answer; the last look failed: startRun of squid s failed: 503" })
    void aTimeoutSaysWhatForItWaited(String what, String words) {
        api.length = Duration.ofHours(10);
        if (what.equals("run")) {
            api.begin("s");
        }
        api.always = what.equals("slot") ? "SlotsLimitExceeded" : null;
        api.lists = what.equals("away") ? 503 : 0;
        CompletableFuture<Run> start = start(starts, "s", Duration.ofMinutes(1));
        CompletableFuture<Run> behind = start(starts, "s", Duration.ofSeconds(30));
        api.time.pass(Duration.ofMinutes(2));

        LobstrTimeoutException failure = failure(LobstrTimeoutException.class, start);
        assertThat(failure).hasMessageStartingWith(
                "startRun of squid s: nothing was started within 60000 ms (awaitTimeout), since " + words);
        assertThat(failure.getRun()).isEqualTo(what.equals("run") ? failure.getRun() : null);
        assertThat(failure(LobstrTimeoutException.class, behind))
                .hasMessageContaining("1 that wait for the squid longer come first, and ");
        assertThat(polls()).isFalse();
    }

    @Test
    void aRunWhoseAnswerIsLostAfterTheWaitIsFound() {
        api.begin("s");
        api.starts.add("lost");
        CompletableFuture<Run> start = start();
        api.time.pass(SOON.plus(INTERVAL));

        assertThat(started(start)).isEqualTo("r2");
        assertThat(api.count("start")).isEqualTo(1);
    }

    /** And the next one in the queue looks for itself. */
    @Test
    void aStartThatMayHaveHappenedIsNeverSentAgain() {
        api.begin("s");
        api.starts.add("cut");
        CompletableFuture<Run> start = start();
        CompletableFuture<Run> next = start();
        api.time.pass(SOON.plus(SOON));

        assertThat(failure(LobstrServerException.class, start)).hasMessageContaining(
                "whether a run was started cannot be known");
        assertThat(started(next)).isEqualTo("r2");
        assertThat(api.count("start")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = { 500, 503, 429 })
    void anOutageIsWaitedOut(int status) {
        api.lists = status;
        CompletableFuture<Run> start = start();
        api.time.pass(Duration.ofMinutes(10));
        assertThat(start).isNotDone();
        assertThat(api.requests).doesNotContain("start");

        api.lists = 0;
        api.starts.add("429");
        api.time.pass(SOON);

        assertThat(started(start)).isEqualTo("r1");
        assertThat(api.count("start")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
            "401, io.lobstr.camel.exception.LobstrAuthenticationException",
            "404, io.lobstr.camel.exception.LobstrNotFoundException" })
    void oneRefusalBetweenGoodAnswersProvesNothing(int status, Class<? extends LobstrException> type) {
        api.always = "SlotsLimitExceeded";
        CompletableFuture<Run> start = start();
        api.time.pass(SOON);
        api.lists = status;
        for (long before = api.count("list"); api.count("list") == before;) {
            api.time.pass(Duration.ofSeconds(1));
        }
        api.lists = 0;
        api.time.pass(SOON);
        assertThat(start).isNotDone();

        api.lists = status;
        api.time.pass(SOON);

        assertThat(failure(type, start)).hasMessageStartingWith("startRun of squid s failed");
    }

    @Test
    void whatNoWaitMendsIsSaidAtOnce() {
        api.starts.add("NotEnoughCredits");

        assertThat(failure(LobstrException.class, start()).getType()).isEqualTo("NotEnoughCredits");
    }

    /** A list that is behind: the run that was waited for has ended, by what it says of itself. */
    @Test
    void aListThatIsBehindHoldsNobodyUp() {
        FakeSquid.FakeRun run = api.begin("s");
        CompletableFuture<Run> start = start();
        api.time.pass(SOON);
        api.starts.add("RunInProgress");
        assertThat(run.isOver()).isTrue();

        api.time.pass(SOON);

        assertThat(started(start)).isEqualTo("r2");
        assertThat(api.count("start")).isEqualTo(2);
    }

    /** However many squids wait for a slot, the attempts use no more than the waits' half of the budget. */
    @Test
    void manySquidsWithoutASlotLeaveTheBudgetToOthers() {
        StartQueues paced = api.queues(Duration.ofSeconds(1));
        RunStarts some = api.starts(paced, 0);
        api.always = "SlotsLimitExceeded";
        IntStream.range(0, 100).forEach(i -> start(some, "s" + i, TIMEOUT));
        api.time.pass(Duration.ofMinutes(5));
        api.requests.clear();

        api.time.pass(Duration.ofMinutes(20));

        assertThat(api.requests.size()).isBetween(600, 1300);
    }
}
