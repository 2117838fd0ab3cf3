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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.lobstr.camel.model.Run;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What one answer says is no proof: a 404 passes, a page is refused or has no end.
 */
class PassingAnswersTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int PAGE = 100;

    /** Of each squid, the runs and how they are, newest first. */
    private final Map<String, List<Map<String, String>>> squids = new TreeMap<>();
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private HttpServer server;
    /** Whether a page of a squid, or a run on page 0, is not answered. */
    private volatile BiPredicate<String, Integer> refused = (squid, page) -> false;
    private volatile int refusal = 404;
    private volatile String endless = "";
    /** The last rows of every list of squids, or of runs. */
    private volatile List<String> oddSquids = List.of();
    private volatile List<String> oddRuns = List.of();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/v1/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() throws IOException {
        context.close();
        server.stop(0);
    }

    private void watch(String options) throws Exception {
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey("key");
        lobstr.getConfiguration().setBaseUrl("http://127.0.0.1:" + server.getAddress().getPort() + "/v1");
        lobstr.getConfiguration().setMaxRetries(0);
        lobstr.setRequestsPerMinute(0);
        context.addComponent("lobstr", lobstr);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=20" + options)
                        .process(exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
            }
        });
        context.start();
    }

    private synchronized void add(String squid, String run, String status, Instant ended) {
        Map<String, String> fields = new HashMap<>(Map.of("id", run, "status", status));
        if (ended != null) {
            fields.put("ended_at", ended.truncatedTo(ChronoUnit.SECONDS).toString());
        }
        squids.computeIfAbsent(squid, id -> new LinkedList<>()).add(0, fields);
    }

    private void addHistory(String squid, int count) {
        for (int i = 0; i < count; i++) {
            add(squid, squid + "-old" + i, "done", Instant.now().minusSeconds(3600L + count - i));
        }
    }

    private synchronized void finish(String squid, String run) {
        squids.get(squid).stream().filter(fields -> fields.get("id").equals(run)).forEach(fields -> {
            fields.put("status", "done");
            fields.put("ended_at", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        });
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getQuery();
        if (path.equals("/v1/squids")) {
            count("sweep");
            send(exchange, 200, page(Stream.concat(squids.keySet().stream().map(this::line), oddSquids.stream()).toList(), 1));
        } else if (path.equals("/v1/runs")) {
            String squid = query.replaceAll(".*squid=([^&]*).*", "$1");
            int page = Integer.parseInt(query.replaceAll(".*page=(\\d+).*", "$1"));
            count(squid);
            if (refused.test(squid, page)) {
                refuse(exchange);
            } else if (endless.equals(squid)) {
                send(exchange, 200, endless(page));
            } else {
                send(exchange, 200,
                        page(Stream.concat(squids.get(squid).stream().map(PassingAnswersTest::json), oddRuns.stream()).toList(),
                                page));
            }
        } else {
            String run = path.substring("/v1/runs/".length());
            String squid = run.split("-")[0];
            if (refused.test(squid, 0)) {
                refuse(exchange);
            } else {
                send(exchange, 200, squids.get(squid).stream().filter(fields -> fields.get("id").equals(run))
                        .map(PassingAnswersTest::json).findFirst().orElseThrow());
            }
        }
    }

    private void count(String what) {
        asked.computeIfAbsent(what, any -> new AtomicInteger()).incrementAndGet();
    }

    private int asked(String what) {
        return asked.getOrDefault(what, new AtomicInteger()).get();
    }

    private String line(String squid) {
        List<Map<String, String>> runs = squids.get(squid);
        return "{\"id\":\"" + squid + "\",\"total_runs\":" + runs.size() + ",\"last_run_status\":\""
               + runs.get(0).get("status").toUpperCase() + "\"}";
    }

    private static String json(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> "\"" + field.getKey() + "\":\"" + field.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String page(List<String> items, int page) {
        int from = Math.min(items.size(), (page - 1) * PAGE);
        int to = Math.min(items.size(), page * PAGE);
        return "{\"total_results\":" + items.size() + ",\"page\":" + page + ",\"next\":"
               + (to < items.size() ? "\"more\"" : "null") + ",\"data\":" + items.subList(from, to) + "}";
    }

    private static String endless(int page) {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < PAGE; i++) {
            items.append(i == 0 ? "" : ",").append("{\"id\":\"e").append(page).append('x').append(i)
                    .append("\",\"status\":\"done\"}");
        }
        return "{\"next\":\"more\",\"data\":[" + items + "]}";
    }

    private void refuse(HttpExchange exchange) throws IOException {
        send(exchange, refusal, "{\"error\":{\"message\":\"not here\",\"type\":\"not_found_error\"}}");
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void awaitAsked(String what, int more) {
        int before = asked(what);
        await().atMost(SOON).until(() -> asked(what) >= before + more);
    }

    private void awaitHandled(String... runs) {
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(runs));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "&squid=a" })
    void aRunComesOutThoughItsSquidIsNotFoundForAWhile(String options) throws Exception {
        add("a", "a-1", "running", null);
        watch(options);
        awaitAsked("a", 1);
        refused = (squid, page) -> true;
        add("a", "a-2", "running", null);
        awaitAsked("a", 3);
        refused = (squid, page) -> false;
        finish("a", "a-1");
        finish("a", "a-2");

        awaitHandled("a-1", "a-2");
    }

    @Test
    void aRunThatIsAskedForByItselfAndNotFoundForAWhileComesOut() throws Exception {
        add("a", "a-paused", "paused", null);
        for (int i = 0; i < PAGE; i++) {
            add("a", "a-old" + i, "done", Instant.now().minusSeconds(600));
        }
        add("a", "a-open", "running", null);
        refused = (squid, page) -> page == 0;
        watch("&squid=a");
        awaitAsked("a", 12);
        refused = (squid, page) -> false;
        finish("a", "a-paused");

        awaitHandled("a-paused");
    }

    @Test
    void aSquidThatIsListedButNeverFoundIsAskedForLessAndLessOften() throws Exception {
        add("a", "a-1", "running", null);
        add("b", "b-1", "running", null);
        refused = (squid, page) -> squid.equals("a");
        watch("");

        awaitAsked("sweep", 120);

        assertThat(asked("a")).isLessThan(20);
        finish("b", "b-1");
        awaitHandled("b-1");
    }

    /** Only its id and its status decide what happens to a run. */
    @ParameterizedTest
    @ValueSource(strings = { "", "&squid=a" })
    void fieldsThatCannotBeReadHoldNoRunBack(String options) throws Exception {
        add("a", "a-1", "running", null);
        add("a", "a-2", "running", null);
        for (Map<String, String> fields : squids.get("a")) {
            for (String field : List.of("created_at", "started_at", "duration", "total_results", "is_done", "export_done",
                    "credit_used", "squid", "done_reason", "next_launch_at")) {
                fields.put(field, "no, not at all");
            }
        }
        watch(options);
        awaitAsked("a", 1);
        finish("a", "a-1");
        finish("a", "a-2");
        squids.get("a").get(0).put("ended_at", "in the evening");

        awaitHandled("a-1", "a-2");
    }

    @Test
    void aFirstStartFromNowNeedsNothingFromTheDepths() throws Exception {
        addHistory("a", 1_500);
        add("a", "a-open", "running", null);
        refusal = 400;
        refused = (squid, page) -> page >= 4;
        watch("&squid=a");
        awaitAsked("a", 10);
        finish("a", "a-open");

        awaitHandled("a-open");
    }

    @Test
    void whatCanBeReadComesOutThoughTheRestIsRefusedAndTheRestComesLater() throws Exception {
        addHistory("a", 450);
        add("b", "b-1", "done", Instant.now());
        refusal = 400;
        refused = (squid, page) -> squid.equals("a") && page >= 4;
        watch("&startFrom=earliest&squid=a,b");

        await().atMost(SOON).until(() -> handled.size() >= 301);
        awaitAsked("a", 12);
        assertThat(handled).hasSize(301).contains("b-1").doesNotHaveDuplicates();
        refused = (squid, page) -> false;

        await().atMost(SOON).until(() -> handled.size() >= 451);
        awaitAsked("a", 6);
        assertThat(handled).hasSize(451).doesNotHaveDuplicates();
    }

    @Test
    void endlessPagesOfOneSquidKeepNoOtherWaiting() throws Exception {
        endless = "a";
        add("b", "b-1", "done", Instant.now());
        watch("&startFrom=earliest&squid=a,b");

        await().atMost(SOON).until(() -> handled.contains("b-1"));

        assertThat(asked("a")).isLessThan(200);
    }

    /** It has no id, or is no object, or its status says nothing. */
    @ParameterizedTest
    @ValueSource(strings = { "", "&squid=a" })
    void rowsThatCannotBeReadHoldNoRunBack(String options) throws Exception {
        List<String> nothing = List.of("null", "1", "[]", "{}", "\"x\"", "{\"id\":null,\"status\":\"done\"}",
                "{\"id\":{},\"status\":\"done\"}", "{\"id\":1.5,\"status\":\"done\",\"a\":1e99999999999}");
        oddSquids = nothing;
        oddRuns = new ArrayList<>(nothing);
        for (String status : List.of("null", "5", "{}", "\"\"", "[\"done\"]", "\"done\",\"status\":null")) {
            oddRuns.add("{\"id\":\"a-odd" + oddRuns.size() + "\",\"is_done\":true,\"status\":" + status + "}");
        }
        add("a", "a-1", "running", null);
        add("a", "a-2", "running", null);
        try (Warnings warnings = new Warnings()) {
            watch(options);
            awaitAsked("a", 2);
            finish("a", "a-1");
            awaitHandled("a-1");
            finish("a", "a-2");
            add("a", "a-3", "done", Instant.now());
            awaitHandled("a-1", "a-2", "a-3");

            assertThat(warnings.own()).doesNotHaveDuplicates()
                    .contains("Squid a: A row without an id that can be read is passed over. This is said once.")
                    .anyMatch(said -> said.startsWith("Squid a: Row a-odd8 has no status that can be read"));
        }
        oddRuns = List.of("{\"id\":\"a-odd8\",\"status\":\"done\",\"ended_at\":\"" + Instant.now().plusSeconds(5) + "\"}");
        awaitHandled("a-1", "a-2", "a-3", "a-odd8");
    }
}
