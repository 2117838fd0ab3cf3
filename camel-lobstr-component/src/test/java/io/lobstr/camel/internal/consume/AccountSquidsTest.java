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
package io.lobstr.camel.internal.consume;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.RequestBudget;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.Finishing;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.StartFrom;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What becomes of the others when a part of an account cannot be read.
 */
class AccountSquidsTest {

    private static final ScheduledExecutorService TIMER = Executors.newSingleThreadScheduledExecutor();
    private static final int PAGE = 3;

    private final FakeAccount account = new FakeAccount(PAGE, true, Instant.parse("2026-03-01T12:00:00Z"));
    private final List<String> out = new ArrayList<>();
    private final RunMemory memory = RunMemory.in(MemoryIdempotentRepository.memoryIdempotentRepository(), null);
    private final AccountSquids squids = new AccountSquids(
            memory.of("*"), squid -> new SquidWatch(memory.of(squid), run -> true, Finishing.ENDED));
    private final RunReader reader = new RunReader(
            new LobstrClient(
                    new FakeHttp(account), TIMER,
                    new LobstrSettings(new ApiKey("k3y"), URI.create("http://api"), Duration.ofSeconds(30), 1_000_000),
                    new RetryPolicy(0, Duration.ZERO, Duration.ZERO), new RequestBudget(0), (operation, status, took) -> {
                    }),
            Pause.BLOCKING, StartFrom.parse("now"), Clock.fixed(account.now(), ZoneOffset.UTC), () -> 0);
    private final Poller poller = new Poller(squids, reader, reader, () -> true, this::hand, new RetryAfter(() -> 0, time -> {
    }), () -> 0);

    @AfterAll
    static void stop() {
        TIMER.shutdownNow();
    }

    private int hand(Queue<DueRun> due, int most) {
        int handed = due.size();
        for (DueRun run : due) {
            run.claim();
            out.add(run.run().getSquid());
            run.settle();
        }
        return handed;
    }

    private void poll() {
        account.pass(60);
        poller.poll(Integer.MAX_VALUE);
    }

    private void runIn(int squids) {
        for (int i = 0; i < squids; i++) {
            account.start(account.create(i));
        }
        poll();
        account.squids.values().forEach(runs -> runs.get(0).ended = account.now());
    }

    @ParameterizedTest
    @CsvSource({ "500, true, 6", "404, false, 6", "422, true, 6", "0, false, 3", "401, true, 0" })
    void aPageThatFailsHidesNoPageAfterIt(int status, boolean byTheApi, int seen) {
        runIn(9);
        account.fail("/squids", 2, status, byTheApi);
        try {
            poll();
        } catch (LobstrException e) {
            assertThat(e.getStatusCode()).isEqualTo(401);
        }

        assertThat(out).hasSize(seen)
                .doesNotContainAnyElementsOf(List.copyOf(account.squids.keySet()).subList(PAGE, 2 * PAGE));
        poll();
        assertThat(out).hasSize(9).doesNotHaveDuplicates();
    }

    @Test
    void whereManyPagesFailTheOthersAreNotAsked() {
        runIn(30);
        account.failAlways("/squids", page -> page > 1);
        int before = account.requests;
        poll();

        assertThat(out).hasSize(PAGE);
        assertThat(account.requests - before).isEqualTo(1 + 3 + PAGE);
    }

    @Test
    void whereMemoryIsTooSmallThatIsSaidAndWhatToDo() {
        runIn(2);
        account.after("/runs", () -> {
            throw new OutOfMemoryError("made up");
        });

        assertThatIllegalStateException().isThrownBy(this::poll)
                .withMessage("The runs of squid s0 need more memory than there is, of which 0 could be read: "
                             + "give the JVM more, or set startFrom to a later instant");
        poll();
        assertThat(out).containsExactly("s2", "s0");
    }
}
