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

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import javax.management.ObjectName;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class AwaitRunTest extends SimulatorTestSupport {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String AWAIT = "lobstr:awaitRun?pollInterval=50";

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("seda:in?pollTimeout=50").routeId("waiting").onException(LobstrStoppedException.class).handled(true)
                        .to("mock:stopped")
                        .end().to(AWAIT).to("mock:out");
                from("direct:outer").routeId("outer").to("direct:inner").setHeader("outer").constant(true);
                from("direct:inner").to(AWAIT);
                from("direct:parts").routeId("parts").split(body()).parallelProcessing()
                        .setHeader(LobstrConstants.RUN_ID, body()).to(AWAIT);
                from("direct:whole").to("lobstr:startRun").to(AWAIT).to("lobstr:listRunTasks").to("mock:tasks");
            }
        };
    }

    @Override
    protected boolean useJmx() {
        return true;
    }

    private int waits() {
        return context().getComponent("lobstr", LobstrComponent.class).getAwaitedRuns();
    }

    private static Exchange answer(CompletableFuture<Exchange> wait) {
        assertThat(wait).succeedsWithin(SOON);
        return wait.join();
    }

    private Exchange waited(String uri, SimulatedRun run) {
        return send(uri, Map.of(LobstrConstants.RUN_ID, run.id()));
    }

    @Test
    void answersTheRunWithItsHeaders() {
        SimulatedRun run = squid.startRun();
        run.fail("no_credits_left");

        Exchange exchange = waited(AWAIT, run);

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(Run.class).getStatus()).isEqualTo("error");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(LobstrConstants.RUN_STATUS, "error")
                .containsEntry(LobstrConstants.RUN_DONE_REASON, "no_credits_left")
                .containsEntry(LobstrConstants.SQUID_ID, squid.id());
    }

    @Test
    void startAwaitAndReadInOneRoute() throws Exception {
        MockEndpoint tasks = getMockEndpoint("mock:tasks");
        tasks.expectedMessageCount(1);
        simulator.afterAnswer(request -> {
            if ("/v1/runs".equals(request.path())) {
                squid.activeRun().ifPresent(SimulatedRun::finish);
            }
        });

        template().sendBodyAndHeader("direct:whole", null, LobstrConstants.SQUID_ID, squid.id());

        tasks.assertIsSatisfied();
        assertThat(tasks.getExchanges().get(0).getMessage().getHeader(LobstrConstants.RUN_STATUS)).isEqualTo("done");
    }

    @Test
    void thousandsWaitOnAHandfulOfThreads() throws Exception {
        int count = 5000;
        List<SimulatedRun> runs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            runs.add(simulator.addSquid("Squid " + i, SimulatedLobstr::untilTold).startRun());
        }
        AsyncProducer producer = context().getEndpoint("lobstr:awaitRun?pollInterval=2s").createAsyncProducer();
        producer.start();
        AtomicInteger callbacks = new AtomicInteger();
        Queue<Exchange> answers = new ConcurrentLinkedQueue<>();
        long threads = ownThreads();
        for (SimulatedRun run : runs) {
            Exchange exchange = new DefaultExchange(context());
            exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id());
            exchange.getMessage().setHeader(LobstrConstants.SQUID_ID, run.squid().id());
            assertThat(producer.process(exchange, done -> {
                callbacks.incrementAndGet();
                answers.add(exchange);
            })).isFalse();
        }
        assertThat(waits()).isEqualTo(count);
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/squids") >= 51);
        assertThat(ownThreads() - threads).isLessThanOrEqualTo(8);
        // a sweep, and some runs that are read anyway
        assertThat(simulator.requests().count("GET /v1/runs/*")).isLessThan(100);

        runs.forEach(SimulatedRun::finish);
        await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> assertThat(callbacks).hasValue(count));

        assertThat(answers).allMatch(exchange -> "done".equals(exchange.getMessage().getHeader(LobstrConstants.RUN_STATUS)));
        assertThat(answers.stream().distinct()).hasSize(count);
        assertThat(simulator.requests().count()).isLessThan(count + 800);
        assertThat(waits()).isZero();
    }

    /** Those of this context: others of this JVM come and go. */
    private long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Camel (" + context().getName() + ")")).count();
    }

    @Test
    void timesOutWithTheLastKnownRun() {
        SimulatedRun run = squid.startRun();

        LobstrTimeoutException failure
                = failure(LobstrTimeoutException.class, waited(AWAIT + "&awaitTimeout=300", run));

        assertThat(failure.getRun().getId()).isEqualTo(run.id());
        assertThat(failure).hasMessage("awaitRun of run " + run.id()
                                       + " was not finished within 300 ms (awaitTimeout): its status is running");
    }

    @Test
    void aRefusedKeyFailsAtOnce() {
        failure(LobstrAuthenticationException.class, waited(AWAIT + "&apiKey=wrong", squid.startRun()));
    }

    @Test
    void anOutageIsOvercome() {
        SimulatedRun run = squid.startRun();
        run.finish();
        simulator.faults().next("GET /v1/runs/*", Fault.serverError(), Fault.dropped(), Fault.tooManyRequests(Duration.ZERO),
                Fault.truncatedJson());

        assertThat(waited(AWAIT, run).getMessage().getBody(Run.class).getStatus()).isEqualTo("done");
    }

    @Test
    void aTransactedExchangeWaitsOnItsOwnThread() throws Exception {
        SimulatedRun run = squid.startRun();
        AsyncProducer producer = context().getEndpoint(AWAIT).createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id());
        exchange.getExchangeExtension().setTransacted(true);
        CompletableFuture<Boolean> answer = CompletableFuture.supplyAsync(() -> producer.process(exchange, done -> {
        }));
        await().atMost(SOON).until(() -> waits() == 1);
        assertThat(answer).isNotDone();

        run.finish();

        assertThat(answer.get(60, TimeUnit.SECONDS)).isTrue();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Run.class);
    }

    private SimulatedRun inRoute() {
        SimulatedRun run = squid.startRun();
        template().sendBodyAndHeader("seda:in", null, LobstrConstants.RUN_ID, run.id());
        await().atMost(SOON).until(() -> waits() == 1);
        return run;
    }

    /** Camel would cut off what is in flight after its shutdown timeout, and not start the steps of the route again. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void goesOnOverASuspend(boolean wholeContext) throws Exception {
        context().getShutdownStrategy().setTimeout(5);
        MockEndpoint out = getMockEndpoint("mock:out");
        out.expectedMessageCount(1);
        SimulatedRun run = inRoute();
        suspend(wholeContext);
        assertThat(context().getShutdownStrategy().isTimeoutOccurred()).isFalse();
        assertThat(context().getInflightRepository().size("waiting")).isZero();
        assertThat(waits()).isEqualTo(1);

        run.finish();

        out.assertIsSatisfied();
        assertThat(out.getExchanges().get(0).getMessage().getBody(Run.class).getStatus()).isEqualTo("done");
        await().atMost(SOON).untilAsserted(() -> assertThat(context().getInflightRepository().size("waiting")).isZero());
        resume(wholeContext);
        SimulatedRun next = inRoute();
        assertThat(context().getInflightRepository().size("waiting")).isEqualTo(1);
        next.finish();
        await().atMost(SOON).until(() -> out.getReceivedCounter() == 2);
    }

    @Test
    void aRouteThatCallsTheWaitingOneCanBeSuspendedToo() throws Exception {
        context().getShutdownStrategy().setTimeout(5);
        SimulatedRun run = squid.startRun();
        CompletableFuture<Exchange> wait = template()
                .asyncSend("direct:outer", exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()));
        await().atMost(SOON).until(() -> waits() == 1);

        context().getRouteController().suspendRoute("outer");

        assertThat(context().getShutdownStrategy().isTimeoutOccurred()).isFalse();
        assertThat(waits()).isEqualTo(1);
        run.finish();
        assertThat(answer(wait).getException()).isNull();
        assertThat(wait.join().getMessage().getHeader("outer")).isEqualTo(true);
    }

    /** Camel counts the whole, once: taking out each part would leave the others uncounted. */
    @Test
    void aPartOfASplitIsNotTakenOutOfTheCount() throws Exception {
        List<SimulatedRun> runs = List.of(squid.startRun(),
                simulator.addSquid("Other", setup -> setup.runningUntilTold().uploadingFor(Duration.ZERO)).startRun());
        CompletableFuture<Exchange> wait = template().asyncSend("direct:parts",
                exchange -> exchange.getMessage().setBody(runs.stream().map(SimulatedRun::id).toList()));
        await().atMost(SOON).until(() -> waits() == 2);

        CompletableFuture<Void> suspended = untilCamelWaits(() -> suspend("parts"));
        assertThat(context().getInflightRepository().size("parts")).isEqualTo(1);
        assertThat(suspended).isNotDone();
        runs.forEach(SimulatedRun::finish);

        assertThat(suspended).succeedsWithin(SOON);
        assertThat(context().getShutdownStrategy().isTimeoutOccurred()).isFalse();
        assertThat(answer(wait).getException()).isNull();
        assertThat(context().getInflightRepository().size("parts")).isZero();
    }

    @Test
    void aStopGivesAWaitTheShutdownTimeout() throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        out.expectedMessageCount(1);
        SimulatedRun run = inRoute();
        suspend(false);

        CompletableFuture<Void> stopped = untilCamelWaits(() -> {
            try {
                context().getRouteController().stopRoute("waiting");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(waits()).isEqualTo(1);
        assertThat(stopped).isNotDone();
        run.finish();

        out.assertIsSatisfied();
        assertThat(stopped).succeedsWithin(SOON);
    }

    /** @return what goes on, after Camel has said that it waits for something in flight */
    private static CompletableFuture<Void> untilCamelWaits(Runnable shutdown) {
        try (Warnings log = new Warnings(Level.INFO)) {
            CompletableFuture<Void> done = CompletableFuture.runAsync(shutdown);
            await().atMost(SOON).until(() -> log.messages().stream()
                    .anyMatch(message -> message.startsWith("Waiting as there are still 1 inflight")));
            return done;
        }
    }

    private void suspend(boolean wholeContext) throws Exception {
        if (wholeContext) {
            context().suspend();
        } else {
            suspend("waiting");
        }
    }

    private void suspend(String route) {
        try {
            context().getRouteController().suspendRoute(route);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void resume(boolean wholeContext) throws Exception {
        if (wholeContext) {
            context().resume();
        } else {
            context().getRouteController().resumeRoute("waiting");
        }
    }

    @Test
    void endsWhenItsSuspendedContextIsStopped() throws Exception {
        MockEndpoint stopped = getMockEndpoint("mock:stopped");
        inRoute();
        context().suspend();
        assertThat(waits()).isEqualTo(1);

        context().stop();

        assertThat(stopped.getExchanges()).singleElement().satisfies(
                exchange -> assertThat(exchange.getProperty(Exchange.EXCEPTION_CAUGHT))
                        .isInstanceOf(LobstrStoppedException.class));
    }

    @Test
    void endsWhenItsRouteIsStopped() throws Exception {
        MockEndpoint out = getMockEndpoint("mock:out");
        out.expectedMessageCount(0);
        inRoute();

        context().getRouteController().stopRoute("waiting", 1, TimeUnit.SECONDS);

        await().atMost(SOON).until(() -> waits() == 0);
        out.assertIsSatisfied();
    }

    @Test
    void endsWhenTheContextIsStopped() throws Exception {
        MockEndpoint stopped = getMockEndpoint("mock:stopped");
        stopped.expectedMessageCount(1);
        inRoute();
        long begin = System.nanoTime();

        context().stop();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(20));
        assertThat(stopped.getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void canBeWatchedInJmx() throws Exception {
        SimulatedRun run = inRoute();
        ObjectName name = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("org.apache.camel:type=components,name=\"lobstr\",*"), null).iterator().next();

        assertThat(ManagementFactory.getPlatformMBeanServer().getAttribute(name, "AwaitedRuns")).isEqualTo(1);
        await().atMost(SOON).untilAsserted(() -> assertThat(
                ManagementFactory.getPlatformMBeanServer().invoke(name, "listAwaitedRuns", null, null).toString())
                .contains("run " + run.id() + " of squid " + squid.id() + ": running"));
        run.finish();
    }

    @Test
    void twoWaitForTheSameRun() {
        SimulatedRun run = squid.startRun();
        List<CompletableFuture<Exchange>> both = IntStream.range(0, 2).mapToObj(i -> template()
                .asyncSend(AWAIT, exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()))).toList();
        await().atMost(SOON).until(() -> waits() == 2);

        run.finish();

        both.forEach(one -> assertThat(answer(one).getMessage().getBody(Run.class).getId()).isEqualTo(run.id()));
    }

    @Test
    void aRunThatIsDeletedOrWasNeverThereEndsItsWait() {
        List<CompletableFuture<Exchange>> both = Stream.of(squid.startRun().id(), "nope").map(run -> template()
                .asyncSend(AWAIT, exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run))).toList();
        await().atMost(SOON).until(() -> waits() == 2);

        squid.delete();

        both.forEach(wait -> failure(LobstrNotFoundException.class, answer(wait)));
    }

    @Test
    void anotherRunOfTheSquidDoesNotStandForIt() {
        SimulatedRun run = squid.startRun();
        SimulatedSquid other = simulator.addSquid("Other", setup -> setup.runningUntilTold());
        SimulatedRun second = other.startRun();
        List<CompletableFuture<Exchange>> both = List.of(run, second).stream().map(one -> template()
                .asyncSend(AWAIT, exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, one.id()))).toList();
        await().atMost(SOON).until(() -> waits() == 2);

        SimulatedRun newest = squid.forceRun();
        newest.finish();
        long before = looks(run);
        await().atMost(SOON).until(() -> looks(run) >= before + 3);
        assertThat(waits()).isEqualTo(2);
        run.abort();

        assertThat(answer(both.get(0)).getMessage().getBody(Run.class).getStatus()).isEqualTo("aborted");
        second.finish();
        assertThat(answer(both.get(1)).getMessage().getBody(Run.class).getId()).isEqualTo(second.id());
    }

    /** At the list of squids, or, where no other run is due with it, at itself. */
    private long looks(SimulatedRun run) {
        return simulator.requests().count("GET /v1/squids") + simulator.requests().count("GET /v1/runs/" + run.id());
    }

    /** The start has read the runs before it, and has told that this one is new. */
    @Test
    void aRunThatWasJustStartedIsLeftAloneWhereItsSquidTakesLonger() throws Exception {
        for (int i = 1; i <= 5; i++) {
            Instant created = Instant.now().minus(Duration.ofDays(i));
            squid.addRun(run -> run.createdAt(created).pendingFor(Duration.ZERO).runningFor(Duration.ofHours(1)));
        }
        template().asyncRequestBodyAndHeader("direct:whole", null, LobstrConstants.SQUID_ID, squid.id());
        await().atMost(SOON).until(() -> context().getComponent("lobstr", LobstrComponent.class).getAwaitedRuns() == 1);
        long before = simulator.requests().count();

        await().during(Duration.ofMillis(500)).atMost(SOON).until(() -> simulator.requests().count() == before);
    }
}
