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
package io.lobstr.camel.benchmarks.watch;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.LobstrConsumer;
import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.internal.webhook.WebhookAddress;
import io.lobstr.camel.internal.webhook.WebhookListener;
import io.lobstr.camel.internal.webhook.WebhookReceivers;
import io.lobstr.camel.internal.webhook.WebhookResult;
import io.lobstr.camel.internal.webhook.WebhookTokens;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunEvent;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * An application that watches some squids of the simulator, whose webhooks call it on a real port.
 */
final class PushedAccount implements AutoCloseable {

    private static final String SECRET = "0123456789abcdef";
    private static final String PATH = "/lobstr";
    private static final Set<String> EVENTS = Set.of("run.running", "run.paused", "run.done", "run.error");
    private static final Duration SOON = Duration.ofSeconds(90);

    private final LobstrSimulator simulator;
    private final Function<Run, Instant> now;
    private final List<SimulatedSquid> squids = new ArrayList<>();
    private final Map<String, Instant> seen = new ConcurrentHashMap<>();
    private final AtomicLong heard = new AtomicLong();
    private final WebhookTokens tokens = new WebhookTokens(List.of(SECRET));
    private DefaultCamelContext context;
    private String url;

    /**
     * @param simulator is closed with it
     * @param squids    how many
     * @param now       what the time is when a run comes out
     */
    PushedAccount(LobstrSimulator simulator, int squids, Function<Run, Instant> now) {
        this.simulator = simulator;
        this.now = now;
        for (int i = 0; i < squids; i++) {
            this.squids.add(simulator.addSquid(
                    "Squid " + i, setup -> setup.pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO).runningUntilTold()));
        }
    }

    /**
     * @param  pushed    whether calls are received
     * @param  registers whether it sees to the webhooks itself; they are there otherwise
     * @param  routes    the squids that each watches by name, empty for all of the account
     * @param  options   more of them
     * @param  change    what else the context needs
     * @throws Exception if it does not start
     */
    void start(boolean pushed, boolean registers, List<String> routes, String options, Contexts.Change change)
            throws Exception {
        int port = freePort();
        url = "http://localhost:" + port;
        String push = (pushed ? "&push=true&webhookSecret=RAW(" + SECRET + ")" : "")
                      + (pushed && registers ? "&webhookUrl=" + url : "");
        context = Contexts.prepare(simulator.baseUrl(), simulator.apiKey(), new RouteBuilder() {
            @Override
            public void configure() {
                for (String named : routes) {
                    from("lobstr:finishedRuns?initialDelay=0&delay=60000" + options + push
                         + (named.isEmpty() ? "" : "&memoryName=" + named + "&squid=" + named)).process(exchange -> {
                             Run run = exchange.getMessage().getBody(Run.class);
                             seen.putIfAbsent(run.getId(), now.apply(run));
                         });
                }
            }
        });
        VertxPlatformHttpServerConfiguration settings = new VertxPlatformHttpServerConfiguration();
        settings.setBindHost("localhost");
        settings.setBindPort(port);
        context.addService(new VertxPlatformHttpServer(settings));
        change.apply(context, context.getComponent("lobstr", LobstrComponent.class));
        context.start();
        if (pushed) {
            // after those of the consumers, so that they have heard what it has
            WebhookReceivers.of(context).open(PATH, new Counter());
        }
        if (pushed && !registers) {
            squids.forEach(squid -> squid.deliverTo(new WebhookDelivery(address(squid), true, true, EVENTS)));
        }
    }

    /** Below those that a system takes for outgoing connections. */
    private static int freePort() throws IOException {
        for (int port = ThreadLocalRandom.current().nextInt(15_000, 20_000);; port++) {
            try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return free.getLocalPort();
            } catch (BindException e) {
                // the next
            }
        }
    }

    private final class Counter implements WebhookListener {

        @Override
        public boolean knows(String squid, String token) {
            return tokens.matches(squid, token);
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void called(String squid, RunEvent event) {
            heard.incrementAndGet();
        }
    }

    /** All calls that are due have been made, and heard. */
    void settle() {
        try {
            simulator.webhooks().settle(SOON);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        long taken = WebhookReceivers.of(context).count(WebhookResult.TAKEN);
        await("calls to be heard", () -> heard.get() >= taken);
    }

    /** The webhooks of all squids that are named are there; they are made on threads of their own. */
    void awaitRegistrations() {
        await("webhooks to be registered",
                () -> context.getRoutes().stream().map(route -> (LobstrConsumer) route.getConsumer())
                        .allMatch(consumer -> consumer.getWebhook().equals("registered")));
    }

    static void await(String what, BooleanSupplier comes) {
        long end = System.nanoTime() + SOON.toNanos();
        while (!comes.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                throw new IllegalStateException("Waited for " + what + ", for " + SOON.toSeconds() + " s");
            }
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }

    /** The address of a squid, as it is registered. */
    private String address(SimulatedSquid squid) {
        return new WebhookAddress(url, PATH, tokens).of(squid.id());
    }

    LobstrSimulator simulator() {
        return simulator;
    }

    List<SimulatedSquid> squids() {
        return squids;
    }

    /** When each run came out. */
    Map<String, Instant> seen() {
        return seen;
    }

    @Override
    public void close() {
        if (context != null) {
            context.stop();
        }
        simulator.close();
    }
}
