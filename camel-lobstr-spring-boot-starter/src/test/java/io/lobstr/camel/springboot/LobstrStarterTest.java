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
package io.lobstr.camel.springboot;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import io.lobstr.camel.simulator.webhook.WebhookCall;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.util.TestSocketUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * The README's application, on the simulator.
 */
@SpringBootTest(classes = { Application.class, PushedRuns.class }, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT,
                properties = {
                        "camel.component.lobstr.connect-timeout=1m30s", "camel.component.lobstr.retry-delay=1",
                        "camel.component.lobstr.requests-per-minute=0" })
class LobstrStarterTest {

    private static final LobstrSimulator SIMULATOR = LobstrSimulator.builder().build().start();
    private static final SimulatedSquid MAPS = SIMULATOR.addSquid("Google Maps",
            setup -> setup.pendingFor(Duration.ZERO).runningUntilTold().uploadingFor(Duration.ZERO));

    private static final SimulatedSquid LEADS = SIMULATOR.addSquid("Leads", SquidSetup::runningUntilTold);

    @Autowired
    private CamelContext camel;
    @Autowired
    private ApplicationContext application;

    @DynamicPropertySource
    static void pointAtTheSimulator(DynamicPropertyRegistry registry) {
        registry.add("camel.component.lobstr.api-key", SIMULATOR::apiKey);
        registry.add("camel.component.lobstr.base-url", SIMULATOR::baseUrl);
        // nobody waits for a minute here
        registry.add("lobstr.squid", () -> MAPS.id() + "&delay=100&initialDelay=0&startFrom=earliest");
        int port = TestSocketUtils.findAvailableTcpPort();
        registry.add("server.port", () -> port);
        registry.add("lobstr.pushed-squid", LEADS::id);
        registry.add("lobstr.webhook.url", () -> "http://localhost:" + port);
        registry.add("lobstr.webhook.secret", () -> "0123456789abcdef");
    }

    @AfterAll
    static void stopSimulator() {
        SIMULATOR.close();
    }

    @Test
    void consumesAFinishedRun() {
        NotifyBuilder consumed = new NotifyBuilder(camel).from("lobstr:*").whenCompleted(1).create();
        MAPS.startRun().finish();

        assertThat(consumed.matches(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aRunIsOutByTheCallOfItsWebhook() {
        await().atMost(Duration.ofSeconds(20)).until(() -> LEADS.webhook().isPresent());
        NotifyBuilder consumed = new NotifyBuilder(camel).fromRoute(PushedRuns.ROUTE).whenCompleted(1).create();
        LEADS.startRun().finish();

        assertThat(consumed.matches(20, TimeUnit.SECONDS)).isTrue();
        // the route may be quicker than the answer
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(SIMULATOR.webhooks().calls().of(LEADS))
                .extracting(WebhookCall::event, WebhookCall::status).contains(tuple("run.done", 200)));
    }

    @Test
    void takesOptionsFromTheProperties() {
        LobstrComponent component = camel.getComponent("lobstr", LobstrComponent.class);

        assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(Duration.ofSeconds(90).toMillis());
        assertThat(component.getRequestsPerMinute()).isZero();
        assertThat(component.getConfiguration().getRequestTimeout()).isEqualTo(Duration.ofSeconds(30).toMillis());
    }

    @Test
    void isUnhealthyWhileTheApiRefusesTheKeyAndHealthyAfterwards() {
        SIMULATOR.faults().always("GET /v1/runs", Fault.unauthorized());
        try {
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(health())
                    .startsWith("DOWN").contains("401").doesNotContain(SIMULATOR.apiKey()));
        } finally {
            SIMULATOR.faults().clear();
        }
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(health()).startsWith("UP"));
    }

    private String health() {
        return ActuatorHealth.ofCamel(application);
    }
}
