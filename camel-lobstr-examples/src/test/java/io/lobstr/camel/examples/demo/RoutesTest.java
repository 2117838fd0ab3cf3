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
package io.lobstr.camel.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.examples.routes.FinishedRunsToDatabase;
import io.lobstr.camel.examples.routes.FinishedRunsToFile;
import io.lobstr.camel.examples.routes.FinishedRunsToQueue;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The routes on the embedded broker and database, against a simulator that outlives them.
 */
class RoutesTest {

    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    Path folder;
    private LobstrSimulator simulator;
    private SimulatedSquid squid;
    private RunBook book;
    private Queue<Run> delivered;
    private Queue<Run> readBack;
    private RunDatabase database;
    private EmbeddedBroker broker;
    private DemoRoutes routes;

    @BeforeEach
    void startSimulator() {
        simulator = LobstrSimulator.builder().build().start();
        squid = simulator.addSquid("Test", setup -> setup.pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(1))
                .uploadingFor(Duration.ZERO).results(10).creditsPerRow("0.25"));
    }

    @AfterEach
    void stop() throws Exception {
        stopRoutes();
        simulator.close();
    }

    private void startRoutes(int runsToStart) throws Exception {
        delivered = new ConcurrentLinkedQueue<>();
        readBack = new ConcurrentLinkedQueue<>();
        TestAccount account = new TestAccount(simulator, squid);
        database = RunDatabase.open(folder);
        broker = EmbeddedBroker.start(folder.resolve("broker"));
        book = new RunBook(account.squids(), runsToStart, (before, after) -> {
        }) {
            @Override
            public void delivered(Run run) {
                super.delivered(run);
                delivered.add(run);
            }

            @Override
            public void readBack(Run run) {
                super.readBack(run);
                readBack.add(run);
            }
        };
        DemoSettings settings = new DemoSettings(folder, runsToStart, false, SOON, account.squids(), new Properties());
        routes = new DemoRoutes(settings, account, database, broker, book);
        routes.start();
    }

    private void stopRoutes() throws Exception {
        if (routes != null) {
            routes.close();
            broker.close();
            database.close();
            routes = null;
        }
    }

    @Test
    void everyFinishedRunArrivesInAllThreePlaces() throws Exception {
        startRoutes(0);
        awaitFirstPoll();
        squid.forceRun().finish();
        squid.forceRun().fail("no_credits_left");
        squid.forceRun().end(Ending.aborted());

        await().atMost(SOON).until(() -> delivered.size() == 3 && readBack.size() == 3);
        assertThat(delivered).extracting(Run::getStatus).containsExactlyInAnyOrder("done", "error", "aborted");
        assertThat(readBack).containsExactlyInAnyOrderElementsOf(delivered);
        assertThat(files()).hasSize(3);
        assertThat(table()).hasSize(3);
        for (Run run : delivered) {
            Path file = folder.resolve("runs").resolve(run.getId() + ".json");
            assertThat(new JsonMapper().readValue(file.toFile(), Run.class)).isEqualTo(run);
            assertThat(table()).contains(String.join("|",
                    run.getId(), squid.id(), run.getStatus(), run.getDoneReason(), "user",
                    String.valueOf(run.getDuration().toMillis()), String.valueOf(run.getTotalResults()),
                    run.getCreditUsed().setScale(4).toPlainString(), run.getEndedAt().toInstant().toString()));
        }
    }

    @Test
    void whatTheDatabaseRefusesComesAgainAndNothingIsDoubled() throws Exception {
        startRoutes(0);
        awaitFirstPoll();
        sql("alter table lobstr_run rename to away");
        SimulatedRun first = squid.forceRun().finish();
        await().atMost(SOON).until(() -> readBack.size() == 1);
        SimulatedRun second = squid.forceRun().finish();
        await().atMost(SOON).until(() -> readBack.size() == 2);
        awaitPolls(3);
        assertThat(delivered).isEmpty();

        sql("alter table away rename to lobstr_run");
        await().atMost(SOON).until(() -> delivered.size() == 2);
        assertThat(delivered).extracting(Run::getId).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(files()).hasSize(2);
        assertThat(table()).hasSize(2);

        // a last message, behind which a double would have come
        SimulatedRun third = squid.forceRun().finish();
        await().atMost(SOON).until(() -> readBack.stream().anyMatch(run -> run.getId().equals(third.id())));
        assertThat(readBack).extracting(Run::getId).containsExactlyInAnyOrder(first.id(), second.id(), third.id());
    }

    @Test
    void whatOneStepRefusesDoesNotGoOnToTheNext() throws Exception {
        Path inTheWay = Files.createFile(folder.resolve("runs"));
        startRoutes(0);
        awaitFirstPoll();
        SimulatedRun run = squid.forceRun().finish();
        awaitPolls(3);
        assertThat(readBack).isEmpty();
        assertThat(table()).isEmpty();

        Files.delete(inTheWay);
        await().atMost(SOON).until(() -> delivered.size() == 1 && readBack.size() == 1);
        assertThat(files()).containsExactly(run.id() + ".json");
        assertThat(table()).hasSize(1);
    }

    @Test
    void theSameRunTwiceChangesNothing() throws Exception {
        startRoutes(0);
        ProducerTemplate template = routes.camel().getCamelTemplate();
        for (String id : List.of("r1", "r1", "r2")) {
            Run run = new Run(Map.of("id", id, "squid", squid.id(), "status", "done"));
            for (String step : List.of(FinishedRunsToFile.START, FinishedRunsToQueue.START, FinishedRunsToDatabase.START)) {
                template.sendBodyAndHeader(step, run, LobstrConstants.RUN_ID, id);
            }
        }

        await().atMost(SOON).until(() -> readBack.stream().anyMatch(run -> "r2".equals(run.getId())));
        assertThat(readBack).extracting(Run::getId).containsExactly("r1", "r2");
        assertThat(files()).containsExactlyInAnyOrder("r1.json", "r2.json");
        assertThat(database.runs()).extracting(StoredRun::id).containsExactlyInAnyOrder("r1", "r2");
    }

    @Test
    void aRestartRepeatsNothing() throws Exception {
        startRoutes(0);
        awaitFirstPoll();
        SimulatedRun first = squid.forceRun().finish();
        SimulatedRun second = squid.forceRun().finish();
        await().atMost(SOON).until(() -> delivered.size() == 2 && readBack.size() == 2);
        stopRoutes();
        SimulatedRun third = squid.forceRun().finish();

        startRoutes(0);
        SimulatedRun fourth = squid.forceRun().finish();
        await().atMost(SOON).until(() -> readBack.stream().anyMatch(run -> run.getId().equals(fourth.id())));
        assertThat(readBack).extracting(Run::getId).containsExactlyInAnyOrder(third.id(), fourth.id());
        assertThat(database.runs()).extracting(StoredRun::id)
                .containsExactlyInAnyOrder(first.id(), second.id(), third.id(), fourth.id());
    }

    @Test
    void aMessageThatWasSentBeforeTheBrokerRestartedIsDroppedToo() throws Exception {
        startRoutes(0);
        awaitFirstPoll();
        sql("alter table lobstr_run rename to away");
        SimulatedRun run = squid.forceRun().finish();
        await().atMost(SOON).until(() -> readBack.size() == 1);
        awaitPolls(2);
        routes.close();
        sql("alter table away rename to lobstr_run");
        stopRoutes();

        startRoutes(0);
        await().atMost(SOON).until(() -> delivered.size() == 1);
        SimulatedRun next = squid.forceRun().finish();
        await().atMost(SOON).until(() -> readBack.stream().anyMatch(back -> back.getId().equals(next.id())));
        assertThat(database.runs()).extracting(StoredRun::id).containsExactlyInAnyOrder(run.id(), next.id());
        assertThat(readBack).extracting(Run::getId).containsExactly(next.id());
    }

    @Test
    void aSquidThatStillRunsIsStartedLater() throws Exception {
        startRoutes(2);
        book.await(SOON);

        assertThat(book.countArrived()).isEqualTo(2);
        assertThat(book.refusal()).isNull();
        assertThat(squid.runCount()).isEqualTo(2);
        assertThat(simulator.requests().count("POST /v1/runs")).isGreaterThan(2);
    }

    @Test
    void aRefusedStartEndsTheWait() throws Exception {
        squid.refuseStarts("NotEnoughCredits", "You have no credits left");
        startRoutes(2);
        book.await(SOON);

        assertThat(book.refusal()).contains("You have no credits left").contains("NotEnoughCredits");
        assertThat(squid.runCount()).isZero();
    }

    @Test
    void anIdFromOutsideCannotLeaveTheFolder() throws Exception {
        startRoutes(0);
        ProducerTemplate template = routes.camel().getCamelTemplate();
        template.sendBodyAndHeader(FinishedRunsToFile.START, "{}", LobstrConstants.RUN_ID, "../../evil\\x:y");

        assertThat(files()).containsExactly("______evil_x_y.json");
    }

    /** The routes are at work: what finishes from here on is to come out. */
    private void awaitFirstPoll() {
        awaitPolls(2);
    }

    private void awaitPolls(int count) {
        long already = simulator.requests().count("GET /v1/runs");
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs") >= already + count);
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("runs"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
             Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private List<String> table() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database.dataSource().getConnection();
             Statement sql = connection.createStatement();
             ResultSet row = sql.executeQuery("select * from lobstr_run")) {
            while (row.next()) {
                rows.add(String.join("|",
                        row.getString("id"), row.getString("squid"), row.getString("status"), row.getString("done_reason"),
                        row.getString("origin"), row.getString("duration_ms"), row.getString("total_results"),
                        row.getString("credit_used"), row.getTimestamp("ended_at").toInstant().toString()));
            }
        }
        return rows;
    }
}
