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
package io.lobstr.camel.internal.wait;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.lobstr.camel.Warnings;
import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Waits for runs that may cost so much and no more, on a clock that stands still.
 */
class CreditCapTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final VirtualTime time = new VirtualTime();
    private final FakeRuns api = new FakeRuns(time, Duration.ZERO);
    private final RunWaits waits = new RunWaits(api, time::alarm, Duration.ZERO, time::nanoTime);
    private final List<Object> aborted = new ArrayList<>();

    private CompletableFuture<Run> await(RunWaits some, String run, Integer maxCredits) {
        return some.await(new RunWait(
                run, "s", null, TIMEOUT, INTERVAL, "route", RunEnd.FINISHED,
                new CreditCap(maxCredits == null ? null : BigDecimal.valueOf(maxCredits), () -> aborted.add(maxCredits))))
                .toCompletableFuture();
    }

    private CompletableFuture<Run> await(Integer maxCredits) {
        return await(waits, "r", maxCredits);
    }

    private static Run answer(CompletableFuture<Run> wait) {
        assertThat(wait).isCompleted();
        return wait.join();
    }

    private void spend(double perSecond) {
        api.put("s", "r", "running");
        api.creditsPerSecond = perSecond;
    }

    @Test
    void aRunThatCostsTooMuchIsAbortedOnceAndAwaited() {
        spend(1);
        api.afterAbort = "uploading";
        CompletableFuture<Run> wait = await(60);
        time.pass(Duration.ofSeconds(60));
        assertThat(api.aborts()).isZero();
        time.pass(INTERVAL);
        assertThat(api.aborts()).isEqualTo(1);
        time.pass(Duration.ofMinutes(10));
        assertThat(wait).isNotDone();

        api.put("s", "r", "aborted");
        time.pass(INTERVAL);

        assertThat(wait).isCompletedWithValueMatching(run -> run.getStatus().equals("aborted"));
        assertThat(aborted).containsExactly(60);
        assertThat(api.aborts()).isEqualTo(1);
    }

    /** However long its squid's runs take, and however many others are waited for. */
    @Test
    void itIsLookedAtAtEachInterval() {
        spend(1);
        api.shortest = Duration.ofHours(10);
        api.began = time.nanoTime();
        IntStream.range(0, 10).forEach(i -> api.put("s" + i, "r" + i, "running"));
        IntStream.range(0, 10).forEach(i -> waits.await(new RunWait("r" + i, "s" + i, null, TIMEOUT, INTERVAL, "route")));
        await(1000);
        time.pass(Duration.ofMinutes(16));

        assertThat(api.requests.stream().filter("r"::equals)).hasSizeBetween(190, 194);
        assertThat(api.requests.stream().filter("r1"::equals)).hasSizeBetween(3, 8);
        time.pass(Duration.ofSeconds(50));
        assertThat(aborted).containsExactly(1000);
    }

    @Test
    void aRunThatEndsByItselfWasNotAborted() {
        spend(1);
        CompletableFuture<Run> wait = await(62);
        time.pass(Duration.ofSeconds(62));
        api.put("s", "r", "done");
        time.pass(INTERVAL);

        assertThat(answer(wait).getCreditUsed()).isGreaterThan(BigDecimal.valueOf(62));
        assertThat(aborted).isEmpty();
        assertThat(api.aborts()).isZero();
    }

    @Test
    void whatIsBeingWrittenCollectsNoMore() {
        spend(1);
        api.put("s", "r", "uploading");
        await(1);
        time.pass(Duration.ofMinutes(5));

        assertThat(api.aborts()).isZero();
    }

    /** It was done: the next look shows it. */
    @ParameterizedTest
    @ValueSource(strings = { "aborted", "uploading" })
    void anAbortWhoseAnswerIsLostIsNotSentAgain(String after) {
        spend(1);
        api.afterAbort = after;
        api.lostAborts = new LobstrServerException("lost", 0, null, null, null, true, null);
        CompletableFuture<Run> wait = await(10);
        time.pass(Duration.ofMinutes(1));
        api.put("s", "r", "aborted");
        time.pass(INTERVAL);

        assertThat(wait).isCompleted();
        assertThat(aborted).containsExactly(10);
        assertThat(api.aborts()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void anAbortThatWasNotDoneIsSentAgain(boolean rateLimit) {
        spend(1);
        api.failures.put("abort", rateLimit
                ? new LobstrRateLimitException("429", 429, null, null, null, null)
                : new LobstrServerException("503", 503, null, null, null, true, null));
        CompletableFuture<Run> wait = await(10);
        time.pass(Duration.ofMinutes(1));
        assertThat(wait).isNotDone();
        assertThat(api.aborts()).isBetween(9L, 11L);

        api.failures.clear();
        time.pass(INTERVAL.plus(INTERVAL));

        assertThat(wait).isCompleted();
        assertThat(aborted).containsExactly(10);
    }

    @Test
    void aRunThatEndsWhileItIsAbortedWasNotAborted() {
        spend(1);
        api.failures.put("abort", new LobstrNotFoundException("404", 404, null, null, null, null));
        CompletableFuture<Run> wait = await(10);
        time.pass(Duration.ofSeconds(11));
        api.put("s", "r", "done");
        time.pass(INTERVAL.plus(INTERVAL));

        assertThat(answer(wait).getStatus()).isEqualTo("done");
        assertThat(aborted).isEmpty();
    }

    /** Whoever does not ask for a cap waits on. */
    @Test
    void aKeyThatMayNotAbortIsSaid() {
        spend(1);
        api.failures.put("abort", new LobstrAuthenticationException("403", 403, null, null, null, null));
        CompletableFuture<Run> other = await(null);
        CompletableFuture<Run> wait = await(10);
        time.pass(Duration.ofSeconds(35));

        assertThat(wait).isCompletedExceptionally().failsWithin(Duration.ZERO).withThrowableThat()
                .withCauseInstanceOf(LobstrAuthenticationException.class)
                .withMessageContaining("awaitRun of run r failed: 403");
        assertThat(other).isNotDone();
        assertThat(api.aborts()).isEqualTo(3);
    }

    /** The lower one has it aborted; only who asked for that hears of it. */
    @Test
    void twoWaitForARunWithDifferentCaps() {
        spend(1);
        List<CompletableFuture<Run>> all = List.of(await(1000), await(10), await(null), await(20));
        time.pass(Duration.ofMinutes(1));

        assertThat(all).allMatch(wait -> answer(wait).getStatus().equals("aborted"));
        assertThat(aborted).containsExactly(10);
        assertThat(api.aborts()).isEqualTo(1);
    }

    /** Not known, or not to be read: nobody can keep the cap then, and somebody is told so. */
    @ParameterizedTest
    @ValueSource(strings = { "", "many" })
    void creditsThatAreNotSaidAreNotTooManyAndThatIsToldOnce(String credits) {
        spend(1);
        api.put("s", "other", "running");
        api.odd.put("credit_used", credits.isEmpty() ? null : credits);
        await(10);
        await(20);
        await(waits, "other", null);
        try (Warnings log = new Warnings()) {
            time.pass(INTERVAL);
            assertThat(log.messages()).noneMatch(message -> message.contains("maxCredits"));
            time.pass(Duration.ofMinutes(5));

            assertThat(log.messages()).filteredOn(message -> message.contains("maxCredits")).containsExactly(
                    "Run r may use more than maxCredits=10: nobody aborts it, since 3 looks did not show what it has used"
                                                                                                             + " (credit_used)");
        }
        assertThat(api.aborts()).isZero();
    }

    /** The API says that it does it, and does not. */
    @Test
    void anAbortThatHasNoEffectIsSentAgainLessAndLessOftenAndSaid() {
        spend(1);
        api.afterAbort = null;
        CompletableFuture<Run> wait = await(10);
        time.pass(Duration.ofSeconds(40));
        assertThat(api.aborts()).as("it may take a while").isEqualTo(1);
        time.pass(TIMEOUT);

        assertThat(api.aborts()).isBetween(9L, 11L);
        assertThat(wait).isCompletedExceptionally().failsWithin(Duration.ZERO).withThrowableThat()
                .withCauseInstanceOf(LobstrTimeoutException.class)
                .withMessageMatching(".*its status is running; it has used 3[0-9.]+ credits, more than 10 \\(maxCredits\\);"
                                     + " lobstr.io has accepted its abort, which has had no effect");
        assertThat(aborted).isEmpty();
    }

    /** Somebody lets it go on. */
    @Test
    void aRunThatGoesOnAfterItsAbortIsAbortedAnew() {
        spend(1);
        api.afterAbort = "uploading";
        CompletableFuture<Run> wait = await(10);
        time.pass(Duration.ofSeconds(20));
        assertThat(api.aborts()).isEqualTo(1);
        api.put("s", "r", "running");
        api.afterAbort = "aborted";
        time.pass(INTERVAL.plus(INTERVAL));

        assertThat(api.aborts()).isEqualTo(2);
        assertThat(wait).isCompleted();
        assertThat(aborted).containsExactly(10);
    }

    /** Where it has accepted it before, it is no reason to give up that it now says that there is nothing to abort. */
    @Test
    void aRefusalAfterAnAcceptedAbortEndsNoWait() {
        spend(1);
        api.afterAbort = null;
        CompletableFuture<Run> wait = await(10);
        time.pass(Duration.ofSeconds(20));
        api.failures.put("abort", new LobstrNotFoundException("404", 404, null, null, null, null));
        time.pass(Duration.ofMinutes(2));
        assertThat(wait).isNotDone();

        api.put("s", "r", "aborted");
        time.pass(INTERVAL);
        assertThat(wait).isCompleted();
        assertThat(aborted).containsExactly(10);
    }

    static Stream<Arguments> stops() {
        return Stream.of(
                arguments(1000, "running", false, "the run goes on"),
                arguments(10, "running", true, "its abort was sent, and what became of it is not known"),
                arguments(10, "running", false, "lobstr.io has accepted its abort"),
                arguments(10, "done", false, "the run is over"));
    }

    @ParameterizedTest
    @MethodSource("stops")
    void aStopSaysWhatIsKnownOfTheRun(int cap, String status, boolean whileItIsSent, String words) {
        spend(1);
        api.put("s", "r", status);
        api.afterAbort = null;
        api.duringAbort = whileItIsSent ? waits::stop : () -> {
        };
        CompletableFuture<Run> wait = waits.await(new RunWait(
                "r", "s", null, TIMEOUT, INTERVAL, "route", new RunEnd("exported", run -> false),
                new CreditCap(BigDecimal.valueOf(cap), () -> {
                }))).toCompletableFuture();
        time.pass(Duration.ofSeconds(16));
        waits.stop();

        assertThat(wait).isCompletedExceptionally().failsWithin(Duration.ZERO).withThrowableThat()
                .withCauseInstanceOf(LobstrStoppedException.class)
                .withMessageEndingWith("its context or route was stopped; " + words);
    }

    /** Of many, as many are looked at as the waits' half of the budget lets: the others in their turn. */
    @Test
    void manyCappedWaitsStayWithinTheBudget() {
        RunWaits paced = new RunWaits(api, time::alarm, Duration.ofSeconds(1), time::nanoTime);
        IntStream.range(0, 60).forEach(i -> api.put("s", "r" + i, "running"));
        IntStream.range(0, 60).forEach(i -> await(paced, "r" + i, 1_000_000));
        time.pass(Duration.ofMinutes(1));
        api.requests.clear();

        time.pass(Duration.ofMinutes(10));

        assertThat(api.requests.size()).isBetween(500, 620);
        IntStream.range(0, 60).forEach(i -> assertThat(api.requests).contains("r" + i));
    }
}
