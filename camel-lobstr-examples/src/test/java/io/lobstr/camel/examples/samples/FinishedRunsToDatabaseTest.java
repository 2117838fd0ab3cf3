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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.examples.engines.Engine;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real PostgreSQL, in Java and in YAML.
 */
class FinishedRunsToDatabaseTest extends SampleTest {

    private static final int TASKS = 1203;
    private static final String LIST_TASKS = "GET /v1/runtasks";

    private String url;
    private JdbcTemplate database;

    FinishedRunsToDatabaseTest() {
        super(Sample.FINISHED_RUNS_TO_DATABASE);
    }

    @Override
    void set(SquidSetup setup) {
        setup.runningUntilTold().tasks(TASKS).creditsPerRow("0.5");
    }

    @Override
    List<String> settings() {
        return List.of(
                "database.url", url, "camel.component.lobstr.max-retries", "0", "camel.beans.database.connectionTimeout",
                "1000");
    }

    @BeforeEach
    void start() throws Exception {
        url = TestEngines.newDatabase();
        database = TestEngines.tables(url);
    }

    private long count(String from) {
        return database.queryForObject("select count(*) from " + from, Long.class);
    }

    /** PostgreSQL gives a row that is written again another version, also where nothing in it has changed. */
    private List<String> versions() {
        return database.queryForList(
                "select id || xmin from lobstr_run union select id || xmin from lobstr_run_task order by 1",
                String.class);
    }

    @InBothForms
    void eachRunAndEachOfItsTasksIsARow(String dsl) {
        SimulatedRun run = squid.forceRun().finish(30);
        squid.forceRun().fail("no_credits_left");
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_run") == 2);
        }
        assertThat(database
                .queryForMap(
                        "select *, data ->> 'object' as object, ended_at >= started_at as in_order from lobstr_run where id = ?",
                        run.id()))
                .containsEntry("id", run.id()).containsEntry("squid", squid.id()).containsEntry("status", "done")
                .containsEntry("done_reason", "tasks_done").containsEntry("total_results", 30L)
                .containsEntry("credit_used", BigDecimal.valueOf(15)).containsEntry("object", "run")
                .containsEntry("in_order", true);
        assertThat(count("lobstr_run_task where run = '" + run.id() + "' and status = 'completed' and data ->> 'id' = id"
                         + " and params ->> 'url' like 'https://%'"))
                .isEqualTo(TASKS);
    }

    @InBothForms
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

    @InBothForms
    void aRepeatChangesNothing(String dsl) {
        squid.forceRun().finish();
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_run") == 1);
        }
        List<String> versions = versions();
        database.update("delete from camel_messageprocessed");
        simulator.reset();
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> simulator.requests().count(LIST_TASKS) > 0);
        }
        assertThat(versions()).hasSize(1 + TASKS).isEqualTo(versions);
    }

    @InBothForms
    void aRunIsThereOnlyWithAllItsTasks(String dsl) {
        onPage("6", () -> simulator.faults().next(LIST_TASKS, Fault.serverError()));
        try (SampleApplication application = start(dsl)) {
            NotifyBuilder failed = new NotifyBuilder(application.context()).whenFailed(1).create();
            squid.forceRun().finish();
            assertThat(failed.matches(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            assertThat(count("lobstr_run_task")).isEqualTo(500);
            assertThat(count("lobstr_run")).isZero();
            simulator.reset();
            await().atMost(SOON).until(() -> count("lobstr_run") == 1);
            assertThat(count("lobstr_run_task")).isEqualTo(TASKS);
        }
    }

    @InBothForms
    void aDatabaseThatIsAwayForAWhileCostsNothing(String dsl) throws Exception {
        String name = url.substring(url.lastIndexOf('/') + 1);
        JdbcTemplate server = TestEngines.tables(TestEngines.address(Engine.DATABASE));
        onPage("6", () -> {
            server.execute("alter database " + name + " with allow_connections false");
            server.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
        });
        try (SampleApplication application = start(dsl)) {
            NotifyBuilder failed = new NotifyBuilder(application.context()).whenFailed(1).create();
            squid.forceRun().finish();
            assertThat(failed.matches(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            simulator.reset();
            server.execute("alter database " + name + " with allow_connections true");
            await().atMost(SOON).ignoreExceptions().until(() -> count("lobstr_run") == 1);
            assertThat(count("lobstr_run_task")).isEqualTo(TASKS);
        }
    }

    private void onPage(String number, Runnable action) {
        simulator.afterAnswer(request -> {
            if (request.path().equals("/v1/runtasks") && request.parameter("page").equals(Optional.of(number))) {
                action.run();
            }
        });
    }

    @InBothForms
    void charactersThatPostgresCannotHoldAreReplaced(String dsl) {
        simulator.faults().always(LIST_TASKS, Fault.answer(200, "application/json", """
                {"total_pages": 1, "data": [
                  {"id": "1", "params": {"q": "nul \\u0000, no nul \\\\u0000, half \\ud83d, whole \\ud83d\\ude00, '); drop"}}
                ]}"""));
        squid.forceRun().end(new Ending(RunStatus.ERROR, "cut \0", "'); drop table lobstr_run"));
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_run") == 1);
        }
        assertThat(database.queryForObject("select params ->> 'q' from lobstr_run_task", String.class))
                .isEqualTo("nul \ufffd, no nul \\u0000, half ?, whole \ud83d\ude00, '); drop");
        assertThat(database.queryForObject("select done_reason || done_reason_desc from lobstr_run", String.class))
                .isEqualTo("cut \ufffd'); drop table lobstr_run");
    }

    /** What the API may say, and a column or an index does not hold. */
    @InBothForms
    void aValueThatPostgresCannotHoldIsLeftOutAndNotItsRun(String dsl) {
        String tooLong = incompressible(9000);
        simulator.faults().always("GET /v1/runs", Fault.answer(200, "application/json", """
                {"total_pages": 1, "total_results": 6, "data": [
                  {"id": "year", "squid": "%1$s", "status": "done", "created_at": "0000-01-01T00:00:00Z",
                   "ended_at": "2025-02-04T10:25:41Z"},
                  {"id": "duration", "squid": "%1$s", "status": "done", "duration": 1e15},
                  {"id": "unknown", "squid": "%1$s", "status": "of tomorrow", "is_done": true},
                  {"id": "numbers", "squid": "%1$s", "status": "done", "text": "\\" 1e99999, \\\\", "none\\u0000": [1e999999,
                   -1E-20000, {"1e99999": 1E+999999999}], "last": 2},
                  {"id": "%2$s", "squid": "%2$s", "status": "done"},
                  {"id": "%2$sx", "squid": "%1$s", "status": "done"}
                ]}""".formatted(squid.id(), tooLong)));
        simulator.faults().always(LIST_TASKS, Fault.answer(200, "application/json", """
                {"total_pages": 1, "data": [
                  {"id": "%1$s", "status": "completed", "params": {"q": 1e200000}},
                  {"id": "%1$sx", "status": "completed", "started_at": "0000-01-01T00:00:00Z"}
                ]}""".formatted(tooLong)));
        try (SampleApplication application = start(dsl); Warnings warnings = new Warnings()) {
            await().atMost(SOON).until(() -> count("lobstr_run") == 6);
            // the line of a run comes after its row
            await().atMost(SOON).untilAsserted(() -> assertThat(warnings.messages())
                    .anyMatch(line -> line.startsWith("Run year: the column for created_at does not hold 0000-01-01"))
                    .anyMatch(line -> line.startsWith("Run duration: the column for duration does not hold"))
                    .anyMatch(line -> line.startsWith("Run year: the column for id does not hold " + tooLong.substring(0, 99)))
                    .filteredOn(line -> line.contains("the column for"))
                    .allSatisfy(line -> assertThat(line).hasSizeLessThan(500)));
        }
        assertThat(database.queryForMap(
                "select status, created_at, ended_at is not null as ended from lobstr_run where id = 'year'"))
                .containsEntry("status", "done").containsEntry("created_at", null).containsEntry("ended", true);
        assertThat(count("lobstr_run where id = 'duration' and duration is null and data ->> 'duration' is not null"))
                .isEqualTo(1);
        assertThat(count("lobstr_run where id = 'unknown' and status = 'of tomorrow'")).isEqualTo(1);
        assertThat(database.queryForObject("select data ->> 'text' from lobstr_run where id = 'numbers'", String.class))
                .isEqualTo("\" 1e99999, \\");
        assertThat(
                count("lobstr_run where id = 'numbers' and data ->> 'last' = '2' and jsonb_typeof(data -> 'last') = 'number'"))
                .isEqualTo(1);
        assertThat(count("lobstr_run where data ->> 'id' = '" + tooLong + "' and data ->> 'squid' = '" + tooLong + "'"))
                .isEqualTo(1);
        assertThat(count("lobstr_run_task")).isEqualTo(12);
    }

    private static String incompressible(int length) {
        return new Random(1).ints(length, 'a', 'z' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
    }
}
