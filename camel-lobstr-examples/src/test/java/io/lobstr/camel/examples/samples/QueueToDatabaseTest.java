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

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSContext;
import jakarta.jms.MapMessage;
import jakarta.jms.Message;
import jakarta.jms.ObjectMessage;
import jakarta.jms.StreamMessage;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.examples.engines.CamelHeaders;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.examples.engines.TestQueue;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real broker and a real PostgreSQL, in Java and in YAML.
 */
class QueueToDatabaseTest extends SampleTest {

    private static final String LIST_TASKS = "GET /v1/runtasks";

    private final String id = UUID.randomUUID().toString();
    private final TestQueue queue = new TestQueue(TestEngines.address(Engine.BROKER), "runs-" + id);
    private final TestQueue dead = new TestQueue(TestEngines.address(Engine.BROKER), "dead-" + id);
    private final TestQueue stolen = new TestQueue(TestEngines.address(Engine.BROKER), "stolen-" + id);
    private String database;

    QueueToDatabaseTest() {
        super(Sample.QUEUE_TO_DATABASE);
    }

    @Override
    void set(SquidSetup setup) {
        setup.runningUntilTold().tasks(3);
    }

    @Override
    List<String> settings() {
        return List.of(
                "broker.url", TestEngines.address(Engine.BROKER), "database.url", database, "runs.queue",
                queue.name(), "queue-to-database.dead-letters", dead.name(), "queue-to-database.retry-delay", "100",
                "camel.beans.database.connectionTimeout", "1000");
    }

    @BeforeEach
    void start() throws Exception {
        database = TestEngines.newDatabase();
    }

    private SimulatedRun finishedRun() {
        SimulatedRun run = squid.forceRun();
        run.finish();
        return run;
    }

    private String json(String id) {
        return new ObjectMapper().createObjectNode().put("id", id).put("object", "run").put("squid", squid.id())
                .put("status", "done").toString();
    }

    private SimulatedRun sendRun() throws Exception {
        SimulatedRun run = finishedRun();
        queue.send(json(run.id()));
        return run;
    }

    private boolean isDrained() throws Exception {
        return queue.count() == 0;
    }

    private long count(String what) throws Exception {
        try (Connection connection = TestEngines.connect(database);
             Statement statement = connection.createStatement();
             ResultSet rows = statement.executeQuery("select count(*) from " + what)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(SOON).ignoreExceptions();
    }

    @InBothForms
    void aRunAndItsTasksAreRowsHoweverOftenItComes(String dsl) throws Exception {
        SimulatedRun run = sendRun();
        sendRun();
        // what JSON may hold as it is
        queue.send(json(run.id()).replace("}", ", \"text\": \"\u007f\u0085\u009b\u2028\" }"));
        try (SampleApplication application = start(dsl)) {
            soon().until(this::isDrained);
        }
        assertThat(count("lobstr_run")).isEqualTo(2);
        assertThat(count("lobstr_run_task where run = '" + run.id() + "'")).isEqualTo(3);
    }

    /** Every header of Camel and its components, in every spelling. */
    @InBothForms
    void nothingThatASenderSaysSteersTheRoute(String dsl) throws Exception {
        for (CamelHeaders headers : CamelHeaders.values()) {
            String run = json(finishedRun().id());
            queue.send(jms -> {
                Message message = jms.createTextMessage(run);
                headers.addTo(message, "create table pwned_" + headers + " (x int)", stolen.name());
                message.setJMSReplyTo(jms.createQueue(stolen.name()));
                return message;
            });
        }
        // the routes do without the second guard
        try (SampleApplication application = start(dsl, "camel.beans.jmsHeaders.lowerCase", "false")) {
            soon().until(this::isDrained);
        }
        assertThat(dead.messages()).isEmpty();
        assertThat(count("pg_class where relname like 'pwned%'")).isZero();
        assertThat(stolen.messages()).isEmpty();
        assertThat(count("lobstr_run")).isEqualTo(CamelHeaders.values().length);
        assertThat(count("lobstr_run_task")).isEqualTo(3 * CamelHeaders.values().length);
    }

    @InBothForms
    void noJavaObjectIsRead(String dsl) throws Exception {
        int before = Gadget.READ.get();
        queue.send(jms -> jms.createObjectMessage(new Gadget()));
        sendRun();
        try (SampleApplication application = start(dsl)) {
            soon().until(() -> count("lobstr_run") == 1 && dead.count() == 1);
        }
        assertThat(Gadget.READ).hasValue(before);
        assertThat(dead.messages()).singleElement().isInstanceOf(ObjectMessage.class)
                .satisfies(message -> assertThat(message.getStringProperty("reason")).contains("a Java object"));
    }

    /** Whatever is wrong with it: it is put aside as it came, with the reason, and what is behind it is not. */
    @InBothForms
    void whatIsNoRunIsPutAsideAndHoldsNothingUp(String dsl) throws Exception {
        List<TestQueue.Writer> poison = List.of(
                jms -> jms.createTextMessage("no run"), jms -> jms.createTextMessage(""), JMSContext::createTextMessage,
                JMSContext::createMessage, JMSContext::createMapMessage, JMSContext::createStreamMessage,
                jms -> jms.createTextMessage("[]"), jms -> jms.createTextMessage("null"), jms -> jms.createTextMessage("{}"),
                jms -> jms.createTextMessage("{\"id\": \"..\"}"), jms -> jms.createTextMessage("{\"id\": \"nobody\"}"),
                jms -> {
                    BytesMessage bytes = jms.createBytesMessage();
                    bytes.writeBytes(new byte[] { (byte) 0xac, (byte) 0xed, 0, 5 });
                    return bytes;
                });
        for (TestQueue.Writer message : poison) {
            queue.send(message);
        }
        SimulatedRun good = finishedRun();
        queue.send(json(good.id()));
        try (SampleApplication application = start(dsl)) {
            soon().until(() -> count("lobstr_run where id = '" + good.id() + "'") == 1);
            soon().until(this::isDrained);
        }
        assertThat(dead.messages()).hasSize(poison.size())
                .allSatisfy(message -> assertThat(message.getStringProperty("reason")).isNotBlank())
                .anySatisfy(message -> assertThat(message).isInstanceOf(MapMessage.class))
                .anySatisfy(message -> assertThat(message).isInstanceOf(StreamMessage.class))
                .anySatisfy(message -> assertThat(message.getBody(String.class)).isEqualTo("no run"));
        assertThat(count("lobstr_run")).isEqualTo(1);
    }

    @InBothForms
    void whatTheApiRefusesIsPutAsideAfterAFewTries(String dsl) throws Exception {
        List<Integer> refusals = List.of(400, 403, 409, 413, 422);
        try (SampleApplication application = start(dsl, "queue-to-database.retries", "2")) {
            for (int status : refusals) {
                simulator.faults().always(LIST_TASKS, Fault.error(status, "OfAKindThatNobodyKnows", "no"));
                long before = dead.count();
                sendRun();
                soon().until(() -> dead.count() == before + 1);
                simulator.faults().clear();
            }
            // what ends a split asks the pages that failed once more
            assertThat(simulator.requests().count(LIST_TASKS)).isBetween(3L * refusals.size(), 6L * refusals.size());
            sendRun();
            soon().until(() -> count("lobstr_run") == 1);
        }
        assertThat(dead.messages())
                .allSatisfy(message -> assertThat(message.getStringProperty("reason")).contains("OfAKindThatNobodyKnows"));
    }

    @InBothForms
    void whatMayPassIsNeverPutAside(String dsl) throws Exception {
        try (SampleApplication application = start(
                dsl, "queue-to-database.retries", "1", "queue-to-database.retry-delay", "10",
                "camel.component.lobstr.max-retries",
                "0")) {
            simulator.faults().next(LIST_TASKS, Fault.tooManyRequests(), Fault.serverError(), Fault.unavailable(),
                    Fault.unauthorized(), Fault.dropped(), Fault.error(400, "NoActiveSubscription", "no"));
            sendRun();
            soon().until(() -> count("lobstr_run") == 1);
        }
        assertThat(dead.messages()).isEmpty();
    }

    @InBothForms
    void runsWaitForADatabaseThatIsAwayAndSaySo(String dsl) throws Exception {
        try (SampleApplication application = start(dsl); Warnings warnings = new Warnings()) {
            sendRun();
            soon().until(() -> count("lobstr_run") == 1);
            allowConnections(false);
            for (int i = 0; i < 20; i++) {
                sendRun();
            }
            soon().until(() -> warnings.messages().stream().anyMatch(line -> line.startsWith("Failed delivery for")));
            assertThat(isDrained()).isFalse();
            allowConnections(true);
            soon().until(() -> count("lobstr_run") == 21);
            soon().until(this::isDrained);
        }
    }

    @InBothForms
    void aStopDoesNotWaitForADatabaseThatIsAway(String dsl) throws Exception {
        SampleApplication application = start(dsl);
        allowConnections(false);
        sendRun();
        soon().until(() -> application.context().getInflightRepository().size("queue-to-database") == 1);
        application.close();
        assertThat(application.context().getShutdownStrategy().isTimeoutOccurred()).isFalse();
        assertThat(isDrained()).isFalse();
        allowConnections(true);
        try (SampleApplication next = start(dsl)) {
            soon().until(() -> count("lobstr_run") == 1);
        }
    }

    @InBothForms
    void whatFailsForGoodIsPutAsideAlsoAfterAnOutage(String dsl) throws Exception {
        try (SampleApplication application = start(dsl)) {
            try (Connection connection = TestEngines.connect(database); Statement statement = connection.createStatement()) {
                statement.execute("drop table lobstr_run cascade");
            }
            allowConnections(false);
            sendRun();
            soon().until(() -> application.context().getInflightRepository().size("queue-to-database") == 1);
            allowConnections(true);
            soon().until(() -> dead.count() == 1);
        }
    }

    private void allowConnections(boolean allowed) throws Exception {
        String name = database.substring(database.lastIndexOf('/') + 1);
        try (Connection server = TestEngines.connect(TestEngines.address(Engine.DATABASE));
             Statement statement = server.createStatement()) {
            statement.execute("alter database " + name + " allow_connections " + allowed);
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        }
    }
}
