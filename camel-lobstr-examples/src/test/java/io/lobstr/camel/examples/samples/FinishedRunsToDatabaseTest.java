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

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real PostgreSQL, in Java and in YAML.
 */
class FinishedRunsToDatabaseTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final int TASKS = 1203;

    @TempDir
    Path folder;
    private LobstrSimulator simulator;
    private SimulatedSquid squid;
    private String url;
    private JdbcTemplate database;

    @BeforeEach
    void start() throws Exception {
        simulator = LobstrSimulator.builder().build().start();
        squid = simulator.addSquid("Maps", setup -> setup.runningUntilTold().tasks(TASKS).creditsPerRow("0.5"));
        url = TestEngines.newDatabase();
        database = new JdbcTemplate(new DriverManagerDataSource(url, "postgres", "postgres"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private SampleApplication start(String dsl) {
        return new SampleApplication(
                Sample.FINISHED_RUNS_TO_DATABASE, dsl, simulator, folder, "lobstr.squid", squid.id(), "database.url", url);
    }

    private long count(String from) {
        return database.queryForObject("select count(*) from " + from, Long.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "java", "yaml" })
    void eachRunAndEachOfItsTasksIsARow(String dsl) {
        SimulatedRun run = squid.forceRun().finish(30);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_run") == 1);
        }
        assertThat(database
                .queryForMap("select *, data ->> 'object' as object, ended_at >= started_at as in_order from lobstr_run"))
                .containsEntry("id", run.id()).containsEntry("squid", squid.id()).containsEntry("status", "done")
                .containsEntry("done_reason", "tasks_done").containsEntry("total_results", 30L)
                .containsEntry("credit_used", BigDecimal.valueOf(15)).containsEntry("object", "run")
                .containsEntry("in_order", true);
        assertThat(count("lobstr_run_task where run = '" + run.id() + "' and status = 'completed' and data ->> 'id' = id"
                         + " and params ->> 'url' like 'https://%'"))
                .isEqualTo(TASKS);
    }

    @ParameterizedTest
    @ValueSource(strings = { "java", "yaml" })
    void severalMayStartAtOnceOnAnEmptyDatabase(String dsl) throws Exception {
        squid.forceRun().finish();
        ExecutorService machines = Executors.newFixedThreadPool(2);
        try {
            Callable<SampleApplication> machine = () -> start(dsl);
            List<Future<SampleApplication>> started = machines.invokeAll(List.of(machine, machine));
            try (SampleApplication one = started.get(0).get(); SampleApplication other = started.get(1).get()) {
                await().atMost(SOON).until(() -> count("lobstr_run_task") == TASKS && count("lobstr_run") == 1);
            }
        } finally {
            machines.shutdownNow();
        }
        assertThat(count("flyway_schema_history")).isEqualTo(count("flyway_schema_history where success"));
    }
}
