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
package io.lobstr.camel.builder;

import java.time.Duration;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.LobstrEndpoint;
import io.lobstr.camel.OnActiveRun;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static io.lobstr.camel.builder.component.ComponentsBuilderFactory.lobstr;
import static io.lobstr.camel.builder.endpoint.StaticEndpointBuilders.lobstr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Routes with type-safe endpoints, on the simulator.
 */
class LobstrBuildersTest extends CamelTestSupport {

    private final LobstrSimulator simulator = LobstrSimulator.builder().build().start();
    private final SimulatedSquid maps = simulator.addSquid("Google Maps",
            setup -> setup.pendingFor(Duration.ZERO).runningFor(Duration.ofMillis(200)).uploadingFor(Duration.ZERO));

    @EndpointInject("mock:finished")
    private MockEndpoint finished;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getPropertiesComponent().addInitialProperty("lobstr.squid", maps.id());
        lobstr().apiKey(simulator.apiKey()).baseUrl(simulator.baseUrl()).requestsPerMinute(0)
                .register(context, "lobstr");
        return context;
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:scrape")
                        .to(lobstr("startRun").squid("{{lobstr.squid}}").onActiveRun(OnActiveRun.join))
                        .to(lobstr("awaitRun").awaitTimeout("6h").advanced().maxRetries(10))
                        .to("direct:finished");
                from("direct:finished").to(finished);
                from(lobstr("finishedRuns").squid("{{lobstr.squid}}").startFrom("earliest").statuses("done").delay(100)
                        .initialDelay(0))
                        .routeId("consumer").autoStartup(false).to("mock:consumed");
            }
        };
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    @Test
    void startsARunAwaitsItAndConsumesIt() throws Exception {
        finished.expectedMessageCount(1);
        getMockEndpoint("mock:consumed").expectedMessageCount(1);
        context().getRouteController().startRoute("consumer");

        template().sendBody("direct:scrape", "");

        MockEndpoint.assertIsSatisfied(context());
        Run run = finished.getExchanges().get(0).getMessage().getBody(Run.class);
        assertThat(run.getId()).isEqualTo(maps.run(0).id());
        assertThat(run.getStatus()).isEqualTo("done");
    }

    @Test
    void setsWhatTheUriWouldSet() {
        LobstrEndpoint endpoint = (LobstrEndpoint) lobstr("awaitRun").run("r1").awaitTimeout("6h").pollInterval(7_000)
                .advanced().maxRetries(10).resolve(context());

        assertThat(endpoint.getRun()).isEqualTo("r1");
        assertThat(endpoint.getAwaitTimeout()).isEqualTo(Duration.ofHours(6).toMillis());
        assertThat(endpoint.getPollInterval()).isEqualTo(7_000);
        assertThat(endpoint.getConfiguration().getMaxRetries()).isEqualTo(10);
    }

    /** No HTTP server is on the class path here. */
    @Test
    void pushSaysWhatItNeeds() {
        RouteBuilder pushed = new RouteBuilder() {
            @Override
            public void configure() {
                from(lobstr("finishedRuns").squid("{{lobstr.squid}}").push(true).webhookSecret("0123456789abcdef"))
                        .to("mock:consumed");
            }
        };

        assertThatThrownBy(() -> context().addRoutes(pushed)).hasMessageContainingAll(
                "add camel-platform-http-main and set camel.server.enabled=true with Camel Main",
                "camel-platform-http-starter with Spring Boot", "camel-quarkus-platform-http with Quarkus");
    }

    @Test
    void buildsTheComponent() {
        LobstrComponent component = lobstr().apiKey("key").connectTimeout(1_234).proxyHost("proxy").proxyPort(3128)
                .build(context());

        assertThat(component.getConfiguration().getApiKey()).isEqualTo("key");
        assertThat(component.getConfiguration().getConnectTimeout()).isEqualTo(1_234);
        assertThat(component.getConfiguration().getProxyPort()).isEqualTo(3128);
        assertThat(component.getRequestsPerMinute()).isEqualTo(120);
    }
}
