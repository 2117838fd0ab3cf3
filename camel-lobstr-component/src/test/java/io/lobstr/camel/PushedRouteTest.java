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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.lobstr.camel.internal.webhook.WebhookTokens;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.apache.camel.CamelContextAware;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Routes that register themselves at a simulated lobstr.io, which calls them on a real port, and what is seen of that
 * from outside.
 */
@Tag(WebhookServer.NEEDED)
class PushedRouteTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final SimulatedLobstr lobstr = new SimulatedLobstr();
    private final LobstrSimulator simulator = lobstr.simulator();
    private final SimulatedSquid squid = lobstr.squid();
    private final String token = new WebhookTokens(List.of(WebhookServer.SECRET)).of(squid.id());
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<DefaultCamelContext> contexts = new ArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final Warnings logged = new Warnings(Level.INFO);
    private String url;

    @AfterEach
    void end() {
        contexts.forEach(DefaultCamelContext::stop);
        logged.close();
    }

    /** One of the machines behind an address: that of the first one. */
    private DefaultCamelContext machine(String uri) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        contexts.add(context);
        context.getRegistry().bind("meters", meters);
        context.getPropertiesComponent().addInitialProperty("secret", WebhookServer.SECRET);
        lobstr.addTo(context);
        WebhookServer server = WebhookServer.addTo(context);
        context.start();
        url = url == null ? server.url() : url;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "&squid=" + squid.id() + "&webhookSecret={{secret}}&webhookUrl=" + url).routeId("watch")
                        .process(exchange -> {
                            if (exchange.getMessage().getBody() instanceof Run run) {
                                handled.add(run.getId());
                            }
                        });
            }
        });
        return context;
    }

    private DefaultCamelContext watching(String options) throws Exception {
        return machine("lobstr:finishedRuns?push=true&initialDelay=0" + options);
    }

    private static LobstrConsumer consumer(DefaultCamelContext context) {
        return (LobstrConsumer) context.getRoute("watch").getConsumer();
    }

    private static void awaitRegistered(DefaultCamelContext context) {
        await().atMost(SOON).until(() -> consumer(context).getWebhook().equals("registered"));
    }

    private static HealthCheck.Result health(DefaultCamelContext context) {
        return HealthCheckHelper.getHealthCheckRepository(context, "consumers").getCheck("consumer:watch").orElseThrow()
                .call();
    }

    private long writes() {
        return simulator.requests().count("POST /v1/delivery");
    }

    @Test
    void itRegistersItselfIsCalledAndShowsIt() throws Exception {
        DefaultCamelContext context = watching("&delay=1h");
        awaitRegistered(context);
        assertThat(squid.webhook().map(WebhookDelivery::url)).contains(url + "/lobstr/" + squid.id() + "/" + token);

        SimulatedRun run = squid.startRun();
        run.finish();
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(run.id()));

        LobstrConsumer consumer = consumer(context);
        assertThat(consumer.getHeardRuns()).isOne();
        assertThat(consumer.getMissedRuns()).isZero();
        assertThat(meters.get("camel.lobstr.runs.found").tags("routeId", "watch", "by", "push").counter().count()).isOne();
        assertThat(meters.get("camel.lobstr.runs.found").tags("routeId", "watch", "by", "poll").counter().count()).isZero();
        assertThat(meters.get("camel.lobstr.webhook.calls").tag("result", "taken").functionCounter().count()).isPositive();
        assertThat(meters.get("camel.lobstr.webhook.calls").tag("result", "unknown").functionCounter().count()).isZero();
        String dashboard = Files.readString(Path.of("src/main/docs/grafana/lobstr-dashboard.json"));
        assertThat(meters.scrape()).contains(Pattern.compile("camel_lobstr_(?!runs_failed)\\w+").matcher(dashboard).results()
                .map(MatchResult::group).toList());

        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName bean = server.queryNames(new ObjectName("org.apache.camel:type=consumers,*"), null).stream()
                .filter(name -> name.toString().contains("LobstrConsumer")).findFirst().orElseThrow();
        assertThat(server.getAttribute(bean, "Webhook")).isEqualTo("registered");
        assertThat(server.getAttribute(bean, "HeardRuns")).isEqualTo(1L);
        assertThat(server.getAttribute(bean, "MissedRuns")).isEqualTo(0L);
        assertThat(server.getAttribute(bean, "PollDistance")).isEqualTo("3600 s");
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("lobstr");
        CamelContextAware.trySetCamelContext(console, context);
        String text = console.call(DevConsole.MediaType.TEXT).toString();
        assertThat(text).contains("calls have told of 1 runs and not of 0, polls are 3600 s apart; webhook: registered");
        assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health(context).getDetails()).containsEntry("lobstr.webhook", "registered").containsEntry("lobstr.heard", 1L)
                .containsEntry("lobstr.missed", 0L).containsKey(HealthCheck.ENDPOINT_URI);
        assertThat(text + health(context).getDetails() + console.call(DevConsole.MediaType.JSON) + logged.messages())
                .doesNotContain(token, WebhookServer.SECRET);
        assertThat(logged.messages(Level.WARN)).isEmpty();
        assertThat(logged.messages()).anyMatch(line -> line.startsWith("pushedDelay is 900 s, and delay 3600 s"));
    }

    @Test
    void aRollingRestartOfThreeWritesNothing() throws Exception {
        awaitRegistered(watching("&delay=1h"));
        awaitRegistered(watching("&delay=1h"));
        awaitRegistered(watching("&delay=1h"));
        assertThat(writes()).isOne();

        for (int i = 0; i < 3; i++) {
            contexts.get(i).stop();
            awaitRegistered(watching("&delay=1h"));
        }

        assertThat(writes()).isOne();
        assertThat(simulator.requests().count("POST /v1/delivery/test-webhook")).isOne();
        assertThat(simulator.requests().count("GET /v1/squids/*")).isEqualTo(6);
    }

    @Test
    void anothersWebhookIsSaidAndRunsArePolledFor() throws Exception {
        WebhookDelivery theirs = new WebhookDelivery("https://n8n.example.com/their-secret", true, true, Set.of("run.done"));
        squid.deliverTo(theirs);
        DefaultCamelContext context = watching("&delay=50");
        String why = "another application has its webhook, at n8n.example.com";
        await().atMost(SOON).until(() -> consumer(context).getWebhook().equals(why));

        SimulatedRun run = squid.startRun();
        run.finish();
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(run.id()));
        assertThat(health(context).getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(health(context).getDetails()).containsEntry("lobstr.webhook", why);
        assertThat(squid.webhook()).contains(theirs);
        assertThat(logged.messages(Level.WARN)).filteredOn(line -> !line.contains("will be tried")).hasSize(1)
                .allMatch(line -> line.contains(why));
        assertThat(consumer(context).getMissedRuns()).as("none was to come").isZero();
    }

    @Test
    void whoOnlyHearsOfEventsIsRegisteredToo() throws Exception {
        machine("lobstr:runEvents?webhookPath=/events");

        await().atMost(SOON).until(() -> simulator.requests().count("POST /v1/delivery/test-webhook") == 1);
        assertThat(squid.webhook().map(WebhookDelivery::url)).contains(url + "/events/" + squid.id() + "/" + token);
        assertThat(writes()).isOne();
    }
}
