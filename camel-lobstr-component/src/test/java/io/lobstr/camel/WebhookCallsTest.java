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

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import io.lobstr.camel.internal.webhook.WebhookReceivers;
import io.lobstr.camel.internal.webhook.WebhookResult;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunEvent;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.lobstr.camel.WebhookServer.SECRET;
import static io.lobstr.camel.WebhookServer.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What comes in on a real HTTP port: true calls lead to runs, and whatever else does comes to nothing.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag(WebhookServer.NEEDED)
class WebhookCallsTest {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String LIE = "no-such-run";
    private static final String BIG = "{\"event\":\"run.done\",\"id\":\"" + LIE + "\",\"x\":\"" + "x".repeat(200_000) + "\"}";

    @RegisterExtension
    final SimulatedLobstr lobstr = new SimulatedLobstr();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private final List<Exchange> events = new CopyOnWriteArrayList<>();
    private SimulatedSquid squid;
    private SimulatedSquid other;
    private WebhookServer server;

    @BeforeAll
    void start() throws Exception {
        squid = lobstr.squid();
        other = lobstr.simulator().addSquid("Others", SimulatedLobstr::untilTold);
        lobstr.addTo(context);
        server = WebhookServer.addTo(context);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                // an hour: what comes out before was pushed
                from("lobstr:finishedRuns?initialDelay=0&delay=1h&push=true&webhookSecret=RAW(" + SECRET + ")&squid="
                     + squid.id())
                        .routeId("watch").process(exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
                from("lobstr:finishedRuns?initialDelay=0&delay=1h&push=true&webhookSecret=RAW(" + SECRET + ")&memoryName=two"
                     + "&squid=" + other.id())
                        .routeId("others").process(exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
                from("lobstr:runEvents?webhookSecret=" + SECRET).routeId("events")
                        .process(exchange -> events.add(exchange.copy()));
            }
        });
        context.start();
        await().atMost(SOON).until(() -> looks() >= 2);
    }

    @AfterEach
    void settle() {
        lobstr.simulator().requests();
        events.clear();
        handled.clear();
    }

    @AfterAll
    void stop() {
        context.stop();
    }

    private long looks() {
        return lobstr.simulator().requests().count("GET /v1/runs");
    }

    private long calls(WebhookResult result) {
        return WebhookReceivers.of(context).count(result);
    }

    private void comesToNothing(WebhookResult result, int status, HttpResponse<String> answer, long before, long looks) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(calls(result)).isEqualTo(before + 1);
        assertThat(looks()).isEqualTo(looks);
        assertThat(events).noneMatch(event -> isOf(LIE, event));
    }

    private Exchange eventOf(String run) {
        await().atMost(SOON).until(() -> events.stream().anyMatch(event -> isOf(run, event)));
        return events.stream().filter(event -> isOf(run, event)).findFirst().orElseThrow();
    }

    private static boolean isOf(String run, Exchange event) {
        return run.equals(event.getMessage().getHeader(LobstrConstants.RUN_ID));
    }

    @Test
    void aRunIsOutSoonAfterItsCall() throws Exception {
        SimulatedRun run = squid.startRun();
        run.finish();

        HttpResponse<String> answer = server.post(server.address(squid.id()), event("run.done", run.id(), squid.id()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{}");
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(run.id()));
        RunEvent event = eventOf(run.id()).getMessage().getBody(RunEvent.class);
        assertThat(event.getRun()).isEqualTo(run.id());
        assertThat(event.getSquid()).isEqualTo(squid.id());
        assertThat(event.getEvent()).isEqualTo("run.done");
        assertThat(event.getTime()).isEqualTo("2025-06-18T17:32:31Z");
    }

    @Test
    void thePathSaysWhichSquidIsMeant() throws Exception {
        SimulatedRun run = other.startRun();
        run.finish();

        server.post(server.address(other.id()), event("run.done", run.id(), squid.id()));

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(run.id()));
        assertThat(eventOf(run.id()).getMessage().getBody(RunEvent.class).getSquid()).isEqualTo(other.id());
    }

    /** Of the request nothing but its event reaches a route. */
    @Test
    void noHeaderAndNoQueryOfTheRequestReachesARoute() throws Exception {
        String address = server.address(squid.id()) + "?squid=evil&token=evil&CamelHttpUri=evil&CamelLobstrRunId=evil";
        HttpResponse<String> answer = server.post(
                address, BodyPublishers.ofString(event("run.paused", "r-paused", squid.id())),
                request -> request.header("CamelHttpUri", "/lobstr/evil/evil").header("camelhttppath", "evil")
                        .header("CamelLobstrSquidId", "evil").header("squid", "evil").header("token", "evil")
                        .header("X-Evil", "evil").header("CamelExecCommandExecutable", "evil"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map().toString()).doesNotContain("evil");
        Exchange came = eventOf("r-paused");
        assertThat(came.getMessage().getHeaders()).containsOnlyKeys(
                LobstrConstants.RUN_ID, LobstrConstants.SQUID_ID, LobstrConstants.MESSAGE_TIMESTAMP);
        assertThat(came.getMessage().getHeader(LobstrConstants.SQUID_ID)).isEqualTo(squid.id());
        assertThat(came.getAllProperties().toString()).doesNotContain("evil");
    }

    Stream<String> wrongPaths() {
        String mine = server.address(squid.id()).substring(server.url().length());
        String token = mine.substring(mine.lastIndexOf('/') + 1);
        String ofOther = server.address(other.id()).substring(server.url().length());
        return Stream.of(
                "/lobstr/" + other.id() + "/" + token,
                "/lobstr/" + squid.id() + "/" + ofOther.substring(ofOther.lastIndexOf('/') + 1),
                "/lobstr/" + squid.id() + "/" + token.substring(1),
                "/lobstr/" + squid.id() + "/" + token + "A",
                "/lobstr/" + squid.id() + "/" + token.toUpperCase(),
                "/lobstr/" + squid.id().toUpperCase() + "/" + token,
                "/lobstr/" + squid.id() + "/x",
                "/lobstr/" + squid.id() + "/" + "x".repeat(3000),
                "/lobstr/" + "x".repeat(3000) + "/" + token,
                "/lobstr/%00/" + token,
                "/lobstr/%/" + token,
                "/lobstr/%2e%2e/" + token,
                "/lobstr/" + squid.id() + "%2f" + token + "/" + token,
                "/lobstr/" + squid.id() + "%2f../" + token,
                "/lobstr/" + squid.id() + "%252f/" + token,
                "/lobstr/" + squid.id() + ";x=1/" + token,
                "/lobstr/" + squid.id() + "/" + token + ";x=1",
                "/lobstr/" + squid.id() + "/" + token + "%2f",
                "/lobstr/" + squid.id() + "/" + token + "/..",
                "/lobstr//" + squid.id(),
                "/lobstr/" + squid.id(),
                "/lobstr/",
                "/lobstr/" + squid.id() + "/?" + mine,
                "/lobstr/a/b?" + mine);
    }

    @ParameterizedTest
    @MethodSource("wrongPaths")
    void aWrongTokenOrPathIsNotFound(String path) throws Exception {
        long looks = looks();

        int status;
        try {
            status = server.post(server.url() + path, event("run.done", LIE, squid.id())).statusCode();
        } catch (IllegalArgumentException e) {
            return;
        }

        assertThat(status).isIn(400, 404);
        assertThat(looks()).isEqualTo(looks);
        assertThat(events).noneMatch(event -> isOf(LIE, event));
    }

    @Test
    void aBodyThatIsBiggerThanAnEventIsRefused() throws Exception {
        long before = calls(WebhookResult.TOO_BIG);
        long looks = looks();
        comesToNothing(WebhookResult.TOO_BIG, 413, server.post(server.address(squid.id()), BIG), before, looks);
        comesToNothing(
                WebhookResult.TOO_BIG, 413,
                server.postChunked(server.address(squid.id()), new ByteArrayInputStream(BIG.getBytes())), before + 1, looks);
        // nobody who is not known is told how much is too much
        long unknown = calls(WebhookResult.UNKNOWN);
        comesToNothing(WebhookResult.UNKNOWN, 404, server.post(server.address("x") + "x", BIG), unknown, looks);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "hello", "null", "[]", "{}", "5", "{\"event\":\"test\"}", "{\"event\":\"run.done\"}",
            "{\"event\":\"run.done\",\"id\":{}}", "{\"event\":[\"run.done\"],\"id\":\"r\"}", "{\"id\":\"r\"}",
            "{\"event\":\"run.done\",\"id\":\"\"}", "{\"event\":\"run.done\",\"id\":\"r\"",
            "{\"event\":\"user.left\",\"id\":\"r\"}" })
    void whatIsNoEventIsASuccessThatDoesNothing(String body) throws Exception {
        long before = calls(WebhookResult.NO_EVENT);
        long looks = looks();
        comesToNothing(WebhookResult.NO_EVENT, 200, server.post(server.address(squid.id()), body), before, looks);
    }

    @Test
    void aBodyNestedWithoutEndDoesNothing() throws Exception {
        long before = calls(WebhookResult.NO_EVENT);
        comesToNothing(
                WebhookResult.NO_EVENT, 200, server.post(server.address(squid.id()), "[".repeat(16_000)), before, looks());
    }

    @ParameterizedTest
    @ValueSource(strings = { "GET", "PUT", "PATCH", "DELETE", "HEAD" })
    void onlyAPostIsACall(String method) throws Exception {
        long looks = looks();
        HttpResponse<String> answer
                = server.send(server.address(squid.id()), request -> request.method(method, BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(looks()).isEqualTo(looks);
    }

    @Test
    void replaysCostALookInFiveSecondsAtMost() throws Exception {
        SimulatedRun run = squid.startRun();
        run.finish();
        long looks = looks();
        long began = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            assertThat(server.done(squid.id(), run.id())).isEqualTo(200);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();

        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(run.id()));
        assertThat(looks() - looks).isBetween(1L, 2 + seconds / 5);
    }

    @Test
    void whatIsSuspendedAnswersThatItIsAndWhatIsStoppedIsNotThere() throws Exception {
        context.getRouteController().suspendRoute("events");
        SimulatedRun run = squid.startRun();
        run.finish();
        assertThat(server.done(squid.id(), run.id())).as("somebody else takes it").isEqualTo(200);
        context.getRouteController().suspendRoute("watch");
        context.getRouteController().suspendRoute("others");
        assertThat(server.done(squid.id(), run.id())).isEqualTo(503);
        assertThat(server.post(server.address("x") + "x", "{}").statusCode()).isEqualTo(404);
        context.getRouteController().resumeRoute("watch");
        assertThat(server.done(squid.id(), run.id())).isEqualTo(200);
        context.getRouteController().stopRoute("watch");
        assertThat(server.done(squid.id(), run.id())).isEqualTo(503);
        context.getRouteController().stopRoute("others");
        context.getRouteController().stopRoute("events");
        assertThat(server.done(squid.id(), run.id())).isEqualTo(404);
        for (String route : List.of("watch", "others", "events")) {
            context.getRouteController().startRoute(route);
        }
        assertThat(server.done(squid.id(), run.id())).isEqualTo(200);
    }

    /** A thousand may wait; a caller is never held up. */
    @Test
    void whatARouteDoesNotKeepUpWithIsDropped() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:runEvents?webhookPath=/slow&webhookSecret=" + SECRET).routeId("slow").process(exchange -> {
                    go.await();
                });
            }
        });
        LobstrEventConsumer slow = (LobstrEventConsumer) context.getRoute("slow").getConsumer();
        String address = server.address(squid.id()).replace("/lobstr/", "/slow/");
        try (Warnings log = new Warnings(Level.WARN)) {
            for (int i = 0; i < 1010; i++) {
                assertThat(server.post(address, event("run.done", "r" + i, squid.id())).statusCode()).isEqualTo(200);
            }
            await().atMost(SOON).until(() -> slow.getDroppedEvents() == 10);
            assertThat(log.messages()).filteredOn(line -> line.contains("The route does not keep up")).hasSize(1);
        }
        go.countDown();
        await().atMost(SOON).until(() -> slow.getEmittedEvents() == 1000);
        context.getRouteController().stopRoute("slow");
        context.removeRoute("slow");
        assertThat(server.post(address, "{}").statusCode()).isEqualTo(404);
    }

    @Test
    void whatWebhooksSayIsToldToAllWhoWatch() throws Exception {
        SimulatedRun run = other.startRun();
        run.finish();
        context.createProducerTemplate().sendBodyAndHeaders(
                "lobstr:announceRun", "as it was",
                Map.of(LobstrConstants.SQUID_ID, other.id(), LobstrConstants.RUN_ID, run.id()));
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactly(run.id()));
    }
}
