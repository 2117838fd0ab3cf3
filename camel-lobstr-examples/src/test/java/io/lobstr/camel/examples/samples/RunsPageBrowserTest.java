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
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.browser.Chromium;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.ProducerTemplate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The page of runs as somebody has it in front of them. Pictures of what was seen are in {@code target/pictures}.
 */
@EnabledIf(value = "io.lobstr.camel.examples.browser.Chromium#isThere",
           disabledReason = "There is no Chromium with its chromedriver on the PATH (Debian: apt-get install chromium chromium-driver)")
class RunsPageBrowserTest {

    private static final String CAFES = "cafe0000cafe0000cafe0000cafe0000";
    private static final String BOOKS = "b00c0000b00c0000b00c0000b00c0000";
    private static final String EVIL = "bad00000bad00000bad00000bad00000";
    private static final String ATTACK
            = "\"'><img src=\"http://evil.example/x.png\" onerror=\"alert(1)\"><script>alert(2)</script>";
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int RUNS = 60;
    private static final Path PICTURES = Path.of("target", "pictures");
    /** The one in the documentation, which is written where somebody wants it new. */
    private static final Path PICTURE = Path.of("src", "site", "runs-page.png");

    @TempDir
    static Path folder;
    private static Chromium browser;
    private static LobstrSimulator simulator;
    private static SimulatedSquid cafes;
    private static SimulatedSquid books;
    private static SampleApplication application;
    private static JdbcTemplate tables;
    private static String home;

    @BeforeAll
    static void open() throws Exception {
        browser = Chromium.open(folder.resolve("profile"));
        simulator = LobstrSimulator.builder().build().start();
        cafes = simulator.addSquid("Cafes in Paris", squid -> squid.id(CAFES).pendingFor(Duration.ZERO)
                .runningFor(Duration.ofSeconds(40)).uploadingFor(Duration.ZERO).results(400).creditsPerRow("0.5").tasks(8));
        books = simulator.addSquid("Bookshops in Lyon", squid -> squid.id(BOOKS).pendingFor(Duration.ZERO)
                .runningFor(Duration.ofHours(1)).results(1000).creditsPerRow("0.5").tasks(40));
        simulator.addSquid(ATTACK, squid -> squid.id(EVIL));
        String database = TestEngines.newDatabase();
        int port = TestEngines.freePort();
        home = "http://localhost:" + port + "/";
        application = new SampleApplication(
                Sample.RUNS_PAGE, "java", simulator, folder.resolve("data"), "database.url", database, "webhook.port",
                String.valueOf(port), "running-runs.period", "250");
        tables = TestEngines.tables(database);
        await().atMost(SOON).until(() -> stored("select id from lobstr_squid").size() == 3);
        Files.createDirectories(PICTURES);
    }

    @AfterAll
    static void close() {
        for (AutoCloseable open : Arrays.asList(application, simulator, browser)) {
            if (open != null) {
                try {
                    open.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    @BeforeEach
    void look() {
        tables.execute("truncate lobstr_run, lobstr_run_task, lobstr_run_place, lobstr_result, lobstr_run_cost cascade");
        browser.size(1280, 900, false);
        browser.dark(false);
    }

    /** Whatever was done, nobody else was asked for anything. */
    @AfterEach
    void wasAtHome() {
        browser.assertAtHome(home, folder.toUri().toString());
    }

    private static void addRuns() {
        tables.update(
                """
                        insert into lobstr_run (id, squid, status, done_reason, done_reason_desc, origin, created_at, started_at, ended_at,
                            duration, total_results, total_unique_results, credit_used, data, arrived_at, spent)
                        select md5('run' || n), case n % 3 when 0 then ? else ? end, ending.status, ending.reason, ending.words, 'schedule',
                            at - interval '6 minutes', at - interval '6 minutes', at, interval '6 minutes', rows, rows, rows / 8.0, '{}',
                            at + interval '400 milliseconds' * (1 + n % 4), rows / 8.0
                        from generate_series(1, ?) as n
                            cross join lateral (select now() - interval '1 minute' - interval '11 hours' * (n - 1) as at, 20 * (1 + n % 5) as rows) as sum
                            cross join lateral (select * from (values
                                (1, n % 9 = 2, 'error', 'cookies_expired', 'The cookies of the account have expired.'),
                                (2, n % 20 = 7, 'aborted', 'aborted_by_user', 'Somebody has stopped it.'),
                                (3, true, 'done', 'completed', null)) as e (place, holds, status, reason, words)
                                where holds order by place limit 1) as ending""",
                BOOKS, CAFES, RUNS);
        tables.update("""
                insert into lobstr_run_task (run, id, task, status, params, total_results, last_result, data)
                select r.id, md5(r.id || n), md5('task' || n), case when whole then 'completed' else 'error' end,
                    '{"url": "https://www.google.com/maps/search/cafes"}', 20, case when whole then 20 else 6 end, '{}'
                from lobstr_run r, generate_series(1, 3) as n, lateral (select r.status = 'done' or n = 1 as whole) as task""");
        tables.update(
                """
                        insert into lobstr_run_place (run, kind, location, route, push, delay, at)
                        select id, kind, place || id || suffix, route, push, delay * (1 + abs(hashtext(id)) % 5), ended_at + interval '1 second'
                        from lobstr_run, (values
                            ('file', 'runs/', '.json', 'pushed-finished-runs', true, interval '90 milliseconds'),
                            ('file', 'downloads/', '.csv', 'downloads-to-files', false, interval '4 seconds'),
                            ('queue', 'queue:lobstr.runs#', '', 'finished-runs-to-queue', false, interval '3 seconds'))
                            as places (kind, place, suffix, route, push, delay)""");
    }

    private static void picture(String name) throws IOException {
        Files.write(PICTURES.resolve(name + ".png"), browser.picture());
    }

    private static List<String> shown() {
        return browser.attributes("#finished-table tbody tr", "data-run");
    }

    private static List<String> stored(String sql) {
        return tables.queryForList(sql, String.class);
    }

    @Test
    void theFiguresAreThoseOfTheTables() throws IOException {
        addRuns();
        browser.go(home + "runs");
        browser.soon(() -> assertThat(browser.all("#credits-chart canvas")).hasSize(1));

        assertThat(browser.texts("#sum-runs")).containsExactly(String.valueOf(RUNS));
        assertThat(browser.texts("#sum-failed"))
                .isEqualTo(stored("select cast(count(*) as text) from lobstr_run where status <> 'done'"));
        assertThat(browser.texts("#sum-credits"))
                .isEqualTo(stored("select to_char(sum(spent), 'FM9,999,990.##') from lobstr_run").stream()
                        .map(sum -> sum.replaceFirst("\\.$", "")).toList());
        assertThat(browser.texts("#reasons-figures tbody tr")).map(row -> row.replaceAll("\\s+", " "))
                .isEqualTo(stored("""
                        select concat_ws(' ', done_reason, status, count(*), round(sum(spent), 2) + 0.0)
                        from lobstr_run where status <> 'done' group by done_reason, status order by count(*) desc""").stream()
                        .map(RunsPageBrowserTest::withoutZeros).toList());
        Map<String, BigDecimal> credits = new TreeMap<>();
        tables.query("""
                select cast(cast(ended_at at time zone 'UTC' as date) as text) || ' ' || name as place, sum(spent) as spent
                from lobstr_run join lobstr_squid s on s.id = squid group by 1""",
                row -> {
                    credits.put(row.getString(1), row.getBigDecimal(2).stripTrailingZeros());
                });
        assertThat(figures()).isEqualTo(credits);
        assertThat(browser.paints("#credits-chart canvas", "--chart-1", "--chart-2")).isTrue();

        // who points at a day reads what it cost
        browser.pointAt("#credits-chart .u-over", 0.985);
        String today = stored("select cast(cast(now() at time zone 'UTC' as date) as text)").get(0);
        browser.soon(() -> assertThat(browser.texts("#credits-chart .u-legend .u-series").toString()).contains(today)
                .contains(String.valueOf(credits.getOrDefault(today + " Cafes in Paris", BigDecimal.ZERO).toPlainString())));
        SimulatedRun run = books.addRun(under -> under.createdAt(Instant.now().minus(Duration.ofMinutes(25))));
        browser.size(1280, 1500, false);
        browser.soon(() -> assertThat(browser.all("#running-table")).hasSize(1));
        picture("whole");
        if (Boolean.getBoolean("update.screenshot")) {
            Files.createDirectories(PICTURE.getParent());
            Files.write(PICTURE, browser.picture());
        }
        run.finish();
    }

    private static String withoutZeros(String row) {
        return row.replaceFirst("\\.?0+$", "");
    }

    /** By day and squid, without what is nothing. */
    private static Map<String, BigDecimal> figures() {
        List<String> squids = browser.textContents("#credits-figures thead th");
        Map<String, BigDecimal> figures = new TreeMap<>();
        List<String> days = browser.textContents("#credits-figures tbody th");
        List<String> values = browser.attributes("#credits-figures td[data-value]", "data-value");
        int columns = squids.size() - 2;
        for (int i = 0; i < values.size(); i++) {
            BigDecimal value = new BigDecimal(values.get(i)).stripTrailingZeros();
            if (value.signum() != 0) {
                figures.put(days.get(i / columns) + " " + squids.get(1 + i % columns), value);
            }
        }
        return figures;
    }

    @Test
    void filtersShowWhatTheySay() throws IOException {
        addRuns();
        browser.go(home + "runs");
        browser.choose("#squid", BOOKS);
        browser.soon(() -> assertThat(shown()).isEqualTo(stored(
                "select id from lobstr_run where squid = '" + BOOKS + "' order by ended_at desc limit 25")));
        assertThat(browser.address()).contains("squid=" + BOOKS);
        assertThat(browser.texts("#sum-runs")).isEqualTo(
                stored("select cast(count(*) as text) from lobstr_run where squid = '" + BOOKS + "'"));

        browser.choose("#ending", "error");
        browser.soon(() -> assertThat(shown()).isEqualTo(stored(
                "select id from lobstr_run where squid = '" + BOOKS + "' and status = 'error' order by ended_at desc")));
        picture("failures");

        browser.one(".filters a.button").click();
        browser.soon(() -> assertThat(shown()).hasSize(25));
        browser.one("#q").sendKeys("by_USER");
        browser.soon(() -> assertThat(shown()).isEqualTo(stored(
                "select id from lobstr_run where done_reason = 'aborted_by_user' order by ended_at desc")));
        browser.back();
        browser.soon(() -> assertThat(shown()).hasSize(25));

        String day = stored("select cast(cast(now() - interval '3 days' as date) as text)").get(0);
        browser.go(home + "runs?from=" + day + "&to=" + day);
        assertThat(shown()).isNotEmpty().isEqualTo(stored("""
                select id from lobstr_run where cast(ended_at at time zone 'UTC' as date) = '%s' order by ended_at desc"""
                .formatted(day)));
        browser.go(home + "runs?q=nothing-is-like-this");
        assertThat(shown()).isEmpty();
        assertThat(browser.texts("#results .empty").toString()).contains("No run is like that.");
    }

    @Test
    void pagesGoThroughAllRunsAndBack() {
        addRuns();
        browser.go(home + "runs");
        List<String> all = new ArrayList<>(shown());
        browser.one("#page-after").click();
        browser.soon(() -> assertThat(shown()).hasSize(25).doesNotContainAnyElementsOf(all));
        List<String> second = shown();
        all.addAll(second);
        browser.one("#page-after").click();
        browser.soon(() -> assertThat(shown()).hasSize(RUNS - 50));
        all.addAll(shown());
        assertThat(all).isEqualTo(stored("select id from lobstr_run order by ended_at desc"));
        assertThat(browser.all("#page-after")).isEmpty();
        browser.one("#page-before").click();
        browser.soon(() -> assertThat(shown()).isEqualTo(second));

        browser.one("#sort-credits").click();
        browser.soon(() -> assertThat(browser.attributes("#finished-table th[aria-sort=descending]", "class"))
                .containsExactly("num"));
        assertThat(shown()).isEqualTo(stored("select id from lobstr_run order by spent desc, id desc limit 25"));
    }

    @Test
    void aRunMovesWhileItGoesOn() throws IOException {
        browser.go(home + "runs");
        browser.soon(() -> assertThat(browser.texts("#running .empty").toString()).contains("Nothing runs."));
        picture("empty");
        SimulatedRun run = cafes.startRun();
        browser.soon(() -> assertThat(browser.attributes("#running-table tbody tr", "data-run")).containsExactly(run.id()));
        double first = progress();
        browser.soon(() -> assertThat(progress()).isGreaterThan(Math.max(first, 4)));
        assertThat(browser.texts("#running-table .squid")).containsExactly("Cafes in Paris");
        assertThat(browser.texts("#running-table td[data-label=Tasks]").get(0)).endsWith(" of 8");
        assertThat(browser.texts("#status").toString()).contains("1 run is under way");
        picture("running");
        run.finish();
        browser.soon(() -> assertThat(browser.all("#running-table")).isEmpty());
        tables.update("""
                insert into lobstr_run (id, squid, status, done_reason, ended_at, arrived_at, spent, data)
                values (?, ?, 'done', 'completed', now(), now(), 12.5, '{}')""", run.id(), CAFES);
        browser.soon(() -> assertThat(shown()).containsExactly(run.id()));
        assertThat(browser.texts("#sum-credits")).containsExactly("12.5");
    }

    private static double progress() {
        return Double.parseDouble(browser.attributes("#running-table progress", "value").get(0));
    }

    @Test
    void whatComesFromOutsideIsOnlyText() throws IOException {
        String id = ATTACK;
        tables.update("""
                insert into lobstr_run (id, squid, status, done_reason, done_reason_desc, origin, ended_at, total_results, data)
                values (?, ?, ?, ?, ?, ?, now(), 1, '{}')""", id, EVIL, ATTACK, ATTACK, ATTACK, ATTACK);
        tables.update("""
                insert into lobstr_run_task (run, id, status, done_reason, params, data)
                values (?, ?, ?, ?, cast(? as jsonb), '{}')""",
                id, ATTACK, ATTACK, ATTACK, "{\"url\": \"javascript:alert(3)//https://\"}");
        tables.update("insert into lobstr_run_place (run, kind, location, route, push) values (?, ?, ?, ?, false)",
                id, "<b>file</b>", "javascript:alert(4)", ATTACK);
        tables.update("insert into lobstr_run_place (run, kind, location, route, push) values (?, 'page', ?, 'route', false)",
                id, "https://evil.example/\" onmouseover=\"alert(5)");
        browser.go(home + "runs");
        browser.soon(() -> assertThat(browser.all("#credits-chart canvas")).hasSize(1));
        assertThat(browser.texts("#finished-table tbody").toString()).contains("<script>alert(2)</script>");
        nothingWasInjected();
        picture("hostile");

        browser.one("#finished-table a.id").click();
        browser.soon(() -> assertThat(browser.texts(".ids")).containsExactly(id));
        nothingWasInjected();
        assertThat(browser.attributes("main a", "href")).allMatch(
                href -> href.startsWith("/runs") || href.startsWith("https://") || href.startsWith("#"));
        assertThat(browser.attributes("main a[href^=http]", "rel")).allMatch("noopener noreferrer"::equals);
        picture("hostile-run");

        browser.go(report("hostile"));
        nothingWasInjected();
    }

    private static void nothingWasInjected() {
        assertThat(browser.all("img, iframe, object, embed, main script, [onerror], [onmouseover], b")).isEmpty();
    }

    @Test
    void theKeyboardIsEnough() {
        addRuns();
        browser.go(home + "runs");
        browser.press(Keys.TAB);
        assertThat(browser.focused().getText()).isEqualTo("Skip to the runs");
        assertThat(browser.focused().getRect().getY()).as("the link is seen when it has the focus").isNotNegative();
        browser.press(Keys.ENTER);
        browser.tabTo("#q");
        browser.press("cookies");
        browser.soon(() -> assertThat(browser.texts("#finished-table td[data-label=Reason]")).isNotEmpty()
                .allMatch("cookies_expired"::equals));
        browser.tabTo("#sort-credits");
        assertThat(browser.script("return getComputedStyle(document.activeElement).outlineStyle")).isNotEqualTo("none");
        browser.press(Keys.ENTER);
        browser.soon(() -> assertThat(shown()).isEqualTo(stored(
                "select id from lobstr_run where done_reason = 'cookies_expired' order by spent desc, id desc limit 25")));
        browser.tabTo("#finished-table a.id");
        browser.press(Keys.ENTER);
        browser.soon(() -> assertThat(browser.texts(".why").toString()).contains("The cookies of the account have expired."));
        browser.tabTo("nav a");
        browser.press(Keys.ENTER);
        browser.soon(() -> assertThat(shown()).hasSize(25));
    }

    @Test
    void aScreenReaderHasNamesForAll() {
        addRuns();
        browser.go(home + "runs?status=aborted");
        for (WebElement control : browser
                .all("a, button, input:not([type=hidden]), select, summary, progress:not([aria-hidden]), [role=region]")) {
            if (control.isDisplayed()) {
                assertThat(control.getAccessibleName()).as(control.getDomProperty("outerHTML")).isNotBlank();
            }
        }
        assertThat(browser.all("table:not(:has(caption), #credits-chart *)")).isEmpty();
        assertThat(browser.all("main h1")).hasSize(1);
        assertThat(browser.attributes("html", "lang")).containsExactly("en");
    }

    @Test
    void aPhoneShowsAllInItsWidthAndTheDarkIsDark() throws IOException {
        addRuns();
        SimulatedRun run = books.addRun(under -> under.createdAt(Instant.now().minus(Duration.ofMinutes(25))));
        String details = home + "runs/run?id=" + stored("select id from lobstr_run where status = 'error' limit 1").get(0);
        String report = report("phone");
        for (boolean dark : new boolean[] { false, true }) {
            browser.dark(dark);
            for (int width : new int[] { 1280, 390 }) {
                browser.size(width, 844, width < 500);
                String name = (width < 500 ? "phone" : "desktop") + (dark ? "-dark" : "");
                browser.go(home + "runs");
                browser.soon(() -> assertThat(browser.all("#running-table")).hasSize(1));
                lookAt(name, dark);
                assertThat(browser.script("return [...document.querySelectorAll('#finished-table td.text')]"
                                          + ".filter(reason => reason.offsetHeight > 60).length"))
                        .as(name + ": reasons that are broken into letters").isEqualTo(0L);
                browser.go(details);
                lookAt(name + "-run", dark);
                browser.go(report);
                browser.soon(() -> assertThat(browser.all("#credits-chart canvas")).hasSize(1));
                lookAt(name + "-report", dark);
            }
        }
        run.finish();
    }

    @Test
    void aWindowThatChangesItsSizeIsNoErrorOfThePage() {
        addRuns();
        browser.go(home + "runs");
        browser.soon(() -> assertThat(browser.all("#credits-chart canvas")).hasSize(1));
        browser.script("window.errors = []; addEventListener('error', error => errors.push(error.message))");
        for (int width : new int[] { 390, 1280, 700 }) {
            browser.size(width, 844, false);
            browser.soon(() -> assertThat(browser.script("return document.querySelector('#credits-chart .u-wrap').offsetWidth"
                                                         + " - document.querySelector('#credits-chart').clientWidth"))
                    .isIn(-1L, 0L, 1L));
        }
        assertThat(browser.script("return errors")).isEqualTo(List.of());
    }

    private static void lookAt(String name, boolean dark) throws IOException {
        assertThat(browser.scrollsSideways()).as(name + " scrolls sideways").isFalse();
        assertThat(browser.brightness("body")).as(name).matches(bright -> dark == bright < 128);
        assertThat(browser.paleTexts(4.5)).as(name + ": what is hard to read").isEmpty();
        picture(name);
    }

    @Test
    void theReportIsOneFileThatNeedsNobody() throws IOException {
        addRuns();
        browser.go(report("report"));
        browser.soon(() -> assertThat(browser.all("#credits-chart canvas")).hasSize(1));
        assertThat(shown()).hasSize(50);
        assertThat(browser.texts("#running").toString()).contains(" before the report").doesNotContain(" ago", "next look");
        assertThat(browser.texts("#sum-runs")).containsExactly(String.valueOf(RUNS));
        assertThat(browser.all("form, [hx-get], link[rel=stylesheet], script[src]")).isEmpty();
        browser.one("#finished-table a.id").click();
        assertThat(browser.address()).endsWith("#run-1");
        picture("report");

        browser.scripts(false);
        try {
            browser.go(home + "runs?status=error");
            browser.one("#q").sendKeys("cookies");
            browser.one(".filters button").click();
            assertThat(browser.address()).contains("q=cookies").contains("status=error");
            assertThat(browser.all("#finished-table tbody tr")).hasSameSizeAs(
                    stored("select id from lobstr_run where done_reason = 'cookies_expired' limit 25"));
        } finally {
            browser.scripts(true);
        }
    }

    private static String report(String name) throws IOException {
        try (ProducerTemplate template = application.context().createProducerTemplate()) {
            Path file = Files.writeString(
                    folder.resolve(name + ".html"), template.requestBody("direct:runs-report", (Object) null, String.class));
            return file.toUri().toString();
        }
    }
}
