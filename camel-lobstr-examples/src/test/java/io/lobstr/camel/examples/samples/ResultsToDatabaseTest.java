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
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.examples.ForkedSample;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.Rows;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.ArgumentPreparedStatementSetter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCallback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real PostgreSQL, in Java and in YAML.
 */
class ResultsToDatabaseTest extends SampleTest {

    private static final String LIST_RESULTS = "GET /v1/results";

    private String url;
    private JdbcTemplate database;

    ResultsToDatabaseTest() {
        super(Sample.RESULTS_TO_DATABASE);
    }

    @Override
    List<String> settings() {
        return List.of("database.url", url, "camel.component.lobstr.max-retries", "0");
    }

    @BeforeEach
    void start() throws Exception {
        url = TestEngines.newDatabase();
        database = TestEngines.tables(url);
    }

    private long count(String from) {
        return database.queryForObject("select count(*) from " + from, Long.class);
    }

    private void rows(Rows rows) {
        squid.configure(setup -> setup.rows(rows));
    }

    @InBothForms
    void everyRowOfEveryRunIsARow(String dsl) {
        SimulatedRun big = squid.forceRun().finish(1203);
        SimulatedRun small = squid.forceRun().finish(1);
        squid.forceRun().finish(0);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_result") == 1204);
        }
        assertThat(count("lobstr_result where run = '" + big.id() + "' and id = data ->> 'id'")).isEqualTo(1203);
        assertThat(database.queryForMap("select squid, scraped_at is not null as timed, data ->> 'name' as name"
                                        + " from lobstr_result where run = ?",
                small.id())).isEqualTo(
                        Map.of("squid", squid.id(), "timed", true, "name", "Place 1"));
    }

    @InBothForms
    void rowsWithoutAnIdAreKeptAndARepeatChangesNothing(String dsl) {
        rows((run, index) -> {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", index == 0 ? "" : index % 2 == 0 ? null : index);
            row.put("name", "Place " + index);
            return row;
        });
        squid.forceRun().finish(700);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_result") == 700);
        }
        List<String> versions = versions();
        database.update("delete from camel_messageprocessed");
        simulator.reset();
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> simulator.requests().count(LIST_RESULTS) > 0);
        }
        assertThat(versions()).hasSize(700).isEqualTo(versions);
        assertThat(count("lobstr_result where id = data ->> 'id'")).isEqualTo(350);
    }

    /** PostgreSQL gives a row that is written again another version, also where nothing in it has changed. */
    private List<String> versions() {
        return database.queryForList("select id || xmin from lobstr_result order by 1", String.class);
    }

    @InBothForms
    void aRowThatIsThereTwiceIsOne(String dsl) {
        rows((run, index) -> Map.of("id", index % 2 == 0 ? "even" : "odd", "place", index));
        squid.forceRun().finish(7);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_result") == 2);
        }
        assertThat(database.queryForList("select data ->> 'place' from lobstr_result order by id", String.class))
                .containsExactly("6", "5");
    }

    @InBothForms
    void rowsOfAnyContentAreKept(String dsl) {
        simulator.faults().always(LIST_RESULTS, Fault.answer(200, "application/json",
                """
                        {"total_pages": 1, "data": [
                          {"id": 1, "scraping_time": "2025-02-04T10:25:41.623683"},
                          {"id": 2, "scraping_time": "2025-13-45T10:00:00Z", "price": 12345678901234567890.10},
                          {"id": 3, "scraping_time": "yesterday"},
                          {"id": 4, "text": "nul \\u0000, no nul \\\\u0000, half \\ud83d, other half \\ude00, whole \\ud83d\\ude00, '); drop"}
                        ]}"""));
        squid.forceRun().finish(4);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_result") == 4);
        }
        assertThat(count("lobstr_result where id = '1' and scraped_at = '2025-02-04T10:25:41.623683Z'")).isEqualTo(1);
        assertThat(count("lobstr_result where id = '2' and data ->> 'price' = '12345678901234567890.10'")).isEqualTo(1);
        assertThat(count("lobstr_result where id in ('2', '3', '4') and scraped_at is null")).isEqualTo(3);
        assertThat(database.queryForObject("select data ->> 'text' from lobstr_result where id = '4'", String.class)).isEqualTo(
                "nul \ufffd, no nul \\u0000, half \ufffd, other half \ufffd, whole \ud83d\ude00, '); drop");
    }

    @InBothForms
    void aRunWhosePagesFailComesAgain(String dsl) {
        simulator.afterAnswer(request -> {
            if (request.path().equals("/v1/results") && request.parameter("page").equals(Optional.of("8"))) {
                simulator.faults().next(LIST_RESULTS, Fault.serverError());
            }
        });
        try (SampleApplication application = start(dsl)) {
            NotifyBuilder failed = new NotifyBuilder(application.context()).whenFailed(1).create();
            squid.forceRun().finish(1203);
            assertThat(failed.matches(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            simulator.reset();
            await().atMost(SOON).until(() -> count("lobstr_result") == 1203);
        }
    }

    /** With {@code -Dsamples.rows=100000} the long form. */
    @ParameterizedTest
    @CsvSource({ "lobstr_result, upsert-results, ''", "lobstr_row, upsert-rows, *" })
    void manyRowsNeedLittleMemory(String table, String sql, String key) throws Exception {
        int rows = Integer.getInteger("samples.rows", 3000);
        squid.forceRun().finish(rows);
        try (ForkedSample application = new ForkedSample(
                Sample.RESULTS_TO_DATABASE, "java", simulator, folder, "64m", "database.url", url, "results.key", key)) {
            await().atMost(SOON).ignoreExceptionsInstanceOf(BadSqlGrammarException.class)
                    .until(() -> application.isAlive() && count(table) > 0);
            long first = count(table);
            long begin = System.nanoTime();
            await().atMost(Duration.ofMinutes(20)).until(() -> application.isAlive() && count(table) == rows);
            print("API and " + table + ", heap of 64 MB", rows - first, begin);
        }
        insertAlone(rows, new SqlFile(sql), key);
        assertThat(count(table)).isEqualTo(2L * rows);
    }

    private void insertAlone(int rows, SqlFile statement, String key) throws Exception {
        List<Object> some = IntStream.range(0, rows).mapToObj(index -> {
            Map<String, Object> row = new LinkedHashMap<>(
                    Map.of("id", "%032x".formatted(index), "object", "result", "squid",
                            squid.id(), "run", "another", "scraping_time", "2025-02-04T10:25:41Z"));
            row.putAll(Rows.places().row("another", index));
            return (Object) row;
        }).toList();
        ObjectMapper json = new ObjectMapper();
        long begin = System.nanoTime();
        for (Iterator<?> batches = new Batches(500).of(some.iterator()); batches.hasNext();) {
            Object[] arguments = statement.arguments(Map.of(
                    "CamelLobstrRunId", "another", "variable.run",
                    "{\"id\": \"another\", \"ended_at\": \"2025-02-04T10:25:41Z\"}",
                    "properties:results.key", key, "body", json.writeValueAsString(batches.next())));
            database.execute(statement.text(), (PreparedStatementCallback<Boolean>) prepared -> {
                new ArgumentPreparedStatementSetter(arguments).setValues(prepared);
                return prepared.execute();
            });
        }
        print("database alone, a connection for each statement", rows, begin);
    }

    private static void print(String what, long rows, long begin) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf("%s: %d rows in %.1f s, %.0f rows/s%n", what, rows, seconds, rows / seconds);
    }

    @InBothForms
    void aValueThatPostgresCannotHoldIsLeftOutAndNotItsRow(String dsl) {
        String tooLong = new Random(1).ints(9000, 'a', 'z' + 1).collect(StringBuilder::new, StringBuilder::appendCodePoint,
                StringBuilder::append).toString();
        simulator.faults().always(LIST_RESULTS, Fault.answer(200, "application/json", """
                {"total_pages": 1, "data": [
                  {"id": 1, "price": 1e200000, "text": "price: 1e200000, \\"-1e-99999\\" \\\\"},
                  {"id": 2, "price": [-1e-20000, 12.50, 1E+999999999, -0, 3]},
                  {"id": 3, "scraping_time": "0000-01-01T00:00:00"},
                  {"id": "%1$s"},
                  {"id": "%1$sx", "scraping_time": "2025-02-04T10:25:41"},
                  {"id": {"of": "%1$s"}}
                ]}""".formatted(tooLong)));
        squid.forceRun().finish(6);
        try (Warnings warnings = new Warnings(); SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_result") == 6);
            await().atMost(SOON).untilAsserted(() -> assertThat(warnings.messages()).hasSizeGreaterThanOrEqualTo(3)
                    .anyMatch(line -> line.contains("the column for scraping_time does not hold 0000-01-01T00:00:00"))
                    .anyMatch(line -> line.contains("the column for id does not hold " + tooLong.substring(0, 99))));
        }
        assertThat(database.queryForObject("select data ->> 'text' from lobstr_result where id = '1'", String.class))
                .isEqualTo("price: 1e200000, \"-1e-99999\" \\");
        assertThat(database.queryForObject("select data ->> 'price' from lobstr_result where id = '2'", String.class))
                .contains("12.5").doesNotContain("\"12.5").contains("\"1E+999999999\"");
        assertThat(count("lobstr_result where length(id) < 300 and length(data ->> 'id') >= 9000")).isEqualTo(3);
    }
}
