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

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lobstr.camel.model.Run;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The clock of this machine is not that of the API, which is away when the watch begins.
 */
class ClocksThatDifferTest {

    private static final int AWAY = 4;

    private final HttpServer server = server();
    private final AtomicInteger asked = new AtomicInteger();
    private final Instant begin = Instant.now();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private volatile Instant ended;

    private static HttpServer server() {
        try {
            return HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    /** Its answers have a Date. */
    private void answer(HttpExchange exchange) throws IOException {
        boolean away = asked.incrementAndGet() <= AWAY;
        if (!away && ended == null) {
            ended = Instant.now();
        }
        byte[] body = (away
                ? "{}"
                : "{\"total_results\":2,\"total_pages\":1,\"next\":null,\"data\":[" + run("after", ended) + ","
                  + run("before", begin.minusSeconds(60)) + "]}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(away ? 503 : 200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static String run(String id, Instant ended) {
        return "{\"id\":\"" + id + "\",\"status\":\"done\",\"ended_at\":\"" + ended + "\"}";
    }

    @ParameterizedTest
    @ValueSource(ints = { -10, 0, 10 })
    void whatEndsAfterTheStartComesOut(int minutesAhead) throws Exception {
        server.createContext("/v1/runs", this::answer);
        server.start();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            LobstrComponent lobstr = new LobstrComponent();
            lobstr.getConfiguration().setApiKey("key");
            lobstr.getConfiguration().setBaseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
            lobstr.getConfiguration().setMaxRetries(0);
            lobstr.setRequestsPerMinute(0);
            lobstr.useClock(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(minutesAhead)));
            context.addComponent("lobstr", lobstr);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("lobstr:finishedRuns?squid=s&initialDelay=0&delay=700")
                            .process(exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
                }
            });
            context.start();

            await().atMost(Duration.ofMinutes(1)).until(() -> asked.get() >= AWAY + 3);
            assertThat(handled).containsExactly("after");
        }
    }
}
