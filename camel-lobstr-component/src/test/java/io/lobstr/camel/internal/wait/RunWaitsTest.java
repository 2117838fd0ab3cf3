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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.lobstr.camel.Warnings;
import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class RunWaitsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofHours(1);

    private final VirtualTime time = new VirtualTime();
    private final FakeRuns api = new FakeRuns(time, Duration.ofMillis(1));
    private final RunWaits waits = waits(Duration.ZERO);

    private RunWaits waits(Duration perRequest) {
        return new RunWaits(api, time::alarm, perRequest, time::nanoTime);
    }

    private CompletableFuture<Run> await(String run, String squid) {
        return await(waits, run, squid);
    }

    private static CompletableFuture<Run> await(RunWaits waits, String run, String squid) {
        return waits.await(new RunWait(run, squid, null, TIMEOUT, INTERVAL, "route")).toCompletableFuture();
    }

    private List<CompletableFuture<Run>> awaitAll(RunWaits waits, int count) {
        return IntStream.range(0, count).mapToObj(i -> await(waits, "r" + i, "s" + i)).toList();
    }

    private static Run answer(CompletableFuture<Run> wait) {
        assertThat(wait).isCompleted();
        return wait.join();
    }

    private static <T extends Throwable> T failure(Class<T> type, CompletableFuture<Run> wait) {
        assertThat(wait).isCompletedExceptionally();
        Throwable failure = catchThrowable(wait::join);
        assertThat(failure).isInstanceOf(CompletionException.class).hasCauseInstanceOf(type);
        return type.cast(failure.getCause());
    }

    @ParameterizedTest
    @ValueSource(strings = { "done", "aborted", "error" })
    void aRunThatIsOverIsAnsweredAtOnceHoweverItEnded(String status) {
        api.put("s", "r", status);

        CompletableFuture<Run> wait = await("r", null);
        time.pass(Duration.ofMillis(1));

        assertThat(answer(wait).getStatus()).isEqualTo(status);
        assertThat(api.requests).containsExactly("r");
        assertThat(waits.snapshot()).isEmpty();
    }

    /** After 0, 5, 10, 17 and 26 seconds, and later each 30. */
    @Test
    void aRunOfWhichNobodyKnowsHowLongItTakesIsReadLessAndLessOften() {
        api.put("s", "r", "running");
        CompletableFuture<Run> wait = await("r", "s");

        time.pass(Duration.ofSeconds(21));
        assertThat(api.requests).hasSize(4);
        time.pass(Duration.ofMinutes(10));
        int before = api.requests.size();
        time.pass(Duration.ofMinutes(10));
        assertThat(api.requests).hasSize(before + 20);
        assertThat(wait).isNotDone();
        api.put("s", "r", "done");
        time.pass(Duration.ofSeconds(30));

        assertThat(answer(wait).getStatus()).isEqualTo("done");
        time.pass(TIMEOUT);
        assertThat(time.alarms()).isZero();
        assertThat(api.requests).hasSize(before + 21);
    }

    /** It is seldom over within 200 s, and 20 s old when the wait begins. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void nothingIsAskedBeforeARunCanBeOver(boolean known) {
        api.put("s", "r", "running");
        api.shortest = Duration.ofSeconds(200);
        api.began = time.nanoTime() - Duration.ofSeconds(20).toNanos();
        Run run = known ? api.run("r") : null;
        api.requests.clear();
        CompletableFuture<Run> wait = waits.await(new RunWait("r", "s", run, TIMEOUT, INTERVAL, "route"))
                .toCompletableFuture();

        time.pass(Duration.ofSeconds(175));
        assertThat(api.requests).hasSize(known ? 0 : 1);
        time.pass(Duration.ofSeconds(9));
        assertThat(api.requests).hasSize(known ? 1 : 2);

        time.pass(Duration.ofSeconds(60));
        assertThat(api.requests).as("then at each interval").hasSizeBetween(12, 15);
        api.put("s", "r", "done");
        time.pass(INTERVAL);
        assertThat(answer(wait).getStatus()).isEqualTo("done");
    }

    /** One that is aborted is over sooner than any other. */
    @Test
    void howeverLongRunsTakeOneIsLookedAtInFiveMinutes() {
        api.put("s", "r", "running");
        api.shortest = Duration.ofHours(10);
        api.began = time.nanoTime();
        CompletableFuture<Run> wait = await("r", "s");
        time.pass(Duration.ofMinutes(11));
        assertThat(api.requests).hasSize(3);
        api.put("s", "r", "aborted");
        time.pass(Duration.ofMinutes(5));
        assertThat(answer(wait).getStatus()).isEqualTo("aborted");
    }

    @Test
    void uploadingIsNotTheEnd() {
        api.put("s", "r", "uploading");
        CompletableFuture<Run> wait = await("r", "s");

        time.pass(Duration.ofMinutes(1));

        assertThat(wait).isNotDone();
    }

    @Test
    void aLookServesAllWaitsOfARun() {
        api.put("s", "r", "running");
        List<CompletableFuture<Run>> all = new ArrayList<>();
        IntStream.range(0, 100).forEach(i -> all.add(await("r", i % 2 == 0 ? "s" : null)));

        time.pass(Duration.ofSeconds(1));
        assertThat(api.requests).containsExactly("r");
        api.put("s", "r", "done");
        time.pass(INTERVAL);

        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(api.requests).containsExactly("r", "r");
    }

    @Test
    void manyWaitsShareTheListOfSquids() {
        api.putAll(5000, "running");
        List<CompletableFuture<Run>> all = awaitAll(waits, 5000);

        time.pass(Duration.ofMinutes(10));
        // a look every 30 s in the end: 50 pages and a few reads of runs that seem to go on
        assertThat(api.sweeps()).isBetween(24L, 28L);
        assertThat(api.requests.size()).isLessThan(28 * (50 + 13) + 1);

        int before = api.requests.size();
        api.putAll(5000, "done");
        time.pass(Duration.ofSeconds(45));
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(api.requests.size() - before).isBetween(5050, 5200);
    }

    @Test
    void looksComeFurtherApartWhereTheyWouldUseUpTheBudget() {
        RunWaits polite = waits(Duration.ofSeconds(1));
        api.putAll(5000, "running");
        awaitAll(polite, 5000);

        time.pass(Duration.ofMinutes(60).minusSeconds(1));

        // a request in a second, that is half of 120 in a minute
        assertThat(api.requests.size()).isBetween(3000, 3700);
        assertThat(polite.snapshot()).hasSize(5000);
    }

    @Test
    void aListIsNotReadToItsEndWhereFewRunsAreCheaper() {
        api.putAll(5000, "running");
        List<CompletableFuture<Run>> all = awaitAll(waits, 3);

        time.pass(Duration.ofSeconds(11));

        assertThat(api.requests).containsExactly("page 1", "r0", "r1", "r2", "r0", "r1", "r2", "r0", "r1", "r2");
        assertThat(all).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void anotherRunOfTheSquidHidesNothing() {
        api.putAll(10, "running");
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);
        time.pass(Duration.ofSeconds(6));

        api.put("s3", "r3", "aborted");
        api.put("s3", "another", "running");
        time.pass(INTERVAL);

        assertThat(answer(all.get(3)).getStatus()).isEqualTo("aborted");
        assertThat(all).filteredOn(CompletableFuture::isDone).hasSize(1);
    }

    @Test
    void aRunWhoseSquidHadAnotherBeforeTheWaitBeganIsFoundToo() {
        api.putAll(10, "running");
        api.put("s3", "r3", "done");
        api.put("s3", "another", "running");
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);

        time.pass(Duration.ofSeconds(15));

        assertThat(all.get(3)).isDone();
    }

    @Test
    void aListThatLagsBehindIsNotBelieved() {
        api.putAll(10, "running");
        IntStream.range(0, 10).forEach(i -> api.listed.put("s" + i, "done"));
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);

        time.pass(Duration.ofMinutes(10));
        assertThat(all).noneMatch(CompletableFuture::isDone);
        assertThat(api.reads()).isLessThan(10 * 15);

        api.putAll(10, "done");
        time.pass(Duration.ofMinutes(2));
        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aListThatNeverShowsTheEndHoldsNobodyUp() {
        api.putAll(10, "done");
        IntStream.range(0, 10).forEach(i -> api.listed.put("s" + i, "running"));
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);

        time.pass(Duration.ofMinutes(2));

        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aWrongSquidIsCorrected() {
        api.putAll(10, "running");
        api.put("other", "x", "running");
        List<CompletableFuture<Run>> all = IntStream.range(0, 10).mapToObj(i -> await("r" + i, "other")).toList();
        time.pass(Duration.ofMinutes(1));

        api.put("s7", "r7", "done");
        time.pass(Duration.ofSeconds(30));

        assertThat(all.get(7)).isDone();
    }

    @Test
    void runsOfADeletedSquidEndTheirWaits() {
        api.putAll(10, "running");
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);
        time.pass(Duration.ofSeconds(6));

        api.squids.remove("s3");
        time.pass(Duration.ofMinutes(1));

        failure(LobstrNotFoundException.class, all.get(3));
        assertThat(all).filteredOn(CompletableFuture::isDone).hasSize(1);
    }

    @Test
    void aWaitTimesOutWithTheRunAsItWasLastRead() {
        api.put("s", "r", "running");
        CompletableFuture<Run> wait = waits
                .await(new RunWait("r", null, null, Duration.ofSeconds(12), INTERVAL, null)).toCompletableFuture();

        time.pass(Duration.ofMillis(11_999));
        assertThat(wait).isNotDone();
        time.pass(Duration.ofMillis(2));

        LobstrTimeoutException failure = failure(LobstrTimeoutException.class, wait);
        assertThat(failure).hasMessage(
                "awaitRun of run r was not finished within 12000 ms (awaitTimeout): its status is running");
        assertThat(failure.getRun().getId()).isEqualTo("r");
        assertThat(waits.snapshot()).isEmpty();
    }

    @Test
    void aTimeoutComesDuringAnOutageTooAndSaysSo() {
        api.failures.put("*", new LobstrServerException("failed: 502", 502, null, null, null, true, null));
        CompletableFuture<Run> wait = await("r", null);

        time.pass(TIMEOUT.plusSeconds(1));

        assertThat(failure(LobstrTimeoutException.class, wait)).hasMessageContaining("the last look failed: failed: 502");
        assertThat(api.requests.size()).isBetween(60, 75);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 10, 300 })
    void anOutageIsOvercome(int count) {
        api.putAll(count, "running");
        List<CompletableFuture<Run>> all = awaitAll(waits, count);
        time.pass(Duration.ofMinutes(1));
        api.failures.put("*", new LobstrServerException("failed: 0", 0, null, null, null, true, null));
        api.putAll(count, "done");
        time.pass(Duration.ofMinutes(10));
        assertThat(all).noneMatch(CompletableFuture::isDone);

        api.failures.clear();
        time.pass(Duration.ofMinutes(2));

        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aThrowInALookLosesNoWait() {
        api.put("s", "r", "done");
        api.failures.put("*", new IllegalStateException("a bug"));
        CompletableFuture<Run> wait = await("r", null);
        time.pass(Duration.ofMinutes(1));
        assertThat(wait).isNotDone();

        api.failures.clear();
        time.pass(Duration.ofMinutes(1));

        assertThat(wait).isCompleted();
    }

    @Test
    void aRetryAfterIsRespected() {
        api.put("s", "r", "done");
        api.failures.put("*", new LobstrRateLimitException("failed: 429", 429, null, null, Duration.ofMinutes(7), null));
        CompletableFuture<Run> wait = await("r", null);
        time.pass(Duration.ofSeconds(1));
        api.failures.clear();

        CompletableFuture<Run> another = await("r", null);
        time.pass(Duration.ofMinutes(6));
        assertThat(api.requests).hasSize(1);
        time.pass(Duration.ofMinutes(1));

        assertThat(wait).isCompleted();
        assertThat(another).isCompleted();
    }

    @Test
    void oneRunThatCannotBeReadHidesNoOther() {
        api.putAll(10, "done");
        api.failures.put("r0", new LobstrServerException("failed: 500", 500, null, null, null, true, null));
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);

        time.pass(Duration.ofMinutes(1));

        assertThat(all.get(0)).isNotDone();
        assertThat(all.subList(1, 10)).allMatch(CompletableFuture::isDone);
    }

    static Stream<Object> squidsThatCannotBeRead() {
        return Stream.of(null, Map.of("id", "s"), List.of("s"), "", 7, true);
    }

    /** Only the id and the status decide. */
    @ParameterizedTest
    @MethodSource("squidsThatCannotBeRead")
    void aRunIsOverWhateverItSaysOfItsSquid(Object squid) {
        api.odd.put("squid", squid);
        List.of("r1", "r2", "r3").forEach(run -> api.put("s", run, "running"));
        Run known = new Run(Map.of("id", "r3", "status", "running"));
        List<CompletableFuture<Run>> all = List.of(await("r1", null), await("r2", "s"),
                waits.await(new RunWait("r3", null, known, TIMEOUT, INTERVAL, "route")).toCompletableFuture());
        time.pass(INTERVAL);
        List.of("r1", "r2", "r3").forEach(run -> api.put("s", run, "done"));
        time.pass(TIMEOUT.minus(INTERVAL).minus(INTERVAL));

        assertThat(all).allMatch(wait -> answer(wait).getStatus().equals("done"));
    }

    static Stream<Throwable> throwables() {
        return Stream.of(new NullPointerException("a bug"), new OutOfMemoryError("made up"), new StackOverflowError("made up"));
    }

    private static void sneak(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        throw (RuntimeException) thrown;
    }

    /** Whatever earlier runs took: who gives up has looked shortly before. */
    @ParameterizedTest
    @ValueSource(ints = { 3, 7, 20, 100, 1000 })
    void noWaitEndsWithoutALook(int seconds) {
        api.putAll(1, "running");
        api.began = time.nanoTime();
        api.shortest = Duration.ofHours(10);
        Duration timeout = Duration.ofSeconds(seconds);
        CompletableFuture<Run> wait = waits.await(
                new RunWait("r0", "s0", api.run("r0"), timeout, INTERVAL, "route")).toCompletableFuture();
        api.put("s0", "r0", "done");

        time.pass(timeout.minusMillis(1));

        assertThat(answer(wait).isFinished()).isTrue();
    }

    /** Nothing that is thrown over the answers of some keeps the others from theirs. */
    @ParameterizedTest
    @MethodSource("throwables")
    void whatIsThrownOverARunIsItsOwn(Throwable thrown) {
        RunEnd broken = new RunEnd("finished", run -> {
            sneak(thrown);
            return true;
        });
        api.putAll(40, "done");
        List<CompletableFuture<Run>> odd = IntStream.range(0, 8).mapToObj(i -> waits
                .await(new RunWait("r" + i, "s" + i, null, TIMEOUT, INTERVAL, "route", broken, CreditCap.NONE))
                .toCompletableFuture()).toList();
        List<CompletableFuture<Run>> all = IntStream.range(6, 40).mapToObj(i -> await("r" + i, "s" + i)).toList();

        try (Warnings log = new Warnings()) {
            time.pass(INTERVAL);

            assertThat(all).allMatch(wait -> answer(wait).isFinished());
            assertThat(odd).noneMatch(CompletableFuture::isDone);
            time.pass(TIMEOUT);
            // hundreds of looks at each later
            assertThat(log.messages()).filteredOn(message -> message.contains("cannot be taken")).hasSize(8);
        }
        odd.forEach(wait -> failure(LobstrTimeoutException.class, wait));
    }

    /** Its message cannot be made, since it does not say what it waits for. */
    @Test
    void aWaitThatCannotBeEndedHidesNoOther() {
        api.putAll(3, "running");
        waits.await(new RunWait("r0", "s0", null, TIMEOUT, INTERVAL, "route", null, CreditCap.NONE));
        List<CompletableFuture<Run>> all = List.of(await("r1", "s1"), await("r2", "s2"));

        assertThat(catchThrowable(() -> time.pass(TIMEOUT.plusSeconds(1)))).isInstanceOf(NullPointerException.class);

        all.forEach(wait -> failure(LobstrTimeoutException.class, wait));
    }

    @Test
    void aRefusedKeyEndsAllWaits() {
        api.putAll(10, "running");
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);
        api.failures.put("*", new LobstrAuthenticationException("failed: 401", 401, null, null, null, null));

        time.pass(INTERVAL);

        all.forEach(wait -> failure(LobstrAuthenticationException.class, wait));
        assertThat(api.requests).hasSize(1);
    }

    @Test
    void aKeyThatMayNotListSquidsReadsEachRun() {
        api.putAll(10, "running");
        api.failures.put("page", new LobstrAuthenticationException("failed: 403", 403, null, null, null, null));
        List<CompletableFuture<Run>> all = awaitAll(waits, 10);
        time.pass(INTERVAL);
        api.putAll(10, "done");
        time.pass(INTERVAL);

        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void anErrorThatCannotMendEndsTheWaitsOfItsRunAlone() {
        api.putAll(2, "running");
        api.failures.put("r0", new LobstrException("failed: 400", 400, null, null, null, null));
        List<CompletableFuture<Run>> all = awaitAll(waits, 2);

        time.pass(INTERVAL);

        assertThat(failure(LobstrException.class, all.get(0)).getStatusCode()).isEqualTo(400);
        assertThat(all.get(1)).isNotDone();
    }

    @Test
    void stoppedWaitsEnd() {
        api.put("s", "r", "running");
        CompletableFuture<Run> wait = await("r", "s");
        CompletableFuture<Run> other = waits
                .await(new RunWait("r", null, null, TIMEOUT, INTERVAL, "other")).toCompletableFuture();
        time.pass(INTERVAL);

        waits.stop("other"::equals);
        assertThat(failure(LobstrStoppedException.class, other).getRun().getStatus()).isEqualTo("running");
        assertThat(wait).isNotDone();

        waits.stop();
        failure(LobstrStoppedException.class, wait);
        failure(LobstrStoppedException.class, await("r", null));
        assertThat(waits.snapshot()).isEmpty();
    }

    @Test
    void eachWaitCanBeSeen() {
        api.put("s", "r", "paused");
        await("r", null);
        time.pass(Duration.ofSeconds(29));

        assertThat(waits.snapshot()).singleElement()
                .hasToString("run r of squid s: paused, for 29 s, 3571 s left");
    }
}
