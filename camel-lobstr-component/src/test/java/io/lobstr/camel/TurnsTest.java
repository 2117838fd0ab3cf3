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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * No squid holds another up, and what is due needs no request.
 */
class TurnsTest extends RunsTestSupport {

    private final AtomicBoolean broken = new AtomicBoolean();

    private void watch(String options) throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("lobstr:finishedRuns?initialDelay=0&startFrom=earliest" + options).routeId("watch").process(exchange -> {
                    emit(exchange);
                    if (broken.get()) {
                        throw new IllegalStateException("the database is down");
                    }
                    handle(exchange);
                });
            }
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void squidsBehindABusyOneHaveTheirTurn(boolean wholeAccount) throws Exception {
        List<String> squids = new ArrayList<>();
        List<SimulatedSquid> busy = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            SimulatedSquid next = simulator.addSquid("squid " + i,
                    setup -> setup.runningUntilTold().pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO));
            squids.add(next.id());
            busy.add(next);
            next.addFinishedRuns(2);
        }
        SimulatedSquid last = simulator.addSquid("last", SquidSetup::instantRuns);
        squids.add(last.id());
        String run = last.startRun().id();
        // in each poll more has finished than comes out
        AtomicBoolean goesOn = new AtomicBoolean(true);
        simulator.afterAnswer(request -> {
            long count = simulator.requests().count();
            for (int i = 0; goesOn.get() && count % 50 == 0 && i < 12; i++) {
                finishedRun(busy.get(i));
            }
        });

        watch("&delay=20&maxMessagesPerPoll=10" + (wholeAccount ? "" : "&squid=" + String.join(",", squids)));

        await().atMost(SOON).until(() -> simulator.requests().all().stream()
                .anyMatch(request -> last.id().equals(request.query().get("squid"))));
        goesOn.set(false);
        await().atMost(SOON).until(() -> handled.contains(run));
        assertThat(handled).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void whatIsDueComesOutWhileTheApiIsAway(boolean wholeAccount) throws Exception {
        squid.addFinishedRuns(3);
        broken.set(true);
        watch("&delay=20&maxRetries=0&maxMessagesPerPoll=1" + (wholeAccount ? "" : "&squid=" + squid.id()));
        await().atMost(SOON).until(() -> emitted.size() > 3);
        simulator.faults().always("/v1/**", Fault.unavailable());

        broken.set(false);

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).hasSize(3).doesNotHaveDuplicates());
    }

    @Test
    void whatIsDueComesOutWhileTheApiWantsToBeLeftAlone() throws Exception {
        squid.addFinishedRuns(3);
        broken.set(true);
        watch("&delay=20&maxRetryDelay=100&squid=" + squid.id());
        await().atMost(SOON).until(() -> emitted.size() > 3);
        simulator.faults().always("/v1/**", Fault.tooManyRequests(Duration.ofHours(1)));
        try (Warnings warnings = new Warnings()) {
            await().atMost(SOON).until(() -> warnings.messages().stream().anyMatch(message -> message.contains("429")));
        }
        simulator.requests().reset();

        broken.set(false);

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).hasSize(3).doesNotHaveDuplicates());
        assertThat(simulator.requests().all()).isEmpty();
    }

    /** It was left behind, so that the first page does not show it. */
    @Test
    void aRunThatCannotBeReadIsNoFailureOfItsSquid() throws Exception {
        SimulatedSquid other = simulator.addSquid("other", setup -> setup.runningUntilTold());
        String open = other.forceRun().id();
        for (int i = 0; i < 110; i++) {
            finishedRun(other);
        }
        simulator.faults().always("GET /v1/runs/" + open, Fault.error(400, "ParamsInvalid", "cannot be read"));
        try (Warnings warnings = new Warnings()) {
            watch("&delay=20&squid=" + other.id());

            await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/" + open) > 2);
            assertThat(warnings.own()).isEmpty();
        }
        assertThat(handled).hasSize(110);
    }

    @Test
    void theRetriesOfASquidHoldNoOtherUp() throws Exception {
        SimulatedSquid other = simulator.addSquid("other", SquidSetup::instantRuns);
        String run = other.startRun().id();
        Fault none = Fault.slow(Duration.ZERO);
        simulator.faults().next("GET /v1/runs", Fault.unavailable(), none, Fault.unavailable());

        // the retry is an hour away
        watch("&delay=20&maxRetries=3&retryDelay=3600000&maxRetryDelay=3600000&squid=" + squid.id() + "," + other.id());

        awaitHandled(run);
    }

    @Test
    void aSquidThatFailsIsReadAfterTheOthers() throws Exception {
        SimulatedSquid other = simulator.addSquid("other", setup -> setup.runningUntilTold());
        Fault none = Fault.slow(Duration.ZERO);
        simulator.faults().next("GET /v1/runs", Fault.error(400, "ParamsInvalid", "no such squid"), none);
        watch("&delay=200&squid=" + squid.id() + "," + other.id());

        awaitPolls(4);

        assertThat(simulator.requests().matching("GET /v1/runs").stream().limit(4)
                .map(request -> request.query().get("squid")))
                .containsExactly(squid.id(), other.id(), other.id(), squid.id());
    }

    @Test
    void aSquidWhoseKeysCannotBeReadHoldsNoOtherUp() throws Exception {
        SimulatedSquid other = simulator.addSquid("other", SquidSetup::instantRuns);
        String run = other.startRun().id();
        squid.addFinishedRuns(1);
        context().getRegistry().bind("picky", new MemoryIdempotentRepository(new ConcurrentHashMap<>()) {
            @Override
            public boolean contains(String key) {
                if (key.contains(squid.id())) {
                    throw new NoClassDefFoundError("a driver");
                }
                return super.contains(key);
            }
        });

        watch("&delay=20&idempotentRepository=#picky&squid=" + squid.id() + "," + other.id());

        awaitHandled(run);
        String next = other.startRun().id();
        awaitHandled(run, next);
    }

    @Test
    void anErrorInTheRouteEndsNoPolling() throws Exception {
        AtomicBoolean once = new AtomicBoolean();
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(finishedRuns).routeId("watch").process(exchange -> {
                    emit(exchange);
                    if (once.compareAndSet(false, true)) {
                        throw new StackOverflowError("too deep");
                    }
                    handle(exchange);
                });
            }
        });
        squid.addFinishedRuns(2);

        awaitHandled(squid.run(0).id(), squid.run(1).id());
        assertThat(consumer("watch").getFailedRuns()).isEqualTo(1);
        await().atMost(SOON).until(() -> consumer("watch").getInFlightRuns() == 0);
    }
}
