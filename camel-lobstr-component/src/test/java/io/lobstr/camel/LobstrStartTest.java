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
package io.lobstr.camel;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A start costs money: it happens once, and whoever asked for it learns of it.
 */
class LobstrStartTest extends SimulatorTestSupport {

    private final String startRun = "lobstr:startRun?squid=" + squid.id();

    private long posts() {
        return simulator.requests().count("POST /v1/runs");
    }

    private Run started(Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(Run.class);
    }

    private LobstrServerException unknown(Exchange exchange) {
        LobstrServerException failure = failure(LobstrServerException.class, exchange);
        assertThat(failure.isRequestSent()).isTrue();
        assertThat(failure).hasMessageContaining("startRun of squid " + squid.id())
                .hasMessageContaining("whether a run was started cannot be known");
        assertThat(posts()).isEqualTo(1);
        return failure;
    }

    static Stream<Fault> afterActing() {
        return Stream.of(
                Fault.lostAnswer(), Fault.noAnswer(), Fault.cutBody(), Fault.garbage(), Fault.truncatedJson(),
                Fault.wrongTypes(), Fault.serverError().afterActing(), Fault.badGateway().afterActing(),
                Fault.unavailable().afterActing(), Fault.emptyBody().afterActing(), Fault.slow(Duration.ofSeconds(20)),
                Fault.trickle(Duration.ofSeconds(20)));
    }

    @ParameterizedTest
    @MethodSource("afterActing")
    void aRunWhoseAnswerIsLostIsFound(Fault fault) {
        squid.addFinishedRuns(3);
        simulator.faults().next("POST /v1/runs", fault);

        Exchange exchange = send(startRun + "&requestTimeout=1000");

        assertThat(started(exchange).getId()).isEqualTo(squid.run(0).id());
        assertThat(exchange.getMessage().getHeader(LobstrConstants.RUN_ID)).isEqualTo(squid.run(0).id());
        assertThat(posts()).isEqualTo(1);
        assertThat(squid.runs()).hasSize(4);
    }

    @Test
    void theFirstRunOfASquidIsFound() {
        simulator.faults().next("POST /v1/runs", Fault.lostAnswer());

        assertThat(started(send(startRun)).getId()).isEqualTo(squid.run(0).id());
    }

    @Test
    void aRunThatIsOverAtOnceIsFound() {
        squid.configure(setup -> setup.instantRuns());
        squid.startRun();
        simulator.faults().next("POST /v1/runs", Fault.lostAnswer());

        assertThat(started(send(startRun)).getId()).isEqualTo(squid.run(0).id());
        assertThat(squid.runs()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aRunThatWasThereBeforeIsNeverAnswered(boolean active) {
        SimulatedRun before = squid.startRun();
        if (!active) {
            before.finish();
        }
        simulator.faults().next("POST /v1/runs", Fault.badGateway());

        unknown(send(startRun));

        assertThat(squid.runs()).hasSize(1);
        // once before, once at once, and once per retry
        assertThat(simulator.requests().count("GET /v1/runs")).isEqualTo(5);
    }

    @Test
    void aRunThatShowsUpLateIsFound() {
        squid.addFinishedRuns(1);
        simulator.faults().next("POST /v1/runs", Fault.dropped());
        simulator.beforeAnswer(request -> {
            if (simulator.requests().count("GET /v1/runs") == 3 && squid.activeRun().isEmpty()) {
                squid.startRun();
            }
        });

        assertThat(started(send(startRun)).getId()).isEqualTo(squid.run(0).id());
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void aScheduledRunIsNotTakenForOurs() {
        squid.addFinishedRuns(1);
        simulator.faults().next("POST /v1/runs", Fault.dropped());
        simulator.afterAnswer(request -> {
            if (request.method().equals("POST")) {
                squid.addRun(run -> run.createdAt(Instant.now()).origin("schedule"));
            }
        });

        unknown(send(startRun + "&maxRetries=0"));
    }

    @Test
    void severalNewRunsAreNamed() {
        squid.addFinishedRuns(1);
        simulator.faults().next("POST /v1/runs", Fault.lostAnswer());
        simulator.afterAnswer(request -> {
            if (request.method().equals("POST")) {
                squid.forceRun();
            }
        });

        assertThat(unknown(send(startRun))).hasMessageContaining("several runs are new")
                .hasMessageContaining(squid.run(0).id()).hasMessageContaining(squid.run(1).id());
    }

    @Test
    void aListThatCannotBeReadStopsNoStart() {
        simulator.faults().next("GET /v1/runs", Fault.serverError());

        assertThat(started(send(startRun)).getId()).isEqualTo(squid.run(0).id());
    }

    @Test
    void withoutTheListNothingIsKnown() {
        simulator.faults().next("GET /v1/runs", Fault.serverError());
        simulator.faults().next("POST /v1/runs", Fault.lostAnswer());

        assertThat(unknown(send(startRun))).hasMessageContaining("run " + squid.run(0).id());
    }

    @Test
    void aStartIsSentAgainOnlyAfterTooManyRequests() {
        squid.addFinishedRuns(1);
        simulator.faults().next("POST /v1/runs", Fault.tooManyRequests(), Fault.lostAnswer());
        simulator.afterAnswer(request -> {
            if (posts() == 1 && squid.runCount() == 1) {
                // somebody else's, while ours waits for its retry
                squid.startRun().finish();
            }
        });

        assertThat(started(send(startRun)).getId()).isEqualTo(squid.run(0).id());
        assertThat(posts()).isEqualTo(2);
        assertThat(squid.runs()).hasSize(3);
    }

    @Test
    void whatTheApiRefusesIsRefusedOnce() {
        failure(LobstrAuthenticationException.class, send(startRun + "&apiKey=wrong"));
        assertThat(simulator.requests().count()).isEqualTo(1);
        assertThat(failure(LobstrNotFoundException.class, send("lobstr:startRun?squid=nope")))
                .hasMessageContaining("startRun of squid nope failed: 404");
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void joinsTheActiveRun(boolean otherWord) {
        if (otherWord) {
            simulator.behaviour().enable(Quirk.RUN_IN_PROGRESS_ERROR);
        }
        squid.addFinishedRuns(2);
        SimulatedRun active = squid.startRun();

        Exchange exchange = send(startRun + "&onActiveRun=join");

        assertThat(started(exchange).getId()).isEqualTo(active.id());
        assertThat(exchange.getMessage().getHeader(LobstrConstants.RUN_ID)).isEqualTo(active.id());
        assertThat(squid.runs()).hasSize(3);
    }

    @Test
    void startsWhereThereIsNothingToJoin() {
        squid.startRun().finish();

        assertThat(started(send(startRun + "&onActiveRun=join")).getId()).isEqualTo(squid.run(0).id());
        assertThat(squid.runs()).hasSize(2);
    }

    @Test
    void joinsARunThatEndsMeanwhile() {
        SimulatedRun active = squid.startRun();
        simulator.afterAnswer(request -> {
            if (request.method().equals("POST")) {
                active.finish();
            }
        });

        assertThat(started(send(startRun + "&onActiveRun=join")).getId()).isEqualTo(active.id());
    }

    @Test
    void aRunThatWasOverBeforeIsNotJoined() {
        squid.addFinishedRuns(1);
        simulator.faults().next("POST /v1/runs", Fault.error(400, "RunInProgress", "A run is in progress"));

        failure(LobstrRunActiveException.class, send(startRun + "&onActiveRun=join"));
    }

    @Test
    void aRunThatCannotBeReadIsNotJoined() {
        squid.startRun();
        simulator.faults().times("GET /v1/runs", 5, Fault.serverError());

        LobstrRunActiveException failure = failure(LobstrRunActiveException.class, send(startRun + "&onActiveRun=join"));

        assertThat(failure.getSuppressed()).singleElement().isInstanceOf(LobstrServerException.class);
    }

    @Test
    void twoThatStartAtOnceEndWithOneRun() throws Exception {
        for (int round = 0; round < 5; round++) {
            CyclicBarrier together = new CyclicBarrier(2);
            simulator.beforeAnswer(request -> {
                if (request.method().equals("POST")) {
                    await(together);
                }
            });
            CamelContext other = createCamelContext();
            other.start();
            List<Exchange> answers;
            try {
                CompletableFuture<Exchange> there
                        = other.createProducerTemplate().asyncSend(startRun, new DefaultExchange(other));
                CompletableFuture<Exchange> here = template().asyncSend(startRun, new DefaultExchange(context()));
                answers = List.of(there.get(60, TimeUnit.SECONDS), here.get(30, TimeUnit.SECONDS));
            } finally {
                other.stop();
            }

            assertThat(squid.runs()).hasSize(round + 1);
            assertThat(answers).filteredOn(answer -> !answer.isFailed()).singleElement()
                    .satisfies(answer -> assertThat(started(answer).getId()).isEqualTo(squid.run(0).id()));
            assertThat(answers).filteredOn(Exchange::isFailed).singleElement()
                    .satisfies(answer -> failure(LobstrRunActiveException.class, answer));
            squid.run(0).finish();
        }
    }

    @Test
    void twoThatMayJoinEndWithTheSameRun() throws Exception {
        CyclicBarrier together = new CyclicBarrier(2);
        simulator.beforeAnswer(request -> {
            if (request.method().equals("POST")) {
                await(together);
            }
        });
        String join = startRun + "&onActiveRun=join";
        CamelContext other = createCamelContext();
        other.start();
        try {
            CompletableFuture<Exchange> there = other.createProducerTemplate().asyncSend(join, new DefaultExchange(other));
            CompletableFuture<Exchange> here = template().asyncSend(join, new DefaultExchange(context()));

            assertThat(started(there.get(60, TimeUnit.SECONDS)).getId()).isEqualTo(squid.run(0).id());
            assertThat(started(here.get(60, TimeUnit.SECONDS)).getId()).isEqualTo(squid.run(0).id());
        } finally {
            other.stop();
        }
        assertThat(squid.runs()).hasSize(1);
        assertThat(posts()).isEqualTo(2);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = { -600, 600 })
    void clocksMayDiffer(long seconds) {
        Clock clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(seconds));
        try (LobstrSimulator skewed = LobstrSimulator.builder().apiKey(KEY).clock(clock).build().start()) {
            SimulatedSquid there = skewed.addSquid("Maps", setup -> setup.runningUntilTold());
            there.startRun().finish();
            skewed.faults().next("POST /v1/runs", Fault.lostAnswer());

            Run run = started(send("lobstr:startRun?squid=" + there.id() + "&baseUrl=" + skewed.baseUrl()));

            assertThat(run.getId()).isEqualTo(there.run(0).id());
        }
    }
}
