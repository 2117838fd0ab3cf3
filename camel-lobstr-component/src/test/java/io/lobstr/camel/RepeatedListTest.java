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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A far side that shows the same page whatever page is asked for, and says that there is more.
 */
class RepeatedListTest extends CamelTestSupport {

    private final HandScheduler byHand = new HandScheduler();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private RawServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = new RawServer(
                (request, out) -> RawServer.json(out, "{\"next\":\"https://x\",\"data\":["
                                                      + rows(request.contains("/squids")) + "]}"));
        CamelContext context = super.createCamelContext();
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey("k3y");
        lobstr.getConfiguration().setBaseUrl(server.url());
        lobstr.setRequestsPerMinute(0);
        context.addComponent("lobstr", lobstr);
        return context;
    }

    private static String rows(boolean squids) {
        return IntStream.range(0, squids ? 1 : 100).mapToObj(i -> squids
                ? "{\"id\":\"s1\",\"last_run_status\":\"DONE\",\"total_runs\":100,\"last_run_at\":\"2026-01-02T03:04:05Z\"}"
                : "{\"id\":\"r" + i + "\",\"squid\":\"s1\",\"status\":\"done\",\"created_at\":\"2026-01-02T01:00:%02dZ\""
                        .formatted(59 - i / 2)
                  + ",\"ended_at\":\"2026-01-02T03:04:05Z\"}")
                .collect(Collectors.joining(","));
    }

    @AfterEach
    void closeServer() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "&squid=s1", "" })
    void aPollEndsAndWhatIsShownComesOutOnce(String squid) throws Exception {
        context().getRegistry().bind("byHand", byHand);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?scheduler=#byHand&startFrom=earliest" + squid)
                        .process(exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
            }
        });

        byHand.poll(3);

        assertThat(handled).hasSize(100).doesNotHaveDuplicates();
        assertThat(server.requests()).hasSizeLessThan(3 * 12);
    }
}
