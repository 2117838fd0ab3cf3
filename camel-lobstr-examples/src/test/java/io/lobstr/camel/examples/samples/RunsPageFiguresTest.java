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

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.LobstrSimulator;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the page shows of many runs is what the tables have, whichever of them are asked for; with
 * {@code -Dsamples.page-runs=1000000} also how long that takes.
 */
@TestInstance(Lifecycle.PER_CLASS)
class RunsPageFiguresTest {

    private static final int RUNS = Integer.getInteger("samples.page-runs", 2000);
    /** Of two years, so that a page of a day is a small part of them. */
    private static final String LOAD
            = """
                    insert into lobstr_run (id, squid, status, done_reason, started_at, ended_at, duration, total_results, credit_used, data,
                        arrived_at, spent)
                    select md5(n::text), 'squid' || n % 20, status, case status when 'done' then 'tasks_done' when 'error' then
                        (array['no_credits_left', 'cookies_expired', 'wrong <b>input</b>'])[n % 3 + 1] when 'aborted' then 'aborted' end,
                        ended - interval '1 minute', case when n % 500 > 0 then ended end, interval '1 minute', n % 100, n % 977,
                        '{}', case when n % 2 = 0 then ended + n % 60 * interval '1 second' end, n % 977 + 0.25
                    from generate_series(1, ?) as n, lateral (select
                        case when n % 13 = 0 then 'error' when n % 101 = 0 then 'aborted' when n % 1009 = 0 then 'of tomorrow' else 'done' end
                            as status,
                        date_trunc('day', now() at time zone 'UTC') at time zone 'UTC' - (n::numeric / ? * 730 - 0.9) * interval '1 day'
                            as ended) as made""";

    /** What is of so many squids is not compared with each of them; the first is of no squid. */
    private static final String MANY_SQUIDS
            = """
                    insert into lobstr_run (id, squid, status, ended_at, data, spent)
                    select 'many' || day || 'of' || n, case when n > 1 then 'many' || n end, 'done', now() - day * interval '24 hours', '{}', 0.01
                    from generate_series(1, ?) as n, generate_series(0, ? - 1) as day""";

    private final LobstrSimulator simulator = LobstrSimulator.builder().build().start();
    private SampleApplication application;
    private JdbcTemplate database;
    private Browser browser;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        String url = TestEngines.newDatabase();
        int port = TestEngines.freePort();
        application = new SampleApplication(
                Sample.RUNS_PAGE, "java", simulator, folder, "database.url", url, "webhook.port", String.valueOf(port),
                "running-runs.period", "1h", "camel.beans.pageDatabase.connectionInitSql",
                "set default_transaction_read_only = on; set statement_timeout = '5s'");
        browser = new Browser(port);
        database = TestEngines.tables(url);
        for (int i = 0; i < 20; i++) {
            database.update("insert into lobstr_squid (id, name) values (?, ?)", "squid" + i,
                    i == 7 ? "Cafés 100% of_Paris" : "Squid number " + i);
        }
        database.update(LOAD, RUNS, RUNS);
        database.update(MANY_SQUIDS, RUNS > 5000 ? 2000 : 4000, RUNS > 5000 ? 30 : 5);
        database.update("""
                insert into lobstr_run_task (run, id, status, total_results, last_result, data)
                select md5(n::text), 'task' || t, case when t = 1 then 'error' else 'completed' end, 60, 60 - 29 / t, '{}'
                from generate_series(1, ?, greatest(1, ? / 1000)) as n, generate_series(1, 3) as t""", RUNS, RUNS);
        database.update("""
                insert into lobstr_run_place (run, kind, location, route, push, delay, at)
                select md5(n::text), 'file', '/files/' || n, case when n % 2 = 0 then 'pushed' else 'polled' end, n % 2 = 0,
                    n % 60 * interval '1 second', now() - n * interval '1 minute'
                from generate_series(1, ?) as n""", RUNS);
        database.execute("vacuum analyze");
    }

    @AfterAll
    void stop() {
        application.close();
        simulator.close();
    }

    private static List<String> runs(Document page) {
        return page.select("#finished-table tbody tr").eachAttr("data-run");
    }

    private List<String> inTable(String rest) {
        return database.queryForList("select r.id from lobstr_run r left join lobstr_squid s on s.id = r.squid " + rest
                                     + " limit 25",
                String.class);
    }

    /** The query of an address, and that of the table. */
    @ParameterizedTest
    @ValueSource(strings = {
            " | order by coalesce(ended_at, '-infinity') desc, r.id desc",
            "?dir=asc | order by coalesce(ended_at, '-infinity'), r.id",
            "?sort=credits | order by spent desc, r.id desc",
            "?sort=credits&dir=asc&status=error | where status = 'error' order by spent, r.id",
            "?squid=squid7 | where squid = 'squid7' order by coalesce(ended_at, '-infinity') desc, r.id desc",
            "?status=other | where status = 'of tomorrow' order by coalesce(ended_at, '-infinity') desc, r.id desc",
            "?squid=squid7&status=error | where squid = 'squid7' and status = 'error' order by ended_at desc nulls last, r.id desc",
            "?from=2000-01-01&to=2099-12-31 | where ended_at is not null order by ended_at desc, r.id desc",
            "?q=caf%C3%89s+100%25+of_ | where squid = 'squid7' order by coalesce(ended_at, '-infinity') desc, r.id desc",
            "?q=number+1&sort=credits | where name like '%number 1%' order by spent desc, r.id desc",
            "?q=COOKIES | where done_reason = 'cookies_expired' order by coalesce(ended_at, '-infinity') desc, r.id desc",
            "?q=%3Cb%3E&squid=squid1 | where done_reason like 'wrong%' and squid = 'squid1' order by ended_at desc nulls last",
            "?q=a87ff679a2f3e71d | where r.id = md5('4')",
            "?q=a87ff6&status=aborted | where false",
            "?squid=none | where false",
            "?q=%25 | where squid = 'squid7' order by coalesce(ended_at, '-infinity') desc, r.id desc" })
    void whatIsAskedForIsShownAsItIsInTheTable(String queries) {
        String[] query = queries.split(" \\| ");
        Document page = browser.page("/runs" + query[0].strip());
        assertThat(runs(page)).isEqualTo(inTable(query[1]));
        if (runs(page).isEmpty()) {
            assertThat(page.text()).contains("No run is like that.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "?squid=squid10&dir=asc", "?squid=squid3&sort=credits", "?q=number+4" })
    void theNextPagesHaveTheRestAndThePagesBeforeTheSame(String query) {
        List<List<String>> pages = new ArrayList<>();
        Document page = browser.page("/runs" + query);
        pages.add(runs(page));
        while (page.selectFirst("#page-after") != null && pages.size() < 10) {
            page = browser.page(path(page.selectFirst("#page-after")));
            pages.add(runs(page));
        }
        List<String> all = pages.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(RUNS > 5000 ? 250 : RUNS / 20).hasSameSizeAs(new HashSet<>(all));
        for (int i = pages.size() - 2; i >= 0; i--) {
            page = browser.page(path(page.selectFirst("#page-before")));
            assertThat(runs(page)).isEqualTo(pages.get(i));
        }
        assertThat(page.selectFirst("#page-before")).isNull();
    }

    private static String path(Element link) {
        return link.attr("href");
    }

    private static BigDecimal number(Element element) {
        return new BigDecimal(element.text().replace(",", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "squid=squid7", "status=error", "squid=squid7&status=done" })
    void sumsAndChartsAreThoseOfTheTable(String query) {
        Document page = browser.page("/runs?" + query);
        boolean isOfSquid = query.contains("squid7");
        String where = " from lobstr_run where ended_at >= (date_trunc('day', now() at time zone 'UTC') - interval '29 days')"
                       + " at time zone 'UTC' and ended_at < (date_trunc('day', now() at time zone 'UTC') + interval '1 day')"
                       + " at time zone 'UTC'" + (isOfSquid ? " and squid = 'squid7'" : "")
                       + (query.contains("status=") ? " and status = '" + query.replaceFirst(".*status=", "") + "'" : "");
        Map<String, Object> sums = database.queryForMap(
                "select count(*) as runs, count(*) filter (where status = 'done') as done, sum(spent) as spent" + where);
        assertThat(number(page.selectFirst("#sum-runs"))).isEqualByComparingTo(String.valueOf(sums.get("runs")));
        assertThat(number(page.selectFirst("#sum-failed")))
                .isEqualByComparingTo(String.valueOf((long) sums.get("runs") - (long) sums.get("done")));
        assertThat(number(page.selectFirst("#sum-credits"))).isEqualByComparingTo((BigDecimal) sums.get("spent"));
        Map<String, BigDecimal> byDay = database
                .queryForList("select cast(ended_at at time zone 'UTC' as date)::text as day, sum(spent) as spent" + where
                              + " group by 1")
                .stream().collect(Collectors.toMap(row -> (String) row.get("day"), row -> (BigDecimal) row.get("spent")));
        for (Element day : page.select("#credits-figures tbody tr")) {
            BigDecimal bars = day.select("td[data-value]").stream().map(cell -> new BigDecimal(cell.attr("data-value")))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(bars).as(day.text()).isEqualByComparingTo(byDay.getOrDefault(day.child(0).text(), BigDecimal.ZERO));
        }
        assertThat(page.select(".unread")).isEmpty();
        assertThat(page.select("#credits-figures tbody tr")).hasSize(30);
        assertThat(page.select("#credits-figures thead th")).hasSize(isOfSquid ? 3 : 8);
        assertThat(page.select("#reasons-figures tbody tr").stream().map(row -> row.child(0).text() + number(row.child(3))))
                .containsExactlyInAnyOrderElementsOf(database.queryForList(
                        "select coalesce(done_reason, 'no reason given') || count(*)" + where + " and status <> 'done' group by"
                                                                           + " done_reason, status",
                        String.class));
    }

    @Test
    void aTaskShowsTheRowsThatItHasBesideThoseThatWereExpected() {
        Element tasks = browser.page("/runs/run?id=" + database.queryForObject("select md5('1')", String.class))
                .selectFirst("#tasks + div");
        assertThat(tasks.select("th").eachText()).endsWith("Rows", "Expected");
        assertThat(tasks.select("tbody tr").eachText()).first().asString().startsWith("error").endsWith(" 31 60");
    }

    /** Of one with an end, of one without, and of one without a squid. */
    @Test
    void rowsThatARunWasTheFirstToShowAreCounted() {
        List<String> runs = database.queryForList("select id from lobstr_run where id in (md5('1'), md5('500'), 'many0of1')",
                String.class);
        assertThat(runs).hasSize(3);
        for (String run : runs) {
            database.update("""
                    insert into lobstr_row (squid, key, first_seen, first_run, last_seen, last_run, data)
                    select coalesce(squid, ''), id || n, case n when 1 then coalesce(started_at, ended_at) else
                            coalesce(ended_at, started_at) end, case n when 4 then 'another' else id end, now(), id, '{}'
                    from lobstr_run, generate_series(1, 4) as n where id = ?""", run);
            assertThat(browser.page("/runs/run?id=" + run).text()).contains(" 3 in the table lobstr_row");
        }
    }

    @Test
    void arrivalsAreByRouteAndByPushAndPoll() {
        Document page = browser.page("/runs");
        assertThat(page.select("#delays-figures tbody tr").stream()
                .map(row -> Stream.of(0, 1, 3, 5, 6).map(i -> row.child(i).text()).collect(Collectors.joining(" "))))
                .containsExactlyInAnyOrder(
                        "polled polls 29 s 59 s 1,000", "pushed push 28 s 58 s 1,000",
                        // of the last thousand four have no end
                        "the table lobstr_run polls 28 s 58 s 996");
    }

    @Test
    void oddValuesAreNoneAndWhatCannotBeReadLeavesTheRest() {
        database.update(
                """
                        insert into lobstr_run (id, squid, status, created_at, started_at, ended_at, arrived_at, duration, spent, data)
                        values ('odd', 'odd', 'error', 'infinity', '-infinity', 'infinity', '-infinity', 'infinity', 'NaN', '{}'),
                            ('odder', 'odd', 'done', 'infinity', 'infinity', now(), 'infinity', '-infinity', 'Infinity', '{}'),
                            (?, 'odd', 'done', null, null, now(), null, null, 1e60, '{}'), (' odd ', 'odd', 'done', null, null, now(), null, null, 1, '{}'),
                            ('odd&?#/%+‮', 'odd', 'done', null, null, now(), null, null, 1, '{}')""",
                "ü".repeat(300));
        database.execute(
                """
                        insert into lobstr_running_run (run, squid, percent, tasks, credits, started_at, ends_at) values
                            ('odd', 'odd‮', 'NaN', 0, 'NaN', 'infinity', '-infinity'), ('odder', 'odd', -7, 1, '-Infinity', now(), 'infinity')""");
        database.execute("""
                insert into lobstr_run_place (run, kind, location, route, push, delay) values
                    ('odd', 'page', 'https://user@example.com/', 'odd', false, 'infinity'),
                    ('odd', 'page', 'https://example.com/', 'odd', false, '-infinity')""");
        try {
            Document page = browser.page("/runs?squid=odd");
            assertThat(page.select(".unread")).isEmpty();
            assertThat(runs(page)).hasSize(5).last().isEqualTo("odd");
            assertThat(page.selectFirst("#sum-credits").text()).isEqualTo("2");
            assertThat(page.select("a.id")).hasSize(4);
            page.select("a.id").forEach(link -> assertThat(browser.page(path(link)).selectFirst(".ids").text()).isNotEmpty());
            assertThat(browser.page("/runs/run?id=odd").select("a[target]").eachAttr("href"))
                    .containsExactly("https://example.com/");
            assertThat(runs(browser.page("/runs?squid=odd&sort=credits"))).hasSize(5);
            assertThat(page.select("#running-table progress").eachText()).containsExactly("?", "0 %");
            assertThat(page.html()).doesNotContain("‮", "NaN");

            database.execute("alter table lobstr_run_place rename to elsewhere");
            page = browser.page("/runs");
            assertThat(page.select(".unread")).hasSize(2);
            assertThat(page.select("#sum-runs, #reasons-figures, #running-table")).hasSize(3);
        } finally {
            database.execute("alter table if exists elsewhere rename to lobstr_run_place");
            database.update("delete from lobstr_run where squid = 'odd'");
            database.update("delete from lobstr_running_run");
            database.update("delete from lobstr_run_place where run = 'odd'");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/runs?from=2026-02-02&to=2026-02-01", "/runs?status=great", "/runs?from=yesterday", "/runs?to=2026-13-01",
            "/runs?sort=name", "/runs?dir=up",
            "/runs?page=2",
            "/runs?after=nonsense", "/runs?after=nonsense~id", "/runs?after=1e999999~id&sort=credits", "/runs?squid=a&squid=b",
            "/runs?q=%00", "/runs/live?x=1", "/runs/run", "/runs?from=-999999999-01-01",
            "/runs?after=-infinity~a&before=-infinity~b" })
    void aWrongParameterIsOneClearSentence(String path) throws IOException {
        String head = browser.head(path, "localhost");
        assertThat(head).startsWith("HTTP/1.1 400 ").contains("Content-Security-Policy: default-src 'none'");
        assertThat(browser.ask("GET", path).body()).containsPattern("<strong>[^<]+\\.</strong>").doesNotContain("Exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "/runs/assets/..%2f..%2fapplication.properties", "/runs/assets/page/page.css", "/runs/assets/", "/runs/nothing",
            "/runsx", "/runs/", "/runs/assets//META-INF/MANIFEST.MF", "/runs/assets/page.css%00",
            "/runs/run?id=none" })
    void whatIsNotThereIsNotFound(String path) throws IOException {
        assertThat(browser.head(path, "localhost")).startsWith("HTTP/1.1 404 ")
                .containsIgnoringCase("\r\nContent-Security-Policy: default-src 'none'")
                .containsIgnoringCase("\r\nX-Content-Type-Options: nosniff")
                .containsIgnoringCase("\r\nCache-Control: no-store");
    }

    /** The server has other paths than those of the page, such as those of webhooks. */
    @ParameterizedTest
    @ValueSource(strings = {
            "/runs/assets/../../application.properties", "/runs/assets/%2e%2e/%2e%2e/application.properties", "/other/path" })
    void otherPathsAreNotOfThePage(String path) throws IOException {
        assertThat(browser.head(path, "localhost")).startsWith("HTTP/1.1 404 ").doesNotContain("Content-Security-Policy");
    }

    @ParameterizedTest
    @ValueSource(strings = { "page.css", "page.js", "uplot.css", "uplot.js", "htmx.js" })
    void stylesAndScriptsAreThere(String name) {
        assertThat(browser.ask("GET", "/runs/assets/" + name).body()).hasSizeGreaterThan(500);
        assertThat(browser.ask("GET", "/runs/assets/" + name).headers().allValues("Cache-Control"))
                .containsExactly("private, max-age=86400");
        assertThat(browser.page("/runs").select("link[rel=stylesheet], script").eachAttr(name.endsWith("css") ? "href" : "src"))
                .contains("/runs/assets/" + name);
    }

    @Test
    void thePageIsOnlyReadAndOnlyByThisMachine() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            assertThat(browser.ask(method, "/runs").statusCode()).as(method).isEqualTo(405);
        }
        assertThat(browser.head("/runs", "rebound.example.com")).startsWith("HTTP/1.1 403 ");
        for (String host : List.of("LOCALHOST", "localhost.", "localhost.:80", "127.0.0.1")) {
            assertThat(browser.head("/runs", host)).startsWith("HTTP/1.1 200 ");
        }
        assertThat(browser.head("/", "localhost")).startsWith("HTTP/1.1 302 ").containsIgnoringCase("\r\nLocation: /runs");
        assertThat(browser.ask("GET", "/runs", "CamelFreemarkerTemplate", "x", "CamelHttpResponseCode", "201").statusCode())
                .isEqualTo(200);
    }

    /** Says how long each takes, of twenty in turn; asserts no time. */
    @Test
    void thisLongItTakes() {
        for (String path : List.of(
                "/runs", "/runs?sort=credits", "/runs?squid=squid7", "/runs?squid=squid7&sort=credits", "/runs?status=other",
                "/runs?status=error&sort=credits&dir=asc", "/runs?squid=squid7&status=aborted", "/runs?q=number+1&sort=credits",
                "/runs?q=cookies", "/runs?q=cookies&sort=credits", "/runs?q=a87ff6", "/runs?from=2000-01-01",
                "/runs?to=2025-12-31", "/runs?to=2025-12-31&sort=credits",
                "/runs?from=2025-12-31&to=2025-12-31&sort=credits&dir=asc", "/runs/live")) {
            long[] nanos = new long[RUNS > 5000 ? 20 : 1];
            for (int i = 0; i < nanos.length; i++) {
                long begin = System.nanoTime();
                assertThat(browser.ask("GET", path).statusCode()).isEqualTo(200);
                nanos[i] = System.nanoTime() - begin;
            }
            Arrays.sort(nanos);
            System.out.printf("%,d runs, %s: best %d ms, median %d ms, worst %d ms%n", RUNS, path, nanos[0] / 1_000_000,
                    nanos[nanos.length / 2] / 1_000_000, nanos[nanos.length - 1] / 1_000_000);
        }
    }
}
