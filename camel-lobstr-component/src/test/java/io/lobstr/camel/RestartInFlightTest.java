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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lobstr.camel.simulator.fault.Fault;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs whose exchanges go on in another route, while their own is stopped and started.
 */
class RestartInFlightTest extends RunsTestSupport {

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean broken = new AtomicBoolean();

    private void watch() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(finishedRuns).routeId("watch").process(RestartInFlightTest.this::emit).to("seda:work");
                from("seda:work?concurrentConsumers=3").process(exchange -> {
                    assertThat(release.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    if (broken.get()) {
                        throw new IllegalStateException("the database is down");
                    }
                }).process(RestartInFlightTest.this::handle);
                from("direct:restart").to("controlbus:route?routeId=watch&action=restart&restartDelay=1");
            }
        });
        await().atMost(SOON).until(() -> emitted.size() == 3);
    }

    private String[] runs() {
        squid.addFinishedRuns(3);
        return new String[] { squid.run(2).id(), squid.run(1).id(), squid.run(0).id() };
    }

    private void stop() throws Exception {
        context().getRouteController().stopRoute("watch", 100, TimeUnit.MILLISECONDS);
        // Camel's own task of the stop is cut off, and until it has noticed it stops the consumer also where that has started again
        await().pollDelay(Duration.ofMillis(100)).atMost(SOON).until(() -> Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().endsWith("ShutdownTask"))
                .noneMatch(thread -> thread.getState() == Thread.State.RUNNABLE));
        assertThat(context().getRouteController().getRouteStatus("watch")).isEqualTo(ServiceStatus.Stopped);
    }

    private void start() throws Exception {
        context().getRouteController().startRoute("watch");
    }

    @ParameterizedTest
    @ValueSource(strings = { "stop", "suspend", "restart" })
    void whatIsInFlightDoesNotComeOutAgain(String how) throws Exception {
        String[] runs = runs();
        watch();

        switch (how) {
            case "stop" -> {
                stop();
                start();
            }
            case "suspend" -> {
                // as a route policy does
                consumer("watch").suspend();
                consumer("watch").resume();
            }
            default -> template().sendBody("direct:restart", null);
        }
        awaitPolls(3);
        assertThat(emitted).containsExactly(runs);
        assertThat(consumer("watch").getInFlightRuns()).isEqualTo(3);

        release.countDown();
        awaitHandled(runs);
        await().atMost(SOON).until(() -> consumer("watch").getInFlightRuns() == 0);
        awaitPolls(3);
        assertThat(emitted).containsExactly(runs);
        assertThat(consumer("watch").getSettledRuns()).isEqualTo(3);

        // settled for good: also for the watch after the next
        stop();
        start();
        awaitPolls(3);
        assertThat(emitted).containsExactly(runs);
    }

    @Test
    void whatFailsAfterTheRestartComesOutAgain() throws Exception {
        String[] runs = runs();
        broken.set(true);
        watch();
        stop();
        start();
        awaitPolls(3);

        release.countDown();
        await().atMost(SOON).until(() -> emitted.size() > 5);
        broken.set(false);

        awaitHandled(runs);
        awaitPolls(3);
        assertThat(handled).hasSize(3);
    }

    @Test
    void whatEndsWhileTheRouteIsStoppedIsSettled() throws Exception {
        String[] runs = runs();
        watch();
        stop();
        release.countDown();
        awaitHandled(runs);

        start();

        awaitPolls(4);
        assertThat(emitted).containsExactly(runs);
    }

    @Test
    void whatEndsInTheMiddleOfTheFirstReadingIsSettled() throws Exception {
        String[] runs = runs();
        watch();
        stop();
        AtomicBoolean once = new AtomicBoolean();
        simulator.afterAnswer(request -> {
            // the page that is on its way shows runs of which the memory knows nothing yet
            if (request.path().equals("/v1/runs") && once.compareAndSet(false, true)) {
                release.countDown();
                awaitHandled(runs);
            }
        });

        start();

        awaitPolls(4);
        assertThat(emitted).containsExactly(runs);
    }

    @Test
    void whatEndsBeforeTheApiIsThereAgainIsSettled() throws Exception {
        String[] runs = runs();
        watch();
        stop();
        simulator.faults().always("GET /v1/runs", Fault.unavailable());
        start();
        awaitPolls(2);
        release.countDown();
        awaitHandled(runs);

        simulator.faults().clear();

        awaitPolls(4);
        assertThat(emitted).containsExactly(runs);
    }
}
