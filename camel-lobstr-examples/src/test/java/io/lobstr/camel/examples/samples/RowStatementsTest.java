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
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.examples.engines.TestEngines;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The statements for rows that are kept once, on a real PostgreSQL, without a route.
 */
class RowStatementsTest {

    private static final Instant BEGIN = Instant.parse("2025-02-04T10:00:00Z");
    private static final SqlFile UPSERT = new SqlFile("upsert-rows");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static JdbcTemplate database;

    @BeforeAll
    static void migrate() throws Exception {
        String url = TestEngines.newDatabase();
        Flyway.configure().dataSource(url, "samples", "samples").load().migrate();
        database = TestEngines.tables(url);
    }

    @BeforeEach
    void clear() {
        for (String table : List.of("lobstr_row", "lobstr_row_run", "lobstr_row_field")) {
            database.update("delete from " + table);
        }
    }

    private static List<String> list(String query) {
        return database.queryForList(query, String.class);
    }

    private static String json(String run, int hours) {
        return "{\"id\": \"%s\", \"squid\": \"s\", \"status\": \"done\", \"ended_at\": \"%s\"}"
                .formatted(run, BEGIN.plus(Duration.ofHours(hours)));
    }

    /** Writes rows as the route does. */
    private void write(String run, String key, String body) {
        database.update(UPSERT.text(),
                UPSERT.arguments(Map.of("variable.run", run, "properties:results.key", key, "body", body)));
    }

    @Test
    void theOrderInWhichRunsComeMakesNoDifference() {
        Map<String, String> runs = Map.of(
                json("b", 1), "[{\"name\": \"x\", \"price\": 1}, {\"name\": \"y\"}]",
                // of two that ended at one time the later one is that of the greater id
                json("a", 2), "[{\"name\": \"x\", \"price\": 2}]", json("c", 2), "[{\"name\": \"x\", \"price\": 3}]",
                json("d", 3), "[{\"name\": \"y\", \"price\": 4}]");
        Random random = new Random(1);
        for (int turn = 0; turn < 20; turn++) {
            clear();
            // some come twice, as after a crash
            List<String> order = new ArrayList<>(runs.keySet());
            order.addAll(runs.keySet());
            Collections.shuffle(order, random);
            for (String run : order) {
                write(run, "name", runs.get(run));
            }
            assertThat(list("select concat_ws(' ', key, first_run, last_run, data ->> 'price', last_seen - first_seen)"
                            + " from lobstr_row order by 1"))
                    .as("%s", order)
                    .containsExactly("[\"x\"] b c 3 01:00:00", "[\"y\"] b d 4 02:00:00");
            assertThat(list("select concat_ws(' ', field, last_run) from lobstr_row_field order by 1"))
                    .containsExactly("name d", "price d");
        }
    }

    @Test
    void runsThatAreWrittenAtOnceWaitForEachOther() throws Exception {
        ExecutorService machines = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Void>> writers = IntStream.range(0, 4).mapToObj(run -> (Callable<Void>) () -> {
                List<Integer> names = new ArrayList<>(IntStream.range(0, 200).boxed().toList());
                for (int batch = 0; batch < 5; batch++) {
                    Collections.shuffle(names, new Random(run * 5L + batch));
                    write(json("run" + run, run), "name",
                            JSON.writeValueAsString(names.stream().map(name -> Map.of("name", name, "run", run)).toList()));
                }
                return null;
            }).toList();
            for (Future<Void> written : machines.invokeAll(writers)) {
                written.get();
            }
        } finally {
            machines.shutdownNow();
        }
        assertThat(list("select distinct concat_ws(' ', first_run, last_run, data ->> 'run') from lobstr_row"))
                .containsExactly("run0 run3 3");
        assertThat(list("select key from lobstr_row")).hasSize(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "*       | {'id': 1, 'run': 'a', 'scraping_time': 1, 'x': 1} | {'id': 2, 'run': 'b', 'x': 1}      | true",
            "*       | {'x': 1}                                          | {'x': 2}                           | false",
            "*       | {'x': 1}                                          | {'x': null}                        | false",
            "*       | {'x': {'a': 1, 'b': 2}}                           | {'x': {'b': 2, 'a': 1}}            | true",
            "x       | {'x': 1, 'y': 1}                                  | {'x': 1, 'y': 2}                   | true",
            "x       | {'x': 1}                                          | {'x': '1'}                         | false",
            "'x , y' | {'x': 1, 'y': 2}                                  | {'x': 1, 'y': 2, 'z': 3}           | true",
            "'x,y'   | {'x': 'a', 'y': 'b'}                              | {'x': 'ab'}                        | false",
            "'x,y'   | {'x': 'a'}                                        | {'x': 'a', 'y': null}              | true",
            // none of the fields says anything: all of the row counts
            "x       | {'y': 1}                                          | {'y': 2}                           | false",
            "x       | {'x': null, 'y': 1}                               | {'x': null, 'y': 2}                | false",
            "x       | {'x': '', 'y': 1}                                 | {'x': '', 'y': 2}                  | false",
            "x       | {'y': 1, 'id': 1}                                 | {'y': 1, 'id': 2}                  | true",
            // what PostgreSQL cannot hold
            "x       | {'x': 'nul \\u0000'}                              | {'x': 'nul \\u0000', 'y': 1e200000} | true",
            "*       | {'x': 1e200000}                                   | {'x': 1e200001}                    | false",
            "x       | {'x': 'LONG1'}                                    | {'x': 'LONG2'}                     | false",
            "*       | {'LONG1': 1}                                      | {'LONG2': 1}                       | false" })
    void rowsAreTheSameByTheirKey(String key, String one, String other, boolean same) {
        String body = "[" + one + "," + other + "]";
        write(json("a", 1), key, body.replace('\'', '"').replace("LONG", "x".repeat(9000)));
        assertThat(list("select key from lobstr_row")).hasSize(same ? 1 : 2);
    }

    @Test
    void aRunThatSaysLittleOfItselfHasItsRowsAllTheSame() {
        for (String run : List.of("{\"id\": \"" + "y".repeat(9000) + "\"}",
                "{\"id\": \"a\", \"squid\": \"nul \\u0000\", \"ended_at\": \"0000-01-01T00:00:00Z\"}")) {
            write(run, "*", "[{\"x\": 1}]");
            database.update(new SqlFile("complete-rows").text(), run);
        }
        assertThat(list("select squid from lobstr_row where first_seen = last_seen")).containsExactlyInAnyOrder("",
                "nul \ufffd");
        assertThat(list("select run from lobstr_row_run where complete")).hasSize(2);
    }
}
