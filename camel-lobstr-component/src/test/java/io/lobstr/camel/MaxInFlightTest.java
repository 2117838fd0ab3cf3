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
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.AsyncProcessorSupport;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * So many exchanges at most are in an asynchronous route at once; the others wait for their turn.
 */
class MaxInFlightTest extends RunsTestSupport {

    private final Queue<Runnable> inFlight = new ConcurrentLinkedQueue<>();
    private final AtomicInteger most = new AtomicInteger();

    private List<String> backlog(int size) {
        squid.addFinishedRuns(size);
        return IntStream.range(0, size).mapToObj(i -> squid.run(size - 1 - i).id()).toList();
    }

    /** Exchanges that end when the test says so. */
    private void watch(String options) throws Exception {
        // some never do, and the stop waits for them
        context().getShutdownStrategy().setTimeout(1);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(fromStart + options).routeId("watch").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        emit(exchange);
                        inFlight.add(() -> callback.done(false));
                        most.accumulateAndGet(inFlight.size(), Math::max);
                        return false;
                    }
                }).process(MaxInFlightTest.this::handle);
            }
        });
    }

    private void awaitEmitted(List<String> runs) {
        await().atMost(SOON).untilAsserted(() -> assertThat(emitted).containsExactlyElementsOf(runs));
    }

    @Test
    void aBacklogComesAsTheRouteGoes() throws Exception {
        List<String> runs = backlog(250);
        // no second poll is needed
        watch("&delay=3600000&maxInFlight=10");
        awaitEmitted(runs.subList(0, 10));
        assertThat(consumer("watch").getInFlightRuns()).isEqualTo(10);

        inFlight.remove().run();
        awaitEmitted(runs.subList(0, 11));
        for (int i = 1; i < 250; i++) {
            await().atMost(SOON).until(() -> !inFlight.isEmpty());
            inFlight.remove().run();
        }

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyElementsOf(runs));
        assertThat(emitted).as("oldest first").containsExactlyElementsOf(runs);
        assertThat(most).hasValueLessThanOrEqualTo(10);
        assertThat(consumer("watch").getInFlightRuns()).isZero();
    }

    @Test
    void aHundredWhereNothingIsSaid() throws Exception {
        List<String> runs = backlog(130);
        watch("&delay=20");
        awaitEmitted(runs.subList(0, 100));
        awaitPolls(3);
        assertThat(emitted).hasSize(100);
    }

    @Test
    void noMoreComeThanAPollMayBring() throws Exception {
        List<String> runs = backlog(20);
        watch("&delay=3600000&maxInFlight=2&maxMessagesPerPoll=5");
        for (int i = 0; i < 5; i++) {
            await().atMost(SOON).until(() -> !inFlight.isEmpty());
            inFlight.remove().run();
        }
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyElementsOf(runs.subList(0, 5)));
        await().during(200, TimeUnit.MILLISECONDS).atMost(SOON).until(() -> emitted.size() == 5);
    }

    @Test
    void exchangesThatNeverEndHoldUpNoPollAndNoStop() throws Exception {
        List<String> runs = backlog(5);
        watch("&delay=20&maxInFlight=2");
        awaitEmitted(runs.subList(0, 2));
        awaitPolls(3);

        consumer("watch").suspend();
        inFlight.remove().run();
        await().atMost(SOON).until(() -> handled.size() == 1);
        assertThat(emitted).as("suspended").hasSize(2);
        consumer("watch").resume();
        awaitEmitted(runs.subList(0, 3));

        context().getRouteController().stopRoute("watch", 1, TimeUnit.MILLISECONDS);
        assertThat(context().getRouteController().getRouteStatus("watch")).isEqualTo(ServiceStatus.Stopped);
        inFlight.remove().run();
        await().atMost(SOON).until(() -> handled.size() == 2);
        assertThat(emitted).as("stopped").hasSize(3);
        context().getRouteController().startRoute("watch");
        awaitEmitted(runs.subList(0, 4));
    }

    /** The first step takes the thread, the rest goes on elsewhere and is quick. */
    @Test
    void pollsGoOnWhileABacklogIsHandedOver() throws Exception {
        backlog(200);
        Semaphore permits = new Semaphore(0);
        ExecutorService elsewhere = Executors.newSingleThreadExecutor();
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(fromStart + "&delay=1&maxInFlight=2").routeId("watch").process(new AsyncProcessorSupport() {
                    @Override
                    public boolean process(Exchange exchange, AsyncCallback callback) {
                        permits.acquireUninterruptibly();
                        handle(exchange);
                        CompletableFuture.runAsync(() -> callback.done(false), elsewhere).join();
                        return false;
                    }
                });
            }
        });
        try {
            for (int i = 0; i < 5; i++) {
                long before = simulator.requests().count("GET /v1/runs");
                await().pollInterval(Duration.ofMillis(5)).atMost(SOON).until(() -> {
                    permits.release(permits.hasQueuedThreads() ? 1 : 0);
                    return simulator.requests().count("GET /v1/runs") > before;
                });
            }
            assertThat(handled).hasSizeLessThan(200);

            permits.release(1000);
            await().atMost(SOON).until(() -> handled.size() == 200);
            assertThat(handled).doesNotHaveDuplicates();
        } finally {
            permits.release(1000);
            elsewhere.shutdown();
        }
    }

    @Test
    void whatGoesOnOverAChangeOfTheRouteCounts() throws Exception {
        List<String> runs = backlog(6);
        context().getRegistry().bind("handled", MemoryIdempotentRepository.memoryIdempotentRepository());
        watch("&delay=20&maxInFlight=2&idempotentRepository=#handled");
        awaitEmitted(runs.subList(0, 2));
        context().getRouteController().stopRoute("watch", 1, TimeUnit.MILLISECONDS);
        context().removeRoute("watch");

        // another endpoint, and another route as JMX counts it
        watch("&delay=21&maxInFlight=2&idempotentRepository=#handled");
        awaitPolls(3);
        assertThat(emitted).hasSize(2);

        inFlight.remove().run();
        awaitEmitted(runs.subList(0, 3));
        awaitPolls(3);
        assertThat(emitted).hasSize(3);
    }

    @Test
    void whatFailsFreesItsPlaceAndComesLater() throws Exception {
        List<String> runs = backlog(4);
        CountDownLatch once = new CountDownLatch(1);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(fromStart + "&delay=20&maxInFlight=1").routeId("watch").threads(1).process(exchange -> {
                    emit(exchange);
                    if (once.getCount() > 0) {
                        once.countDown();
                        throw new IllegalStateException("the database is down");
                    }
                }).process(MaxInFlightTest.this::handle);
            }
        });
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrderElementsOf(runs));
        assertThat(emitted).hasSize(5);
        assertThat(handled.get(3)).isEqualTo(runs.get(0));
    }

    @Test
    void whatAQueueDropsComesOutAgain() throws Exception {
        List<String> runs = backlog(12);
        CountDownLatch release = new CountDownLatch(1);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(fromStart + "&delay=20&maxInFlight=6").routeId("watch")
                        .to("seda:small?size=2&discardWhenFull=true");
                from("seda:small?size=2").process(exchange -> release.await(SOON.toSeconds(), TimeUnit.SECONDS))
                        .process(MaxInFlightTest.this::handle);
            }
        });
        await().atMost(SOON).until(() -> consumer("watch").getEmittedRuns() >= 6);

        release.countDown();

        await().atMost(SOON).untilAsserted(() -> {
            System.gc();
            assertThat(handled).containsExactlyInAnyOrderElementsOf(runs);
        });
        await().atMost(SOON).until(() -> consumer("watch").getInFlightRuns() == 0);
        assertThat(consumer("watch").getFailedRuns()).isPositive();
    }
}
