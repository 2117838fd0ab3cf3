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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.Receiver.Received;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.api.WebhookTestBody;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookCallSetup;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import io.lobstr.camel.simulator.state.WebhookEvent;
import io.lobstr.camel.simulator.webhook.WebhookCall;
import io.lobstr.camel.simulator.webhook.WebhookFault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * The calls of webhooks, as a receiver sees them.
 */
class WebhooksTest extends SimulatorTestSupport {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Set<String> ALL = Set.of("run.running", "run.paused", "run.done", "run.error");

    private Receiver receiver;
    private SimulatedSquid squid;

    @BeforeEach
    void startReceiver() throws Exception {
        receiver = new Receiver();
        squid = simulator.addSquid("Maps");
        deliver(true);
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    private void deliver(boolean retry) {
        squid.deliverTo(new WebhookDelivery(receiver.url(), true, retry, ALL));
    }

    /** Moves the clock, and lets the calls that are due then be answered. */
    private void pass(long seconds) throws Exception {
        clock.advance(Duration.ofSeconds(seconds));
        settle();
    }

    private void settle() throws Exception {
        simulator.webhooks().settle(LONG);
    }

    private List<WebhookCall> calls() {
        return simulator.webhooks().calls().all();
    }

    private JsonNode message(SimulatedRun run, String event, String time) throws Exception {
        return Api.json("{\"id\": \"" + run.id() + "\", \"object\": \"run\", \"event\": \"" + event
                        + "\", \"squid\": {\"id\": \"" + squid.id() + "\", \"name\": \"Maps\"}, \"timestamp\": \"" + time
                        + "\"}");
    }

    @Test
    void eachEventIsPostedAsThePageShowsIt() throws Exception {
        api.post("/delivery?squid=" + squid.id(), "{\"webhook_fields\": {\"url\": \"" + receiver.url()
                                                  + "\", \"is_active\": true, \"retry\": true, \"events\": {\"run.running\": true,"
                                                  + " \"run.paused\": true, \"run.done\": true, \"run.error\": true}}}");
        SimulatedRun run = squid.startRun();
        settle();
        assertThat(receiver.received()).as("pending is no event").isEmpty();
        clock.advance(Duration.ofSeconds(3));
        run.pause();
        clock.advance(Duration.ofSeconds(60));
        run.resume();
        clock.advance(Duration.ofSeconds(10));
        squid.startRun().fail("no_credits_left");
        settle();

        assertThat(receiver.received()).extracting(Received::request).containsOnly("POST /hook");
        assertThat(receiver.received()).extracting(Received::type).containsOnly("application/json");
        List<JsonNode> bodies = new ArrayList<>();
        for (Received call : receiver.received()) {
            bodies.add(Api.json(call.body()));
        }
        assertThat(bodies).containsExactly(
                message(run, "run.running", "2025/02/10 14:27:46"), message(run, "run.paused", "2025/02/10 14:27:48"),
                message(run, "run.running", "2025/02/10 14:28:48"), message(run, "run.done", "2025/02/10 14:28:52"),
                message(squid.run(0), "run.error", "2025/02/10 14:28:58"));
        assertThat(calls()).allMatch(WebhookCall::succeeded).extracting(WebhookCall::event).isEqualTo(receiver.events());
        assertThat(calls()).extracting(WebhookCall::at).first().isEqualTo(Instant.parse("2025-02-10T14:27:46Z"));
    }

    @Test
    void whatIsNotConfiguredOrAbortedIsNotTold() throws Exception {
        squid.startRun().abort();
        pass(60);
        assertThat(receiver.events()).as("aborted while it was pending").isEmpty();
        squid.startRun();
        pass(2);
        squid.activeRun().orElseThrow().abort();
        pass(60);
        assertThat(receiver.events()).containsExactly("run.running");

        squid.startRun();
        clock.advance(Duration.ofSeconds(3));
        squid.deliverTo(new WebhookDelivery(receiver.url(), true, true, Set.of("run.error")));
        pass(60);
        squid.deliverTo(new WebhookDelivery(receiver.url(), false, true, ALL));
        squid.startRun();
        pass(60);
        SimulatedSquid other = simulator.addSquid("Without");
        other.startRun();
        pass(60);
        squid.addFinishedRuns(10);
        squid.addRun(past -> past.createdAt(clock.instant().minusSeconds(60)));
        deliver(true);
        pass(60);
        assertThat(receiver.events()).containsExactly("run.running", "run.running");
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 202 })
    void whatThePageListsIsASuccess(int status) throws Exception {
        receiver.answering(status);
        squid.startRun().finish();
        pass(0);
        pass(3600);
        assertThat(receiver.events()).containsExactly("run.done");
        assertThat(calls()).extracting(WebhookCall::status).containsExactly(status);
    }

    @ParameterizedTest
    @CsvSource({ "204, true, 4", "500, true, 4", "302, true, 4", "404, false, 1" })
    void anythingElseIsTriedAgainThreeTimesFifteenMinutesApart(int status, boolean retry, int tries) throws Exception {
        deliver(retry);
        Instant end = clock.instant();
        receiver.answering(status);
        squid.startRun().finish();
        settle();
        pass(899);
        assertThat(receiver.received()).as("not yet").hasSize(1);
        pass(1);
        assertThat(receiver.received()).hasSize(Math.min(2, tries));
        pass(4 * 3600);

        assertThat(receiver.received()).hasSize(tries).extracting(Received::body).as("the same each time")
                .containsOnly(receiver.received().get(0).body());
        for (int i = 0; i < tries; i++) {
            assertThat(calls().get(i).at()).isEqualTo(end.plusSeconds(900L * i));
            assertThat(calls().get(i).number()).isEqualTo(i + 1);
            assertThat(calls().get(i).status()).isEqualTo(status);
        }
    }

    @Test
    void aRetryThatSucceedsIsTheLast() throws Exception {
        receiver.answering(503);
        squid.startRun().finish();
        settle();
        receiver.answering(200);
        pass(3600);
        assertThat(calls()).extracting(WebhookCall::status).containsExactly(503, 200);
    }

    @Test
    void whoDoesNotAnswerInTimeHoldsUpNobodyElse() throws Exception {
        behaviour().webhookLimit(Duration.ofSeconds(2));
        CountDownLatch hold = receiver.holding();
        try (Receiver quick = new Receiver()) {
            SimulatedSquid other = simulator.addSquid("Other");
            other.deliverTo(new WebhookDelivery(quick.url(), true, false, ALL));
            squid.startRun().finish();
            other.startRun().finish();
            assertThat(api.get("/runs/" + squid.run(0).id()).get("status").textValue()).isEqualTo("done");
            settle();
            assertThat(quick.events()).containsExactly("run.done");
        }
        assertThat(simulator.webhooks().calls().of(squid)).extracting(WebhookCall::status).containsExactly(0);
        hold.countDown();
        behaviour().webhookLimit(Duration.ofSeconds(30));
        pass(3600);
        assertThat(simulator.webhooks().calls().of(squid)).extracting(WebhookCall::status).containsExactly(0, 200);
    }

    @ParameterizedTest
    @EnumSource
    void aTestPostsWhatItIsToldTo(WebhookTestBody form) throws Exception {
        behaviour().webhookTest(form);
        String test = "{\"url\": \"" + receiver.url() + "\"}";
        assertThat(api.post("/delivery/test-webhook", test)).isEqualTo(Api.json("{\"success\": true, \"status_code\": 200}"));
        receiver.answering(204);
        assertThat(api.post("/delivery/test-webhook", test)).isEqualTo(Api.json("{\"success\": false, \"status_code\": 204}"));
        assertThat(receiver.received()).extracting(Received::body).containsOnly(form.body()).hasSize(2);
        assertThat(simulator.webhooks().calls().last()).hasValueSatisfying(call -> {
            assertThat(call.status()).isEqualTo(204);
            assertThat(call.event()).isNull();
        });
    }

    @Test
    void doneCanComeBeforeTheStatusSaysIt() throws Exception {
        behaviour().enable(Quirk.DONE_COMES_EARLY);
        squid.configure(s -> s.exportingFor(Duration.ofSeconds(30)));
        SimulatedRun run = squid.startRun();
        pass(6);
        assertThat(receiver.events()).containsExactly("run.running", "run.done");
        assertThat(run.status().word()).isEqualTo("uploading");
        pass(1);
        assertThat(run.snapshot().isExported()).isFalse();
        pass(60);
        squid.startRun().finish();
        squid.startRun().abort();
        pass(60);
        assertThat(receiver.events()).containsExactly("run.running", "run.done", "run.done");
    }

    @Test
    void aRetryCanHaveANewTime() throws Exception {
        behaviour().enable(Quirk.RETRY_WITH_NEW_TIME);
        receiver.answering(500);
        squid.startRun().finish();
        pass(3600);
        assertThat(receiver.received()).extracting(call -> call.body().replaceAll(".*timestamp\":\"([^\"]*)\".*", "$1"))
                .containsExactly("2025/02/10 14:27:45", "2025/02/10 14:42:45", "2025/02/10 14:57:45", "2025/02/10 15:12:45");
    }

    @ParameterizedTest
    @CsvSource({ "true, 1", "false, 3" })
    void aRunThatIsActiveAgainCanBeSilent(boolean silent, int calls) throws Exception {
        if (silent) {
            behaviour().enable(Quirk.REOPENED_RUNS_ARE_SILENT);
        }
        squid.startRun().finish().reopen();
        pass(60);
        assertThat(receiver.events()).startsWith("run.done").hasSize(calls);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void settingAWebhookCanTakeAwayWhatElseWasSet(boolean all) throws Exception {
        if (all) {
            behaviour().enable(Quirk.DELIVERY_REPLACES_ALL);
        }
        String path = "/delivery?squid=" + squid.id();
        api.post(path, "{\"email\": \"a@example.com\", \"notifications\": true}");
        assertThat(squid.webhook().isPresent()).isEqualTo(!all);
        api.post(path, "{\"webhook_fields\": {\"url\": \"" + receiver.url() + "\", \"is_active\": true}}");
        assertThat(api.get("/squids/" + squid.id()).get("email").isNull()).isEqualTo(all);
    }

    @Test
    void callsCanBeLostDoubledLateAndInAnotherOrder() throws Exception {
        simulator.webhooks().faults().next("run.running", WebhookFault.lost());
        simulator.webhooks().faults().next("*", WebhookFault.doubled());
        squid.startRun();
        pass(60);
        assertThat(receiver.events()).containsExactly("run.done", "run.done");

        simulator.webhooks().faults().always("run.running", WebhookFault.behindNext());
        squid.startRun();
        pass(60);
        assertThat(receiver.events()).endsWith("run.done", "run.done", "run.running").hasSize(4);

        simulator.reset();
        simulator.webhooks().faults().next("run.running", WebhookFault.delayed(Duration.ofMinutes(2)));
        squid.startRun();
        pass(60);
        assertThat(receiver.events()).endsWith("run.running", "run.done").hasSize(5);
        pass(120);
        assertThat(receiver.events()).endsWith("run.done", "run.running").hasSize(6);
        assertThat(calls()).hasSize(2);
    }

    @Test
    void callsByHandAreWhatTheyAreToldToBe() throws Exception {
        assertThatIllegalStateException().isThrownBy(() -> squid.callWebhook(WebhookEvent.DONE))
                .withMessageContaining("no run");
        SimulatedRun run = squid.startRun();
        squid.callWebhook(WebhookEvent.DONE);
        byHand(call -> call.run("forged").squid("other", "Other").event("run.exploded").header("X-Forged", "1"));
        byHand(call -> call.body("no JSON"));
        byHand(call -> call.timestamp(Instant.EPOCH));
        byHand(call -> call.after(Duration.ofMinutes(10)));
        settle();

        List<Received> received = receiver.received();
        assertThat(Api.json(received.get(0).body())).isEqualTo(message(run, "run.done", "2025/02/10 14:27:45"));
        assertThat(received.get(1).body()).isEqualTo("{\"id\":\"forged\",\"object\":\"run\",\"event\":\"run.exploded\","
                                                     + "\"squid\":{\"id\":\"other\",\"name\":\"Other\"},"
                                                     + "\"timestamp\":\"2025/02/10 14:27:45\"}");
        assertThat(received.get(1).forged()).isEqualTo("1");
        assertThat(received.get(2).body()).isEqualTo("no JSON");
        assertThat(received.get(3).body()).contains("1970/01/01 00:00:00");
        assertThat(received).as("one is late").hasSize(4);
        pass(600);
        assertThat(receiver.received()).hasSizeGreaterThan(4);

        SimulatedSquid without = simulator.addSquid("Without");
        assertThatIllegalStateException().isThrownBy(() -> without.callWebhook(WebhookEvent.DONE));
        simulator.reset();
        without.callWebhook(WebhookEvent.DONE, call -> call.to(receiver.url()).run("none").times(500));
        settle();
        assertThat(simulator.webhooks().calls().count()).isEqualTo(500);
        CountDownLatch hold = receiver.holding();
        int before = receiver.received().size();
        without.callWebhook(WebhookEvent.DONE, call -> call.to(receiver.url()).run("none").times(5).sideBySide());
        receiver.await(before + 5);
        hold.countDown();
        settle();
        assertThat(simulator.webhooks().calls().count()).isEqualTo(505);
        assertThat(simulator.webhooks().calls().of(without)).allMatch(WebhookCall::succeeded).extracting(WebhookCall::run)
                .containsOnly("none");
    }

    private void byHand(Consumer<WebhookCallSetup> change) {
        squid.callWebhook(WebhookEvent.DONE, change);
    }

    @Test
    void aStopEndsTheCallsAndAStartGoesOnWithThem() throws Exception {
        behaviour().webhookLimit(Duration.ofHours(1));
        receiver.holding();
        squid.startRun().finish();
        receiver.await(1);
        simulator.stop();
        settle();
        assertThat(calls()).as("given up").extracting(WebhookCall::status).containsExactly(0);
        squid.startRun().fail("cookies_expired");
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().equals("lobstr-simulator-webhooks")) {
                thread.join(LONG.toMillis());
                assertThat(thread.isAlive()).isFalse();
            }
        }
        assertThat(receiver.received()).hasSize(1);
        receiver.close();
        receiver = new Receiver();
        squid.deliverTo(new WebhookDelivery(receiver.url(), true, false, ALL));
        squid.startRun().fail("no_credits_left");
        simulator.start();
        settle();
        assertThat(receiver.events()).as("what happened meanwhile").containsExactly("run.error");
    }

    @Test
    void oneStepOfTheClockTellsTheSameAsMany() throws Exception {
        List<SimulatedSquid> squids = new ArrayList<>(List.of(squid));
        for (int i = 1; i < 5; i++) {
            SimulatedSquid other = simulator.addSquid("Maps " + i);
            other.deliverTo(new WebhookDelivery(receiver.url(), true, true, ALL));
            squids.add(other);
        }
        receiver.answering(500);
        for (SimulatedSquid each : squids) {
            each.startRun();
        }
        pass(4 * 3600);
        List<List<WebhookCall>> atOnce = squids.stream().map(simulator.webhooks().calls()::of).toList();
        simulator.reset();
        Instant started = clock.instant();
        for (SimulatedSquid each : squids) {
            each.startRun();
        }
        for (int i = 0; i < 60; i++) {
            pass(60);
        }
        for (int i = 0; i < squids.size(); i++) {
            List<WebhookCall> slowly = simulator.webhooks().calls().of(squids.get(i));
            assertThat(slowly).hasSameSizeAs(atOnce.get(i)).extracting(WebhookCall::event)
                    .isEqualTo(atOnce.get(i).stream().map(WebhookCall::event).toList());
            assertThat(slowly).extracting(call -> Duration.between(started, call.at())).isEqualTo(atOnce.get(i).stream()
                    .map(call -> Duration.between(Instant.parse("2025-02-10T14:27:45Z"), call.at())).toList());
        }
    }

    @Test
    void callsGoOutByTheClockOfTheSystemToo() throws Exception {
        try (LobstrSimulator real = LobstrSimulator.builder().build().start()) {
            SimulatedSquid hasty = real.addSquid("Hasty", s -> s.pendingFor(Duration.ofMillis(20))
                    .runningFor(Duration.ofMillis(20)).uploadingFor(Duration.ofMillis(20)));
            hasty.deliverTo(new WebhookDelivery(receiver.url(), true, true, ALL));
            hasty.startRun();
            receiver.await(2);
            assertThat(receiver.events()).containsExactly("run.running", "run.done");
        }
    }
}
