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

import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import com.sun.management.UnixOperatingSystemMXBean;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.runtime.HeldBy;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Endpoints of many keys, and contexts that start and stop, leave nothing behind: no thread, connection, open file,
 * MBean, health check, meter, and no heap beyond {@value #MARGIN} bytes. The long form, for which the component tidies
 * up by itself:
 *
 * <pre>
 * ./mvnw -q -pl camel-lobstr-component -am test -Dtest=LeakTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlobstr.leaks.lives=200
 * </pre>
 */
class LeakTest {

    private static final int LIVES = Integer.getInteger("lobstr.leaks.lives", 0);
    private static final boolean LONG = LIVES > 0;
    private static final int KEYS = LONG ? 200 : 20;
    private static final int ENDPOINTS = 5 * KEYS;
    /** What classes, and whatever else is made once only, may still add after the first lives. */
    private static final long MARGIN = 4_000_000;
    /** A pool has so many threads at most, of which more are there after more work. */
    private static final int POOL = 10;
    private static final Duration PATIENCE = LONG ? Duration.ofMinutes(4) : Duration.ofSeconds(40);

    private static final String RUN = "{\"id\":\"%s\",\"object\":\"run\",\"squid\":\"s1\",\"status\":\"%s\"}";
    private static final String FILE = "x".repeat(100_000);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<WeakReference<LobstrComponent>> components = new ArrayList<>();
    private RawServer server;

    @BeforeEach
    void start() throws Exception {
        server = new RawServer(this::answer);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private void answer(String request, OutputStream out) throws Exception {
        String path = request.split(" ")[1];
        if (path.startsWith("/file")) {
            RawServer.answer(out, "200 OK", "ETag: \"1\"\r\n", FILE);
        } else if (path.contains("/download")) {
            RawServer.json(out, "{\"s3\":\"" + server.url() + "/file\"}");
        } else if (path.startsWith("/runs/")) {
            String run = path.substring("/runs/".length());
            RawServer.json(out, RUN.formatted(run, run.equals("r2") ? "running" : "done"));
        } else {
            String item = path.startsWith("/runs?") ? RUN.formatted("r1", "done") : "{\"id\":\"s1\"}";
            RawServer.json(out, "{\"total_results\":1,\"page\":1,\"total_pages\":1,\"next\":null,\"data\":[" + item + "]}");
        }
    }

    /** What there is of everything that could be left behind. */
    private record Left(
            List<String> threads, int connections, long files, int beans, int meters, int components, long heap) {

        /** Of the whole JVM but for what is the test's own; a pool that was there may have grown. */
        boolean isWithin(Left before) {
            List<String> more = new ArrayList<>(threads);
            before.threads.forEach(more::remove);
            return more.size() <= POOL && before.threads.containsAll(more) && connections <= before.connections
                    && files <= before.files && beans <= before.beans
                    && meters <= before.meters && components <= 1 && heap <= before.heap + MARGIN;
        }
    }

    private Left left() throws Exception {
        System.gc();
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        List<String> threads
                = Thread.getAllStackTraces().keySet().stream().map(thread -> thread.getName().replaceAll("\\d+", "N"))
                        .filter(name -> !name.equals("RawServer") && !name.startsWith("awaitility")).sorted().toList();
        components.removeIf(component -> component.get() == null);
        return new Left(
                threads, server.open(),
                system instanceof UnixOperatingSystemMXBean unix ? unix.getOpenFileDescriptorCount() : 0,
                beans.queryNames(new ObjectName("*:*"), null).size(),
                Metrics.globalRegistry.getMeters().size() + meters.getMeters().size(), components.size(),
                ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }

    private CamelContext context() throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.getRegistry().bind("meters", meters);
        context.getShutdownStrategy().setTimeout(20);
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey("k3y");
        lobstr.getConfiguration().setBaseUrl(server.url());
        lobstr.setRequestsPerMinute(0);
        lobstr.setHealthCheckProducerEnabled(true);
        context.addComponent("lobstr", lobstr);
        components.add(new WeakReference<>(lobstr));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:tenants").toD("lobstr:${header.operation}?apiKey=RAW(${header.key})&maxRetries=${header.retries}",
                        10);
                from("direct:one").toD("lobstr:${header.operation}");
                from("lobstr:finishedRuns?startFrom=earliest&initialDelay=0&delay=50").to("mock:finished");
            }
        });
        context.start();
        return context;
    }

    private static Exchange send(ProducerTemplate template, String uri, String operation, int number) {
        Map<String, Object> headers = new HashMap<>(
                Map.of("operation", operation, "key", "key" + number % KEYS, "retries", number / KEYS, LobstrConstants.RUN_ID,
                        "r1"));
        Exchange exchange = template.request(uri, message -> message.getMessage().setHeaders(headers));
        assertThat(exchange.getException()).isNull();
        return exchange;
    }

    /** With something of everything still going on at its end. */
    private void live() throws Exception {
        CamelContext context = context();
        ProducerTemplate template = context.createProducerTemplate();
        for (String operation : List.of("getRun", "listSquids", "awaitRun")) {
            send(template, "direct:one", operation, 0);
        }
        InputStream file = send(template, "direct:one", "downloadRun", 0).getMessage().getBody(InputStream.class);
        assertThat(file.read()).isEqualTo('x');
        int before = server.requests().size();
        CompletableFuture<Exchange> waiting = template.asyncSend("direct:one", exchange -> exchange.getMessage()
                .setHeaders(new HashMap<>(Map.of("operation", "awaitRun", LobstrConstants.RUN_ID, "r2"))));
        await().atMost(PATIENCE).until(() -> server.requests().size() > before);

        context.stop();

        assertThat(waiting.get(1, TimeUnit.MINUTES).getException()).isInstanceOf(LobstrStoppedException.class);
        assertThat(checks(context)).isZero();
        // before a garbage collection closes what nobody did
        await().atMost(PATIENCE).until(() -> server.open() == 0);
    }

    private static long checks(CamelContext context) {
        HealthCheckRepository repository
                = HealthCheckHelper.getHealthCheckRepository(context, "producers", HealthCheckRepository.class);
        repository.setEnabled(true);
        return repository.stream().count();
    }

    private void tenants(CamelContext context, int count) {
        ProducerTemplate template = context.createProducerTemplate();
        for (int i = 0; i < count; i++) {
            send(template, "direct:tenants", List.of("getRun", "listSquids", "awaitRun", "downloadRun").get(i % 4), i);
        }
    }

    private static void tidy(CamelContext context) {
        if (!LONG) {
            ClientsOf.component(context.getComponent("lobstr", LobstrComponent.class)).tidy(Duration.ZERO);
        }
    }

    private static int clients(CamelContext context) {
        return HeldBy.clients(ClientsOf.component(context.getComponent("lobstr", LobstrComponent.class)));
    }

    private void settle(Runnable tidy, Left before) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            tidy.run();
            Left now = left();
            assertThat(now.isWithin(before)).as("%s%nis more than%n%s", now, before).isTrue();
        });
    }

    @Test
    void keysOfDynamicEndpointsLeaveNothing() throws Exception {
        try (CamelContext context = context()) {
            tenants(context, 50);
            await().atMost(PATIENCE).until(() -> {
                tidy(context);
                return server.open() <= 2 && meters.find("camel.lobstr.runs.settled").counter() != null;
            });
            long checks = checks(context);
            Left before = left();

            tenants(context, ENDPOINTS);

            assertThat(checks(context)).isLessThanOrEqualTo(checks);
            settle(() -> tidy(context), before);
            assertThat(clients(context)).as("those of the endpoints that Camel keeps").isLessThan(KEYS);
        }
    }

    @Test
    void contextsThatStartAndStopLeaveNothing() throws Exception {
        for (int i = 0; i < 2; i++) {
            live();
        }
        Left before = left();

        for (int i = 0; i < (LONG ? LIVES : 6); i++) {
            live();
        }

        settle(() -> {
        }, before);
    }
}
