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

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.ErrorShape;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.fault.FaultRule;
import io.lobstr.camel.simulator.fault.RememberedAnswers;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class FaultsTest extends SimulatorTestSupport {

    private SimulatedSquid squid;

    @BeforeEach
    void addSquid() {
        squid = simulator.addSquid("Maps");
    }

    private HttpResponse<String> startRun() throws Exception {
        return api.call("POST", "/runs", start(squid));
    }

    static Stream<Arguments> answersBeforeActing() {
        return Stream.of(
                arguments(Fault.tooManyRequests(), 429, "application/json", "\"RateLimitExceeded\""),
                arguments(Fault.serverError(), 500, "application/json", "\"SomethingWentWrong\""),
                arguments(Fault.badGateway(), 502, "text/html", "<h1>502 Bad Gateway</h1>"),
                arguments(Fault.unavailable(), 503, "text/html", "<h1>503 Service Temporarily Unavailable</h1>"),
                arguments(Fault.unauthorized(), 401, "application/json", "\"TokenExpired\""),
                arguments(Fault.forbidden(), 403, "application/json", "\"detail\""),
                arguments(Fault.notFound(), 404, "application/json", "\"error\":\"Not found\""),
                arguments(Fault.error(400, "NotEnoughCredits", "Buy more"), 400, "application/json", "\"NotEnoughCredits\""),
                arguments(Fault.error(400, "X", "words", ErrorShape.ERROR_OBJECT), 400, "application/json", "{\"error\":{"),
                arguments(Fault.answer(418, "text/plain", "teapot"), 418, "text/plain", "teapot"),
                arguments(Fault.redirect(307, "http://localhost:1/x"), 307, "text/html", ""));
    }

    @ParameterizedTest
    @MethodSource("answersBeforeActing")
    void answersInsteadOfActing(Fault fault, int status, String type, String body) throws Exception {
        faults().next("POST /v1/runs", fault);

        HttpResponse<String> response = startRun();

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.headers().firstValue("Content-Type")).contains(type);
        assertThat(response.body()).contains(body);
        assertThat(response.headers().firstValue("X-RateLimit-Limit").isPresent()).isEqualTo(!"text/html".equals(type));
        assertThat(squid.runCount()).isZero();
        assertThat(startRun().statusCode()).isEqualTo(200);
    }

    @Test
    void anyOfThemAfterActing() throws Exception {
        faults().next("POST /v1/runs", Fault.serverError().afterActing());

        assertThat(startRun().statusCode()).isEqualTo(500);

        assertThat(squid.runCount()).isEqualTo(1);
    }

    @Test
    void retryAfterInSecondsAsADateOrNotAtAll() throws Exception {
        faults().next("GET /v1/me", Fault.tooManyRequests(), Fault.tooManyRequests(Duration.ofSeconds(17)),
                Fault.tooManyRequestsUntil(Instant.parse("2025-02-10T14:28:05Z")));

        assertThat(retryAfter()).isNull();
        assertThat(retryAfter()).isEqualTo("17");
        assertThat(retryAfter()).isEqualTo("Mon, 10 Feb 2025 14:28:05 GMT");
        assertThat(api.call("GET", "/me", null).statusCode()).isEqualTo(200);
    }

    private String retryAfter() throws Exception {
        HttpResponse<String> response = api.call("GET", "/me", null);
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("X-RateLimit-Remaining")).contains("0");
        return response.headers().firstValue("Retry-After").orElse(null);
    }

    @Test
    void anEmptyBody() throws Exception {
        faults().next("*", Fault.emptyBody());

        HttpResponse<String> response = startRun();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
        assertThat(squid.runCount()).isZero();
    }

    @Test
    void truncatedJson() throws Exception {
        faults().next("POST /v1/runs", Fault.truncatedJson());

        String body = startRun().body();

        assertThat(body).startsWith("{\"id\":\"" + squid.run(0).id());
        assertThatThrownBy(() -> Api.json(body)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void wrongTypes() throws Exception {
        SimulatedRun run = squid.startRun();
        faults().always("GET /v1/runs*", Fault.wrongTypes());
        faults().always("GET /v1/runs/*", Fault.wrongTypes());

        JsonNode gotten = Api.json(api.call("GET", "/runs/" + run.id(), null).body());
        JsonNode listed = Api.json(api.call("GET", "/runs?squid=" + squid.id(), null).body());

        assertThat(gotten.get("id").isObject()).isTrue();
        assertThat(gotten.get("total_results").isTextual()).isTrue();
        assertThat(gotten.get("force_launch").isTextual()).isTrue();
        assertThat(listed.get("data").isObject()).isTrue();
    }

    @Test
    void aHugeBody() throws Exception {
        faults().next("GET /v1/me", Fault.hugeBody(20_000_000));

        JsonNode huge = api.get("/me");

        assertThat(huge.toString()).hasSize(20_000_000);
    }

    @Test
    void aRedirectShowsWhoFollowsIt() throws Exception {
        faults().next("GET /v1/me", Fault.redirect());

        HttpResponse<String> response = api.call("GET", "/me?a=b", null);

        assertThat(response.statusCode()).isEqualTo(302);
        assertThat(response.headers().firstValue("Location")).contains(simulator.filesOrigin() + "/v1/me?a=b");
        HttpClient following = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.ALWAYS).build();
        faults().next("GET /v1/me", Fault.redirect());
        following.send(api.request("GET", "/me", null).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(simulator.requests().last().orElseThrow().origin()).isEqualTo(simulator.filesOrigin());
    }

    @Test
    void aConnectionDroppedBeforeActing() {
        faults().next("POST /v1/runs", Fault.dropped());

        assertThatThrownBy(this::startRun).isInstanceOf(IOException.class);

        assertThat(squid.runCount()).isZero();
        assertThat(simulator.requests().count("POST /v1/runs")).isEqualTo(1);
    }

    static Stream<Fault> lost() {
        return Stream.of(Fault.lostAnswer(), Fault.noAnswer(), Fault.garbage(), Fault.cutBody());
    }

    @ParameterizedTest
    @MethodSource("lost")
    void anAnswerLostAfterTheRunWasStarted(Fault fault) throws Exception {
        faults().next("POST /v1/runs", fault);

        assertThatThrownBy(this::startRun).isInstanceOf(IOException.class);

        assertThat(squid.runCount()).isEqualTo(1);
        assertThat(api.get("/runs?squid=" + squid.id()).get("data").get(0).get("status").textValue()).isEqualTo("pending");
    }

    private static boolean more(InputStream body) {
        try {
            return body.read() >= 0;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aDownloadCutInTheMiddleBringsItsFirstHalf() throws Exception {
        SimulatedRun run = squid.startRun().finish(2000);
        String link = api.get("/runs/" + run.id() + "/download").get("s3").textValue();
        byte[] whole = Api.download(link).body();
        faults().next("GET /exports/*", Fault.cutBody());

        // java.net.http drops what it has read when the connection ends early
        URLConnection cut = URI.create(link).toURL().openConnection();
        try (InputStream body = cut.getInputStream()) {
            assertThat(cut.getContentLength()).isEqualTo(whole.length);
            assertThat(body.readNBytes(whole.length / 2)).isEqualTo(Arrays.copyOf(whole, whole.length / 2));
            assertThat(more(body)).as("the rest never comes").isFalse();
        }
    }

    @Test
    void aSlowAnswerToWhatWasDoneAtOnce() throws Exception {
        faults().next("POST /v1/runs", Fault.slow(Duration.ofMillis(600)));

        assertThatThrownBy(() -> Api.send(api.request("POST", "/runs", start(squid)).timeout(Duration.ofMillis(200))))
                .isInstanceOf(IOException.class);
        assertThat(squid.runCount()).isEqualTo(1);

        faults().next("GET /v1/me", Fault.slow(Duration.ofMillis(300)));
        long start = System.nanoTime();
        api.get("/me");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(300), Duration.ofSeconds(3));
    }

    @Test
    void aBodyThatTrickles() throws Exception {
        faults().next("GET /v1/me", Fault.trickle(Duration.ofMillis(500)));
        HttpRequest request = api.request("GET", "/me", null).build();
        long start = System.nanoTime();

        HttpResponse<InputStream> response
                = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
        Duration headers = Duration.ofNanos(System.nanoTime() - start);
        String body = new String(response.body().readAllBytes());

        assertThat(Api.json(body).get("email").textValue()).isEqualTo("user@example.com");
        assertThat(Duration.ofNanos(System.nanoTime() - start).minus(headers)).isGreaterThan(Duration.ofMillis(250));
    }

    @Test
    void anErrorThatComesLate() throws Exception {
        faults().next("*", Fault.unavailable().delayed(Duration.ofMillis(300)).withHeader("Retry-After", "9"));
        long start = System.nanoTime();

        HttpResponse<String> response = api.call("GET", "/me", null);

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).contains("9");
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(300));
    }

    @Test
    void onlyRequestsOfThePatternMeetIt() throws Exception {
        SimulatedRun run = squid.startRun();
        faults().always("GET /v1/runs/*", Fault.serverError());

        assertThat(api.call("GET", "/runs/" + run.id(), null).statusCode()).isEqualTo(500);
        api.get("/runs/" + run.id() + "/stats");
        api.get("/runs?squid=" + squid.id());
        api.post("/runs/" + run.id() + "/abort", "{}");
        faults().always("/v1/runs/**", Fault.serverError());
        assertThat(api.call("GET", "/runs/" + run.id() + "/stats", null).statusCode()).isEqualTo(500);
        assertThat(api.call("POST", "/runs/" + run.id() + "/abort", null).statusCode()).isEqualTo(500);
        assertThatThrownBy(() -> faults().next("v1/runs", Fault.serverError())).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asOftenAsAskedFor() throws Exception {
        FaultRule rule = faults().next("GET /v1/me", Fault.serverError()).times(3);
        api.call("GET", "/me", null);
        assertThat(rule.left()).isEqualTo(2);
        rule.clear();
        api.get("/me");
        faults().times("GET /v1/me", 2, Fault.serverError());
        faults().always("GET /v1/me", Fault.badGateway());
        for (int status : new int[] { 500, 500, 502, 502 }) {
            assertThat(api.call("GET", "/me", null).statusCode()).isEqualTo(status);
        }
        faults().clear("GET /v1/me");
        api.get("/me");
        faults().always("*", Fault.badGateway());
        faults().clear();
        api.get("/me");
    }

    @Test
    void anOutageForATime() throws Exception {
        faults().always("GET /v1/me", Fault.notFoundByProxy()).until(clock.instant().plusSeconds(60));

        HttpResponse<String> away = api.call("GET", "/me", null);
        assertThat(away.statusCode()).isEqualTo(404);
        assertThat(away.headers().firstValue("Content-Type")).contains("text/html");
        clock.advance(Duration.ofSeconds(59));
        assertThat(api.call("GET", "/me", null).statusCode()).isEqualTo(404);
        clock.advance(Duration.ofSeconds(1));
        assertThat(api.call("GET", "/me", null).statusCode()).isEqualTo(200);
    }

    @Test
    void anotherStatusOfSuccess() throws Exception {
        faults().next("POST /v1/runs", Fault.status(201));
        HttpResponse<String> created = api.call("POST", "/runs", start(squid));
        faults().next("POST /v1/runs/**", Fault.status(204));
        HttpResponse<String> empty
                = api.call("POST", "/runs/" + Api.json(created.body()).get("id").textValue() + "/abort", "");

        assertThat(created.statusCode()).isEqualTo(201);
        assertThat(empty.statusCode()).isEqualTo(204);
        assertThat(empty.body()).isEmpty();
        assertThat(squid.run(0).status()).as("it acted").isNotEqualTo(RunStatus.PENDING);
    }

    @Test
    void aListAsItWasBefore() throws Exception {
        RememberedAnswers lists = faults().remember("GET /v1/runs");
        String path = "/runs?squid=" + squid.id();
        JsonNode none = api.get(path);
        clock.advance(Duration.ofSeconds(1));
        squid.startRun();
        JsonNode one = api.get(path);
        clock.advance(Duration.ofSeconds(1));
        squid.run(0).delete();

        faults().next("GET /v1/runs", lists.asOf(clock.instant().minusSeconds(2)), lists.last());

        assertThat(api.get(path)).isEqualTo(none);
        assertThat(api.get(path)).isEqualTo(one);
        faults().next("GET /v1/runs", lists.last());
        assertThat(api.get(path + "&limit=7").get("limit").intValue()).as("never asked before").isEqualTo(7);
        assertThat(api.get(path).get("data")).isEmpty();
    }

    @Test
    void everyAnswerHasTheDateOfTheSimulatorsClock() throws Exception {
        faults().next("GET /v1/me", Fault.badGateway().withHeader("Date", "Mon, 01 Jan 2024 00:00:00 GMT"));

        assertThat(api.call("GET", "/me", null).headers().allValues("Date")).containsExactly("Mon, 01 Jan 2024 00:00:00 GMT");
        assertThat(api.call("GET", "/me", null).headers().allValues("Date")).containsExactly("Mon, 10 Feb 2025 14:27:45 GMT");
    }
}
