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
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.internal.consume.VirtualScheduler;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An application, not started yet, and the API that it asks, by a clock that is moved: consumer, scheduler
 * ({@code #pool}) and API go by it.
 */
final class TimedLobstr implements AfterEachCallback {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    private final VirtualTime time = new VirtualTime();
    private final Clock clock = new Now();
    private final LobstrSimulator simulator = LobstrSimulator.builder().clock(clock).seed(3).build().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final LobstrComponent component = new LobstrComponent();
    private final Map<String, Duration> delays = new HashMap<>();

    TimedLobstr() {
        component.getConfiguration().setApiKey(simulator.apiKey());
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setMaxRetries(0);
        component.setRequestsPerMinute(0);
        component.useClock(clock);
        component.useNanoTime(time::nanoTime);
        context.addComponent("lobstr", component);
        context.getRegistry().bind("pool", new VirtualScheduler(time));
    }

    private final class Now extends Clock {

        private final long origin = time.nanoTime();

        @Override
        public Instant instant() {
            return MIDNIGHT.plusNanos(time.nanoTime() - origin);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    LobstrSimulator simulator() {
        return simulator;
    }

    DefaultCamelContext context() {
        return context;
    }

    LobstrComponent component() {
        return component;
    }

    long nanoTime() {
        return time.nanoTime();
    }

    void pass(Duration duration) {
        time.pass(duration);
    }

    /** How long after their end runs came out, by their hashes. */
    Map<String, Duration> delays() {
        return delays;
    }

    /** A run comes out now. */
    void comesOut(Run run) {
        delays.put(run.getId(), Duration.between(run.getEndedAt().toInstant(), clock.instant()));
    }

    SimulatedSquid squid() {
        return simulator.addSquid("Google Maps", SimulatedLobstr::untilTold);
    }

    /** A route {@code watch}, of which {@link #delays} tells. */
    void watch(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&scheduledExecutorService=#pool&" + options)
                        .routeId("watch").process(exchange -> comesOut(exchange.getMessage().getBody(Run.class)));
            }
        });
    }

    LobstrConsumer consumer() {
        return (LobstrConsumer) context.getRoute("watch").getConsumer();
    }

    long requests() {
        return simulator.requests().count();
    }

    void close() {
        context.stop();
        simulator.close();
    }

    @Override
    public void afterEach(ExtensionContext test) {
        close();
    }
}
