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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Routes that wait until they can start a run.
 */
class StartWaitTest extends SimulatorTestSupport {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final String start = "lobstr:startRun?onActiveRun=wait&pollInterval=50&squid=" + squid.id();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:in").routeId("waiting").to(start).to("mock:started");
                from("direct:capped").to(start).to("lobstr:awaitRun?pollInterval=50&maxCredits=2.5")
                        .to("lobstr:listRunTasks").to("mock:capped");
            }
        };
    }

    private long posts() {
        return simulator.requests().count("POST /v1/runs");
    }

    /** A look at what is in the way. */
    private void awaitLooks() {
        long before = simulator.requests().count();
        await().atMost(SOON).until(() -> simulator.requests().count() >= before + 3);
    }

    private static String id(CompletableFuture<Exchange> start) {
        assertThat(start).succeedsWithin(SOON);
        assertThat(start.join().getException()).isNull();
        return start.join().getMessage().getBody(Run.class).getId();
    }

    private CompletableFuture<Exchange> send(CamelContext context) {
        return context.createProducerTemplate().asyncSend(start, new DefaultExchange(context));
    }

    @Test
    void twoApplicationsThatWaitForOneSquidGetARunEach() throws Exception {
        SimulatedRun before = squid.startRun();
        try (CamelContext other = createCamelContext()) {
            other.start();
            List<CompletableFuture<Exchange>> both = List.of(send(context()), send(other));
            awaitLooks();
            assertThat(posts()).isZero();
            before.finish();

            await().atMost(SOON).until(() -> both.stream().anyMatch(CompletableFuture::isDone));
            awaitLooks();
            assertThat(both).filteredOn(CompletableFuture::isDone).hasSize(1);
            squid.run(0).finish();

            assertThat(List.of(id(both.get(0)), id(both.get(1))))
                    .containsExactlyInAnyOrder(squid.run(0).id(), squid.run(1).id());
        }
        assertThat(squid.runs()).hasSize(3);
    }

    /** The time is over, and the component stopped, at every moment of an attempt. */
    @ParameterizedTest
    @ValueSource(ints = { 1, 5, 30, 60_000 })
    void nobodyIsToldThatNothingWasStartedWhereARunWas(int timeout) throws Exception {
        simulator.account().slots(1000);
        List<SimulatedSquid> squids = IntStream.range(0, 150).mapToObj(i -> simulator.addSquid("Squid " + i)).toList();
        Map<SimulatedSquid, CompletableFuture<Exchange>> starts = new HashMap<>();
        CamelContext other = createCamelContext();
        try (other) {
            other.start();
            ProducerTemplate template = other.createProducerTemplate();
            ExecutorService callers = Executors.newFixedThreadPool(40);
            for (SimulatedSquid one : squids) {
                starts.put(one, CompletableFuture.supplyAsync(
                        () -> template.send("lobstr:startRun?onActiveRun=wait&awaitTimeout=" + timeout,
                                exchange -> exchange.getMessage().setHeader(LobstrConstants.SQUID_ID, one.id())),
                        callers));
            }
            callers.shutdown();
            if (timeout == 60_000) {
                await().atMost(SOON).until(() -> starts.values().stream().anyMatch(CompletableFuture::isDone));
                other.stop();
            }
            starts.forEach((one, start) -> {
                assertThat(start).succeedsWithin(SOON);
                Exception failure = start.join().getException();
                if (failure instanceof LobstrTimeoutException || failure instanceof LobstrStoppedException) {
                    assertThat(one.runs()).as(failure.getMessage()).isEmpty();
                }
            });
        }
    }

    @Test
    void aThousandWaitWithoutAThread() throws Exception {
        squid.startRun();
        List<CompletableFuture<Exchange>> all = new ArrayList<>();
        AsyncProducer producer = context().getEndpoint(start).createAsyncProducer();
        producer.start();
        long before = Thread.activeCount();
        for (int i = 0; i < 1000; i++) {
            CompletableFuture<Exchange> answer = new CompletableFuture<>();
            all.add(answer);
            Exchange exchange = new DefaultExchange(context());
            producer.process(exchange, done -> answer.complete(exchange));
        }
        awaitLooks();
        assertThat(Thread.activeCount() - before).isLessThan(20);
        assertThat(posts()).isZero();
        assertThat(simulator.requests().count("GET /v1/runs")).isEqualTo(1);

        for (int i = 0; i < 3; i++) {
            squid.activeRun().orElseThrow().finish();
            CompletableFuture<Exchange> next = all.get(i);
            assertThat(id(next)).isEqualTo(squid.run(0).id());
        }
        context().stop();
        assertThat(all).allMatch(CompletableFuture::isDone);
        assertThat(all.get(999).join().getException()).isInstanceOf(LobstrStoppedException.class);
        assertThat(posts()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = { "route", "context" })
    void aStopEndsTheWaitWithNothingStarted(String what) throws Exception {
        squid.startRun();
        CompletableFuture<Exchange> wait = template().asyncSend("direct:in", new DefaultExchange(context()));
        awaitLooks();

        if (what.equals("route")) {
            context().getRouteController().stopRoute("waiting", 1, TimeUnit.SECONDS);
        } else {
            context().stop();
        }

        assertThat(wait).succeedsWithin(SOON);
        squid.activeRun().orElseThrow().finish();
        assertThat(posts()).isZero();
        assertThat(failure(LobstrStoppedException.class, wait.join())).hasMessageContaining("nothing was started");
    }

    @Test
    void aSuspendEndsNoWait() throws Exception {
        context().getShutdownStrategy().setTimeout(5);
        squid.startRun();
        template().asyncSend("direct:in", new DefaultExchange(context()));
        awaitLooks();
        context().getRouteController().suspendRoute("waiting");
        assertThat(context().getShutdownStrategy().isTimeoutOccurred()).isFalse();

        squid.activeRun().orElseThrow().finish();

        await().atMost(SOON).until(() -> getMockEndpoint("mock:started").getReceivedCounter() == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "SlotsLimitExceeded", "ConcurrencyLimitExceeded", "RunInProgress" })
    void itStartsWhenThereIsASlot(String type) {
        simulator.faults().times("POST /v1/runs", 5, Fault.error(400, type, "Not now"));

        assertThat(send(start).getMessage().getBody(Run.class).getId()).isEqualTo(squid.run(0).id());
        assertThat(posts()).isEqualTo(6);
    }

    /** Of the start, or of the list before it, in the middle of the wait. */
    @ParameterizedTest
    @MethodSource("io.lobstr.camel.LobstrStartTest#afterActing")
    void aLostAnswerEndsNoWaitAndStartsNoSecondRun(Fault fault) {
        SimulatedRun before = squid.startRun();
        simulator.faults().next("POST /v1/runs", fault);
        CompletableFuture<Exchange> wait = template().asyncSend(start + "&requestTimeout=1000", new DefaultExchange(context()));
        awaitLooks();
        simulator.faults().next("GET /v1/runs", fault);
        before.finish();

        assertThat(id(wait)).isEqualTo(squid.run(0).id());
        assertThat(posts()).isEqualTo(1);
        assertThat(squid.runs()).hasSize(2);
    }

    @Test
    void aTimeoutSaysForWhichRun() {
        SimulatedRun run = squid.startRun();

        // a busy machine may take longer than that for the first attempt
        await().atMost(SOON).untilAsserted(() -> {
            LobstrTimeoutException failure = failure(LobstrTimeoutException.class, send(start + "&awaitTimeout=1000"));
            assertThat(failure)
                    .hasMessage("startRun of squid " + squid.id() + ": nothing was started within 1000 ms (awaitTimeout),"
                                + " since run " + run.id() + " of the squid is active");
            assertThat(failure.getRun().getId()).isEqualTo(run.id());
        });
    }

    /** Both faults: the start's, and then the abort's, whose answers are lost after they were done. */
    @Test
    void aRunThatIsWaitedForStaysWithinItsCap() throws Exception {
        squid.configure(setup -> setup.runningFor(Duration.ofSeconds(60)).results(600).creditsPerRow("0.5"));
        SimulatedRun before = squid.startRun();
        simulator.faults().next("POST /v1/runs", Fault.lostAnswer());
        simulator.faults().next("POST /v1/runs/*/abort", Fault.lostAnswer());
        MockEndpoint capped = getMockEndpoint("mock:capped");
        capped.expectedMessageCount(1);
        template().asyncSendBody("direct:capped", null);
        awaitLooks();
        before.finish();

        capped.assertIsSatisfied(SOON.toMillis());
        assertThat(capped.getExchanges().get(0).getMessage().getHeaders())
                .containsEntry(LobstrConstants.RUN_STATUS, "aborted").containsEntry(LobstrConstants.ABORTED_BY, "maxCredits")
                .containsEntry(LobstrConstants.RUN_ID, squid.run(0).id());
        assertThat(simulator.requests().count("POST /v1/runs/*/abort")).isEqualTo(1);
        assertThat(posts()).isEqualTo(1);
    }

    @Test
    void anotherRunWasNotAborted() {
        SimulatedRun run = squid.startRun();
        run.finish();

        Exchange exchange = template().request("lobstr:awaitRun?maxCredits=1000&run=" + run.id(),
                asked -> asked.getMessage().setHeader(LobstrConstants.ABORTED_BY, "maxCredits"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(LobstrConstants.ABORTED_BY);
    }
}
