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

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

import jakarta.jms.JMSException;
import jakarta.jms.Message;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestQueue;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedTask;
import io.lobstr.camel.simulator.state.SquidSetup;

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
                "broker.url", TestEngines.address(Engine.BROKER), "search-terms.queue", terms.name(), "search-terms.runs-queue",
                runs.name(), "search-terms.dead-letters", dead.name(), "results.queue", results.name(), "results.batch", "10",
                "search-terms.retry-delay", "100", "search-terms.poll-interval", "100", "camel.component.lobstr.max-retries",
                "0", "camel.main.shutdown-timeout", "1");
    }

    private TestQueue queue(String name) {
        return new TestQueue(TestEngines.address(Engine.BROKER), name + id);
    }

    private SimulatedRun awaitRun(int count) {
        await().atMost(SOON).until(() -> squid.runCount() == count);
        return squid.run(0);
    }

    private void awaitResults(int messages) throws JMSException {
        await().atMost(SOON).ignoreExceptions().untilAsserted(() -> assertThat(results.messages()).hasSize(messages));
    }

    private static List<Object> values(List<Message> messages, String property) throws JMSException {
        List<Object> values = new ArrayList<>();
        for (Message message : messages) {
            values.add("id".equals(property) ? message.getJMSCorrelationID() : message.getObjectProperty(property));
        }
        return values;
    }

    @InBothForms
    void eachTermIsARunAfterTheOtherAndItsOwnRowsComeOut(String dsl) throws Exception {
        String first = terms.send("coffee");
        String second = terms.send("[{\"term\": \"tea\"}, {\"term\": \"milk\"}]");
        // the squid knows coffee
        String third = terms.send("coffee");
        try (SampleApplication application = start(dsl)) {
            SimulatedRun run = awaitRun(1);
            await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/" + run.id()) > 3);
            // what is added to a run that is active might be searched in it
            assertThat(squid.tasks()).hasSize(1);
            run.finish();
            awaitRun(2).finish();
            awaitRun(3).fail("no_credits_left");
            awaitResults(MESSAGES + 3);
        }
        assertThat(squid.tasks()).extracting(SimulatedTask::params)
                .containsExactly(Map.of("term", "coffee"), Map.of("term", "tea"), Map.of("term", "milk"));
        List<Message> messages = results.messages();
        assertThat(values(messages, "id")).containsExactly(first, first, first, second, second, third);
        String run = squid.run(1).id();
        assertThat(values(messages, "runId")).startsWith(squid.run(2).id()).contains(run, run).endsWith(squid.run(0).id());
        assertThat(values(messages, "runStatus")).startsWith("done").endsWith("error");
        List<String> tasks = squid.tasks().stream().map(SimulatedTask::id).toList();
        assertThat(values(messages, "task")).containsExactly(
                tasks.get(0), tasks.get(0), tasks.get(0), tasks.get(1), tasks.get(2), null);
        assertThat(String.join("", results.texts().subList(0, MESSAGES)).split("\"object\"")).hasSize(ROWS + 1);
        assertThat(values(messages.subList(0, MESSAGES), "page")).containsExactly(1, 2, 3);
        assertThat(values(messages.subList(0, MESSAGES), "pages")).containsOnly(3);
        // of a run of three tasks with 25 rows, coffee has the first eight
        assertThat(results.texts().get(MESSAGES)).contains("Place 9\"", "Place 16\"").doesNotContain("Place 8\"", "Place 17\"");
        assertThat(results.texts().get(MESSAGES + 1)).contains("Place 17\"", "Place 25\"").doesNotContain("Place 16\"");
        // a term that finds nothing has an answer as well
        assertThat(results.texts()).last().isEqualTo("[]");
    }

    @InBothForms
    void aRestartWhileARunIsAwaitedStartsNoOther(String dsl) throws Exception {
        terms.send("coffee");
        try (SampleApplication application = start(dsl)) {
            awaitRun(1);
            await().atMost(SOON).until(() -> terms.messages().isEmpty());
        }
        squid.run(0).finish();
        try (SampleApplication application = start(dsl)) {
            awaitResults(MESSAGES);
            await().atMost(SOON).until(() -> runs.messages().isEmpty());
        }
        assertThat(squid.runCount()).isEqualTo(1);
    }

    @InBothForms
    void aRunThatACrashCutOffIsTakenOverByItsTermAndNotByTheNext(String dsl) throws Exception {
        // what a crash between a start and its commit leaves behind: the run, and the term
        terms.send("coffee");
        terms.send("tea");
        squid.addTask(Map.of("term", "coffee"));
        SimulatedRun cutOff = squid.startRun();
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/" + cutOff.id()) > 3);
            assertThat(squid.runCount()).isEqualTo(1);
            cutOff.finish();
            awaitRun(2).finish();
            awaitResults(MESSAGES + 2);
        }
        // nobody knows any longer which of the squid's tasks the first term was
        String tea = squid.tasks().get(1).id();
        assertThat(values(results.messages(), "task")).containsExactly(null, null, null, tea, tea);
        assertThat(squid.runCount()).isEqualTo(2);
    }

    @InBothForms
    void whatCannotBeSearchedIsPutAsideWithTheReason(String dsl) throws Exception {
        terms.send("{no json");
        terms.send("  ");
        terms.send("bad");
        terms.send("coffee");
        simulator.faults().next("POST /v1/tasks", Fault.error(400, "ParamsInvalid", "term: " + simulator.apiKey()));
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
            await().atMost(SOON).until(() -> runs.messages().isEmpty());
        }
        assertThat(dead.messages()).isEmpty();
        assertThat(results.messages()).hasSize(MESSAGES);
        // its own rows, although the run could not be started at once
        assertThat(values(results.messages(), "task")).containsOnly(squid.tasks().get(0).id());
        assertThat(simulator.requests().count("GET /v1/results")).isEqualTo(MESSAGES + 2);
        assertThat(squid.runCount()).isEqualTo(1);
    }
}
