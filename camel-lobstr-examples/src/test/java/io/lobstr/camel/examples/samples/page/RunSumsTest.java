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
package io.lobstr.camel.examples.samples.page;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lobstr.camel.examples.engines.TestEngines;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sums that the charts read are those of the runs, whatever becomes of these.
 */
class RunSumsTest {

    private static final String SUMS = """
            select of_all, to_char(day, 'YYYY-MM-DD') as day, squid, ending, reason, cast(sum(runs) as text) as runs,
                cast(sum(known) as text) as known, cast(trim_scale(sum(spent)) as text) as spent
            from lobstr_run_sum
            group by of_all, day, squid, ending, reason
            having sum(runs) <> 0 or sum(known) <> 0 or sum(spent) <> 0
            order by of_all, day, squid, ending, reason""";
    private static final String RUNS
            = """
                    select of_all, day, each.squid, said.ending, reason, cast(count(*) as text) as runs, cast(count(spent) as text) as known,
                        cast(trim_scale(coalesce(sum(spent), 0)) as text) as spent
                    from
                        lobstr_run,
                        lateral (select
                            to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD') as day, coalesce(left(done_reason, 100), '') as reason,
                            case when status in ('done', 'aborted', 'error') then status else 'other' end as ending) as said,
                        lateral (values (false, coalesce(lobstr_run.squid, '')), (true, '')) as each (of_all, squid)
                    where ended_at is not null
                    group by 1, 2, 3, 4, 5
                    order by 1, 2, 3, 4, 5""";
    private static final String ODD_RUNS
            = """
                    insert into lobstr_run (id, squid, status, done_reason, ended_at, spent, data)
                    select n::text, case when n %% 3 > 0 then 'squid' || n %% 3 end, case n %% 4 when 0 then 'done' when 1 then 'error' end,
                        case when n %% 2 = 0 then repeat('why', n) end, timestamp with time zone '2026-03-01 00:00Z' + n * interval '5 hours',
                        case when n %% 5 > 0 then n - 20.5 end, '{}'
                    from generate_series(%d, %d) as n""";

    private static String url;
    private static JdbcTemplate database;

    @BeforeAll
    static void fill() throws Exception {
        url = TestEngines.newDatabase();
        database = TestEngines.tables(url);
        migration().target("11").load().migrate();
        database.execute(ODD_RUNS.formatted(1, 60));
        database.execute("update lobstr_run set ended_at = null where id = '7'");
        migration().load().migrate();
    }

    private static FluentConfiguration migration() {
        return Flyway.configure().dataSource(url, "samples", "samples");
    }

    @AfterEach
    void sumsAreThoseOfTheRuns() {
        assertThat(database.queryForList(SUMS)).isEqualTo(database.queryForList(RUNS));
    }

    @Test
    void runsOfBeforeAreThere() {
        assertThat(database.queryForList(SUMS)).hasSizeGreaterThan(20);
    }

    @Test
    void allThatGoesAtOnceLeavesNothing() {
        database.execute("truncate lobstr_run cascade");
        assertThat(database.queryForList("select * from lobstr_run_sum")).isEmpty();
        database.execute(ODD_RUNS.formatted(100, 160));
        database.execute("delete from lobstr_run");
        assertThat(database.queryForList("select * from lobstr_run_sum")).as("nor empty sums").isEmpty();
        database.execute(ODD_RUNS.formatted(1, 60));
    }

    @Test
    void sumsAreMadeAnewAfterTriggersWereOff() {
        database.execute("alter table lobstr_run disable trigger user");
        database.execute(ODD_RUNS.formatted(200, 260));
        database.execute("alter table lobstr_run enable trigger user");
        assertThat(database.queryForList(SUMS)).isNotEqualTo(database.queryForList(RUNS));
        database.execute("select lobstr_sum_anew()");
    }

    @Test
    void whatNoSumSurvivesIsInNone() {
        database.execute("alter table lobstr_run disable trigger user");
        database.update("update lobstr_run set spent = 'NaN' where id in ('10', '11')");
        database.update("update lobstr_run set ended_at = 'infinity' where id = '12'");
        database.execute("alter table lobstr_run enable trigger user");
        database.execute("select lobstr_sum_anew()");
        assertThat(database.queryForList(
                "select * from lobstr_run_sum where spent = 'NaN' or not isfinite(day)")).isEmpty();
        database.update("update lobstr_run set spent = 1 where id in ('10', '11')");
        database.update("update lobstr_run set ended_at = null where id = '12'");
    }

    /** Nor whoever has made a table of the same name for themselves. */
    @Test
    void whoeverMayWriteRunsNeedsNoLeaveForSums() throws Exception {
        String role = "writer" + System.nanoTime();
        database.execute("create role " + role);
        database.execute("grant usage on schema public to " + role);
        database.execute("grant insert on lobstr_run to " + role);
        try (Connection session = TestEngines.connect(url);
             Statement writer = session.createStatement()) {
            writer.execute("create temporary table lobstr_run_sum ()");
            writer.execute("set role " + role);
            writer.execute(ODD_RUNS.formatted(300, 310));
        }
    }

    /** Where one writer waited for the other, this thread would wait for itself. */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6 })
    void twoWritersInTurnNeitherWaitNorLoseASum(long seed) throws Exception {
        Random random = new Random(seed);
        try (Writer a = new Writer("a", random, "America/New_York"); Writer b = new Writer("b", random, "Asia/Tokyo")) {
            for (int i = 0; i < 100; i++) {
                (random.nextBoolean() ? a : b).step();
            }
        }
        database.update("update lobstr_run set spent = coalesce(spent, 0) + 1");
        assertThat(database.queryForList(
                "select max(runs) from lobstr_run_sum group by of_all, day, squid, ending, reason"
                                         + " having count(*) > 1 and sum(runs) > 0"))
                .as("sums in several rows, though nobody else writes").isEmpty();
    }

    @Test
    void writersAtOnceLoseNoSum() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Future<?>> writers = IntStream.range(0, 3).<Future<?>> mapToObj(i -> threads.submit(() -> {
                try (Writer writer = new Writer("race" + i, new Random(i), "UTC")) {
                    for (int step = 0; step < 100; step++) {
                        writer.step();
                    }
                }
                return null;
            })).collect(Collectors.toList());
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Changes runs of its own, of squids and days that all writers have. */
    private static final class Writer implements AutoCloseable {

        private final String name;
        private final Random random;
        private final Connection connection;
        private final Statement statement;

        Writer(String name, Random random, String zone) throws Exception {
            this.name = name;
            this.random = random;
            connection = TestEngines.connect(url);
            connection.setAutoCommit(false);
            statement = connection.createStatement();
            statement.execute("set time zone '" + zone + "'; set lock_timeout = '20s'");
            connection.commit();
        }

        void step() throws SQLException {
            switch (random.nextInt(10)) {
                case 0 -> connection.commit();
                case 1 -> connection.rollback();
                case 2 -> {
                    Savepoint before = connection.setSavepoint();
                    change();
                    connection.rollback(before);
                }
                default -> change();
            }
        }

        private void change() throws SQLException {
            String some = "where id = any(array['" + id() + "', '" + id() + "', '" + id() + "'])";
            switch (random.nextInt(8)) {
                case 0 ->
                    statement.execute("update lobstr_run set status = " + status() + ", done_reason = " + reason() + some);
                case 1 -> statement.execute("update lobstr_run set spent = " + spent() + some);
                case 2 -> statement.execute("update lobstr_run set ended_at = " + ended() + some);
                case 3 -> statement.execute("update lobstr_run set squid = " + squid() + some);
                case 4 -> statement.execute("update lobstr_run set data = '[]', arrived_at = now() " + some);
                case 5 -> statement.execute("delete from lobstr_run " + some);
                default -> upsert();
            }
        }

        private void upsert() throws SQLException {
            String rows = random.ints(1 + random.nextInt(6), 0, 12).distinct()
                    .mapToObj(n -> "('" + name + n + "', " + squid() + ", " + status() + ", " + reason() + ", " + ended() + ", "
                                   + spent() + ", '{}')")
                    .collect(Collectors.joining(", "));
            statement.execute("insert into lobstr_run (id, squid, status, done_reason, ended_at, spent, data) values " + rows
                              + " on conflict (id) do update set squid = excluded.squid, status = excluded.status,"
                              + " done_reason = excluded.done_reason, ended_at = excluded.ended_at, spent = excluded.spent");
        }

        private String id() {
            return name + random.nextInt(12);
        }

        private String one(String... values) {
            String value = values[random.nextInt(values.length)];
            return ("null".equals(value) ? value : "'" + value + "'") + " ";
        }

        private String squid() {
            return one("null", "one", "two");
        }

        private String status() {
            return one("done", "done", "error", "new", "null");
        }

        private String reason() {
            return one("null", "", "why");
        }

        private String ended() {
            return one("null", "infinity", "2026-03-01 23:59:59.999999Z", "2026-03-02 00:00Z", "2026-03-02 23:00Z");
        }

        private String spent() {
            return one("null", "0", "1.25", "-3", "NaN", "1e60", "0.0000001", "7.000000");
        }

        @Override
        public void close() throws SQLException {
            connection.commit();
            connection.close();
        }
    }

    /** What a query reads, as the database plans it. */
    @ParameterizedTest
    @ValueSource(strings = { "", "squid=squid1", "status=error", "squid=squid1&status=other", "from=2026-01-01&to=2026-03-03" })
    void chartsReadNothingButSums(String query) {
        List<String> plans = new ArrayList<>();
        NamedParameterJdbcTemplate planned = new NamedParameterJdbcTemplate(database) {
            @Override
            public List<Map<String, Object>> queryForList(String sql, SqlParameterSource values) {
                plans.add(super.queryForList("explain " + sql, values).toString());
                return super.queryForList(sql, values);
            }
        };
        RunFilter filter = RunFilter.of(PageRequest.of("/runs", query));
        RunCharts charts = new RunCharts(planned);
        charts.credits(filter, LocalDate.of(2026, 3, 10));
        charts.reasons(filter, LocalDate.of(2026, 3, 10));
        assertThat(plans).hasSize(2).allSatisfy(
                plan -> assertThat(plan).contains(" on lobstr_run_sum").doesNotContainPattern(" on lobstr_run\\b"));
    }
}
