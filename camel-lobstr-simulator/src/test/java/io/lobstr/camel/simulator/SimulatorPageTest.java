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
package io.lobstr.camel.simulator;

import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;

import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The simulator's page, without a browser.
 */
class SimulatorPageTest {

    private static final MovableClock CLOCK = new MovableClock("2025-02-10T14:27:45Z");
    private static LobstrSimulator simulator;

    private SimulatedSquid squid;

    @BeforeAll
    static void startSimulator() {
        simulator = LobstrSimulator.builder().apiKey("page-key").clock(CLOCK).page(true).build().start();
    }

    @AfterAll
    static void stopSimulator() {
        simulator.close();
    }

    @BeforeEach
    void addSquid() {
        simulator.reset();
        simulator.squids().forEach(SimulatedSquid::delete);
        squid = simulator.addSquid("Maps", s -> s.runningUntilTold());
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + simulator.port() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private static String page() throws Exception {
        HttpResponse<String> page = Api.send(request("/"));
        assertThat(page.statusCode()).isEqualTo(200);
        return page.body();
    }

    private static String token() throws Exception {
        return page().replaceAll("(?s).*?name=\"token\" value=\"([^\"]+)\".*", "$1");
    }

    private static HttpRequest.Builder form(String fields) {
        return request("/simulator").header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(fields));
    }

    /** Presses a button, and answers what the page shows then. */
    private static String press(String fields) throws Exception {
        HttpResponse<String> answer = Api.send(form("token=" + token() + "&" + fields));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/");
        return page();
    }

    private SimulatedRun start() {
        SimulatedRun run = squid.startRun();
        CLOCK.advance(Duration.ofSeconds(2));
        return run;
    }

    @Test
    void showsWhatThereIs() throws Exception {
        SimulatedRun run = start();
        run.finish(77);
        SimulatedRun failed = squid.startRun().fail("cookies_expired");
        Api.send(request("/v1/me"));
        assertThat(page()).contains("http://localhost:" + simulator.port() + "/v1", "<h2>Maps</h2>", squid.id(), run.id(),
                "<td>77</td>", failed.id(), "cookies_expired", "<code>/v1/me</code>").doesNotContain("page-key");
        assertThat(simulator.requests().count()).as("the page is not in the log").isEqualTo(1);
    }

    @Test
    void itsButtonsDoWhatTheySay() throws Exception {
        assertThat(press("do=start&squid=" + squid.id())).contains(" is pending now.");
        SimulatedRun run = squid.activeRun().orElseThrow();
        CLOCK.advance(Duration.ofSeconds(2));
        String of = "&run=" + run.id();
        press("do=pause" + of);
        assertThat(run.status().word()).isEqualTo("paused");
        press("do=resume" + of);
        assertThat(run.status().word()).isEqualTo("running");
        assertThat(press("do=finish&rows=x" + of)).contains("A run has 0 to 1000000 rows.");
        assertThat(press("do=start&squid=" + squid.id())).contains("has an active run");
        press("do=finish&rows=42" + of);
        assertThat(run.status().word()).isEqualTo("done");
        assertThat(run.results()).isEqualTo(42);
        press("do=reopen" + of);
        assertThat(run.isOver()).isFalse();
        press("do=fail&reason=no_accounts" + of);
        assertThat(run.snapshot().doneReason()).isEqualTo("no_accounts");
        SimulatedRun other = start();
        press("do=abort&run=" + other.id());
        CLOCK.advance(Duration.ofSeconds(2));
        assertThat(other.status().word()).isEqualTo("aborted");
        assertThat(press("do=abort&run=" + other.id())).contains("is over already");
        assertThat(press("do=abort&run=none")).contains("There is no such run.");
        assertThat(press("do=call&event=DONE&squid=" + squid.id())).contains("has no webhook");
        assertThat(press("do=call&event=NONE&squid=" + squid.id())).contains("There is no such event.");
        assertThat(press("do=on&fault=none")).contains("There is no such fault.");
        assertThat(press("do=explode")).contains("There is no such button.");
    }

    @Test
    void itCallsTheWebhook() throws Exception {
        start();
        assertThat(page()).contains("It has no webhook.");
        try (Receiver receiver = new Receiver()) {
            squid.deliverTo(new WebhookDelivery(receiver.url().replace("//", "//secret@") + "/secret", true, false, Set.of()));
            press("do=call&event=PAUSED&squid=" + squid.id());
            simulator.webhooks().settle(Duration.ofSeconds(60));
            assertThat(receiver.events()).containsExactly("run.paused");
            assertThat(page()).contains("<td>run.paused</td>", "<td class=\"done\">200</td>", "/…").doesNotContain("secret");
        }
    }

    @ParameterizedTest
    @CsvSource({ "429, 429", "500, 500", "502, 502", "401, 401" })
    void faultsAreSwitchedOnAndOff(String fault, int status) throws Exception {
        HttpRequest.Builder me = request("/v1/me").header("Authorization", "Token page-key");
        assertThat(press("do=on&fault=" + fault)).contains("Switch off");
        assertThat(Api.send(me).statusCode()).isEqualTo(status);
        assertThat(press("do=off&fault=" + fault)).doesNotContain("Switch off");
        assertThat(Api.send(me).statusCode()).isEqualTo(200);
        press("do=on&fault=" + fault);
        simulator.reset();
        assertThat(page()).as("by another way").doesNotContain("Switch off");
    }

    @Test
    void allWordsAreEscaped() throws Exception {
        String hostile = "<script>alert(1)</script>\"'&{}";
        squid.rename(hostile);
        squid.startRun().fail(hostile);
        squid.deliverTo(new WebhookDelivery("http://h/\"><script>", true, false, Set.of()));
        Api.send(request("/v1/" + URLEncoder.encode("<script>", StandardCharsets.UTF_8)));
        assertThat(page()).contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;{}").doesNotContain("<script>")
                .containsOnlyOnce("<script ").containsOnlyOnce("</script>");
    }

    @Test
    void itNeedsNothingFromElsewhereAndNoScript() throws Exception {
        HttpResponse<String> page = Api.send(request("/"));
        assertThat(page.headers().firstValue("Content-Security-Policy")).hasValueSatisfying(policy -> assertThat(policy)
                .startsWith("default-src 'none';").contains("frame-ancestors 'none'").doesNotContain("unsafe", "http"));
        assertThat(page.body()).contains("<noscript><meta http-equiv=\"refresh\"").doesNotContain("style=", "onclick", "//cdn");
        assertThat(Api.send(request("/simulator.js")).headers().firstValue("Content-Type"))
                .contains("text/javascript; charset=utf-8");
        assertThat(Api.send(request("/simulator.css")).body()).contains("prefers-color-scheme");
    }

    @ParameterizedTest
    @CsvSource({
            "Origin, http://evil.example", "Origin, null", "Sec-Fetch-Site, cross-site", "Sec-Fetch-Site, same-site",
            "Sec-Fetch-Site, none" })
    void otherPagesPressNoButtons(String header, String value) throws Exception {
        HttpResponse<String> answer
                = Api.send(form("token=" + token() + "&do=start&squid=" + squid.id()).setHeader(header, value));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(squid.runCount()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "token=&", "token=guessed&" })
    void noFormWithoutItsToken(String token) throws Exception {
        assertThat(Api.send(form(token + "do=start&squid=" + squid.id())).statusCode()).isEqualTo(403);
        assertThat(squid.runCount()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
            "127.0.0.1:PORT, 200, 303", "localhost:PORT, 200, 303", "evil.example:PORT, 403, 403", "evil.example, 403, 403",
            "localhost.evil.example:PORT, 403, 403", "localhost:1, 403, 403" })
    void otherNamesForThisMachineReadAndDoNothing(String name, int reading, int doing) throws Exception {
        String host = name.replace("PORT", Integer.toString(simulator.port()));
        String read = raw("GET / HTTP/1.1", host, "");
        assertThat(read).startsWith("HTTP/1.1 " + reading);
        assertThat(read.contains("token")).isEqualTo(reading == 200);
        assertThat(raw("POST /simulator HTTP/1.1", host, "token=" + token() + "&do=start&squid=" + squid.id()))
                .startsWith("HTTP/1.1 " + doing);
        assertThat(squid.runCount()).isEqualTo(doing == 303 ? 1 : 0);
    }

    /** Java's client writes its own Host. */
    private static String raw(String line, String host, String body) throws Exception {
        try (Socket socket = new Socket("localhost", simulator.port())) {
            socket.getOutputStream().write((line + "\r\nHost: " + host + "\r\nConnection: close\r\nContent-Length: "
                                            + body.length()
                                            + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\n" + body)
                    .getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        assertThat(Api.send(request("/simulator")).statusCode()).isEqualTo(405);
        assertThat(Api.send(request("/").POST(BodyPublishers.noBody())).statusCode()).isEqualTo(405);
    }

    @Test
    void itIsThereOnlyWhereItIsAskedFor() throws Exception {
        try (LobstrSimulator without = LobstrSimulator.builder().build().start()) {
            HttpResponse<String> answer
                    = Api.send(HttpRequest.newBuilder(URI.create(without.baseUrl().replace("/v1", "/"))));
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
            assertThat(without.requests().count()).isEqualTo(1);
        }
    }
}
