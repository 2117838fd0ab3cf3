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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What comes out of a consumer, and what becomes of it.
 */
abstract class ConsumerTestSupport extends SimulatorTestSupport {

    static final Duration SOON = Duration.ofSeconds(60);

    final String finishedRuns = "lobstr:finishedRuns?initialDelay=0&delay=20&squid=" + squid.id();
    final List<String> emitted = new CopyOnWriteArrayList<>();
    final List<String> handled = new CopyOnWriteArrayList<>();
    final List<Exchange> exchanges = new CopyOnWriteArrayList<>();
    final Set<String> failing = ConcurrentHashMap.newKeySet();
    final HandScheduler byHand = new HandScheduler();

    /** Starts a route that notes what comes out, and fails for what is in {@link #failing}. */
    void watch(String options) throws Exception {
        watch("watch", finishedRuns + options);
    }

    void watch(String route, String uri) throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from(uri).routeId(route).process(ConsumerTestSupport.this::handle);
            }
        });
    }

    /** The same, but it polls only when {@link #byHand} does. */
    void watchByHand(String options) throws Exception {
        watchByHand(options, squid.id());
    }

    void watchByHand(String options, String squids) throws Exception {
        context().getRegistry().bind("byHand", byHand);
        watch("watch", "lobstr:finishedRuns?scheduler=#byHand&squid=" + squids + options);
    }

    void handle(Exchange exchange) {
        String run = exchange.getMessage().getBody(Run.class).getId();
        emitted.add(run);
        if (failing.contains(run)) {
            throw new IllegalStateException("the database is down");
        }
        exchanges.add(exchange.copy());
        handled.add(run);
    }

    void awaitHandled(String... runs) {
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(runs));
    }

    long polls() {
        return simulator.requests().count("GET /v1/runs");
    }

    /** Several polls go by. */
    void awaitPolls(int polls) {
        long before = polls();
        await().atMost(SOON).until(() -> polls() >= before + polls);
    }

    String finishedRun() {
        SimulatedRun run = squid.startRun();
        run.finish();
        return run.id();
    }
}
