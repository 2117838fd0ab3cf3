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
package io.lobstr.camel.examples.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;

import io.lobstr.camel.examples.ForkedSample;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.CamelHeaders;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestQueue;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedTask;
import io.lobstr.camel.simulator.state.SquidSetup;
import io.lobstr.camel.simulator.traffic.RequestPattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An Artemis broker over TCP, in Java and in YAML.
 */
class SearchTermsToResultsTest extends SampleTest {

    private static final int ROWS = 25;
    /** Of ten rows at most. */
    private static final int MESSAGES = 3;

    private final String id = UUID.randomUUID().toString();
    private final TestQueue terms = queue("lobstr.search-terms.");
    private final TestQueue runs = queue("lobstr.search-terms.runs-");
    private final TestQueue dead = queue("lobstr.search-terms.dead-");
    private final TestQueue results = queue("results-");
    private final TestQueue stolen = queue("stolen-");

    SearchTermsToResultsTest() {
        super(Sample.SEARCH_TERMS_TO_RESULTS);
    }

    @Override
    void set(SquidSetup setup) {
        setup.runningUntilTold().results(ROWS).tasks(List.of());
    }

    @Override
    List<String> settings() {
        return List.of(
                "search-terms.squid", squid.id(), "broker.url", TestEngines.address(Engine.BROKER), "search-terms.queue",
                terms.name(), "search-terms.runs-queue",
                runs.name(), "search-terms.dead-letters", dead.name(), "results.queue", results.name(), "results.batch", "10",
                "search-terms.retry-delay", "100", "search-terms.poll-interval", "100", "camel.component.lobstr.max-retries",
                "0", "camel.main.shutdown-timeout", "1");
    }

    @BeforeEach
    void letTasksStayForAMoment() {
        simulator.behaviour().busyAfterRun(Duration.ofMillis(300));
    }

    private TestQueue queue(String name) {
        return new TestQueue(TestEngines.address(Engine.BROKER), name + id);
    }

    private SimulatedRun awaitRun(int count) {
        await().atMost(SOON).until(() -> squid.runCount() == count);
        return squid.run(0);
    }

    private void awaitResults(int messages) {
        await().atMost(SOON).until(() -> results.count() == messages);
    }

    private static List<Object> values(List<Message> messages, String property) throws JMSException {
        List<Object> values = new ArrayList<>();
        for (Message message : messages) {
            values.add("id".equals(property) ? message.getJMSCorrelationID() : message.getObjectProperty(property));
        }
        return values;
    }

    /** What each run searched, in the order of the runs. */
    private List<List<Map<String, Object>>> searched() {
        List<List<Map<String, Object>>> searched = new ArrayList<>();
        squid.runs().forEach(run -> searched.add(0, run.snapshot().tasks().stream().map(SimulatedTask::params).toList()));
        return searched;
    }

    @InBothForms
    void eachTermIsARunAfterTheOtherThatSearchesItAlone(String dsl) throws Exception {
        squid.addTask(Map.of("term", "somebody's"));
        String first = terms.send("coffee");
        String second = terms.send("[{\"term\": \"tea\"}, {\"term\": \"coffee\"}]");
        String third = terms.send("tea");
        try (SampleApplication application = start(dsl)) {
            SimulatedRun run = awaitRun(1);
            await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/" + run.id()) > 3);
            // what is added to a run that is active might be searched in it
            assertThat(squid.tasks()).hasSize(1);
            run.finish();
            awaitRun(2).finish();
            awaitRun(3).fail("no_credits_left");
            awaitResults(2 * MESSAGES + 1);
        }
        Map<String, Object> coffee = Map.of("term", "coffee");
        Map<String, Object> tea = Map.of("term", "tea");
        assertThat(searched()).satisfiesExactly(tasks -> assertThat(tasks).containsExactly(coffee),
                tasks -> assertThat(tasks).containsExactlyInAnyOrder(tea, coffee),
                tasks -> assertThat(tasks).containsExactly(tea));
        List<Message> messages = results.messages();
        assertThat(values(messages, "id")).containsExactly(first, first, first, second, second, second, third);
        String run = squid.run(1).id();
        assertThat(values(messages, "runId")).startsWith(squid.run(2).id()).contains(run, run, run).endsWith(squid.run(0).id());
        assertThat(values(messages, "runStatus")).startsWith("done").endsWith("error");
        // the rows of a run whose tasks are deleted stay
        assertThat(String.join("", results.texts().subList(0, MESSAGES)).split("\"object\"")).hasSize(ROWS + 1);
        assertThat(values(messages.subList(0, MESSAGES), "page")).containsExactly(1, 2, 3);
        assertThat(values(messages.subList(0, MESSAGES), "pages")).containsOnly(3);
        // a term that finds nothing has an answer as well
        assertThat(results.texts()).last().isEqualTo("[]");
    }

    @InBothForms
    void aRestartWhileARunIsAwaitedStartsNoOther(String dsl) throws Exception {
        terms.send("coffee");
        try (SampleApplication application = start(dsl)) {
            awaitRun(1);
            await().atMost(SOON).until(() -> terms.count() == 0);
        }
        squid.run(0).finish();
        try (SampleApplication application = start(dsl)) {
            awaitResults(MESSAGES);
            await().atMost(SOON).until(() -> runs.count() == 0);
        }
        assertThat(squid.runCount()).isEqualTo(1);
    }

    /** What a crash between a start and its mark leaves behind: the run, and the term. */
    @InBothForms
    void aRunThatACrashCutOffIsTakenOverByItsTermAndNotByTheNext(String dsl) throws Exception {
        terms.send("coffee");
        terms.send("tea");
        squid.addTask(Map.of("term", "coffee"));
        SimulatedRun cutOff = squid.startRun();
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/" + cutOff.id()) > 3);
            assertThat(squid.runCount()).isEqualTo(1);
            cutOff.finish();
            awaitRun(2).finish();
            awaitResults(2 * MESSAGES);
        }
        assertThat(values(results.messages(), "runId")).startsWith(cutOff.id()).endsWith(squid.run(0).id());
        assertThat(squid.runCount()).isEqualTo(2);
    }

    /**
     * And what it leaves where the run is over before the application is back, at every point of the way to the commit.
     */
    @InBothForms
    void aRunThatACrashCutOffIsNotPaidTwiceThoughItIsOver(String dsl) throws Exception {
        squid.configure(setup -> setup.instantRuns());
        Path marks = Files.createDirectories(folder.resolve("handled")).resolve("search-terms-to-results.txt");
        for (int written = 0; written <= 2; written++) {
            String term = "term " + written;
            String message = terms.send(term);
            squid.removeTasks(task -> true);
            squid.addTask(Map.of("term", term));
            SimulatedRun cutOff = squid.startRun();
            Files.writeString(marks, List.of("", cutOff.id() + " " + message + "\n",
                    cutOff.id() + " " + message + "\n" + cutOff.id() + "\n").get(written));
            int before = squid.runCount();
            try (SampleApplication application = start(dsl)) {
                awaitResults((written + 1) * MESSAGES);
            }
            assertThat(squid.runCount()).isEqualTo(before);
            assertThat(values(results.messages(), "runId")).last().isEqualTo(cutOff.id());
        }
    }

    /**
     * A JVM is killed just before a request is answered that has changed something, or some moments later. More kills
     * with {@code -Dsamples.kills=20}, at other moments for another {@code -Dsamples.seed}.
     */
    @Test
    void aKillLosesNoTermAndPaysForNoneTwice() throws Exception {
        int kills = Integer.getInteger("samples.kills", 1);
        Random random = new Random(Long.getLong("samples.seed", 1));
        List<String> changes = List.of("POST /v1/runs", "POST /v1/tasks", "DELETE /v1/tasks/*", "GET /v1/results");
        squid.configure(
                setup -> setup.pendingFor(Duration.ZERO).runningFor(Duration.ofMillis(100)).uploadingFor(Duration.ZERO));
        AtomicReference<Runnable> onChange = new AtomicReference<>();
        AtomicReference<RequestPattern> at = new AtomicReference<>();
        simulator.afterAnswer(request -> {
            if (at.get() != null && at.get().matches(request.method(), request.path())) {
                Optional.ofNullable(onChange.getAndSet(null)).ifPresent(Runnable::run);
            }
        });
        List<String> ids = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            ids.add(terms.send("a term " + kill));
            ids.add(terms.send("another " + kill));
            at.set(RequestPattern.of(changes.get(kill % changes.size())));
            long later = kill < changes.size() ? 0 : random.nextInt(60);
            try (ForkedSample application = fork()) {
                CountDownLatch killed = new CountDownLatch(1);
                onChange.set(() -> kill(application, later, killed));
                await().atMost(SOON).until(() -> killed.getCount() == 0);
            }
        }
        try (SampleApplication application = start("yaml")) {
            awaitResults(ids.size() * MESSAGES);
        }
        assertThat(squid.runs()).as("each was paid once").hasSize(ids.size());
        assertThat(searched()).allSatisfy(tasks -> assertThat(tasks).hasSize(1)).doesNotHaveDuplicates();
        assertThat(values(results.messages(), "id")).hasSameElementsAs(ids);
        assertThat(values(results.messages(), "runId")).hasSameElementsAs(squid.runs().stream().map(SimulatedRun::id).toList());
        assertThat(dead.messages()).isEmpty();
    }

    private ForkedSample fork() throws IOException {
        List<String> all = new ArrayList<>(List.of("lobstr.squid", squid.id()));
        all.addAll(settings());
        return new ForkedSample(Sample.SEARCH_TERMS_TO_RESULTS, "java", simulator, folder, "128m", all.toArray(String[]::new));
    }

    /** On the thread that answers, so that nobody gets the answer, or later. */
    private static void kill(ForkedSample application, long later, CountDownLatch killed) {
        Runnable kill = () -> {
            try {
                application.kill();
                killed.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        if (later == 0) {
            kill.run();
        } else {
            CompletableFuture.delayedExecutor(later, TimeUnit.MILLISECONDS).execute(kill);
        }
    }

    @InBothForms
    void anOlderRunOfTheSameTasksIsNotTakenOver(String dsl) throws Exception {
        squid.addTask(Map.of("term", "coffee"));
        squid.addRun(run -> run.createdAt(Instant.now().minus(Duration.ofHours(1))).runningFor(Duration.ofSeconds(1)));
        terms.send("coffee");
        String again = terms.send("coffee");
        squid.configure(setup -> setup.instantRuns());
        try (SampleApplication application = start(dsl)) {
            awaitResults(2 * MESSAGES);
        }
        // nor is that of the message before
        assertThat(squid.runCount()).isEqualTo(3);
        assertThat(results.messages()).last().satisfies(message -> assertThat(message.getJMSCorrelationID()).isEqualTo(again));
        assertThat(values(results.messages(), "runId")).doesNotContain(squid.run(2).id()).last().isEqualTo(squid.run(0).id());
        assertThat(simulator.requests().count("POST /v1/tasks")).isZero();
    }

    @InBothForms
    void whatCannotBeSearchedIsPutAsideWithTheReason(String dsl) throws Exception {
        terms.send("{no json");
        terms.send("  ");
        terms.send("bad");
        terms.send("coffee");
        simulator.faults().times("POST /v1/tasks", 3, Fault.error(400, "ParamsInvalid", "term: " + simulator.apiKey()));
        try (SampleApplication application = start(dsl)) {
            awaitRun(1).finish();
            awaitResults(MESSAGES);
        }
        assertThat(dead.texts()).containsExactly("{no json", "  ", "bad");
        assertThat(values(dead.messages(), "reason")).satisfiesExactly(
                reason -> assertThat(reason).asString().contains("the body has no tasks"),
                reason -> assertThat(reason).asString().contains("the message is empty"),
                reason -> assertThat(reason).asString().contains("ParamsInvalid").doesNotContain(simulator.apiKey()));
    }

    /** Every header of Camel and its components, in every spelling. */
    @InBothForms
    void nothingThatASenderSaysSteersTheRoutes(String dsl) throws Exception {
        squid.addTask(Map.of("term", "known"));
        String over = squid.forceRun().finish().id();
        for (CamelHeaders headers : CamelHeaders.values()) {
            terms.send(jms -> steering(jms, headers, "{\"term\": \"" + headers + "\"}"));
            runs.send(jms -> steering(jms, headers, over));
        }
        int count = CamelHeaders.values().length;
        // the routes do without the second guard
        try (SampleApplication application = start(dsl, "camel.beans.jmsHeaders.lowerCase", "false")) {
            for (int run = 2; run <= 1 + count; run++) {
                awaitRun(run).finish();
            }
            List<String> all = squid.runs().stream().map(SimulatedRun::id).toList();
            await().atMost(SOON).untilAsserted(() -> assertThat(values(results.messages(), "runId")).containsAll(all)
                    .filteredOn(over::equals).hasSize(count * MESSAGES));
        }
        assertThat(stolen.messages()).isEmpty();
        assertThat(dead.messages()).isEmpty();
        assertThat(searched().subList(1, 1 + count)).allSatisfy(tasks -> assertThat(tasks).hasSize(1))
                .extracting(tasks -> tasks.get(0).get("term"))
                .containsExactlyElementsOf(Stream.of(CamelHeaders.values()).map(CamelHeaders::name).toList());
        assertThat(results.messages()).allSatisfy(
                message -> assertThat(Collections.list(message.getPropertyNames()))
                        .isSubsetOf("runId", "runStatus", "page", "pages", "JMSXDeliveryCount"));
    }

    private Message steering(JMSContext jms, CamelHeaders headers, String text) throws JMSException {
        Message message = jms.createTextMessage(text);
        headers.addTo(message, stolen.name(), stolen.name());
        message.setJMSReplyTo(jms.createQueue(stolen.name()));
        return message;
    }

    @InBothForms
    void noJavaObjectIsRead(String dsl) throws Exception {
        int before = Gadget.READ.get();
        terms.send(jms -> jms.createObjectMessage(new Gadget()));
        runs.send(jms -> jms.createObjectMessage(new Gadget()));
        terms.send("coffee");
        try (SampleApplication application = start(dsl)) {
            awaitRun(1).finish();
            awaitResults(MESSAGES);
        }
        assertThat(Gadget.READ).hasValue(before);
        assertThat(dead.messages()).hasSize(2).allSatisfy(message -> {
            assertThat(message).isInstanceOf(ObjectMessage.class);
            assertThat(message.getStringProperty("reason")).contains("a Java object");
        });
    }

    /** Whatever is wrong with it: it is put aside as it came, with the reason, and what is behind it is not. */
    @InBothForms
    void poisonIsPutAsideAndHoldsNothingUp(String dsl) throws Exception {
        List<TestQueue.Writer> poison = List.of(
                JMSContext::createTextMessage, jms -> jms.createTextMessage(""), JMSContext::createMessage,
                JMSContext::createMapMessage, JMSContext::createStreamMessage, JMSContext::createBytesMessage,
                jms -> bytes(jms, 0xac, 0xed, 0, 5), jms -> bytes(jms, 'a', 0, 'b'), jms -> jms.createTextMessage("\0"),
                jms -> jms.createTextMessage("{\"a\":".repeat(5000)));
        List<TestQueue.Writer> noRuns = List.of(
                jms -> jms.createTextMessage(".."), jms -> jms.createTextMessage("nobody"),
                jms -> jms.createTextMessage("a/b"));
        for (TestQueue.Writer message : poison) {
            terms.send(message);
            runs.send(message);
        }
        for (TestQueue.Writer message : noRuns) {
            runs.send(message);
        }
        squid.addTask(Map.of("term", "known"));
        squid.forceRun().finish();
        terms.send("coffee");
        // a run that nobody knows is believed to be none after ten seconds, each time
        try (SampleApplication application = start(dsl, "search-terms.attempts", "1")) {
            awaitRun(2).finish();
            await().atMost(SOON).until(() -> values(results.messages(), "runId").contains(squid.run(0).id()));
            await().atMost(SOON).until(() -> runs.count() == 0);
        }
        assertThat(squid.runCount()).isEqualTo(2);
        assertThat(dead.messages()).hasSize(2 * poison.size() + noRuns.size())
                .allSatisfy(message -> assertThat(message.getStringProperty("reason")).isNotBlank());
    }

    private static Message bytes(JMSContext jms, int... content) throws JMSException {
        BytesMessage message = jms.createBytesMessage();
        for (int value : content) {
            message.writeByte((byte) value);
        }
        return message;
    }

    @InBothForms
    void whatTheApiRefusesIsPutAsideAfterAFewTries(String dsl) throws Exception {
        String added = "POST /v1/tasks";
        String started = "POST /v1/runs";
        try (SampleApplication application = start(dsl, "search-terms.attempts", "2")) {
            for (int status : List.of(400, 409, 413, 422)) {
                simulator.faults().always(added, Fault.error(status, "OfAKindThatNobodyKnows", "no"));
                long before = dead.count();
                terms.send("bad " + status);
                await().atMost(SOON).until(() -> dead.count() == before + 1);
                simulator.faults().clear();
            }
            assertThat(simulator.requests().count(added)).isEqualTo(2L * 4);
            simulator.faults().always(started, Fault.error(400, "OfAKindThatNobodyKnows", "no"));
            terms.send("bad start");
            await().atMost(SOON).until(() -> dead.count() == 5);
            assertThat(simulator.requests().count(started)).isEqualTo(2);
            simulator.faults().clear();
            terms.send("coffee");
            awaitRun(1).finish();
            awaitResults(MESSAGES);
        }
        // that of the start that failed is not searched with it
        assertThat(searched()).containsExactly(List.of(Map.of("term", "coffee")));
        assertThat(dead.texts()).containsExactly("bad 400", "bad 409", "bad 413", "bad 422", "bad start");
        assertThat(values(dead.messages(), "reason"))
                .allSatisfy(reason -> assertThat(reason).asString().contains("OfAKindThatNobodyKnows"));
    }

    @InBothForms
    void whatPassesIsTriedAgainAndNothingComesOutTwice(String dsl) throws Exception {
        terms.send("coffee");
        simulator.faults().next("POST /v1/tasks", Fault.unavailable(), Fault.unauthorized(),
                Fault.error(400, "NotEnoughCredits", "no"), Fault.error(400, "NoActiveSubscription", "no"));
        simulator.faults().next("POST /v1/runs", Fault.tooManyRequests(), Fault.error(400, "NotEnoughCredits", "no"));
        try (SampleApplication application = start(dsl)) {
            SimulatedRun run = awaitRun(1);
            // the rows of the first page are on their way when the second fails
            AtomicBoolean firstPage = new AtomicBoolean(true);
            simulator.afterAnswer(request -> {
                if (request.path().equals("/v1/results") && firstPage.getAndSet(false)) {
                    simulator.faults().next("GET /v1/results", Fault.serverError());
                }
            });
            run.finish();
            awaitResults(MESSAGES);
            await().atMost(SOON).until(() -> runs.count() == 0);
        }
        assertThat(dead.messages()).isEmpty();
        assertThat(results.messages()).hasSize(MESSAGES);
        assertThat(simulator.requests().count("GET /v1/results")).isEqualTo(MESSAGES + 2);
        assertThat(squid.runCount()).isEqualTo(1);
    }
}
