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

import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRepository;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What can be seen from outside while routes work: Micrometer's meters, JMX, the dev console, the producers' health
 * check.
 */
class ObservabilityTest extends SimulatorTestSupport {

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private volatile boolean broken;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", meters);
        return context;
    }

    @Override
    protected boolean useJmx() {
        return true;
    }

    @Override
    protected RouteBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("lobstr:finishedRuns?initialDelay=0&delay=20&squid=" + squid.id()).routeId("watch").process(exchange -> {
                    if (broken) {
                        throw new IllegalStateException("the database is down");
                    }
                });
                from("direct:get").to("lobstr:getRun");
                from("direct:balance").to("lobstr:getBalance");
            }
        };
    }

    private void finishOneThatFailsOnce() {
        long before = simulator.requests().count("GET /v1/runs");
        await().until(() -> simulator.requests().count("GET /v1/runs") > before + 1);
        broken = true;
        SimulatedRun run = squid.startRun();
        run.finish();
        await().until(() -> meters.find("camel.lobstr.runs.failed").counter() != null);
        broken = false;
        await().until(() -> meters.find("camel.lobstr.runs.settled").counter() != null);
    }

    @Test
    void metersShowRequestsRunsAndTheBudget() {
        finishOneThatFailsOnce();
        simulator.faults().next("GET /v1/runs/*", Fault.notFound());
        send("direct:get", Map.of(LobstrConstants.RUN_ID, "nobody"));
        simulator.faults().always("GET /v1/user/balance", Fault.lostAnswer());
        send("direct:balance");

        assertThat(meters.get("camel.lobstr.requests").tags("operation", "getRun", "outcome", "404").timer().count()).isOne();
        assertThat(meters.get("camel.lobstr.requests").tags("operation", "finishedRuns", "outcome", "200").timer().count())
                .isGreaterThan(1);
        assertThat(meters.get("camel.lobstr.requests").tags("operation", "getBalance", "outcome", "no_answer").timer().count())
                .isEqualTo(4);
        assertThat(meters.get("camel.lobstr.runs.settled").tag("routeId", "watch").counter().count()).isEqualTo(1);
        assertThat(meters.get("camel.lobstr.runs.failed").tag("routeId", "watch").counter().count()).isPositive();
        assertThat(meters.get("camel.lobstr.runs.emitted").tag("routeId", "watch").counter().count()).isGreaterThan(1);
        assertThat(meters.get("camel.lobstr.runs.delay").tag("routeId", "watch").timer().count()).as("not of a retry").isOne();
        collectGarbage();
        assertThat(meters.get("camel.lobstr.budget.left").gauge().value()).as("no limit").isEqualTo(-1);
        assertThat(meters.get("camel.lobstr.runs.awaited").gauge().value()).isZero();

        context().stop();
        assertThat(meters.find("camel.lobstr.budget.left").gauge()).as("taken back").isNull();
    }

    /** Micrometer forgets what it alone holds: waits until the collector has taken what nobody holds. */
    private static void collectGarbage() {
        WeakReference<Object> canary = new WeakReference<>(new Object());
        await().until(() -> {
            System.gc();
            return canary.get() == null;
        });
    }

    @Test
    void theDashboardAsksForMetersThatThereAre() throws Exception {
        finishOneThatFailsOnce();
        String dashboard = Files.readString(Path.of("src/main/docs/grafana/lobstr-dashboard.json"));
        List<String> asked = Pattern.compile("camel_lobstr_\\w+").matcher(dashboard).results().map(MatchResult::group).toList();

        // those of webhooks, which PushedRouteTest sees
        asked = asked.stream().filter(name -> !name.matches("camel_lobstr_(webhook_|runs_found|runs_missed).*")).toList();
        assertThat(asked).hasSizeGreaterThan(10);
        assertThat(meters.scrape()).contains(asked);
    }

    @Test
    void theBudgetShowsWhatIsLeft() throws Exception {
        context().addComponent("limited", limited());
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:limited").to("limited:getBalance");
            }
        });
        LobstrComponent limited = context().getComponent("limited", LobstrComponent.class);
        assertThat(limited.getBudgetLeft()).isEqualTo(10);

        send("direct:limited");
        send("direct:limited");

        assertThat(limited.getBudgetLeft()).isEqualTo(8);
        assertThat(limited.listRequests()).containsExactly("getBalance 200: 2");
    }

    private LobstrComponent limited() {
        LobstrComponent limited = new LobstrComponent();
        limited.getConfiguration().setApiKey(KEY);
        limited.getConfiguration().setBaseUrl(simulator.baseUrl());
        limited.setRequestsPerMinute(10);
        return limited;
    }

    @Test
    void jmxShowsTheConsumer() throws Exception {
        finishOneThatFailsOnce();
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName consumer = server.queryNames(new ObjectName("org.apache.camel:type=consumers,*"), null).stream()
                .filter(name -> name.toString().contains("LobstrConsumer")).findFirst().orElseThrow();

        assertThat(server.getAttribute(consumer, "WatchedSquids")).isEqualTo(1);
        assertThat(server.getAttribute(consumer, "SettledRuns")).isEqualTo(1L);
        assertThat((long) server.getAttribute(consumer, "FailedRuns")).isPositive();
        assertThat(server.getAttribute(consumer, "InFlightRuns")).isEqualTo(0L);
        assertThat((long) server.getAttribute(consumer, "LastDelayMillis")).isNotNegative();
        assertThat(server.getAttribute(consumer, "Memory")).isEqualTo("MemoryIdempotentRepository");
    }

    @Test
    @SuppressWarnings("unchecked")
    void theDevConsoleShowsWhatIsWatchedAndAnswered() {
        finishOneThatFailsOnce();
        DevConsole console = PluginHelper.getDevConsoleResolver(context()).resolveDevConsole("lobstr");
        CamelContextAware.trySetCamelContext(console, context());

        Map<String, Object> json = (Map<String, Object>) console.call(DevConsole.MediaType.JSON);
        String text = (String) console.call(DevConsole.MediaType.TEXT);

        Map<String, Object> consumer = ((List<Map<String, Object>>) json.get("consumers")).get(0);
        assertThat(consumer).containsEntry("routeId", "watch").containsEntry("squid", squid.id())
                .containsEntry("settledRuns", 1L).containsEntry("inFlightRuns", 0L);
        Map<String, Object> component = ((List<Map<String, Object>>) json.get("components")).get(0);
        assertThat((Map<String, Long>) component.get("requests")).containsKey("finishedRuns 200");
        assertThat((List<Map<String, Object>>) component.get("lastAnswers")).hasSizeBetween(2, 20)
                .allMatch(answer -> answer.get("operation").equals("finishedRuns"));
        assertThat(text).contains("Route watch watches 1 squids, remembers in MemoryIdempotentRepository:", "1 handled",
                "any number left of any number per minute", "finishedRuns: 200 in ").doesNotContain(KEY);
    }

    private HealthCheck producers() {
        HealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(context(), "producers");
        assertThat(producers.isEnabled()).as("off unless asked for").isFalse();
        producers.setEnabled(true);
        return producers.stream().filter(check -> check.getId().equals("lobstr")).findFirst().orElseThrow();
    }

    @Test
    void theProducersHealthCheckSaysThatTheKeyIsRefused() {
        simulator.faults().always("GET /v1/user/balance", Fault.unauthorized());
        HealthCheck health = producers();

        for (int i = 0; i < 5; i++) {
            HealthCheck.Result result = health.call();
            assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(result.getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 401);
            assertThat(result.getMessage().orElseThrow()).contains("getBalance failed: 401").doesNotContain(KEY);
        }
        assertThat(simulator.requests().count("GET /v1/user/balance")).isOne();
        assertThat(health.isLiveness()).as("a new process would have the same key").isFalse();
    }

    @Test
    void oneProducersHealthCheckIsUpForAll() {
        HealthCheck health = producers();

        assertThat(health.call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(HealthCheckHelper.getHealthCheckRepository(context(), "producers").stream()).hasSize(1);
        context().stop();
        assertThat(simulator.requests().count("GET /v1/user/balance")).isOne();
    }
}
