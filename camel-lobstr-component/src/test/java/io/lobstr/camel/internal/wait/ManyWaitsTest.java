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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What befalls one wait is nobody else's.
 */
class ManyWaitsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofHours(24);
    private static final RunEnd EXPORTED
            = new RunEnd("exported", run -> run.isFinished() && !Boolean.FALSE.equals(run.getExportDone()));
    private static final LobstrServerException FAILURE
            = new LobstrServerException("failed: 500", 500, null, null, null, true, null);

    private final VirtualTime time = new VirtualTime();
    private final FakeRuns api = new FakeRuns(time, Duration.ofMillis(1));
    private final AtomicInteger errors = new AtomicInteger();
    /** As with half of 120 requests in a minute. */
    private final RunWaits waits = new RunWaits(api, this::alarm, Duration.ofSeconds(1), time::nanoTime);

    private void alarm(Duration delay, Runnable task) {
        strike();
        time.alarm(delay, task);
    }

    private void strike() {
        if (errors.getAndUpdate(count -> Math.max(0, count - 1)) > 0) {
            throw new LinkageError("made up");
        }
    }

    private CompletableFuture<Run> await(String run, String squid) {
        return await(run, squid, RunEnd.FINISHED, LONG);
    }

    private CompletableFuture<Run> await(String run, String squid, RunEnd end, Duration timeout) {
        return waits.await(new RunWait(run, squid, null, timeout, INTERVAL, null, end, CreditCap.NONE)).toCompletableFuture();
    }

    private List<CompletableFuture<Run>> await(int from, int to, boolean squidsAreKnown, RunEnd end) {
        return IntStream.range(from, to).mapToObj(i -> await("r" + i, squidsAreKnown ? "s" + i : null, end, LONG)).toList();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aRunThatAlwaysFailsHidesNoOther(boolean squidsAreKnown) {
        api.putAll(10, "running");
        api.failures.put("r0", FAILURE);
        await("r0", "s0");
        time.pass(Duration.ofMinutes(1));
        List<CompletableFuture<Run>> others = await(1, 10, squidsAreKnown, RunEnd.FINISHED);
        time.pass(Duration.ofMinutes(1));

        api.putAll(10, "done");
        time.pass(Duration.ofMinutes(1));

        assertThat(others).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aFewRunsThatAlwaysFailHoldNobodyUp() {
        api.putAll(20, "running");
        IntStream.range(0, 10).forEach(i -> api.failures.put("r" + i, FAILURE));
        await(0, 10, false, RunEnd.FINISHED);
        List<CompletableFuture<Run>> others = await(10, 20, false, RunEnd.FINISHED);
        time.pass(Duration.ofMinutes(10));

        api.putAll(20, "done");
        time.pass(Duration.ofSeconds(40));

        assertThat(others).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aListThatAlwaysFailsHidesNoRun() {
        api.putAll(50, "running");
        api.failures.put("page", FAILURE);
        List<CompletableFuture<Run>> all = await(0, 50, true, RunEnd.FINISHED);
        time.pass(Duration.ofMinutes(1));

        api.putAll(50, "done");
        time.pass(Duration.ofMinutes(5));

        assertThat(all).allMatch(CompletableFuture::isDone);
    }

    @Test
    void filesOfManyRunsAreAwaitedAsFastAsTheBudgetLets() {
        api.putAll(3000, "running");
        IntStream.range(0, 2000).forEach(i -> api.put("s" + i, "r" + i, "done"));
        IntStream.range(0, 2000).forEach(i -> api.exporting.add("r" + i));
        List<CompletableFuture<Run>> exports = await(0, 2000, true, EXPORTED);
        List<CompletableFuture<Run>> others = await(2000, 3000, true, RunEnd.FINISHED);
        time.pass(Duration.ofHours(1));
        assertThat(exports).noneMatch(CompletableFuture::isDone);
        int before = api.requests.size();

        api.exporting.clear();
        time.pass(Duration.ofMinutes(75));

        assertThat(exports).allMatch(CompletableFuture::isDone);
        // a request in a second
        assertThat(api.requests.size() - before).isLessThan(75 * 60 + 100);
        assertThat(others).noneMatch(CompletableFuture::isDone);
        api.putAll(3000, "done");
        time.pass(Duration.ofMinutes(2));
        assertThat(others).allMatch(CompletableFuture::isDone);
    }

    @Test
    void aTimeoutSaysWhatWasWaitedFor() {
        api.put("s", "r", "done");
        api.exporting.add("r");

        CompletableFuture<Run> wait = await("r", "s", EXPORTED, Duration.ofSeconds(12));
        time.pass(Duration.ofSeconds(13));

        assertThat(wait).isDone();
        assertThat(catchThrowable(wait::join)).hasCauseInstanceOf(LobstrTimeoutException.class)
                .hasMessageContaining("was not exported within 12000 ms (awaitTimeout): its status is done");
    }

    @Test
    void anErrorWhileOneTimesOutEndsNoOtherAndLosesNone() {
        api.put("s", "r", "running");
        api.put("s2", "r2", "running");
        CompletableFuture<Run> late = await("r", "s", RunEnd.FINISHED, INTERVAL.multipliedBy(2));
        CompletableFuture<Run> other = await("r2", "s2");
        api.failures.put("r", new LobstrServerException("failed: 500", 500, null, null, null, true, null) {
            @Override
            public String getMessage() {
                strike();
                return super.getMessage();
            }
        });
        time.pass(INTERVAL.multipliedBy(2).minusMillis(1));
        errors.set(1);

        assertThat(catchThrowable(() -> time.pass(Duration.ofMillis(2)))).isInstanceOf(LinkageError.class);
        api.put("s2", "r2", "done");
        time.pass(Duration.ofMinutes(2));

        assertThat(late).isDone();
        assertThat(catchThrowable(late::join)).hasCauseInstanceOf(LobstrTimeoutException.class);
        assertThat(other).isCompleted();
    }

    @Test
    void anAlarmThatCouldNotBeSetIsSetAnew() {
        api.put("s", "r", "done");
        errors.set(1);
        CompletableFuture<Run> first = await("r", "s");
        assertThat(first).isDone();
        assertThat(catchThrowable(first::join)).hasCauseInstanceOf(LinkageError.class);

        CompletableFuture<Run> second = await("r", "s");
        time.pass(Duration.ofSeconds(1));

        assertThat(second).isCompleted();
        assertThat(waits.snapshot()).isEmpty();
    }

    @Test
    void roundsLeaveNoAlarmsBehind() {
        api.put("s", "r", "running");
        await("r", "s");

        time.pass(Duration.ofHours(1));

        assertThat(time.alarms()).isLessThan(30);
    }
}
