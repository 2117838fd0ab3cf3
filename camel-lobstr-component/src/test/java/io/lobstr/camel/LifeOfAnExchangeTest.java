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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.fault.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A run is claimed when it comes out, settled after success, and released in every other way out.
 */
class LifeOfAnExchangeTest extends ConsumerTestSupport {

    private final AtomicBoolean broken = new AtomicBoolean();

    @Override
    void handle(Exchange exchange) {
        if (broken.get()) {
            failing.add(exchange.getMessage().getBody(Run.class).getId());
        } else {
            failing.clear();
        }
        super.handle(exchange);
    }

    private void addRoutes(RouteBuilder routes) throws Exception {
        context().addRoutes(routes);
        awaitPolls(2);
    }

    @Test
    void anAsynchronousRouteSettlesWhenItIsDone() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(finishedRuns).threads(2).process(exchange -> assertThat(release.await(60, TimeUnit.SECONDS)).isTrue())
                        .process(LifeOfAnExchangeTest.this::handle);
            }
        });
        broken.set(true);
        String run = finishedRun();
        awaitPolls(4);
        assertThat(emitted).as("in flight").isEmpty();

        release.countDown();
        await().atMost(SOON).until(() -> emitted.size() > 2);
        broken.set(false);

        await().atMost(SOON).until(() -> handled.equals(List.of(run)));
        awaitPolls(4);
        assertThat(handled).containsExactly(run);
    }

    @Test
    void onCompletionSeesTheRunAndItIsSettledOnce() throws Exception {
        List<String> completed = new CopyOnWriteArrayList<>();
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns)
                        .onCompletion().onCompleteOnly()
                        .process(exchange -> completed
                                .add(exchange.getMessage().getHeader(LobstrConstants.RUN_ID, String.class)))
                        .end()
                        .process(LifeOfAnExchangeTest.this::handle);
            }
        });

        String run = finishedRun();

        await().atMost(SOON).until(() -> completed.equals(List.of(run)));
        awaitPolls(4);
        assertThat(handled).containsExactly(run);
    }

    @Test
    void whatAnErrorHandlerMendsIsSettled() throws Exception {
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true)
                        .process(exchange -> handled.add("mended"));
                from(finishedRuns).process(LifeOfAnExchangeTest.this::handle);
            }
        });
        broken.set(true);

        String run = finishedRun();

        await().atMost(SOON).until(() -> handled.equals(List.of("mended")));
        awaitPolls(4);
        assertThat(emitted).containsExactly(run);
    }

    @ParameterizedTest
    @ValueSource(strings = { "none", "default", "multicast", "split" })
    void aFailureIsReportedOnce(String form) throws Exception {
        squid.addFinishedRuns(1);
        broken.set(true);
        try (Warnings warnings = new Warnings()) {
            context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    if (form.equals("none")) {
                        errorHandler(noErrorHandler());
                    }
                    ProcessorDefinition<?> route
                            = from("lobstr:finishedRuns?initialDelay=0&startFrom=earliest&squid=" + squid.id());
                    switch (form) {
                        case "multicast" -> route.multicast().stopOnException().to("direct:handle");
                        case "split" -> route.split(body()).shareUnitOfWork().stopOnException().to("direct:handle");
                        default -> route.to("direct:handle");
                    }
                    from("direct:handle").process(LifeOfAnExchangeTest.this::handle);
                }
            });
            await().atMost(SOON).until(() -> emitted.size() == 1 && !warnings.messages().isEmpty());
            context().stop();
            assertThat(warnings.failures(IllegalStateException.class)).as("%s", warnings.messages()).isEqualTo(1);
        }
    }

    @Test
    void redeliveriesOfTheRouteAreOneExchange() throws Exception {
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(3).redeliveryDelay(1));
                from(finishedRuns).process(exchange -> {
                    broken.set(emitted.size() < 2);
                    handle(exchange);
                });
            }
        });

        String run = finishedRun();

        await().atMost(SOON).until(() -> handled.equals(List.of(run)));
        awaitPolls(4);
        assertThat(emitted).containsExactly(run, run, run);
    }

    @Test
    void aStopInTheMiddleOfABatchClaimsNothingMore() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        squid.addFinishedRuns(10);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns + "&startFrom=earliest").routeId("watch").process(exchange -> {
                    first.countDown();
                    assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                    handle(exchange);
                });
            }
        });
        assertThat(first.await(60, TimeUnit.SECONDS)).isTrue();

        LobstrConsumer consumer = (LobstrConsumer) context().getRoute("watch").getConsumer();
        Thread stop = new Thread(() -> {
            try {
                context().getRouteController().stopRoute("watch");
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        stop.start();
        await().atMost(SOON).until(() -> !consumer.isBatchAllowed() || consumer.isSuspendingOrSuspended());
        release.countDown();
        stop.join(Duration.ofSeconds(20).toMillis());
        int before = handled.size();
        assertThat(before).isLessThan(10);

        context().getRouteController().startRoute("watch");
        await().atMost(SOON).until(() -> handled.size() == 10);
        assertThat(handled).doesNotHaveDuplicates();
    }

    @Test
    void aBridgedPollFailureReachesTheRoutesErrorHandler() throws Exception {
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(Exception.class).handled(true)
                        .process(exchange -> emitted
                                .add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage()));
                from(finishedRuns + "&bridgeErrorHandler=true&maxRetries=0").process(LifeOfAnExchangeTest.this::handle);
            }
        });

        simulator.faults().next("GET /v1/runs", Fault.serverError());

        await().atMost(SOON).untilAsserted(() -> assertThat(emitted).hasSize(1));
        assertThat(emitted.get(0)).startsWith("finishedRuns of squid " + squid.id() + " failed: 500");
        String run = finishedRun();
        await().atMost(SOON).until(() -> handled.equals(List.of(run)));
    }

    @Test
    void backoffAfterErrorsEnds() throws Exception {
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns + "&backoffMultiplier=5&backoffErrorThreshold=1&maxRetries=0")
                        .process(LifeOfAnExchangeTest.this::handle);
            }
        });
        simulator.faults().times("GET /v1/runs", 3, Fault.serverError());

        String run = finishedRun();

        await().atMost(SOON).until(() -> handled.equals(List.of(run)));
    }

    @Test
    void pollEnrichTakesOneRunAndSettlesItWithItsRoute() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:poll").pollEnrich(finishedRuns + "&startFrom=earliest&maxMessagesPerPoll=1", 10_000)
                        .process(LifeOfAnExchangeTest.this::handle);
            }
        });
        squid.addFinishedRuns(3);
        List<String> all = List.of(squid.run(2).id(), squid.run(1).id(), squid.run(0).id());

        broken.set(true);
        template().request("direct:poll", exchange -> {
        });
        broken.set(false);
        for (int i = 0; i < 3; i++) {
            template().sendBody("direct:poll", null);
        }

        assertThat(emitted.get(0)).isEqualTo(all.get(0));
        assertThat(handled).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void severalConsumersOfOneContextHaveTheirOwnMemory() throws Exception {
        List<String> other = new CopyOnWriteArrayList<>();
        addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns).process(LifeOfAnExchangeTest.this::handle);
                from(finishedRuns + "&statuses=done,error")
                        .process(exchange -> other.add(exchange.getMessage().getBody(Run.class).getId()));
            }
        });
        awaitPolls(4);

        String run = finishedRun();

        await().atMost(SOON).until(() -> handled.equals(List.of(run)) && other.equals(List.of(run)));
        awaitPolls(6);
        assertThat(handled).containsExactly(run);
        assertThat(other).containsExactly(run);
    }
}
