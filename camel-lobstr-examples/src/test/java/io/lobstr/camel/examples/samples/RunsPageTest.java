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

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.ProducerTemplate;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * What happens at a simulated lobstr.io is on the page, in Java and in YAML.
 */
class RunsPageTest extends SampleTest {

    private static final String HOSTILE = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>";

    private String url;
    private JdbcTemplate database;
    private int port;
    private Browser browser;

    RunsPageTest() {
        super(Sample.RUNS_PAGE);
    }

    @Override
    void set(SquidSetup setup) {
        setup.runningUntilTold().tasks(List.of(Map.of("url", "https://example.com/a?b=c&d"),
                Map.of("url", "javascript:alert(3)"))).creditsPerRow("0.5");
    }

    @Override
    List<String> settings() {
        return List.of(
                "samples", "runs-page,finished-runs-to-database,finished-runs-to-files,costs-to-database", "database.url", url,
                "webhook.port", String.valueOf(port), "running-runs.period", "50", "costs.period", "50",
                "camel.component.lobstr.max-retries", "0");
    }

    @BeforeEach
    void start() throws Exception {
        url = TestEngines.newDatabase();
        database = TestEngines.tables(url);
        port = TestEngines.freePort();
        browser = new Browser(port);
    }

    private static Element row(Document page, String table, String run) {
        Element row = page.selectFirst("#" + table + " tr[data-run=" + run + "]");
        assertThat(row).as("run " + run).isNotNull();
        return row;
    }

    @InBothForms
    void aRunIsOnThePageFromItsStartToItsPlaces(String dsl) {
        squid.rename(HOSTILE);
        SimulatedRun run = squid.forceRun();
        SimulatedRun failed = squid.forceRun().end(new Ending(RunStatus.ERROR, HOSTILE, "tur\u202ened\u2028" + HOSTILE));
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).untilAsserted(() -> {
                Document live = browser.page("/runs/live");
                assertThat(row(live, "running-table", run.id()).selectFirst(".squid").text()).isEqualTo(HOSTILE);
                assertThat(row(live, "running-table", run.id()).select("progress")).hasSize(1);
                assertThat(live.text()).doesNotContain(failed.id());
            });
            run.finish(30);
            await().atMost(SOON).untilAsserted(() -> {
                Element row = row(browser.page("/runs"), "finished-table", run.id());
                assertThat(row.text()).contains(HOSTILE, "done", "2 of 2", "30", "15");
                assertThat(row.select(".place").eachText()).contains("file", "table");
                assertThat(browser.page("/runs").select("#running-table")).isEmpty();
            });
            Document page = browser.page("/runs");
            assertThat(row(page, "finished-table", failed.id()).text()).contains("error", HOSTILE);
            assertThat(page.selectFirst("#reasons-figures").text()).contains(HOSTILE, "error");
            assertThat(page.select("#credits-figures tbody tr")).as("days: not those before the first run").hasSize(7);
            assertThat(page.select("#delays-figures th[scope=row]").eachText())
                    .contains("finished-runs-to-files", "the table lobstr_run");
            assertThat(page.select("script:not([src]), [onerror], [style], img")).as("what was only a name").isEmpty();

            Document details = browser.page("/runs/run?id=" + run.id());
            assertThat(details.text()).contains(folder.resolve("files/runs/" + run.id() + ".json").toString());
            assertThat(details.select("a[target]").eachAttr("href")).containsOnly("https://example.com/a?b=c&d");
            assertThat(details.select("a[target]").eachAttr("rel")).containsOnly("noopener noreferrer");
            assertThat(details.text()).contains("javascript:alert(3)");

            String report
                    = application.context().createProducerTemplate().requestBody("direct:runs-report", null, String.class);
            Document file = Jsoup.parse(report);
            assertThat(row(file, "finished-table", run.id()).text()).contains(HOSTILE);
            assertThat(file.select("link[rel=stylesheet], script[src], form, [hx-get]")).as("one file").isEmpty();
            assertThat(file.select("a[href^=/]")).isEmpty();
            assertThat(file.select("body script")).as("no name ends the script, or is in it").hasSize(1)
                    .allSatisfy(script -> assertThat(script.data()).endsWith("})();\n"));
            assertThat(report).contains("tur\ufffdned\u2028").doesNotContain("\u202e");
            assertThat(file.select("article")).hasSize(2);
        }
        assertThat(database.queryForObject("select count(*) from lobstr_run_place where kind = 'file'", Long.class))
                .isEqualTo(2);
    }

    /** What the database and lobstr.io do not answer is said in one line, and nothing of it is shown. */
    @Test
    void whoIsAwayIsSaidOnce() throws Exception {
        try (Warnings warnings = new Warnings();
             SampleApplication application = start("java", "camel.beans.pageDatabase.connectionTimeout", "250", "samples",
                     "runs-page", "camel.component.lobstr.base-url", "http://localhost:" + TestEngines.freePort())) {
            assertThat(browser.page("/runs").selectFirst("#finished-summary").text()).isEqualTo("none");
            assertThat(browser.head("/runs", "localhost")).contains("200 OK", "Cache-Control: no-store")
                    .contains("Content-Security-Policy: default-src 'none'")
                    .doesNotContain("Camel");
            assertThat(browser.page("/runs").selectFirst("#running").text()).contains("Nobody has looked yet.")
                    .doesNotContain("Nothing runs");
            await().atMost(SOON).until(() -> warnings.messages().toString().contains("What runs is not known"));
            application.context().getRegistry()
                    .lookupByNameAndType("pageDatabase", HikariDataSource.class).close();
            assertThat(browser.ask("GET", "/runs").statusCode()).isEqualTo(503);
            assertThat(browser.ask("GET", "/runs").body()).contains("The runs cannot be read now").doesNotContain("Hikari");
            assertThat(warnings.messages()).filteredOn(line -> line.contains("cannot be read") || line.contains("not known"))
                    .hasSize(2)
                    .anyMatch(line -> line.startsWith("The runs cannot be read: "))
                    .anyMatch(line -> line.startsWith("What runs is not known until the next look: listSquids"));
            assertThat(warnings.haveStackTraces()).isFalse();
        }
    }

    /** What is wrong with one part, or with one run, leaves the others. */
    @Test
    void aPartThatCannotBeReadLeavesTheOthersInTheReportToo() throws Exception {
        SimulatedRun run = squid.forceRun().finish(3);
        try (SampleApplication application = start("java", "samples", "runs-page,finished-runs-to-database");
             ProducerTemplate template = application.context().createProducerTemplate()) {
            await().atMost(SOON).untilAsserted(() -> row(browser.page("/runs"), "finished-table", run.id()));
            database.execute("alter table lobstr_run_credit rename to away");
            Document report = Jsoup.parse(template.requestBody("direct:runs-report", null, String.class));
            row(report, "finished-table", run.id());
            assertThat(report.selectFirst("article").text()).contains("This cannot be read now.");

            database.execute("alter table lobstr_run_task rename to away_too");
            report = Jsoup.parse(template.requestBody("direct:runs-report", null, String.class));
            assertThat(report.select("#sum-runs").text()).isEqualTo("1");
            assertThat(report.select("section:has(#finished-title) .unread")).hasSize(1);

            application.context().getRegistry().lookupByNameAndType("pageDatabase", HikariDataSource.class).close();
            assertThatThrownBy(() -> template.requestBody("direct:runs-report", null, String.class))
                    .as("no page of trouble for a report").hasStackTraceContaining("has been closed");
        }
    }

    /**
     * They are said by the page itself, are no line of the log, and take nothing from the webhooks on the same port.
     */
    @Test
    void whatGetsNoFurtherIsRefusedInAPlainSentence() throws Exception {
        try (Warnings warnings = new Warnings();
             SampleApplication application = start("java", "samples", "runs-page")) {
            for (String path : List.of("/runs%zz", "/%zz")) {
                assertThat(browser.head(path, "localhost")).contains(" 400 ", "Content-Security-Policy: default-src 'none'",
                        "X-Content-Type-Options: nosniff", "Cache-Control: no-store");
            }
            assertThat(browser.head("/runs", "evil.example:" + port)).contains(" 403 ", "Content-Security-Policy: ");
            assertThat(browser.head("/runs", "[::1]:" + port)).contains(" 200 ");
            assertThat(browser.ask("POST", "/runs")).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(405);
                assertThat(answer.headers().firstValue("Allow")).contains("GET, HEAD");
                assertThat(answer.body()).isEqualTo("This page is only read.");
            });
            assertThat(browser.head("/", "localhost")).contains(" 302 ", "location: /runs", "Content-Security-Policy: ");
            assertThat(browser.head("/lobstr/of/a/webhook", "localhost")).contains(" 404 ").doesNotContain("Content-Security");
            assertThat(warnings.messages()).noneMatch(line -> line.contains("router") || line.contains("URL"));
        }
    }

    /** Those who come besides are told to come again, and whoever is in gets the page. */
    @Test
    void aCrowdIsToldToComeAgain() throws Exception {
        try (SampleApplication application = start("java", "samples", "runs-page");
             Connection other = database.getDataSource().getConnection()) {
            List<Socket> halfSent = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                halfSent.add(socket);
                socket.getOutputStream().write(("GET /runs/live HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\nabc")
                        .getBytes(StandardCharsets.US_ASCII));
            }
            await().atMost(SOON).until(() -> browser.ask("GET", "/runs/live").statusCode() == 200);
            for (Socket socket : halfSent) {
                assertThat(socket.getInputStream().read()).as("nobody waits for the rest").isEqualTo('H');
                socket.close();
            }

            other.setAutoCommit(false);
            try (Statement statement = other.createStatement()) {
                statement.execute("lock table lobstr_look in access exclusive mode");
            }
            List<CompletableFuture<HttpResponse<String>>> asked = askAtOnce(20, "/runs/live");
            await().atMost(SOON).until(() -> asked.stream().filter(CompletableFuture::isDone).count() == 8);
            assertThat(browser.ask("GET", "/runs/assets/page.css").statusCode()).isEqualTo(200);
            other.rollback();

            Map<Integer, List<HttpResponse<String>>> answers
                    = asked.stream().map(CompletableFuture::join).collect(Collectors.groupingBy(HttpResponse::statusCode));
            assertThat(answers.get(200)).hasSize(12);
            assertThat(answers.get(503)).hasSize(8).allSatisfy(answer -> {
                assertThat(answer.headers().firstValue("Retry-After")).contains("1");
                assertThat(answer.body()).startsWith("Too many pages");
            });
        }
    }

    private List<CompletableFuture<HttpResponse<String>>> askAtOnce(int times, String path, String... headers) {
        return IntStream.range(0, times).mapToObj(i -> CompletableFuture.supplyAsync(
                () -> browser.ask("GET", path, headers), task -> new Thread(task).start())).toList();
    }

    @Test
    void otherMachinesNeedAPassword() {
        assertThatThrownBy(() -> start("java", "runs-page.host", "0.0.0.0").close())
                .hasStackTraceContaining("runs-page.host=0.0.0.0 lets other machines see the runs: set runs-page.password");
        try (SampleApplication application = start("java", "runs-page.host", "0.0.0.0", "runs-page.password", "a:ü c")) {
            for (String path : List.of("/runs", "/runs/live", "/runs/assets/page.js", "/runs/nothing")) {
                assertThat(browser.ask("GET", path).statusCode()).as(path).isEqualTo(401);
            }
            assertThat(browser.ask("GET", "/runs").headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Basic ");
            assertThat(browser.ask("GET", "/runs").headers().map()).containsKey("content-security-policy");
            assertThat(status("runs", "a:ü c")).isEqualTo(200);
            assertThat(status("runs", "a:ü")).isEqualTo(401);
            assertThat(status("other", "a:ü c")).isEqualTo(401);
            // each waits a second, and so many at once are not even looked at
            await().atMost(SOON).until(() -> askAtOnce(40, "/runs", "Authorization", "Basic YTpi").stream()
                    .map(CompletableFuture::join).anyMatch(answer -> answer.statusCode() == 429));
            await().atMost(SOON).until(() -> status("runs", "a:ü c") == 200);
            assertThat(browser.ask("GET", "/runs", "Authorization", "Basic !").statusCode()).isEqualTo(400);
            assertThat(browser.ask("GET", "/runs", "Authorization", "Bearer a").statusCode()).isEqualTo(401);
        }
    }

    private int status(String user, String password) {
        return browser.ask("GET", "/runs", "Authorization", "Basic " + Base64.getEncoder().encodeToString(
                (user + ":" + password).getBytes(StandardCharsets.UTF_8))).statusCode();
    }
}
