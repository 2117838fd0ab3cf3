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

import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.EmptiedSquid;
import io.lobstr.camel.model.Squid;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A squid is made, set up, filled, run, read, emptied and deleted in one route.
 */
class LifeOfASquidTest extends SimulatorTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:life")
                        .to("lobstr:createSquid").to("mock:made")
                        .setBody(constant("{\"params\": {\"language\": \"it\"} }")).to("lobstr:updateSquid").to("mock:set")
                        .setBody(constant(
                                List.of(Map.of("url", "https://example.com/1"), Map.of("url", "https://example.com/2"))))
                        .to("lobstr:addTasks")
                        .to("lobstr:estimateSquid").to("mock:estimated")
                        .to("lobstr:startRun")
                        .to("lobstr:awaitRun?pollInterval=20")
                        .to("lobstr:listResults").to("mock:rows")
                        .setBody(constant("{\"type\": \"url\"}")).to("lobstr:emptySquid").to("mock:emptied")
                        .to("lobstr:deleteSquid");
            }
        };
    }

    private SimulatedCrawler crawler() {
        return simulator.addCrawler("Pizzerias", setup -> setup.taskParam(CrawlerParam.of("url"))
                .squidParam(CrawlerParam.of("language").defaultingTo("en")).squidParam(CrawlerParam.of("country"))
                .function("emails", 10, true).squids(squid -> squid.instantRuns().results(6)));
    }

    private static Map<String, Object> body(SimulatedCrawler crawler) {
        return Map.of("crawler", crawler.id(), "name", "Pizzerias of Naples", "concurrency", 2,
                "params", Map.of("country", "it", "functions", Map.of("emails", false)));
    }

    /** Nothing is done twice, and nothing is left over, where each answer that can be asked for again is lost once. */
    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void fromItsMakingToItsEnd(boolean answersAreLost) throws Exception {
        SimulatedCrawler crawler = crawler();
        int others = simulator.squids().size();
        if (answersAreLost) {
            for (String request : List.of("POST /v1/squids", "POST /v1/squids/*", "POST /v1/tasks", "POST /v1/runs",
                    "POST /v1/squids/*/empty", "DELETE /v1/squids/*")) {
                simulator.faults().next(request, Fault.lostAnswer());
            }
        }
        MockEndpoint made = getMockEndpoint("mock:made");
        MockEndpoint rows = getMockEndpoint("mock:rows");
        MockEndpoint emptied = getMockEndpoint("mock:emptied");

        Exchange end = template().request("direct:life", exchange -> exchange.getMessage().setBody(body(crawler)));

        assertThat(end.getException()).isNull();
        assertThat(made.getExchanges().get(0).getMessage().getBody(Squid.class).getReady()).isTrue();
        assertThat(getMockEndpoint("mock:set").getExchanges().get(0).getMessage().getBody(Squid.class).getParams())
                .isEqualTo(Map.of("language", "it", "country", "it", "functions", Map.of("emails", false)));
        assertThat(rows.getExchanges().get(0).getMessage().getBody(List.class)).hasSize(6);
        assertThat(emptied.getExchanges().get(0).getMessage().getBody(EmptiedSquid.class).getEmptied()).isTrue();
        assertThat(end.getMessage().getBody(Map.class)).containsEntry("deleted", true).containsEntry("object", "squid");
        assertThat(simulator.requests().count("POST /v1/runs")).isEqualTo(1);
        assertThat(simulator.squids()).hasSize(others);
    }

    @Test
    void oneThatCannotBeSetUpIsLeftNowhere() {
        SimulatedCrawler crawler = crawler();

        Exchange end = template().request("lobstr:createSquid?crawler=" + crawler.id(),
                exchange -> exchange.getMessage().setBody(Map.of("params", Map.of("functions", Map.of("phones", true)))));

        assertThat(end.getException()).hasMessageContaining("FunctionNotFound")
                .hasMessageEndingWith("; the squid is deleted again");
        assertThat(simulator.squids()).extracting(SimulatedSquid::crawler).doesNotContain(crawler.id());
    }
}
