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
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import jakarta.jms.JMSContext;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real broker and a real PostgreSQL, in Java and in YAML.
 */
class QueueToDatabaseTest extends SampleTest {

    private static final String DEAD_LETTERS = "undelivered";

    private final String queue = "runs-" + UUID.randomUUID();
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
                "broker.url", TestEngines.address(Engine.BROKER), "database.url", database, "runs.queue", queue,
                "queue-to-database.retry-delay", "100", "camel.beans.database.connectionTimeout", "1000");
    }

    @BeforeEach
    void start() throws Exception {
        database = TestEngines.newDatabase();
    }

    private void send(String text) {
        try (JMSContext jms = jms()) {
            jms.createProducer().send(jms.createQueue(queue), text);
        }
    }

    private SimulatedRun sendRun() throws Exception {
        SimulatedRun run = squid.forceRun();
        run.finish();
        send(new ObjectMapper().createObjectNode().put("id", run.id()).put("object", "run").put("squid", squid.id())
                .put("status", "done").toString());
        return run;
    }

    private static JMSContext jms() {
        return new ActiveMQConnectionFactory(TestEngines.address(Engine.BROKER), "samples", "samples").createContext();
    }

    private boolean isDrained() throws Exception {
        try (JMSContext jms = jms()) {
            return !jms.createBrowser(jms.createQueue(queue)).getEnumeration().hasMoreElements();
        }
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
        return await().atMost(Duration.ofSeconds(30)).ignoreExceptions();
    }

    @InBothForms
    void aRunAndItsTasksAreRowsHoweverOftenItComes(String dsl) throws Exception {
        SimulatedRun run = sendRun();
        sendRun();
        send("{\"id\": \"" + run.id() + "\", \"squid\": \"" + squid.id() + "\", \"status\": \"done\"}");
        try (SampleApplication application = start(dsl)) {
            soon().until(this::isDrained);
        }
        assertThat(count("lobstr_run")).isEqualTo(2);
        assertThat(count("lobstr_run_task where run = '" + run.id() + "'")).isEqualTo(3);
    }

    @InBothForms
    void whatIsNoRunIsPutAsideAndHoldsNothingUp(String dsl) throws Exception {
        String text = "no run, but " + UUID.randomUUID();
        send(text);
        sendRun();
        try (SampleApplication application = start(dsl); JMSContext jms = jms()) {
            soon().until(() -> count("lobstr_run") == 1);
            soon().until(() -> putAside(jms) == 1);
            assertThat(jms.createConsumer(jms.createQueue(DEAD_LETTERS)).receiveBody(String.class, 10_000)).isEqualTo(text);
            assertThat(isDrained()).isTrue();
        }
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
            await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(isDrained()).isFalse());
            assertThat(warnings.messages()).anyMatch(line -> line.startsWith("Failed delivery for"));
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
        try (SampleApplication application = start(dsl); JMSContext jms = jms()) {
            try (Connection connection = TestEngines.connect(database); Statement statement = connection.createStatement()) {
                statement.execute("drop table lobstr_run");
            }
            allowConnections(false);
            sendRun();
            soon().until(() -> application.context().getInflightRepository().size("queue-to-database") == 1);
            allowConnections(true);
            soon().until(() -> putAside(jms) == 1);
            jms.createConsumer(jms.createQueue(DEAD_LETTERS)).receive(10_000);
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

    private static long putAside(JMSContext jms) throws Exception {
        return Collections.list(jms.createBrowser(jms.createQueue(DEAD_LETTERS)).getEnumeration()).size();
    }
}
