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
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** One answer that refuses proves nothing; one that lasts does. */
class PassingRefusalsTest {

    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final VirtualTime time = new VirtualTime();
    private final FakeRuns api = new FakeRuns(time, Duration.ofMillis(1));
    private final RunWaits waits = new RunWaits(api, time::alarm, Duration.ZERO, time::nanoTime);

    private CompletableFuture<Run> await(String run, String squid, Duration interval) {
        return waits.await(new RunWait(run, squid, null, Duration.ofHours(10), interval, null)).toCompletableFuture();
    }

    private List<CompletableFuture<Run>> awaitTen() {
        api.putAll(10, "running");
        return IntStream.range(0, 10).mapToObj(i -> await("r" + i, "s" + i, INTERVAL)).toList();
    }

    private static LobstrAuthenticationException refusal(int status) {
        return new LobstrAuthenticationException("listSquids failed: " + status, status, null, null, null, null);
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 5, 3600 })
    void aRunThatIsNotThereYetIsWaitedFor(long interval) {
        CompletableFuture<Run> wait = await("r", null, Duration.ofSeconds(interval));
        time.pass(Duration.ofSeconds(4));
        assertThat(api.requests).isNotEmpty();

        api.put("s", "r", "done");
        time.pass(Duration.ofSeconds(6));

        assertThat(wait).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(longs = { 1, 5, 3600 })
    void aRunThatIsNotThereForLongEndsItsWait(long interval) {
        CompletableFuture<Run> wait = await("r", null, Duration.ofSeconds(interval));

        time.pass(Duration.ofSeconds(9));
        assertThat(wait).isNotDone();
        time.pass(Duration.ofSeconds(7));

        assertThat(catchThrowable(wait::join)).hasCauseInstanceOf(LobstrNotFoundException.class);
    }

    /** Also among many, where a run is read only when its squid suggests it. */
    @Test
    void aRunThatWasThereIsNotGoneAtOnce() {
        List<CompletableFuture<Run>> all = awaitTen();
        time.pass(Duration.ofSeconds(6));
        api.failures.put("r3", new LobstrNotFoundException("failed: 404", 404, null, null, null, null));
        api.put("s3", "r3", "done");
        time.pass(Duration.ofSeconds(6));
        assertThat(all).noneMatch(CompletableFuture::isDone);

        api.failures.clear();
        time.pass(Duration.ofSeconds(12));

        assertThat(all.get(3)).isCompleted();
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403 })
    void oneRefusalBetweenGoodAnswersEndsNoWait(int status) {
        List<CompletableFuture<Run>> all = awaitTen();
        time.pass(Duration.ofSeconds(6));
        api.failures.put("*", refusal(status));
        time.pass(INTERVAL);
        assertThat(all).noneMatch(CompletableFuture::isDone);

        api.failures.clear();
        api.putAll(10, "done");
        time.pass(Duration.ofMinutes(1));

        assertThat(all).allMatch(wait -> wait.isDone() && !wait.isCompletedExceptionally());
    }

    @ParameterizedTest
    @ValueSource(ints = { 401, 403 })
    void oneThatLastsEndsAllAndNamesEachRun(int status) {
        List<CompletableFuture<Run>> all = awaitTen();
        time.pass(Duration.ofSeconds(6));
        api.failures.put("*", refusal(status));

        time.pass(Duration.ofMinutes(2));

        assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(catchThrowable(all.get(3)::join).getCause()).isInstanceOf(LobstrAuthenticationException.class)
                .hasMessage("awaitRun of run r3 failed: listSquids failed: " + status);
    }

    @Test
    void aKeyThatNeverWorkedEndsThemAtOnce() {
        api.failures.put("*", refusal(401));
        List<CompletableFuture<Run>> all = awaitTen();

        time.pass(Duration.ofMillis(10));

        assertThat(all).allMatch(CompletableFuture::isCompletedExceptionally);
    }

    @Test
    void anErrorIsAnOutage() {
        List<CompletableFuture<Run>> all = awaitTen();
        time.pass(Duration.ofSeconds(6));
        api.putAll(10, "done");
        api.errors = 1;
        time.pass(Duration.ofMinutes(1));

        assertThat(all).allMatch(wait -> wait.isDone() && !wait.isCompletedExceptionally());
    }
}
