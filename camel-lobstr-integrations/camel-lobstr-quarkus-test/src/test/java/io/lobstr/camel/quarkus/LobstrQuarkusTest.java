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
package io.lobstr.camel.quarkus;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import jakarta.inject.Inject;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import io.lobstr.camel.simulator.webhook.WebhookCall;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/**
 * The README's route on Quarkus, on the simulator.
 */
@QuarkusTest
@QuarkusTestResource(SimulatorResource.class)
class LobstrQuarkusTest {

    @Inject
    CamelContext camel;
    @Inject
    ProducerTemplate template;
    @Inject
    HttpServer server;
    @TestHTTPResource
    URL url;
    SimulatedSquid maps;
    LobstrSimulator simulator;

    @Test
    void consumesARunThatWasStartedAndHasFinished() {
        NotifyBuilder consumed = new NotifyBuilder(camel).from("lobstr:*").whenCompleted(1).create();

        String started = template.requestBodyAndHeader("lobstr:startRun", null, "CamelLobstrSquidId", maps.id(), String.class);
        SimulatedRun run = maps.run(0);
        run.finish();

        assertThat(started).contains("\"id\":\"" + run.id() + "\"");
        assertThat(consumed.matches(20, TimeUnit.SECONDS)).isTrue();
        assertThat(template.requestBodyAndHeaders("lobstr:getRun", null, Map.of("CamelLobstrRunId", run.id()), Map.class))
                .containsEntry("status", "done");
    }

    @Test
    void aRunIsOutByTheCallOfItsWebhook() throws Exception {
        SimulatedSquid leads = simulator.addSquid("Leads", SquidSetup::runningUntilTold);
        server.addTo(camel);
        // what comes out before ten minutes have passed was not polled for
        RouteBuilder.addRoutes(camel, routes -> routes
                .from("lobstr:finishedRuns?initialDelay=0&delay=10m&push=true&webhookSecret=0123456789abcdef&webhookUrl=http://localhost:"
                      + url.getPort() + "&squid=" + leads.id())
                .routeId("pushed-runs").log("run ${body.id} is ${body.status}"));
        await().atMost(Duration.ofSeconds(20)).until(() -> leads.webhook().isPresent());
        NotifyBuilder consumed = new NotifyBuilder(camel).fromRoute("pushed-runs").whenCompleted(1).create();
        leads.startRun().finish();

        assertThat(consumed.matches(20, TimeUnit.SECONDS)).isTrue();
        // the route may be quicker than the answer
        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(simulator.webhooks().calls().of(leads))
                .extracting(WebhookCall::event, WebhookCall::status).contains(tuple("run.done", 200)));
    }

    @Test
    void takesOptionsFromTheProperties() {
        assertThat(camel.getComponent("lobstr", LobstrComponent.class).getConfiguration().getConnectTimeout())
                .isEqualTo(Duration.ofSeconds(90).toMillis());
    }

    @Test
    void isWhatTheReadmeShows() throws Exception {
        Path route = Path.of("src/test/java/io/lobstr/camel/quarkus/FinishedRuns.java");

        assertThat(Readme.text()).containsIgnoringWhitespaces(between("// README", "// end", route))
                .contains("<quarkus.version>" + System.getProperty("quarkus.version") + "</quarkus.version>");
        assertThat(Readme.text().replaceAll("<version>.*</version>", ""))
                .containsIgnoringWhitespaces(between("<!-- README -->", "<!-- end -->", Path.of("pom.xml")));
    }

    private static String between(String start, String end, Path file) throws Exception {
        String text = Files.readString(file);
        return text.substring(text.indexOf(start) + start.length(), text.indexOf(end));
    }
}
