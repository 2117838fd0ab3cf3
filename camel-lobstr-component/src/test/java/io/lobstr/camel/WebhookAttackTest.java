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
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.lobstr.camel.internal.webhook.WebhookReceivers;
import io.lobstr.camel.internal.webhook.WebhookResult;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.config.Configurator;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

import static io.lobstr.camel.WebhookServer.SECRET;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whoever attacks the addresses that webhooks call, byte by byte, with and without a token that has leaked: what comes
 * of it are a few looks at most, and never an exchange, a thread, heap, or a word in a log.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag(WebhookServer.NEEDED)
class WebhookAttackTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** In all that is sent. */
    private static final String EVIL = "evil";
    private static final String LIE = "{\"id\":\"evil-run\",\"event\":\"run.done\",\"squid\":{\"id\":\"evil-squid\"}}";
    private static final long MARGIN = 30L << 20;
    private static final int FLOOD = 10_000;
    private static final int SLOW = 100;

    @RegisterExtension
    final SimulatedLobstr lobstr = new SimulatedLobstr();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<Exchange> events = new CopyOnWriteArrayList<>();
    private final AtomicLong came = new AtomicLong();
    private SimulatedSquid squid;
    private SimulatedSquid other;
    private Warnings logs;
    private String path;
    private String token;
    private int port;
    private long began;
    private long trueLooks;

    @BeforeAll
    void start() throws Exception {
        squid = lobstr.squid();
        other = lobstr.simulator().addSquid("Others", SimulatedLobstr::untilTold);
        lobstr.addTo(context).setRequestsPerMinute(120);
        WebhookServer server = WebhookServer.addTo(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // an hour: whatever is asked before was called for
                from("lobstr:finishedRuns?initialDelay=0&delay=1h&push=true&webhookSecret=RAW(" + SECRET + ")&squid="
                     + squid.id() + "," + other.id())
                        .routeId("watch").process(exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
                from("lobstr:runEvents?webhookSecret=RAW(" + SECRET + ")").routeId("events")
                        .process(exchange -> {
                            events.add(exchange.copy());
                            came.incrementAndGet();
                        });
            }
        });
        context.start();
        await().atMost(SOON).until(() -> requests() >= 2);
        trueLooks = requests();
        began = System.nanoTime();
        path = server.address(squid.id()).substring(server.url().length());
        token = path.substring(path.lastIndexOf('/') + 1);
        port = Integer.parseInt(server.url().substring(server.url().lastIndexOf(':') + 1));
        Configurator.setLevel("io.lobstr", Level.TRACE);
        logs = new Warnings(Level.TRACE);
    }

    @AfterEach
    void nothingHasComeOfIt() {
        LobstrEventConsumer consumer = (LobstrEventConsumer) context.getRoute("events").getConsumer();
        await().atMost(SOON).until(() -> came.get() + consumer.getDroppedEvents() >= taken());
        assertThat(handled).isEmpty();
        assertThat(requests() - trueLooks).as("requests of the API")
                .isLessThanOrEqualTo(1 + Duration.ofNanos(System.nanoTime() - began).toSeconds() / 5);
        assertThat(logs.texts("io.lobstr")).noneMatch(text -> text.toLowerCase(Locale.ROOT).contains(EVIL))
                .noneMatch(text -> text.contains(token));
        assertThat(events).allSatisfy(event -> {
            assertThat(event.getMessage().getHeaders())
                    .containsEntry(LobstrConstants.SQUID_ID, squid.id())
                    .hasEntrySatisfying(LobstrConstants.RUN_ID, run -> assertThat((String) run).matches("[\\w-]{1,128}"));
            assertThat(event.getMessage().getHeaders().keySet()).isSubsetOf(
                    LobstrConstants.SQUID_ID, LobstrConstants.RUN_ID, LobstrConstants.MESSAGE_TIMESTAMP);
            assertThat(event.getAllProperties().toString()).doesNotContain(EVIL);
        });
        events.clear();
    }

    @AfterAll
    void stop() {
        logs.close();
        Configurator.setLevel("io.lobstr", (Level) null);
        context.stop();
    }

    private long requests() {
        return lobstr.simulator().requests().count();
    }

    private long taken() {
        return WebhookReceivers.of(context).count(WebhookResult.TAKEN);
    }

    private static String post(String path, String body, String... headers) {
        return request("POST", path, body, headers);
    }

    private static String request(String method, String path, String body, String... headers) {
        return method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
               + Stream.of(headers).map(header -> header + "\r\n").reduce("", String::concat)
               + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    /** A request without a length that counts. */
    private String raw(String headersAndBody) {
        return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headersAndBody;
    }

    /** @return the statuses that are answered */
    private Map<String, List<Integer>> send(Map<String, String> requests) throws IOException {
        Map<String, List<Integer>> statuses = new LinkedHashMap<>();
        SoftAssertions softly = new SoftAssertions();
        for (Map.Entry<String, String> request : requests.entrySet()) {
            String answer = RawCaller.exchange(port, request.getValue());
            softly.assertThat(answer.toLowerCase(Locale.ROOT)).as(request.getKey()).doesNotContain(EVIL);
            statuses.put(request.getKey(), RawCaller.statuses(answer));
        }
        softly.assertAll();
        return statuses;
    }

    private Map<String, String> withoutAToken() {
        Map<String, String> requests = new LinkedHashMap<>();
        String id = squid.id();
        for (String wrong : List.of(
                "/lobstr/evil/evil", "/lobstr/" + other.id() + "/" + token, "//lobstr//" + id + "//" + token, path + "/",
                "/LOBSTR/" + id + "/" + token, "/lobstr\\" + id + "\\" + token, path + "%00", path + ";evil", path + "%3f",
                path + "?evil%", "/lobstr/%zz/" + token, "/lobstr/" + id + "%2f" + token, "/evil" + path, path + path,
                "/lobstr/" + "%2e%2e/".repeat(500), "/lobstr/" + "e".repeat(4100) + "/x", "/lobstr/" + "/".repeat(3000),
                "*", "evil", "/", path + " evil", "/lobstr/\u00e9/" + token, "/lobstr/\u0000/" + token,
                "/lobstr/./" + id + "/./" + token, "/lobstr/" + id + "/%" + Integer.toHexString(token.charAt(0))
                                                   + token.substring(1),
                "/lobstr/evil/evil?CamelHttpUri=" + path + "&CamelHttpPath=" + path)) {
            requests.put("path " + wrong, post(wrong, LIE));
        }
        for (String method : List.of("GET", "PUT", "HEAD", "OPTIONS", "TRACE", "PATCH", "DELETE", "CONNECT", "EVIL", "post")) {
            requests.put(method, request(
                    method, path, LIE, "X-HTTP-Method-Override: POST", "CamelHttpMethod: POST", "camelhttpmethod: POST",
                    "Origin: http://evil", "Access-Control-Request-Method: POST"));
        }
        for (String header : List.of(
                "CamelHttpUri", "camelhttpuri", "CAMELHTTPURI", "cAmElHttpUri", "Camel-Http-Uri", "CamelHttpPath",
                "CamelHttpRawQuery", "org.apache.camel.httpuri", "squid", "token", "X-Forwarded-Prefix")) {
            requests.put(header, post("/lobstr/evil/evil", LIE, header + ": " + path));
        }
        requests.put("charset", post("/lobstr/x/y", LIE, "Content-Type: application/json; charset=evil"));
        requests.put("multipart", post("/lobstr/x/y", multipart(), "Content-Type: multipart/form-data; boundary=B"));
        requests.put("200 kB", post("/lobstr/x/y", "e".repeat(200_000)));
        requests.put("long header", post(path, LIE, "evil: " + "e".repeat(20_000)));
        requests.put("control character", post(path, LIE, "evil header: \u0001"));
        requests.put("half a line", post(path, LIE, "ev\ril: x"));
        requests.put("no host", "POST " + path + " HTTP/1.1\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}");
        requests.put("expectation", post(path, LIE, "Expect: evil"));
        requests.put("HTTP/0.9", "POST " + path + "\r\n\r\n");
        requests.put("no HTTP", "\u0016\u0003\u0001\u0002evil\r\n\r\n");
        for (String length : List.of("-1", "99999999999999999999", EVIL, "5, 7", "+5", "0x10")) {
            requests.put("length " + length, raw("Content-Length: " + length + "\r\n\r\n"));
        }
        requests.put("two lengths", raw("Content-Length: 3\r\nContent-Length: 5\r\n\r\n{}{}{}"));
        return requests;
    }

    private static String multipart() {
        return "--B\r\nContent-Disposition: form-data; name=\"evil\"; filename=\"../../evil.json\"\r\n"
               + "Content-Type: application/json\r\n\r\n" + LIE + "\r\n--B--\r\n";
    }

    @Test
    void whoHasNoTokenIsNotHeard() throws Exception {
        long taken = taken();

        Map<String, List<Integer>> statuses = send(withoutAToken());

        assertThat(statuses).allSatisfy(
                (request, answered) -> assertThat(answered).as(request).hasSize(1).doesNotContain(200)
                        .allMatch(status -> status < 500));
        assertThat(taken()).isEqualTo(taken);
        assertThat(events).isEmpty();
    }

    private Map<String, String> withAToken() {
        Map<String, String> requests = new LinkedHashMap<>();
        requests.put("as it is", post(path, LIE));
        for (String type : List.of(
                "application/json; charset=evil", "application/json; charset=utf-16", ";;;===evil", "", "/",
                "application/json; charset=" + "e".repeat(5000), "application/x-www-form-urlencoded",
                "multipart/form-data", "multipart/form-data; boundary=B")) {
            requests.put("type " + type, post(path, LIE, "Content-Type: " + type));
        }
        requests.put("a file", post(path, multipart(), "Content-Type: multipart/form-data; boundary=B"));
        requests.put("zipped", post(path, LIE, "Content-Encoding: gzip"));
        requests.put("from elsewhere", post(
                path, LIE, "X-Forwarded-For: evil", "X-Forwarded-Host: evil", "Forwarded: host=evil", "Cookie: evil=;;"));
        requests.put("with Camel's headers", post(
                path, LIE, "CamelHttpUri: /lobstr/evil/evil", "CamelHttpMethod: GET", "CamelLobstrSquidId: evil",
                "camellobstrrunid: evil", "CAMELLOBSTRSQUIDID: evil", "CamelHttpResponseCode: 599",
                "CamelCharsetName: evil", "CamelExecCommandExecutable: evil", "Camel.Lobstr.Run.Id: evil", "evil: evil"));
        requests.put("with a query", post(
                path + "?CamelLobstrSquidId=evil&CamelLobstrRunId=evil&squid=evil&token=evil&body=evil", LIE));
        requests.put("many headers", post(
                path, LIE, IntStream.range(0, 300).mapToObj(i -> "evil" + i + ": e").toArray(String[]::new)));
        requests.put("dots", post("/lobstr/../lobstr/" + squid.id() + "/" + token, LIE));
        requests.put("absolute", post("http://evil" + path, LIE));
        requests.put("HTTP/1.0", post(path, LIE).replace("HTTP/1.1", "HTTP/1.0"));
        requests.put("two lengths of a kind", raw(
                "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"));
        requests.put("trailers", raw(
                "Transfer-Encoding: chunked\r\n\r\n2;evil=" + "e".repeat(3000) + "\r\n{}\r\n0\r\nevil: evil\r\n\r\n"));
        for (String body : List.of(
                "", "\u0000", "evil", "{\"event\":\"run.done\",\"id\":\"evil\u0000\"}", "\u00ef\u00bb\u00bf" + LIE, LIE + LIE,
                "{\"event\":\"user.left\",\"event\":\"run.done\",\"id\":\"evil1\",\"id\":\"evil2\"}",
                "{\"event\":\"run.done\",\"id\":\"evil\",\"x\":1e999999999,\"timestamp\":1e999999999}",
                "{\"event\":\"run.done\",\"id\":\"evil\",\"x\":" + "9".repeat(15_000) + "}",
                "{\"event\":\"run.done\",\"id\":\"evil\",\"timestamp\":" + "9".repeat(900) + "}",
                "{\"event\":\"run.done\",\"id\":" + "9".repeat(900) + "}", "{\"x\":" + "{\"a\":".repeat(2500),
                "{\"event\":\"run.done\",\"id\":\"evil\",\"x\":" + "[".repeat(5000) + "]".repeat(5000) + "}",
                "{\"event\":\"run.done\",\"id\":\"" + "e".repeat(16_000) + "\"}",
                "{\"event\":\"run." + "e".repeat(16_000) + "\",\"id\":\"evil\"}",
                "{\"event\":\"run.done\",\"id\":\"\\ud800\"}", "{\"event\":\"run.done\",\"id\":\"../../evil?x\"}",
                "{\"event\":\"run.done\",\"id\":\"evil\\r\\nERROR forged line\"}",
                "{\"event\":\"run.done\",\"id\":\"${camelContext.stop()}\"}",
                "{\"event\":\"run.done\",\"id\":\"evil\",\"timestamp\":\"evil\",\"squid\":[],\"object\":{\"evil\":1}}",
                "{\"event\":\"run.done\",\"id\":\"evil\",\"timestamp\":{\"evil\":1},\"squid\":{\"id\":{\"x\":5}}}",
                "{\"event\":\"run.done\",\"id\":\"evil\",\"timestamp\":\"99999999999/99/99 99:99:99\"}")) {
            requests.put("body " + body, post(path, body));
        }
        return requests;
    }

    @Test
    void whoHasATokenOnlyHints() throws Exception {
        long taken = taken();

        Map<String, List<Integer>> statuses = send(withAToken());

        assertThat(statuses).allSatisfy((request, answered) -> assertThat(answered).as(request).containsExactly(200));
        assertThat(taken()).isGreaterThan(taken);
        // as sent in one piece, one after the other
        String pipelined = post(path, LIE).replace("Connection: close\r\n", "").repeat(20);
        assertThat(RawCaller.statuses(RawCaller.exchange(port, pipelined + EVIL + "\r\n\r\n")))
                .hasSize(21).endsWith(400);
    }

    @Test
    void whoIsSlowKeepsNobodyWaiting() throws Exception {
        int threads = ManagementFactory.getThreadMXBean().getThreadCount();
        List<RawCaller> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                RawCaller caller = new RawCaller(port);
                slow.add(caller);
                caller.write(i % 2 == 0 ? "POST " + path + " HTTP/1.1\r\nHo" : raw("Content-Length: 200000\r\n\r\n{"));
            }
            for (RawCaller caller : slow) {
                caller.write("s");
            }
            SimulatedRun run = other.startRun();
            run.finish();
            long before = requests();
            String event = WebhookServer.event("run.done", run.id(), other.id());
            String address = "/lobstr/" + other.id() + "/" + WebhookServer.token(other.id());

            assertThat(RawCaller.statuses(RawCaller.exchange(port, post(address, event)))).containsExactly(200);

            await().atMost(SOON).until(() -> handled.contains(run.id()) && events.size() == 1);
            trueLooks += requests() - before;
            // the server's own are there from the first request on
            assertThat(ManagementFactory.getThreadMXBean().getThreadCount()).isLessThan(threads + SLOW / 2);
            handled.clear();
            events.clear();
        } finally {
            for (RawCaller caller : slow) {
                caller.close();
            }
        }
    }

    @Test
    void aFloodOfTrueCallsIsALookInFiveSeconds() throws Exception {
        long heap = heap();
        int callers = 4;
        int together = 100;
        String calls = post(path, LIE).replace("Connection: close\r\n", "").repeat(together);
        long taken = taken();
        List<RawCaller> flood = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            flood.add(new RawCaller(port));
        }
        for (int sent = 0; sent < FLOOD; sent += callers * together) {
            for (RawCaller caller : flood) {
                caller.write(calls);
            }
            for (RawCaller caller : flood) {
                caller.awaitAnswers(together);
            }
            events.clear();
        }
        for (RawCaller caller : flood) {
            caller.close();
        }
        assertThat(taken() - taken).isEqualTo(FLOOD);
        assertThat(heap()).as("heap").isLessThan(heap + MARGIN);
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
