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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.jms.Message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.examples.ForkedSample;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestQueue;
import io.lobstr.camel.simulator.fault.Fault;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real broker and a real PostgreSQL, in Java and in YAML.
 */
class NewRowsToQueueTest extends SampleTest {

    private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(1));

    private final TestQueue queue = new TestQueue(TestEngines.address(Engine.BROKER), "new-rows-" + UUID.randomUUID());
    private final Map<String, List<String>> names = new HashMap<>();
    private String url;
    private JdbcTemplate database;

    NewRowsToQueueTest() {
        super(Sample.NEW_ROWS_TO_QUEUE);
    }

    @Override
    List<String> settings() {
        return List.of(
                "broker.url", TestEngines.address(Engine.BROKER), "database.url", url, "new-rows.queue", queue.name(),
                "camel.component.lobstr.max-retries", "0");
    }

    @BeforeEach
    void start() throws Exception {
        url = TestEngines.newDatabase();
        database = TestEngines.tables(url);
        squid.configure(setup -> setup.rows((run, index) -> Map.of("name", names.get(run).get(index))));
    }

    /** A run that ended so many hours after the first. */
    private void run(String id, int hours, List<String> namesOfRows) {
        names.put(id, namesOfRows);
        squid.addRun(run -> run.id(id).createdAt(BEGIN.plus(Duration.ofHours(hours))).pendingFor(Duration.ZERO)
                .runningFor(Duration.ofSeconds(1)).uploadingFor(Duration.ZERO).results(namesOfRows.size()));
    }

    private void awaitMessages(int count) {
        await().atMost(SOON).until(() -> queue.count() == count);
    }

    /** Until it is reset. */
    private void failAfterPage(String page) {
        simulator.afterAnswer(request -> {
            if (request.parameter("page").filter(page::equals).isPresent()) {
                simulator.faults().always("GET /v1/results", Fault.serverError());
            }
        });
    }

    private List<String> sent() throws Exception {
        ObjectMapper json = new ObjectMapper();
        List<String> sent = new ArrayList<>();
        for (Message message : queue.messages()) {
            JsonNode row = json.readTree(message.getBody(String.class));
            assertThat(row.get("run").asText()).isEqualTo(message.getStringProperty("runId"));
            assertThat(squid.id()).isEqualTo(message.getStringProperty("squidId"));
            sent.add(row.get("name").asText() + " of " + row.get("run").asText());
        }
        return sent;
    }

    @InBothForms
    void aRowIsSentOnceHoweverOftenItComes(String dsl) throws Exception {
        run("a", 1, List.of("coffee", "tea", "coffee"));
        run("b", 2, List.of("wine", "tea"));
        try (SampleApplication application = start(dsl)) {
            awaitMessages(3);
        }
        // in their order; of two that are the same the last
        List<String> all = new ArrayList<>(List.of("tea of a", "coffee of a", "wine of b"));
        assertThat(sent()).isEqualTo(all);

        // what crashes leave behind: messages that are not marked, and marks of rows without one of their run
        database.update("delete from camel_messageprocessed");
        database.update("delete from lobstr_sent_row where run = 'a'");
        run("c", 3, List.of("water", "wine"));
        try (SampleApplication application = start(dsl)) {
            // it comes after the others
            awaitMessages(4);
        }
        all.add("water of c");
        assertThat(sent()).isEqualTo(all);
    }

    @Test
    void whatFailsInTheMiddleIsSentOnceTheNextTime() throws Exception {
        List<String> many = new ArrayList<>(Collections.nCopies(700, "row"));
        many.replaceAll(name -> name + " " + UUID.randomUUID());
        failAfterPage("6");
        run("a", 1, many);
        try (SampleApplication application = start("yaml")) {
            awaitFailure(application);
            assertThat(queue.messages()).hasSize(500);
            simulator.reset();
            awaitMessages(700);
        }
        assertThat(sent()).hasSize(700).doesNotHaveDuplicates();
    }

    @Test
    void aKillLosesNoRowAndSendsNoneTwice() throws Exception {
        List<String> many = new ArrayList<>(Collections.nCopies(1200, "row"));
        many.replaceAll(name -> name + " " + UUID.randomUUID());
        run("a", 1, many);
        // however late the kill comes, something is left
        failAfterPage("11");
        List<String> all = new ArrayList<>(List.of("lobstr.squid", squid.id()));
        all.addAll(settings());
        try (ForkedSample application
                = new ForkedSample(
                        Sample.NEW_ROWS_TO_QUEUE, "java", simulator, folder, "128m", all.toArray(String[]::new))) {
            // in the middle of a batch, of which none is marked then
            await().atMost(SOON).pollInterval(Duration.ofMillis(25))
                    .until(() -> application.isAlive() && queue.count() > 600);
            application.kill();
        }
        assertThat(queue.count()).as("killed in the middle").isLessThan(1200);
        simulator.reset();
        try (SampleApplication application = start("yaml")) {
            awaitMessages(1200);
        }
        assertThat(sent()).hasSize(1200).doesNotHaveDuplicates();
    }
}
