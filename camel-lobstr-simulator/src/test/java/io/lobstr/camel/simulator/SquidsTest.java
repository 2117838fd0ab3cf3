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
package io.lobstr.camel.simulator;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SiteAccount;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A squid's life: made, changed, estimated, emptied, deleted.
 */
class SquidsTest extends SimulatorTestSupport {

    private SimulatedCrawler crawler;

    @BeforeEach
    void addCrawler() {
        crawler = simulator.addCrawler("Profile Scraper",
                c -> c.taskParam(CrawlerParam.of("url").inGroup("url").needed().matching("https://.+"))
                        .squidParam(CrawlerParam.of("country").defaultingTo("us").oneOf("us", "fr", "it"))
                        .squidParam(CrawlerParam.of("max_results").typed("integer"))
                        .squidParam(CrawlerParam.of("list").needed())
                        .function("emails", 3, true).creditsPerRow(2).maxConcurrency(5));
    }

    private String create(String more) throws Exception {
        return api.post("/squids", "{\"crawler\": \"" + crawler.id() + "\"" + more + "}").get("id").textValue();
    }

    private JsonNode get(String squid) throws Exception {
        return api.get("/squids/" + squid);
    }

    private JsonNode update(String squid, String body) throws Exception {
        return api.post("/squids/" + squid, body);
    }

    @Test
    void aNewSquidHasTheDefaultsOfItsCrawler() throws Exception {
        JsonNode created = api.post("/squids", "{\"crawler\": \"" + crawler.id() + "\"}");

        assertThat(Api.keys(created)).containsExactly("id", "account", "concurrency", "crawler", "created_at", "is_active",
                "name", "params", "schedule", "to_complete");
        assertThat(created.get("name").textValue()).isEqualTo("Profile Scraper (1)");
        assertThat(created.get("params")).isEqualTo(Api.json(
                "{\"country\": \"us\", \"max_results\": null, \"list\": null, \"functions\": {\"emails\": true}}"));
        assertThat(simulator.squid(create("")).name()).isEqualTo("Profile Scraper (2)");
        behaviour().enable(Quirk.NEW_SQUID_WITHOUT_DEFAULTS);
        assertThat(simulator.squid(create("")).settings().params()).isEmpty();
        assertThat(simulator.squids()).allMatch(squid -> squid.tasks().isEmpty());
    }

    @Test
    void whoMadeItFollowsFromTheUserAgent() throws Exception {
        assertThat(get(create("")).get("created_via").textValue()).isEqualTo("api");
        assertThat(get(simulator.addSquid("Made by hand").id()).get("created_via").isNull()).isTrue();
        for (String client : List.of("lobstrio-sdk/0.7.0", "lobstrio-cli/0.7.1", "lobstr-mcp/0.6.0")) {
            String id = Api.json(Api.send(api.request("POST", "/squids", "{\"crawler\": \"" + crawler.id() + "\"}")
                    .header("User-Agent", client)).body()).get("id").textValue();
            assertThat(client).contains("-" + get(id).get("created_via").textValue() + "/");
        }
    }

    @Test
    void itIsMadeOncePerNameWhereThereIsASlot() throws Exception {
        String named = "{\"crawler\": \"" + crawler.id() + "\", \"name\": \"Mine\"}";
        assertThat(api.call("POST", "/squids", named).statusCode()).isEqualTo(201);
        assertThat(refused(400, "POST", "/squids", named)).isEqualTo("DuplicateSquid");
        assertThat(refused(400, "POST", "/squids/" + create(""), "{\"name\": \"Mine\"}")).isEqualTo("DuplicateSquid");
        assertThat(refused(404, "POST", "/squids", "{\"crawler\": \"nope\"}")).isEqualTo("ModuleNotFound");
        assertThat(refused(400, "POST", "/squids", "{}")).isEqualTo("ParamsNeeded");
        simulator.addCrawler("Closed", c -> c.refusing("PremiumModule", "For better plans."));
        assertThat(refused(400, "POST", "/squids", "{\"crawler\": \"" + SimulatedCrawler.idOf("Closed") + "\"}"))
                .isEqualTo("PremiumModule");
        simulator.account().slots(2);
        assertThat(refused(400, "POST", "/squids", "{\"crawler\": \"" + crawler.id() + "\"}")).isEqualTo("SlotsLimitExceeded");
        behaviour().enable(Quirk.CREATED_AS_OK);
        simulator.account().slots(3);
        assertThat(api.call("POST", "/squids", named.replace("Mine", "Other")).statusCode()).isEqualTo(200);
    }

    @Test
    void itIsReadyOnceSomethingIsStored() throws Exception {
        String squid = create("");
        assertThat(get(squid).get("is_ready").booleanValue()).isFalse();
        assertThat(refused(400, "POST", "/runs", "{\"squid\": \"" + squid + "\"}")).isEqualTo("SquidNotReady");
        update(squid, "{}");
        assertThat(get(squid).get("is_ready").booleanValue()).isFalse();
        update(squid, "{\"params\": {}}");
        assertThat(get(squid).get("is_ready").booleanValue()).isTrue();
        behaviour().enable(Quirk.READY_WITH_PARAMS_OR_NAME);
        assertThat(get(squid).get("is_ready").booleanValue()).isFalse();
        update(squid, "{\"params\": {\"country\": null}}");
        assertThat(get(squid).get("is_ready").booleanValue()).isTrue();
        behaviour().enable(Quirk.READY_WITH_TASKS);
        assertThat(get(squid).get("is_ready").booleanValue()).isFalse();
        simulator.squid(squid).addTask(Map.of("url", "https://a"));
        assertThat(get(squid).get("is_ready").booleanValue()).isTrue();
        api.post("/runs", "{\"squid\": \"" + squid + "\"}");
    }

    @Test
    void anUpdateKeepsWhatItDoesNotNameAndReplacesParamsAsAWhole() throws Exception {
        String squid = create("");
        JsonNode answer = update(squid, """
                {"name": "New", "params": {"country": "fr", "list": "a", "auto_verify_emails": true},
                 "to_complete": true, "no_line_breaks": true, "export_unique_results": true, "run_notify": "on_error"}""");
        assertThat(Api.keys(answer)).containsExactly("name", "no_line_breaks", "is_active", "params", "to_complete",
                "run_notify", "export_unique_results");
        update(squid, "{\"params\": {\"max_results\": 5}}");

        JsonNode now = get(squid);
        assertThat(now.get("params")).isEqualTo(Api.json("{\"max_results\": 5}"));
        assertThat(now.get("name").textValue()).isEqualTo("New");
        assertThat(now.get("to_complete").booleanValue()).isTrue();
        assertThat(now.get("no_line_breaks").booleanValue()).isTrue();
        assertThat(now.get("export_unique_results").booleanValue()).isTrue();
        assertThat(now.get("auto_verify_emails").booleanValue()).isTrue();
        assertThat(now.get("notifications_params").get("run_notify").textValue()).isEqualTo("on_error");
        behaviour().enable(Quirk.PARAMS_ARE_MERGED);
        update(squid, "{\"params\": {\"country\": \"us,it\"}, \"run_notify\": null}");
        assertThat(get(squid).get("params")).isEqualTo(Api.json("{\"max_results\": 5, \"country\": \"us,it\"}"));
        assertThat(get(squid).get("notifications_params").get("run_notify").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"params\": [1]}                              | 400 | InvalidParamType",
            "{\"params\": {\"emails\": true}}               | 400 | InvalidParam",
            "{\"params\": {\"functions\": {\"x\": true}}}   | 404 | FunctionNotFound",
            "{\"params\": {\"functions\": {\"emails\": 1}}} | 400 | InvalidParamType",
            "{\"params\": {\"list\": null}}                 | 400 | ParamsNeeded",
            "{\"params\": {\"country\": \"us,de\"}}         | 400 | InvalidParameterValue",
            "{\"params\": {\"max_results\": \"5\"}}         | 400 | InvalidParamType",
            "{\"cron_expression\": \"every day\"}           | 400 | InvalidParameterValue",
            "{\"cron_expression\": \"0 9 * * *\", \"timezone\": \"Mars\"} | 400 | InvalidParameterValue",
            "{\"run_notify\": \"always\"}                   | 400 | InvalidParameterValue",
            "{\"is_active\": 1}                             | 400 | InvalidParamType",
            "{\"concurrency\": \"2\"}                       | 400 | InvalidParamType",
            "{\"concurrency\": 6}                           | 400 | ConcurrencyLimitExceeded",
            "{\"name\": \"Renamed\", \"concurrency\": 4}    | 400 | SlotsLimitExceeded" })
    void aWrongUpdateChangesNothing(String body, int status, String type) throws Exception {
        String squid = create("");
        simulator.addSquid("Another", s -> s.settings(s.settings().withConcurrency(7)));
        JsonNode before = get(squid);
        assertThat(refused(status, "POST", "/squids/" + squid, body)).isEqualTo(type);
        assertThat(get(squid)).isEqualTo(before);
    }

    @Test
    void aSquidThatIsSwitchedOffStopsAndFreesItsSlots() throws Exception {
        String squid = create("");
        update(squid, "{\"params\": {}, \"concurrency\": 3}");
        assertThat(api.get("/user/balance").get("used_slots").intValue()).isEqualTo(3);
        simulator.squid(squid).addTask(Map.of("url", "https://a"));
        SimulatedRun run = simulator.squid(squid).startRun();
        update(squid, "{\"is_active\": false}");

        assertThat(run.status().word()).isEqualTo("aborted");
        assertThat(api.get("/runs/" + run.id()).get("done_reason").textValue()).isEqualTo("deactivated");
        assertThat(api.get("/user/balance").get("used_slots").intValue()).isZero();
        assertThat(refused(400, "POST", "/runs", "{\"squid\": \"" + squid + "\"}")).isEqualTo("SquidNotReady");
        simulator.account().slots(2);
        assertThat(refused(400, "POST", "/squids/" + squid, "{\"is_active\": true}")).isEqualTo("SlotsLimitExceeded");
    }

    @Test
    void aScheduleSaysWhenASquidIsDue() throws Exception {
        String squid = create("");
        update(squid, "{\"cron_expression\": \"0 10 * * 1-5\", \"timezone\": \"Asia/Karachi\"}");
        assertThat(get(squid).get("schedule"))
                .isEqualTo(Api.json("{\"expression\": \"0 10 * * 1-5\", \"timezone\": \"Asia/Karachi\"}"));
        assertThat(get(squid).get("next_launch_at").textValue()).isEqualTo("2025-02-11T05:00:00Z");
        assertThat(get(squid).get("schedule_time").textValue()).startsWith("at 10:00");
        update(squid, "{\"timezone\": \"Europe/Paris\"}");
        assertThat(api.get("/squids").get("data").get(0).get("next_launch_at").textValue()).isEqualTo("2025-02-11T09:00:00Z");
        behaviour().enable(Quirk.SCHEDULE_STAYS);
        update(squid, "{\"cron_expression\": null}");
        assertThat(get(squid).get("schedule").isNull()).isFalse();
        behaviour().disable(Quirk.SCHEDULE_STAYS);
        update(squid, "{\"cron_expression\": \"\"}");
        assertThat(get(squid).get("schedule").isNull()).isTrue();
        assertThat(get(squid).get("next_launch_at").isNull()).isTrue();
    }

    @Test
    void accountsAreReplacedAsAWhole() throws Exception {
        crawler = simulator.addCrawler("Follower Scraper", c -> c.accountType("twitter-sync"));
        SiteAccount one = simulator.account().siteAccounts().add("twitter-sync", "ada");
        SiteAccount two = simulator.account().siteAccounts().add("twitter-sync", "bob");
        String other = simulator.account().siteAccounts().add("facebook-sync", "eve").id();
        String squid = create("");
        String path = "/squids/" + squid;
        assertThat(Api.keys(update(squid, "{\"accounts\": [\"" + one.id() + "\"]}"))).containsExactly("name", "concurrency",
                "accounts");
        update(squid, "{\"accounts\": [\"" + two.id() + "\"]}");
        assertThat(simulator.squid(squid).settings().accounts()).containsExactly(two.id());
        assertThat(refused(404, "POST", path, "{\"accounts\": [\"nope\"]}")).isEqualTo("AccountDoesNotExist");
        assertThat(refused(404, "POST", path, "{\"accounts\": [\"" + other + "\"]}")).isEqualTo("AccountDoesNotExist");
        assertThat(refused(400, "POST", path, "{\"accounts\": [1]}")).isEqualTo("InvalidParamType");
        assertThat(refused(400, "POST", path, "{\"accounts\": \"" + one.id() + "\"}")).isEqualTo("InvalidParamType");

        simulator.squid(squid).addTask(Map.of("url", "https://a"));
        two.expire();
        assertThat(get(squid).get("accounts").get(0).get("status").textValue()).isEqualTo("401");
        SimulatedRun run = simulator.squid(squid).startRun();
        update(squid, "{\"accounts\": null}");
        clock.advance(Duration.ofMinutes(1));
        SimulatedRun without = simulator.squid(squid).startRun();
        clock.advance(Duration.ofMinutes(1));
        assertThat(run.snapshot().doneReason()).isEqualTo("cookies_expired");
        assertThat(without.snapshot().doneReason()).isEqualTo("no_accounts");
    }

    @Test
    void accountsOfACrawlerWithoutLoginAreIgnoredOrRefused() throws Exception {
        String squid = create("");
        String body = "{\"accounts\": [\"" + simulator.account().siteAccounts().add("twitter-sync", "ada").id() + "\"]}";
        update(squid, body);
        assertThat(simulator.squid(squid).settings().accounts()).isEmpty();
        behaviour().enable(Quirk.NEEDLESS_ACCOUNTS_REJECTED);
        assertThat(refused(400, "POST", "/squids/" + squid, body)).isEqualTo("InvalidParam");
    }

    @Test
    void itIsEmptiedByShapeOfTaskWithTheResults() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().results(5)
                .tasks(List.of(Map.of("url", "https://a"), Map.of("url", "https://b"), Map.of("city", "Rome"))));
        SimulatedRun run = squid.startRun();
        String path = "/squids/" + squid.id() + "/empty";

        assertThat(refused(400, "POST", path, null)).isEqualTo("ParamsNeeded");
        assertThat(refused(400, "POST", path, "{}")).isEqualTo("ParamsNeeded");
        assertThat(refused(400, "POST", path, "{\"type\": \"all\"}")).isEqualTo("ParamsInvalid");
        assertThat(api.post(path, "{\"type\": \"url\"}"))
                .isEqualTo(Api.json("{\"id\": \"" + squid.id()
                                    + "\", \"object\": \"squid\", \"emptied\": true, \"deleted_count\": 2}"));
        assertThat(api.post(path, "{\"type\": \"url\"}").get("deleted_count").intValue()).isZero();
        assertThat(squid.tasks()).hasSize(1);
        behaviour().enable(Quirk.EMPTY_WITHOUT_TYPE);
        assertThat(api.post(path, null).get("deleted_count").intValue()).isEqualTo(1);
        assertThat(api.get("/runtasks?run=" + run.id()).get("data")).as("a run keeps its own").hasSize(3);
    }

    @Test
    void itIsEmptiedWithOrWithoutTheResults() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().results(5));
        SimulatedRun run = squid.startRun();
        api.post("/squids/" + squid.id() + "/empty", "{\"type\": \"url\"}");
        assertThat(api.get("/results?run=" + run.id()).get("total_results").intValue()).isZero();
        assertThat(api.get("/results?squid=" + squid.id()).get("data")).isEmpty();
        assertThat(api.get("/runs/" + run.id()).get("total_results").intValue()).isEqualTo(5);

        behaviour().enable(Quirk.EMPTY_KEEPS_RESULTS);
        squid.addTask(Map.of("url", "https://b"));
        SimulatedRun later = squid.startRun();
        api.post("/squids/" + squid.id() + "/empty", "{\"type\": \"url\"}");
        assertThat(api.get("/results?run=" + later.id()).get("data")).hasSize(5);
    }

    @Test
    void itIsDeletedWithAllItHas() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        SimulatedRun run = squid.startRun();
        String task = squid.tasks().get(0).id();
        assertThat(api.delete("/squids/" + squid.id()))
                .isEqualTo(Api.json("{\"id\": \"" + squid.id() + "\", \"object\": \"squid\", \"deleted\": true}"));
        assertThat(refused(404, "DELETE", "/squids/" + squid.id(), null)).isEqualTo("SquidDoesNotExistException");
        assertThat(refused(404, "GET", "/runs/" + run.id(), null)).isEqualTo("not_found_error");
        assertThat(refused(404, "GET", "/tasks/" + task, null)).isEqualTo("not_found_error");
        assertThat(api.get("/user/balance").get("used_slots").intValue()).isZero();
    }

    @Test
    void anEstimateNeedsATaskAndHasTwoPaths() throws Exception {
        String squid = create("");
        String body = "{\"squid\": \"" + squid + "\"}";
        assertThat(refused(400, "POST", "/squid/estimate", body)).isEqualTo("NoTasksPresent");
        simulator.squid(squid).addTask(Map.of("url", "https://a"));
        update(squid, "{\"params\": {\"max_results\": 10, \"functions\": {\"emails\": true}}}");
        JsonNode estimate = api.post("/squid/estimate", body);
        assertThat(Api.keys(estimate)).containsExactly("services", "total_credits", "estimated_time",
                "recommended_upgrade_plan", "max_results", "tasks");
        assertThat(estimate.get("total_credits").intValue()).isEqualTo(50);
        assertThat(estimate.get("tasks")).isEqualTo(Api.json("{\"count\": 1, \"preview\": [{\"url\": \"https://a\"}]}"));
        assertThat(refused(404, "POST", "/squid/" + squid + "/estimate", null)).isEqualTo("HTTPNotFound");
        behaviour().enable(Quirk.ESTIMATE_BY_PATH);
        assertThat(api.post("/squid/" + squid + "/estimate", null)).isEqualTo(estimate);
        assertThat(refused(404, "POST", "/squid/estimate", body)).isEqualTo("HTTPNotFound");
    }
}
