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
package io.lobstr.camel.docs;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * The class that the README of the simulator shows.
 */
class FinishedRunsTest extends CamelTestSupport {

    private final LobstrSimulator simulator = LobstrSimulator.builder().build().start();
    private final SimulatedSquid squid = simulator.addSquid("Google Maps", s -> s.runningUntilTold().results(40));

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                LobstrComponent lobstr = getContext().getComponent("lobstr", LobstrComponent.class);
                lobstr.getConfiguration().setBaseUrl(simulator.baseUrl());
                lobstr.getConfiguration().setApiKey(simulator.apiKey());

                // the route that is tested, which looks often here, and misses no run that ends before its first look
                from("lobstr:finishedRuns?delay=100&initialDelay=0&startFrom=earliest&squid=" + squid.id())
                        .choice()
                        .when(simple("${body.status} == 'done'"))
                        .to("mock:done")
                        .otherwise()
                        .to("mock:failed");
            }
        };
    }

    @Test
    void runsThatAreDoneGoOneWay() throws Exception {
        MockEndpoint done = getMockEndpoint("mock:done");
        done.expectedMessageCount(1);
        done.message(0).simple("${body.totalResults}").isEqualTo("7");

        SimulatedRun run = squid.startRun();
        run.pause().resume().finish(7);

        MockEndpoint.assertIsSatisfied(context, 30, TimeUnit.SECONDS);
    }

    @Test
    void runsThatFailOrAreAbortedGoAnother() throws Exception {
        getMockEndpoint("mock:done").expectedMessageCount(0);
        getMockEndpoint("mock:failed").expectedMessageCount(2);

        squid.startRun().fail("cookies_expired");
        squid.configure(s -> s.uploadingFor(Duration.ZERO));
        squid.startRun().abort();

        MockEndpoint.assertIsSatisfied(context, 30, TimeUnit.SECONDS);
    }

    @Test
    void anApiThatFailsOnceLosesNothing() throws Exception {
        getMockEndpoint("mock:done").expectedMessageCount(1);

        simulator.faults().next("GET /v1/**", Fault.unavailable());
        squid.startRun().finish();

        MockEndpoint.assertIsSatisfied(context, 30, TimeUnit.SECONDS);
    }
}
