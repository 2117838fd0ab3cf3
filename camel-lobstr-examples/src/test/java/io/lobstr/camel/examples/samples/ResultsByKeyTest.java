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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.RunStatus;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Rows that are kept once, however many runs show them: a real PostgreSQL, in Java and in YAML.
 */
class ResultsByKeyTest extends SampleTest {

    private static final Instant BEGIN = Instant.now().minus(Duration.ofDays(1));

    private final Map<String, List<Map<String, Object>>> rows = new HashMap<>();
    private String url;
    private JdbcTemplate database;

    ResultsByKeyTest() {
        super(Sample.RESULTS_TO_DATABASE);
    }

    @Override
    List<String> settings() {
        return List.of("database.url", url, "results.key", "*", "results.fields-to",
                "file:" + folder + "?fileName=fields.txt&fileExist=Append&appendChars=\n");
    }

    @BeforeEach
    void start() throws Exception {
        url = TestEngines.newDatabase();
        Flyway.configure().dataSource(url, "samples", "samples").load().migrate();
        database = TestEngines.tables(url);
        squid.configure(setup -> setup.rows((run, index) -> rows.get(run).get(index)));
    }

    private List<String> list(String query, Object... arguments) {
        return database.queryForList(query, String.class, arguments);
    }

    /** A run that ended so many hours after the first. */
    private void run(String id, int hours, Ending ending, List<Map<String, Object>> rowsOfRun) {
        rows.put(id, rowsOfRun);
        squid.addRun(run -> run.id(id).createdAt(BEGIN.plus(Duration.ofHours(hours))).pendingFor(Duration.ZERO)
                .runningFor(Duration.ofSeconds(1)).uploadingFor(Duration.ZERO).ending(ending).results(rowsOfRun.size()));
    }

    private void run(String id, int hours, String... names) {
        run(id, hours, Ending.done(), List.of(names).stream().map(name -> Map.<String, Object> of("name", name)).toList());
    }

    private void awaitRuns(int count) {
        await().atMost(SOON).until(() -> list("select run from lobstr_row_run where complete").size() == count);
    }

    @InBothForms
    void aRowThatSeveralRunsShowIsOneWithTheFirstAndTheLast(String dsl) {
        run("b", 1, "coffee", "tea");
        run("a", 2, "tea", "wine", "wine");
        run("c", 3, "wine");
        try (SampleApplication application = start(dsl)) {
            awaitRuns(3);
        }
        String all
                = "select concat_ws(' ', data ->> 'name', first_run, last_run, data ->> 'run', first_seen < last_seen, squid = ?)"
                  + " from lobstr_row order by 1";
        assertThat(list(all, squid.id())).containsExactly("coffee b b b f t", "tea b a a t t", "wine a c c t t");
        assertThat(list("select data ->> 'name' from lobstr_new_row where since = 'b'")).containsExactly("wine");
        assertThat(list("select data ->> 'name' from lobstr_new_row where since = 'a'")).isEmpty();
        assertThat(list("select run from lobstr_result")).isEmpty();

        List<String> versions = versions();
        database.update("delete from camel_messageprocessed");
        // comes after the others
        run("d", 4, "juice");
        try (SampleApplication application = start(dsl)) {
            awaitRuns(4);
        }
        assertThat(versions()).isEqualTo(versions);
        assertThat(folder.resolve("fields.txt")).doesNotExist();
    }

    /** PostgreSQL gives a row that is written again another version, also where nothing in it has changed. */
    private List<String> versions() {
        return list("select key || xmin from lobstr_row where first_run <> 'd'"
                    + " union all select run || xmin from lobstr_row_run where run <> 'd' order by 1");
    }

    @InBothForms
    void fieldsThatComeAndGoAreToldOnce(String dsl) throws Exception {
        run("a", 1, Ending.done(), List.of(Map.of("x", 1, "y", 1), Map.of("z", 1)));
        // no news: a run that was cut short, and one without rows
        run("b", 2, new Ending(RunStatus.ABORTED, "aborted", null), List.of(Map.of("x", 1)));
        run("c", 3);
        run("d", 4, Ending.done(), List.of(Map.of("x", 1, "z", 1, "new\n\u202e", 1)));
        run("e", 5, Ending.done(), List.of(Map.of("x", 1, "z", 1, "new\n\u202e", 1)));
        run("f", 6, Ending.done(), List.of(Map.of("x", 1, "z", 1), Map.of("y", 1)));
        try (SampleApplication application = start(dsl)) {
            awaitRuns(6);
        }
        Path notices = folder.resolve("fields.txt");
        assertThat(notices).content().isEqualTo(
                "Rows of squid %1$s, as of run d: have fields new ; have no longer y;\nRows of squid %1$s, as of run f: have fields y; have no longer new ;\n"
                        .formatted(squid.id()));
        database.update("delete from camel_messageprocessed");
        Files.delete(notices);
        Map<String, Object> many = new LinkedHashMap<>();
        IntStream.range(0, 70).forEach(field -> many.put("field %02d".formatted(field), field));
        run("g", 7, Ending.done(), List.of(many, Map.of("x", 1, "y", 1, "z", 1)));
        run("h", 8, Ending.done(), List.of(many, Map.of("x", 1, "y", 1, "z", 1)));
        try (SampleApplication application = start(dsl)) {
            awaitRuns(8);
        }
        // a squid whose rows have names for values does not flood anybody
        assertThat(Files.readAllLines(notices)).satisfiesExactly(
                line -> assertThat(line).contains("run g", "field 00", "field 49").doesNotContain("field 50"),
                line -> assertThat(line).contains("run h", "field 50", "field 69").doesNotContain("field 49"));
    }
}
