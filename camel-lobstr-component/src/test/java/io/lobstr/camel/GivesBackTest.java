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

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpServer;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.runtime.HeldBy;
import io.lobstr.camel.internal.runtime.Lease;
import io.lobstr.camel.internal.runtime.LobstrClients;
import io.lobstr.camel.model.Run;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What endpoints take they give back.
 */
class GivesBackTest {

    private static final String TENANTS
            = "lobstr:getRun?run=${header.CamelLobstrRunId}&apiKey=RAW(${header.key})&maxRetries=${header.retries}";

    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean refuses;
    private final AtomicReference<String> status = new AtomicReference<>("done");
    private HttpServer server;

    /** It takes any key. */
    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] run = ("{\"id\":\"r1\",\"object\":\"run\",\"squid\":\"s1\",\"status\":\"" + status + "\"}").getBytes();
            requests.incrementAndGet();
            if (refuses) {
                exchange.getResponseHeaders().set("Retry-After", "600");
            }
            exchange.sendResponseHeaders(refuses ? 429 : 200, run.length);
            try (exchange) {
                exchange.getResponseBody().write(run);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private CamelContext context(String... names) {
        CamelContext context = new DefaultCamelContext();
        for (String name : names) {
            LobstrComponent lobstr = new LobstrComponent();
            lobstr.getConfiguration().setApiKey("key-of-" + name);
            lobstr.getConfiguration().setBaseUrl("http://localhost:" + server.getAddress().getPort());
            lobstr.setRequestsPerMinute(0);
            lobstr.getConfiguration().setRetryDelay(1);
            lobstr.setHealthCheckProducerEnabled(true);
            context.addComponent(name, lobstr);
        }
        return context;
    }

    private static RouteBuilder routes() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tenants").routeId("tenants").toD(TENANTS, 10);
                from("direct:one").routeId("one").to("lobstr:getRun");
            }
        };
    }

    private Exchange send(ProducerTemplate template, String uri, String key, int retries) {
        return template.request(uri, exchange -> exchange.getMessage().setHeaders(
                new HashMap<>(Map.of("key", key, LobstrConstants.RUN_ID, "r1", "retries", retries))));
    }

    private static List<String> checks(CamelContext context) {
        HealthCheckRepository repository
                = HealthCheckHelper.getHealthCheckRepository(context, "producers", HealthCheckRepository.class);
        repository.setEnabled(true);
        return repository.stream().map(HealthCheck::getId).sorted().toList();
    }

    private static LobstrClients clients(CamelContext context, String name) {
        return context.getComponent(name, LobstrComponent.class).clients();
    }

    @Test
    void whatDynamicEndpointsLeaveBehindIsLetGoOf() throws Exception {
        try (CamelContext context = context("lobstr")) {
            context.addRoutes(routes());
            context.start();
            assertThat(HeldBy.clients(clients(context, "lobstr"))).as("one, and what it reaches the API by, but no files yet")
                    .isEqualTo(2);
            ProducerTemplate template = context.createProducerTemplate();
            for (int i = 0; i < 60; i++) {
                assertThat(send(template, "direct:tenants", "key" + i % 30, i / 30).getException()).isNull();
            }
            LobstrClients clients = clients(context, "lobstr");
            assertThat(checks(context)).hasSizeLessThanOrEqualTo(12);

            clients.tidy(Duration.ZERO);
            assertThat(HeldBy.clients(clients)).isLessThanOrEqualTo(12);
            // what was let go of is there again when it is needed
            assertThat(send(template, "direct:tenants", "key7", 0).getException()).isNull();
            assertThat(send(template, "direct:one", "", 0).getException()).isNull();

            context.getRouteController().stopRoute("tenants");
            context.getRouteController().stopRoute("one");
            clients.tidy(Duration.ZERO);

            assertThat(HeldBy.clients(clients)).isZero();
            assertThat(checks(context)).isEmpty();

            context.getRouteController().startRoute("one");
            assertThat(send(template, "direct:one", "", 0).getException()).isNull();
        }
    }

    @Test
    void aWaitOutlivesTheProducerThatBeganIt() throws Exception {
        try (CamelContext context = context("lobstr")) {
            context.start();
            LobstrComponent component = context.getComponent("lobstr", LobstrComponent.class);
            status.set("running");
            AsyncProducer producer = context.getEndpoint("lobstr:awaitRun?pollInterval=50").createAsyncProducer();
            producer.start();
            Exchange exchange = new DefaultExchange(context);
            exchange.getMessage().setHeader(LobstrConstants.RUN_ID, "r1");
            CompletableFuture<Exchange> answer = new CompletableFuture<>();
            producer.process(exchange, done -> answer.complete(exchange));
            producer.stop();
            for (int i = 0; i < 3; i++) {
                component.clients().tidy(Duration.ZERO);
            }
            assertThat(component.getAwaitedRuns()).isOne();

            status.set("done");

            await().atMost(Duration.ofSeconds(60)).until(answer::isDone);
            assertThat(exchange.getException()).isNull();
        }
    }

    /** As that of a tenant who is heard of seldom. */
    @Test
    void whatTheApiRefusesIsRememberedLongerThanWhoAsked() throws Exception {
        try (CamelContext context = context("lobstr")) {
            context.getComponent("lobstr", LobstrComponent.class).setRequestsPerMinute(100);
            context.addRoutes(routes());
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            refuses = true;
            assertThat(send(template, "direct:one", "", 0).getException()).isInstanceOf(LobstrRateLimitException.class);
            int before = requests.get();
            context.getRouteController().stopRoute("one");
            clients(context, "lobstr").tidy(Duration.ZERO);
            assertThat(HeldBy.clients(clients(context, "lobstr"))).isZero();
            context.getRouteController().startRoute("one");

            assertThat(send(template, "direct:one", "", 0).getException()).isInstanceOf(LobstrRateLimitException.class)
                    .hasMessageContaining("was not sent");

            assertThat(requests).hasValue(before);
        }
    }

    /** As somebody does who still reads a file. */
    @Test
    void whoComesAfterTheStopIsToldSo() throws Exception {
        CamelContext context = context("lobstr");
        context.start();
        Lease lease
                = clients(context, "lobstr").lease(context.getComponent("lobstr", LobstrComponent.class).getConfiguration());
        LobstrRequest request = new LobstrRequest(LobstrOperation.getRun, Map.of(Parameter.RUN, "r1"));
        assertThat(lease.client().<Run> get(request, Pause.BLOCKING).getId()).isEqualTo("r1");

        context.stop();

        assertThatThrownBy(() -> lease.client().get(request, Pause.BLOCKING)).isInstanceOf(LobstrServerException.class)
                .hasMessageContaining("the component is stopped");
    }

    @Test
    void twoComponentsShareNothing() throws Exception {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        try (CamelContext context = context("lobstr", "second")) {
            context.getRegistry().bind("meters", meters);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:a").to("lobstr:getRun").to("second:getRun");
                }
            });
            context.start();

            assertThat(checks(context)).containsExactly("lobstr", "second");
            assertThat(meters.find("camel.lobstr.budget.left").gauges())
                    .extracting(gauge -> gauge.getId().getTag("component")).containsExactlyInAnyOrder("lobstr", "second");

            context.removeComponent("second");

            assertThat(checks(context)).containsExactly("lobstr");
            assertThat(meters.find("camel.lobstr.budget.left").gauges()).singleElement()
                    .extracting(gauge -> gauge.getId().getTag("component")).isEqualTo("lobstr");
        }
    }
}
