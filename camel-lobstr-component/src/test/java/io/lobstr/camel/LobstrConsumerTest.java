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

import java.io.File;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class LobstrConsumerTest extends SimulatorTestSupport {

    private static final Duration SOON = Duration.ofSeconds(20);

    private final String finishedRuns = "lobstr:finishedRuns?initialDelay=0&delay=20&squid=" + squid.id();
    private final List<String> emitted = new CopyOnWriteArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    /** Starts a route that notes what comes out, and fails for what is in {@link #failing}. */
    private void watch(String options) throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(finishedRuns + options).routeId("watch").process(LobstrConsumerTest.this::handle);
            }
        });
    }

    private void handle(Exchange exchange) {
        String run = exchange.getMessage().getBody(Run.class).getId();
        emitted.add(run);
        if (failing.contains(run)) {
            throw new IllegalStateException("the database is down");
        }
        exchanges.add(exchange.copy());
        handled.add(run);
    }

    private void awaitHandled(String... runs) {
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(runs));
    }

    /** Several polls go by. */
    private void awaitPolls(int polls) {
        long before = simulator.requests().count("GET /v1/runs");
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs") >= before + polls);
    }

    private String finishedRun() {
        SimulatedRun run = squid.startRun();
        run.finish();
        return run.id();
    }

    @Test
    void aRunComesOutWhenItHasFinished() throws Exception {
        SimulatedRun run = squid.startRun();
        watch("");
        awaitPolls(2);
        assertThat(emitted).isEmpty();

        run.fail("no_credits_left");
        awaitHandled(run.id());

        Exchange exchange = exchanges.get(0);
        Run body = exchange.getMessage().getBody(Run.class);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(LobstrConstants.RUN_ID, run.id())
                .containsEntry(LobstrConstants.SQUID_ID, squid.id())
                .containsEntry(LobstrConstants.RUN_STATUS, "error")
                .containsEntry(LobstrConstants.RUN_DONE_REASON, "no_credits_left")
                .containsEntry(Exchange.MESSAGE_TIMESTAMP, body.getEndedAt().toInstant().toEpochMilli());
        assertThat(exchange.getProperty(Exchange.BATCH_SIZE)).isEqualTo(1);
        assertThat(exchange.getProperty(Exchange.BATCH_INDEX)).isEqualTo(0);
        assertThat(exchange.getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
        awaitPolls(3);
        assertThat(emitted).containsExactly(run.id());
    }

    @Test
    void aRunThatIsStillUploadingIsNotFinished() throws Exception {
        squid.configure(setup -> setup.uploadingFor(Duration.ofHours(1)));
        SimulatedRun run = squid.startRun();
        watch("");
        awaitPolls(2);

        run.upload();
        assertThat(run.snapshot().isDone()).isTrue();
        awaitPolls(3);
        assertThat(emitted).isEmpty();

        run.finish();
        awaitHandled(run.id());
    }

    @Test
    void fromNowLeavesHistoryOut() throws Exception {
        squid.addFinishedRuns(30);
        watch("");
        awaitPolls(2);

        String run = finishedRun();

        awaitHandled(run);
    }

    @Test
    void aRunThatWasActiveAtAFirstStartIsNotHistory() throws Exception {
        SimulatedRun paused = squid.startRun();
        paused.pause();
        squid.forceRun().finish();
        watch("");
        awaitPolls(2);

        paused.resume();
        paused.finish();

        awaitHandled(paused.id());
    }

    @Test
    void fromEarliestReadsAllPagesOldestFirst() throws Exception {
        squid.addFinishedRuns(250);
        watch("&startFrom=earliest");

        List<String> all = IntStream.range(0, 250).mapToObj(i -> squid.run(249 - i).id()).toList();
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyElementsOf(all));
        awaitPolls(3);
        assertThat(emitted).hasSize(250);
    }

    @Test
    void fromAnInstantTakesWhatFinishedSince() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        squid.addRun(run -> run.createdAt(noon.minusSeconds(60)).runningFor(Duration.ofSeconds(10)));
        SimulatedRun later = squid.addRun(run -> run.createdAt(noon.minusSeconds(30)).runningFor(Duration.ofMinutes(1)));
        watch("&startFrom=2026-03-01T12:00:00Z");

        awaitHandled(later.id());
    }

    @Test
    void onlyTheWantedStatusesComeOut() throws Exception {
        watch("&statuses=error,aborted");
        awaitPolls(2);

        finishedRun();
        SimulatedRun failed = squid.startRun();
        failed.fail("cookies_expired");
        finishedRun();
        SimulatedRun aborted = squid.startRun();
        aborted.end(Ending.aborted());

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(failed.id(), aborted.id()));
    }

    @Test
    void whatFailsComesAgainAndHoldsNothingBack() throws Exception {
        watch("&maxMessagesPerPoll=1");
        awaitPolls(2);
        String first = finishedRun();
        failing.add(first);
        await().atMost(SOON).until(() -> emitted.contains(first));

        String second = finishedRun();
        awaitHandled(second);

        failing.clear();
        awaitHandled(second, first);
        awaitPolls(3);
        assertThat(handled).containsExactly(second, first);
    }

    @Test
    void greedyPollsEndAlthoughSomethingFails() throws Exception {
        squid.addFinishedRuns(20);
        String poison = squid.run(10).id();
        failing.add(poison);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("lobstr:finishedRuns?initialDelay=0&delay=3600000&greedy=true&maxMessagesPerPoll=3&startFrom=earliest&squid="
                     + squid.id()).process(LobstrConsumerTest.this::handle);
            }
        });

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).hasSize(19));
        assertThat(emitted.stream().filter(poison::equals)).hasSize(1);
    }

    @Test
    void whatADeadLetterChannelHandledIsSettled() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead"));
                from(finishedRuns).process(exchange -> {
                    emitted.add(exchange.getMessage().getBody(Run.class).getId());
                    throw new IllegalStateException("poison");
                });
            }
        });
        awaitPolls(2);

        String run = finishedRun();

        await().atMost(SOON).untilAsserted(() -> assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isEqualTo(1));
        awaitPolls(3);
        assertThat(emitted).containsExactly(run);
    }

    @Test
    void whatIsInFlightDoesNotComeAgain() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns).to("seda:slow");
                from("seda:slow?concurrentConsumers=3").process(exchange -> {
                    emitted.add(exchange.getMessage().getBody(Run.class).getId());
                    assertThat(release.await(20, TimeUnit.SECONDS)).isTrue();
                }).process(LobstrConsumerTest.this::handle);
            }
        });
        awaitPolls(2);

        String first = finishedRun();
        String second = finishedRun();
        await().atMost(SOON).until(() -> emitted.size() == 2);
        awaitPolls(3);
        assertThat(emitted).containsExactlyInAnyOrder(first, second);

        release.countDown();
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(first, second));
        awaitPolls(3);
        assertThat(handled).hasSize(2);
    }

    @Test
    void aRouteThatIsStoppedAndStartedForgetsNothing() throws Exception {
        watch("");
        awaitPolls(2);
        String first = finishedRun();
        awaitHandled(first);

        context().getRouteController().stopRoute("watch");
        String second = finishedRun();
        context().getRouteController().startRoute("watch");

        awaitHandled(first, second);
        awaitPolls(3);
        assertThat(emitted).containsExactly(first, second);
    }

    /**
     * A consumer that is no route's, as that of {@code master:}; its exchange holds the thread until it is released.
     */
    private LobstrConsumer ownConsumer(CountDownLatch inFlight, CountDownLatch release) throws Exception {
        LobstrConsumer consumer = (LobstrConsumer) context().getEndpoint(
                "lobstr:finishedRuns?initialDelay=0&delay=20&startFrom=earliest&squid=" + squid.id())
                .createConsumer(PluginHelper.getInternalProcessorFactory(context()).addUnitOfWorkProcessorAdvice(context(),
                        AsyncProcessorConverterHelper.convert(exchange -> {
                            inFlight.countDown();
                            // an interrupt ends it
                            release.await();
                            handle(exchange);
                        }), null));
        ServiceHelper.startService(consumer);
        return consumer;
    }

    @Test
    void aConsumerThatIsStoppedAloneFinishesWhatItHasInFlight() throws Exception {
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LobstrConsumer consumer = ownConsumer(inFlight, release);
        String run = finishedRun();
        assertThat(inFlight.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> ServiceHelper.stopAndShutdownService(consumer));
        await().atMost(SOON).until(consumer::isStopping);
        release.countDown();
        stop.get(SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(handled).containsExactly(run);
    }

    @Test
    void aStopThatIsInterruptedStopsAllTheSame() throws Exception {
        CountDownLatch inFlight = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        LobstrConsumer consumer = ownConsumer(inFlight, release);
        String run = finishedRun();
        assertThat(inFlight.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();

        AtomicBoolean interrupted = new AtomicBoolean();
        Thread stop = new Thread(() -> {
            ServiceHelper.stopService(consumer);
            interrupted.set(Thread.currentThread().isInterrupted());
        });
        stop.start();
        await().atMost(SOON).until(consumer::isStopping);
        stop.interrupt();
        stop.join(SOON.toMillis());
        assertThat(consumer.getStatus()).isEqualTo(ServiceStatus.Stopped);
        assertThat(interrupted).isTrue();
        assertThat(handled).isEmpty();

        release.countDown();
        ServiceHelper.startService(consumer);
        awaitHandled(run);
        ServiceHelper.stopAndShutdownService(consumer);
    }

    @Test
    void aSquidThatCannotBeReadHoldsNoOtherUp() throws Exception {
        for (Fault fault : List.of(Fault.error(400, "ParamsInvalid", "no such squid"), Fault.garbage())) {
            handled.clear();
            SimulatedSquid good = simulator.addSquid("good", SquidSetup::instantRuns);
            String run = good.startRun().id();
            simulator.faults().next("GET /v1/runs", fault);
            String id = "first-fails-with-" + fault;
            context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("lobstr:finishedRuns?initialDelay=0&delay=3600000&startFrom=earliest&squid=" + squid.id() + ","
                         + good.id()).routeId(id).process(LobstrConsumerTest.this::handle);
                }
            });
            awaitHandled(run);
            context().getRouteController().stopRoute(id);
        }
    }

    @Test
    void noPollBringsMoreThanItMay() throws Exception {
        List<String> squids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SimulatedSquid next = simulator.addSquid("squid " + i, SquidSetup::instantRuns);
            squids.add(next.id());
            // nine in the first fifty, which are read at once, ten in the others
            if (i < 9 || i >= 50) {
                next.startRun();
            }
        }
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=3600000&maxMessagesPerPoll=10&startFrom=earliest&squid="
                     + String.join(",", squids)).routeId("many").process(LobstrConsumerTest.this::handle);
            }
        });
        await().atMost(SOON).until(() -> handled.size() >= 10);
        context().getRouteController().stopRoute("many");
        assertThat(handled).hasSize(10);
    }

    @Test
    void aSuspendedRouteClaimsNothing() throws Exception {
        watch("");
        awaitPolls(2);
        context().getRouteController().suspendRoute("watch");
        assertThat(context().getRouteController().getRouteStatus("watch")).isEqualTo(ServiceStatus.Suspended);
        String run = finishedRun();

        context().getRouteController().resumeRoute("watch");
        awaitHandled(run);
    }

    @Test
    void aFileRemembersOverARestart(@TempDir Path folder) throws Exception {
        List<String> expected = new ArrayList<>();
        File store = folder.resolve("handled.txt").toFile();
        for (int life = 0; life < 3; life++) {
            context().getRegistry().bind("file" + life, FileIdempotentRepository.fileIdempotentRepository(store));
            AtomicInteger settled = new AtomicInteger(handled.size());
            String route = "life" + life;
            String uri = "lobstr:finishedRuns?initialDelay=0&delay=" + (20 + life) + "&idempotentRepository=#file" + life
                         + "&squid=" + squid.id();
            context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).routeId(route).process(LobstrConsumerTest.this::handle);
                }
            });
            awaitPolls(2);
            expected.add(finishedRun());
            await().atMost(SOON).until(() -> handled.size() > settled.get());
            awaitPolls(2);
            context().getRouteController().stopRoute(route);
            context().removeRoute(route);
            expected.add(finishedRun());
        }

        assertThat(handled).containsExactlyElementsOf(expected.subList(0, 5));
    }

    @Test
    void anIdlePollIsOneRequest() throws Exception {
        squid.addFinishedRuns(250);
        watch("");
        awaitPolls(3);
        simulator.requests().reset();

        awaitPolls(3);

        assertThat(simulator.requests().all()).allMatch(request -> request.path().equals("/v1/runs")
                && request.query().get("page").equals("1"));
    }

    @Test
    void anOpenRunBelowTheFirstPageIsAskedForAlone() throws Exception {
        SimulatedRun paused = squid.startRun();
        paused.pause();
        watch("");
        awaitPolls(2);
        for (int i = 0; i < 120; i++) {
            squid.forceRun().finish();
        }
        await().atMost(SOON).until(() -> handled.size() == 120);

        paused.resume();
        paused.finish();

        await().atMost(SOON).until(() -> handled.contains(paused.id()));
        assertThat(handled).hasSize(121);
    }

    @Test
    void severalSquidsComeInOneOrder() throws Exception {
        var other = simulator.addSquid("Other", setup -> setup.runningUntilTold());
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=20&startFrom=earliest&squid=" + squid.id() + "," + other.id())
                        .process(LobstrConsumerTest.this::handle);
            }
        });
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        awaitPolls(2);
        simulator.faults().always("GET /v1/runs", Fault.notFound());
        String second = squid.addRun(run -> run.createdAt(noon.plusSeconds(10)).runningFor(Duration.ofSeconds(1))).id();
        String first = other.addRun(run -> run.createdAt(noon).runningFor(Duration.ofSeconds(1))).id();
        simulator.faults().clear();

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(first, second));
    }

    @Test
    void aServerThatIsDownIsReportedAndOvercome() throws Exception {
        simulator.faults().always("/v1/**", Fault.unavailable());
        watch("&maxRetries=0");
        HealthCheck health = HealthCheckHelper.getHealthCheckRepository(context(), "consumers")
                .getCheck("consumer:watch").orElseThrow();
        await().atMost(SOON).untilAsserted(() -> {
            HealthCheck.Result result = health.call();
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 503);
            assertThat(result.getError().orElseThrow()).hasMessageContaining("finishedRuns of squid " + squid.id());
        });

        simulator.faults().clear();
        awaitPolls(2);
        String run = finishedRun();

        awaitHandled(run);
        await().atMost(SOON).until(() -> health.call().getState() == HealthCheck.State.UP);
    }

    @Test
    void noPollComesSoonerThanTheApiAsked() throws Exception {
        watch("&maxRetryDelay=100");
        awaitPolls(2);
        simulator.faults().next("GET /v1/runs", Fault.tooManyRequests(Duration.ofSeconds(1)));

        await().atMost(SOON).untilAsserted(() -> {
            List<Instant> polls
                    = simulator.requests().matching("GET /v1/runs").stream().map(request -> request.at()).toList();
            assertThat(IntStream.range(1, polls.size()).mapToObj(i -> Duration.between(polls.get(i - 1), polls.get(i))))
                    .anyMatch(gap -> gap.compareTo(Duration.ofMillis(950)) > 0);
        });
    }
}
