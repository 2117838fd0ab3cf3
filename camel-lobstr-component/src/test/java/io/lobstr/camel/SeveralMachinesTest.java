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
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Consumer;
import org.apache.camel.DelegateEndpoint;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.lobstr.camel.WebhookServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Several machines, of which one polls, and any may be called.
 */
@Tag(WebhookServer.NEEDED)
class SeveralMachinesTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final SimulatedLobstr lobstr = new SimulatedLobstr();
    private final AtomicInteger written = new AtomicInteger();
    private final IdempotentRepository shared = new MemoryIdempotentRepository() {
        @Override
        public boolean add(String key) {
            written.incrementAndGet();
            return super.add(key);
        }
    };
    private final List<Machine> machines = new ArrayList<>();

    @AfterEach
    void stop() {
        machines.forEach(machine -> machine.context.stop());
    }

    /** As {@code master:} does it: the consumer behind it runs while this machine leads. */
    private static final class Held extends DefaultComponent {

        private Consumer consumer;
        private HeldEndpoint endpoint;
        private Processor route;

        @Override
        protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
            String held = uri.substring("held:".length()).replaceFirst("^//", "");
            parameters.clear();
            endpoint = new HeldEndpoint(uri, this, getCamelContext().getEndpoint(held));
            return endpoint;
        }

        void lead() throws Exception {
            consumer = endpoint.getEndpoint().createConsumer(route);
            ServiceHelper.startService(consumer);
        }

        void follow() {
            ServiceHelper.stopAndShutdownService(consumer);
        }
    }

    private static final class HeldEndpoint extends DefaultEndpoint implements DelegateEndpoint {

        private final Endpoint held;

        HeldEndpoint(String uri, Held component, Endpoint held) {
            super(uri, component);
            this.held = held;
        }

        @Override
        public Endpoint getEndpoint() {
            return held;
        }

        @Override
        public Producer createProducer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Consumer createConsumer(Processor processor) {
            ((Held) getComponent()).route = processor;
            return new DefaultConsumer(this, processor);
        }
    }

    private final class Machine {

        private final DefaultCamelContext context = new DefaultCamelContext();
        private final Held held = new Held();
        private final WebhookServer server;
        private final List<String> handled = new CopyOnWriteArrayList<>();

        Machine(String options) throws Exception {
            machines.add(this);
            context.disableJMX();
            lobstr.addTo(context);
            context.addComponent("held", held);
            context.getRegistry().bind("shared", shared);
            server = WebhookServer.addTo(context);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("held:lobstr:finishedRuns?initialDelay=0&startFrom=earliest&delay=3600000&push=true&webhookSecret="
                         + SECRET
                         + "&idempotentRepository=#shared" + options)
                            .routeId("watch")
                            .process(exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
                }
            });
            context.start();
        }

        /** Until it has looked for the first time. */
        void lead() throws Exception {
            long before = lobstr.simulator().requests().count();
            held.lead();
            await().atMost(SOON).until(() -> lobstr.simulator().requests().count() > before);
        }

        void awaitHandled(String... runs) {
            await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(runs));
        }
    }

    private static SimulatedRun finished(SimulatedSquid squid) {
        SimulatedRun run = squid.startRun();
        run.finish();
        return run;
    }

    @ParameterizedTest
    @ValueSource(strings = { "named", "account" })
    void aCallThatReachesAnyOfThemWakesTheOneThatPolls(String kind) throws Exception {
        SimulatedSquid squid = lobstr.squid();
        String options = "named".equals(kind) ? "&squid=" + squid.id() : "";
        Machine one = new Machine(options);
        Machine other = new Machine(options);
        one.lead();

        SimulatedRun first = finished(squid);
        assertThat(other.server.done(squid.id(), first.id())).isEqualTo(200);
        one.awaitHandled(first.id());

        one.held.follow();
        other.lead();
        SimulatedRun second = finished(squid);
        assertThat(one.server.done(squid.id(), second.id())).isEqualTo(200);
        other.awaitHandled(second.id());
        assertThat(one.handled).containsExactly(first.id());

        if (options.isEmpty()) {
            SimulatedSquid created = lobstr.simulator().addSquid("New", SimulatedLobstr::untilTold);
            SimulatedRun third = finished(created);
            one.server.done(created.id(), third.id());
            other.awaitHandled(second.id(), third.id());
        }
        // what a machine is told that leads nobody waits for one that does
        other.held.follow();
        SimulatedRun last = finished(squid);
        assertThat(one.server.done(squid.id(), last.id())).isEqualTo(200);
        one.lead();
        one.awaitHandled(first.id(), last.id());
    }

    @Test
    void aCallThatReachesTheOneThatPollsIsNotPassedOn() throws Exception {
        SimulatedSquid squid = lobstr.squid();
        Machine one = new Machine("&squid=" + squid.id());
        one.lead();
        SimulatedRun run = finished(squid);

        assertThat(one.server.done(squid.id(), run.id())).isEqualTo(200);

        one.awaitHandled(run.id());
        assertThat(shared.contains("lobstr/%2a/hinted")).isFalse();
        one.context.getRouteController().stopRoute("watch");
        one.context.removeRoute("watch");
        one.held.follow();
        assertThat(one.server.done(squid.id(), run.id())).isEqualTo(404);
    }

    /** Each of them is three keys in a database. */
    @Test
    void aFloodIsWrittenDownOnceASecond() throws Exception {
        SimulatedSquid squid = lobstr.squid();
        Machine one = new Machine("&squid=" + squid.id());
        Machine other = new Machine("&squid=" + squid.id());
        one.lead();
        SimulatedRun run = finished(squid);
        int before = written.get();
        long began = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            assertThat(other.server.done(squid.id(), "no-such-run")).isEqualTo(200);
        }
        one.awaitHandled(run.id());

        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
        // what is remembered of the run itself is among them
        assertThat(written.get() - before).isLessThanOrEqualTo((int) (3 * (2 + seconds) + 20));
    }
}
