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
package io.lobstr.camel.internal.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import com.sun.net.httpserver.HttpServer;
import io.lobstr.camel.ClientsOf;
import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.SimulatedLobstr;
import io.lobstr.camel.Warnings;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.internal.runtime.Lease;
import io.lobstr.camel.internal.runtime.LobstrClients;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is registered at a simulated lobstr.io, which calls a real address to try it. The time between is made up.
 */
class RegistrarTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Set<String> EVENTS = Set.of("run.running", "run.paused", "run.done", "run.error");

    @RegisterExtension
    final SimulatedLobstr lobstr = new SimulatedLobstr();
    private final LobstrSimulator simulator = lobstr.simulator();
    private final SimulatedSquid squid = lobstr.squid();
    private final WebhookTokens tokens = new WebhookTokens(List.of("the first secret", "the second secret"));
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);
    private final AtomicInteger status = new AtomicInteger(200);
    private final Warnings logged = new Warnings(Level.INFO);
    private HttpServer here;
    private WebhookAddress address;
    private Lease lease;

    @BeforeEach
    void begin() throws IOException {
        here = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        here.createContext("/lobstr/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        here.start();
        address = address(tokens);
        LobstrComponent component = lobstr.addTo(context);
        context.start();
        LobstrClients clients = ClientsOf.component(component);
        lease = clients.lease(component.getConfiguration());
    }

    @AfterEach
    void end() {
        context.stop();
        here.stop(0);
        logged.close();
    }

    private WebhookAddress address(WebhookTokens made) {
        return new WebhookAddress("http://127.0.0.1:" + here.getAddress().getPort(), "/lobstr", made);
    }

    private Registrar registrar(boolean replace, int perMinute) {
        return registrar(address, replace, perMinute);
    }

    private Registrar registrar(WebhookAddress at, boolean replace, int perMinute) {
        return new Registrar(
                lease.withoutRetries(),
                ClientsOf.component(context.getComponent("lobstr", LobstrComponent.class)).asynchronous(), at, replace,
                perMinute,
                now::get);
    }

    /** A minute passes, and what is to be done in it is done. */
    private void pass(Registrar registrar, List<String> squids) {
        now.addAndGet(MINUTE.toNanos());
        registrar.polled(squids);
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(() -> !registrar.isWorking());
    }

    private void pass(Registrar registrar) {
        pass(registrar, List.of(squid.id()));
    }

    private long writes() {
        return simulator.requests().count("POST /v1/delivery");
    }

    private long tests() {
        return simulator.requests().count("POST /v1/delivery/test-webhook");
    }

    private String registered() {
        return squid.webhook().map(WebhookDelivery::url).orElse(null);
    }

    @Test
    void whatIsNotThereIsRegisteredAndTriedAndARollingRestartWritesNothing() {
        Registrar first = registrar(false, 60);
        pass(first);

        assertThat(squid.webhook()).contains(new WebhookDelivery(address.of(squid.id()), true, true, EVENTS));
        assertThat(first.isOurs(squid.id())).isTrue();
        assertThat(first).hasToString("registered");
        assertThat(writes()).isOne();
        assertThat(tests()).isOne();
        assertThat(simulator.requests().matching("POST /v1/delivery").get(0).body()).as("other deliveries are left as they are")
                .contains("webhook_fields").doesNotContain("email", "s3_fields", "ftp_fields");

        for (int i = 0; i < 3; i++) {
            first.stop();
            first = registrar(i == 1, 60);
            pass(first);
            assertThat(first.isOurs(squid.id())).isTrue();
        }
        assertThat(writes()).isOne();
        assertThat(tests()).isOne();
        assertThat(registered()).as("a stop undoes nothing").isEqualTo(address.of(squid.id()));
        assertThat(String.join("\n", logged.messages())).contains("/lobstr/" + squid.id() + "/xxxxxx")
                .doesNotContain(tokens.of(squid.id()));
    }

    @Test
    void anothersIsLeftAloneUntilItIsAskedFor() {
        squid.deliverTo(new WebhookDelivery("https://n8n.example.com/webhook/their-secret", true, true, EVENTS));
        Registrar polite = registrar(false, 60);
        pass(polite);
        polite.missed(squid.id());
        pass(polite);

        assertThat(writes()).isZero();
        assertThat(polite.isOurs(squid.id())).isFalse();
        assertThat(polite).hasToString("another application has its webhook, at n8n.example.com");
        assertThat(logged.messages(Level.WARN)).hasSize(1)
                .allMatch(line -> line.contains("webhookReplace=true takes its place"));

        pass(registrar(true, 60));
        assertThat(registered()).isEqualTo(address.of(squid.id()));
        polite.missed(squid.id());
        pass(polite);
        assertThat(polite.isOurs(squid.id())).isTrue();
        assertThat(String.join("\n", logged.messages())).doesNotContain("their-secret", tokens.of(squid.id()));
    }

    @Test
    void aNewSecretTakesThePlaceOfTheOldAndAnotherServerDoesNot() {
        WebhookTokens before = new WebhookTokens(List.of("the second secret"));
        squid.deliverTo(new WebhookDelivery(address(before).of(squid.id()), true, true, EVENTS));
        pass(registrar(false, 60));
        assertThat(registered()).isEqualTo(address.of(squid.id()));

        String elsewhere = new WebhookAddress("https://tests.example.com", "/lobstr", tokens).of(squid.id());
        String guessed = address.of(squid.id()) + "x";
        for (String anothers : List.of(elsewhere, guessed)) {
            squid.deliverTo(new WebhookDelivery(anothers, true, true, EVENTS));
            pass(registrar(false, 60));
            assertThat(registered()).isEqualTo(anothers);
        }
    }

    @Test
    void whatFailsIsTriedAgainLessAndLessOftenAndKeepsNothing() {
        // half of it comes back where another would mask the whole
        simulator.faults().always("GET /v1/squids/*",
                Fault.error(500, "SomethingWentWrong", "webhook " + tokens.of(squid.id())));
        Registrar registrar = registrar(false, 60);
        pass(registrar);
        assertThat(registrar + String.join("\n", logged.messages())).contains("xxxxxx").doesNotContain(tokens.of(squid.id()));
        simulator.faults().clear();
        simulator.faults().always("POST /v1/delivery",
                Fault.error(500, "SomethingWentWrong", address.of(squid.id()) + " is no good"));
        for (int i = 0; i < 130; i++) {
            pass(registrar);
        }
        assertThat(writes()).isBetween(6L, 9L);
        assertThat(registrar.isOurs(squid.id())).isFalse();
        assertThat(logged.messages(Level.WARN)).hasSize(2)
                .allMatch(line -> line.contains("polls") && line.contains(squid.id()));
        assertThat(registrar + String.join("\n", logged.messages())).doesNotContain(tokens.of(squid.id()));

        simulator.faults().clear();
        status.set(404);
        for (int i = 0; i < 65; i++) {
            pass(registrar);
        }
        assertThat(registered()).isEqualTo(address.of(squid.id()));
        assertThat(registrar).hasToString("its webhook is registered, but lobstr.io does not reach it: it was answered 404");
        registrar.heard(squid.id());
        assertThat(registrar.isOurs(squid.id())).as("a call came").isTrue();
        assertThat(String.join("\n", logged.messages())).contains("its webhook is as it is to be again");
    }

    @Test
    void ofAnAccountAFewAMinuteAreRegistered() {
        List<String> squids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            squids.add(simulator.addSquid("Google Maps", SimulatedLobstr::untilTold).id());
        }
        Registrar registrar = registrar(false, 4);
        for (int minute = 1; minute <= 3; minute++) {
            pass(registrar, squids);
            assertThat(writes()).isEqualTo(Math.min(10, 4 * minute));
        }
        assertThat(squids).allMatch(registrar::isOurs);
        assertThat(registrar).hasToString("10 of 10 registered");
        assertThat(tests()).as("one way for all").isOne();

        squid.deliverTo(new WebhookDelivery("https://n8n.example.com/hook", true, true, EVENTS));
        squids.add(squid.id());
        pass(registrar, squids);
        assertThat(registrar).hasToString("10 of 11 registered; squid " + squid.id()
                                          + ": another application has its webhook, at n8n.example.com");
    }

    /** At each place where something can be thrown, at one after the other. */
    @Test
    void whateverIsThrownTheNextMinuteComesAndNothingIsHeldUp() {
        AtomicInteger untilThrown = new AtomicInteger();
        Runnable brittle = () -> {
            if (untilThrown.getAndDecrement() == 0) {
                throw new OutOfMemoryError("made up");
            }
        };
        for (int place = 0; untilThrown.get() <= 0; place++) {
            untilThrown.set(place);
            SimulatedSquid watched = simulator.addSquid("Google Maps", SimulatedLobstr::untilTold);
            VirtualTime time = new VirtualTime();
            AtomicBoolean poolIsBrittle = new AtomicBoolean(true);
            Pause pause = (delay, task) -> {
                if (poolIsBrittle.get()) {
                    brittle.run();
                }
                time.alarm(delay, () -> ended(task));
            };
            Registrar registrar = new Registrar(lease.withoutRetries(), pause, address, false, 60, () -> {
                brittle.run();
                return time.nanoTime();
            });
            for (int poll = 0; poll < 2; poll++) {
                ended(() -> registrar.polled(List.of(watched.id())));
                time.pass(MINUTE.multipliedBy(2));
                // a clock that could not be set is set by the next poll
                poolIsBrittle.set(false);
            }
            assertThat(registrar.isOurs(watched.id())).as("after %s", place).isTrue();
            assertThat(registrar.isWorking()).isFalse();

            // no poll from here on
            long before = simulator.requests().count("GET /v1/squids/*");
            ended(() -> registrar.missed(watched.id()));
            ended(() -> registrar.missed(watched.id()));
            time.pass(MINUTE.multipliedBy(2));
            assertThat(simulator.requests().count("GET /v1/squids/*")).as("after %s", place).isGreaterThan(before);
            registrar.stop();
        }
    }

    /** As on a thread of a pool, and in a poll: whatever is thrown ends nothing else. */
    private static void ended(Runnable task) {
        try {
            task.run();
        } catch (OutOfMemoryError e) {
            assertThat(e).hasMessage("made up");
        }
    }

    @Test
    void aWebhookThatIsTakenAwayIsLost() {
        Registrar registrar = registrar(false, 60);
        pass(registrar);
        assertThat(registrar.lost()).isEmpty();
        squid.deliverTo(new WebhookDelivery("https://n8n.example.com/hook", true, true, EVENTS));
        registrar.missed(squid.id());
        pass(registrar);

        assertThat(registrar.lost()).containsExactly(squid.id());
        assertThat(registrar.lost()).isEmpty();
        assertThat(registrar.isOurs(squid.id())).isFalse();
        assertThat(logged.messages(Level.WARN)).hasSize(1);
    }
}
