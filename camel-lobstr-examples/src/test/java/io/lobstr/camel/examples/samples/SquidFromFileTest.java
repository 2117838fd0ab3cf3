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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Samples;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.Schedule;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SimulatedTask;
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.SquidSettings;
import org.apache.camel.main.Main;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Files in YAML and JSON, applied by the sample in Java and in YAML.
 */
class SquidFromFileTest extends SampleTest {

    private static final String WRITES = "POST /v1/**";
    private static final String SMALL = """
            name: Followers
            crawler: Follower Scraper
            params: {max_results: 100}
            tasks: [{url: "https://x.com/a"}]
            """;

    private Path files;
    private SiteAccount login;

    SquidFromFileTest() {
        super(Sample.SQUID_FROM_FILE);
    }

    @Override
    List<String> settings() {
        return List.of(
                "squid-from-file.folder", files.toString(), "squid-from-file.from",
                "file:{{squid-from-file.folder}}?noop=true&idempotentKey=${file:name}-${file:modified}-${file:size}&delay=100"
                                                                                    + "&initialDelay=0&sortBy=file:name",
                "sftp.password", "s3cr3t", "camel.component.lobstr.max-retries", "0");
    }

    @BeforeEach
    void addCrawler() throws IOException {
        files = Files.createDirectories(folder.resolve("squids"));
        simulator.addCrawler("Follower Scraper", c -> c.accountType("twitter-sync")
                .taskParam(CrawlerParam.of("url").inGroup("url").needed())
                .squidParam(CrawlerParam.of("country").defaultingTo("us"))
                .squidParam(CrawlerParam.of("max_results").typed("integer"))
                .function("emails", 10, true).function("phones", 5, false));
        login = simulator.account().siteAccounts().add("twitter-sync", "ada");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(files.resolve(name), text);
    }

    private void writeAll() throws IOException {
        write("followers.yaml", """
                name: Followers
                # by name or hash
                crawler: Follower Scraper
                concurrency: 2
                no_line_breaks: true
                run_notify: on_error
                cron_expression: 0 9 * * 1-5
                timezone: Europe/Paris
                params:
                  max_results: 100
                  auto_verify_emails: true
                  functions: {emails: false}
                accounts: [%s]
                delivery:
                  email: team@example.com
                  notifications: true
                  ftp_fields: {host: files.example.com, port: 22, username: u, password: "{{sftp.password}}",
                               directory: /in, is_active: true}
                  webhook_fields:
                    url: https://example.com/hook
                    is_active: true
                    retry: false
                    events: {run.done: true, run.error: true}
                tasks:
                  - url: https://x.com/a
                  - url: https://x.com/b
                """.formatted(login.id()));
    }

    /** Applies the files once. */
    private void apply(String dsl, String... settings) {
        simulator.requests().reset();
        long looks = Files.exists(files) ? files.toFile().list().length : 0;
        try (SampleApplication application = start(dsl, settings)) {
            await().atMost(SOON).until(() -> application.context().getRoute("squid-from-file") != null
                    && simulator.requests().count("GET /v1/squids") >= looks
                    && application.context().getInflightRepository().size() == 0);
        }
    }

    private SimulatedSquid followers() {
        List<SimulatedSquid> named = simulator.squids().stream().filter(known -> known.name().equals("Followers")).toList();
        assertThat(named).hasSize(1);
        return named.get(0);
    }

    private long writes() {
        return simulator.requests().count(WRITES) + simulator.requests().count("DELETE /v1/**");
    }

    private void assertIsAsTheFileSays() {
        SimulatedSquid made = followers();
        SquidSettings settings = made.settings();
        assertThat(settings.concurrency()).isEqualTo(2);
        assertThat(settings.noLineBreaks()).isTrue();
        assertThat(settings.runNotify()).isEqualTo("on_error");
        assertThat(settings.schedule()).isEqualTo(new Schedule("0 9 * * 1-5", "Europe/Paris"));
        assertThat(settings.params()).containsEntry("max_results", 100)
                .extractingByKey("functions").isEqualTo(Map.of("emails", false, "phones", false));
        assertThat(settings.verifyEmails()).isTrue();
        assertThat(settings.accounts()).containsExactly(login.id());
        assertThat(made.deliveries().of("email").orElseThrow()).containsEntry("email", "team@example.com");
        assertThat(made.deliveries().of("ftp_fields").orElseThrow()).containsEntry("password", "s3cr3t");
        assertThat(made.webhook().orElseThrow().events()).containsExactlyInAnyOrder("run.done", "run.error");
        assertThat(made.tasks()).extracting(SimulatedTask::params)
                .containsExactlyInAnyOrder(Map.of("url", "https://x.com/a"), Map.of("url", "https://x.com/b"));
    }

    @InBothForms
    void aSquidIsMadeAsItsFileSaysAndThenLeftAlone(String dsl) throws Exception {
        writeAll();
        try (Warnings lines = new Warnings(Level.INFO)) {
            apply(dsl);
            assertThat(lines.messages()).contains("Squid Followers: make it", "Squid Followers: add 2 tasks",
                    "Squid Followers is as followers.yaml says").noneMatch(line -> line.contains("s3cr3t"));
        }
        assertIsAsTheFileSays();
        assertThat(followers().settings().params()).as("what is not said is the crawler's default").containsEntry("country",
                "us");
        apply(dsl);
        assertThat(writes()).isZero();
        assertThat(squid.tasks()).as("another squid").hasSize(1);
    }

    @InBothForms
    void whatHasChangedIsSetAgainAndNothingElse(String dsl) throws Exception {
        writeAll();
        apply(dsl);
        SimulatedSquid made = followers();
        made.change(made.settings().withConcurrency(1).withSchedule(null).withAccounts(List.of())
                .withParams(Map.of("max_results", 7, "hidden", "stays", "functions", Map.of("emails", true, "phones", false))),
                made.stored());
        made.deliveries().replace("email", Map.of("email", "other@example.com", "notifications", true));
        made.removeTasks(task -> task.params().containsValue("https://x.com/b"));
        made.addTask(Map.of("url", "https://x.com/somebody"));
        apply(dsl);
        assertIsAsTheFileSays();
        assertThat(made.settings().params()).containsEntry("hidden", "stays");
        assertThat(simulator.requests().matching("POST /v1/delivery")).singleElement()
                .satisfies(request -> assertThat(request.body()).contains("team@").doesNotContain("ftp", "webhook"));
        // one update, one delivery, one task away and one to it
        assertThat(writes()).isEqualTo(4);
        apply(dsl);
        assertThat(writes()).isZero();
    }

    @InBothForms
    void aDryRunSaysWhatItWouldDoAndDoesNothing(String dsl) throws Exception {
        write("a.json", "{\"name\": \"Nobody knows it\", \"crawler\": \"Follower Scraper\"}");
        write("b.yaml", SMALL);
        apply(dsl);
        followers().addTask(Map.of("url", "https://x.com/b"));
        followers().change(followers().settings().withParams(Map.of()), followers().stored());
        write("a.json", "{\"name\": \"Nobody knows it either\", \"crawler\": \"Follower Scraper\"}");
        try (Warnings lines = new Warnings(Level.INFO)) {
            apply(dsl, "squid-from-file.dry-run", "true");
            assertThat(lines.messages()).contains("Squid Nobody knows it either: make it", "Squid Followers: set [params]",
                    "Squid Followers: delete 1 of its tasks", "Squid Followers: nothing was changed, in a dry run");
        }
        assertThat(writes()).isZero();
    }

    @InBothForms
    void aFileIsAppliedWhenItChangesAndWhenItCouldNotBe(String dsl) throws Exception {
        write("followers.yaml", SMALL);
        simulator.faults().next("POST /v1/squids", Fault.error(400, "SlotsLimitExceeded", "no slot"));
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> simulator.squids().size() == 2);
            await().atMost(SOON).until(() -> followers().tasks().size() == 1);
            write("followers.yaml", SMALL + "is_active: false\n");
            await().atMost(SOON).until(() -> !followers().settings().active());
        }
    }

    /** As a pipeline does it: the application ends by itself, and its exit code says whether all is well. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "java | name: Followers; crawler: Follower Scraper                         |",
            "yaml | name: Followers; crawler: Follower Scraper                         |",
            "yaml | name: Followers                                                    | the file must say crawler",
            "java | [1, 2]                                                             | the file must be an object",
            "java | 'name: \"Followers'                                                | the file is neither YAML nor JSON",
            "java | name: Followers; crawler: Follower Scraper; tasks: {url: a}        | tasks must be a list",
            "java | name: Followers; crawler: Follower Scraper; params: [1]            | params must be an object",
            "java | name: Followers; crawler: Nobody's Scraper                         | there is no crawler Nobody's Scraper",
            "java | name: Maps; crawler: Follower Scraper                              | is of the crawler Google Maps Leads Scraper",
            "java | name: Followers; crawler: Follower Scraper; tasks: [{nonsense: 1}] | TaskNotValidError" })
    void theExitCodeSaysWhetherAllIsWell(String dsl, String file, String problem) throws Exception {
        write("squid.yaml", file.replace("; ", "\n"));
        Main camel = Samples.application();
        List<String> all = new ArrayList<>(settings());
        all.addAll(List.of("samples", "squid-from-file", "samples.dsl", dsl, "data.folder", folder.toString(),
                "camel.component.lobstr.api-key", simulator.apiKey(), "camel.component.lobstr.base-url", simulator.baseUrl(),
                "camel.main.durationMaxMessages", "1"));
        for (int i = 0; i < all.size(); i += 2) {
            camel.addOverrideProperty(all.get(i), all.get(i + 1));
        }
        try (Warnings lines = new Warnings()) {
            camel.run();
            assertThat(camel.getExitCode()).isEqualTo(problem == null ? 0 : 1);
            if (problem != null) {
                assertThat(lines.messages()).anySatisfy(
                        line -> assertThat(line).startsWith("squid.yaml is not applied: ").contains(problem));
            }
            assertThat(lines.haveStackTraces()).isFalse();
        }
    }
}
