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
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The endpoints besides starting, getting and listing runs.
 */
class EndpointsTest extends SimulatorTestSupport {

    @Test
    void squidsTellTheStateOfTheirNewestRun() throws Exception {
        SimulatedSquid idle = simulator.addSquid("Idle");
        SimulatedSquid busy = simulator.addSquid("Busy", s -> s.crawler("LinkedIn Profile Scraper"));
        busy.addFinishedRuns(3);
        busy.startRun();

        JsonNode squids = api.get("/squids").get("data");

        assertThat(Api.keys(squids.get(0))).containsExactly("id", "created_at", "name", "is_ready", "is_active",
                "concurrency", "params", "crawler", "crawler_name", "last_run_status", "last_run_at", "total_runs",
                "next_launch_at", "is_public", "schedule");
        assertThat(squids.get(0).get("id").textValue()).isEqualTo(busy.id());
        assertThat(squids.get(0).get("last_run_status").textValue()).isEqualTo("PENDING");
        assertThat(squids.get(0).get("last_run_at").textValue()).isEqualTo("2025-02-10T14:27:45Z");
        assertThat(squids.get(0).get("total_runs").intValue()).isEqualTo(4);
        assertThat(squids.get(0).get("crawler_name").textValue()).isEqualTo("LinkedIn Profile Scraper");
        assertThat(squids.get(1).get("id").textValue()).isEqualTo(idle.id());
        assertThat(squids.get(1).get("last_run_status").isNull()).isTrue();
        clock.advance(Duration.ofSeconds(7));
        assertThat(api.get("/squids").get("data").get(0).get("last_run_status").textValue()).isEqualTo("DONE");
    }

    @Test
    void squidsAreFoundByName() throws Exception {
        simulator.addSquid("Restaurants in Paris");
        SimulatedSquid squid = simulator.addSquid("Bars in Rome");
        assertThat(api.get("/squids?name=ROME").get("data")).hasSize(1);
        squid.rename("Bars in Milan");
        assertThat(api.get("/squids?name=ROME").get("data")).isEmpty();
        assertThat(api.get("/squids?name=in").get("total_results").intValue()).isEqualTo(2);
    }

    @Test
    void aSquidTellsMoreOnItsOwnPage() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.failing("no_accounts"));
        JsonNode fresh = api.get("/squids/" + squid.id());
        assertThat(Api.keys(fresh)).contains("id", "name", "last_run", "last_run_is_done", "last_run_done_reason",
                "webhook_fields");
        assertThat(fresh.get("last_run").isNull()).isTrue();

        SimulatedRun run = squid.startRun();
        clock.advance(Duration.ofMinutes(1));
        JsonNode later = api.get("/squids/" + squid.id());
        assertThat(later.get("last_run").textValue()).isEqualTo(run.id());
        assertThat(later.get("last_run_is_done").booleanValue()).isTrue();
        assertThat(later.get("last_run_done_reason").textValue()).isEqualTo("no_accounts");
    }

    @Test
    void aDeletedSquidIsGoneWithItsRuns() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        SimulatedRun run = squid.startRun();
        squid.delete();

        assertThat(api.get("/squids").get("data")).isEmpty();
        assertThat(api.call("GET", "/squids/" + squid.id(), null).statusCode()).isEqualTo(404);
        assertThat(api.call("GET", "/runs/" + run.id(), null).statusCode()).isEqualTo(404);
    }

    @Test
    void tasksAreAddedOnce() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.tasks(0));
        String body = "{\"squid\": \"" + squid.id() + "\", \"tasks\": [{\"url\": \"https://a\"}, {\"url\": \"https://b\"},"
                      + " {\"url\": \"https://a\"}]}";

        JsonNode added = api.post("/tasks", body);

        assertThat(added.get("duplicated_count").intValue()).isEqualTo(1);
        assertThat(added.get("tasks")).hasSize(2);
        JsonNode task = added.get("tasks").get(0);
        assertThat(Api.keys(task)).containsExactly("id", "object", "created_at", "is_active", "params", "module");
        assertThat(task.get("params").get("url").textValue()).isEqualTo("https://a");
        assertThat(api.post("/tasks", body).get("duplicated_count").intValue()).isEqualTo(3);
        assertThat(squid.tasks()).extracting("params").containsExactly(Map.of("url", "https://a"), Map.of("url", "https://b"));
    }

    @Test
    void runTasksAppearAsTheyAreCompleted() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps",
                s -> s.pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(10)).results(8).tasks(4));
        SimulatedRun run = squid.startRun();
        assertThat(api.get("/runtasks?run=" + run.id()).get("data")).isEmpty();

        clock.advance(Duration.ofSeconds(5));
        JsonNode page = api.get("/runtasks?run=" + run.id());
        assertThat(page.get("data")).hasSize(2);
        assertThat(page.get("data").get(1).get("status").textValue()).isEqualTo("completed");
        assertThat(page.get("data").get(1).get("last_result").intValue()).isEqualTo(2);
        assertThat(page.get("data").get(1).get("started_at").textValue()).isEqualTo("2025-02-10T14:27:47Z");

        run.fail("too_many_requests");
        JsonNode failed = api.get("/runtasks?run=" + run.id()).get("data");
        assertThat(failed).hasSize(4);
        assertThat(failed.get(1).get("status").textValue()).isEqualTo("completed");
        assertThat(failed.get(2).get("status").textValue()).isEqualTo("error");
        assertThat(failed.get(2).get("done_reason").textValue()).isEqualTo("too_many_requests");
    }

    @Test
    void resultsOfARunATaskAndASquid() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps",
                s -> s.instantRuns().results(10).tasks(3).rows((run, index) -> Map.of("place", index)));
        SimulatedRun first = squid.startRun();
        clock.advance(Duration.ofSeconds(1));
        SimulatedRun second = squid.startRun();
        String middle = squid.tasks().get(1).id();

        JsonNode ofRun = api.get("/results?run=" + first.id());
        assertThat(ofRun.get("total_results").intValue()).isEqualTo(10);
        assertThat(Api.keys(ofRun.get("data").get(0))).containsExactly("id", "object", "squid", "run", "scraping_time",
                "place");
        JsonNode ofTask = api.get("/results?run=" + first.id() + "&task=" + middle);
        assertThat(ofTask.get("data")).extracting(row -> row.get("place").intValue()).containsExactly(3, 4, 5);
        assertThat(ofTask.get("data").get(0).get("id")).isEqualTo(ofRun.get("data").get(3).get("id"));
        JsonNode ofSquid = api.get("/results?squid=" + squid.id() + "&limit=6&page=2");
        assertThat(ofSquid.get("total_results").intValue()).isEqualTo(20);
        assertThat(ofSquid.get("data")).extracting(row -> row.get("run").textValue()).containsExactly(second.id(), second.id(),
                second.id(), second.id(), first.id(), first.id());
        assertThat(ofSquid.get("data")).extracting(row -> row.get("place").intValue()).containsExactly(6, 7, 8, 9, 0, 1);
        assertThat(api.get("/results?squid=" + squid.id() + "&task=" + middle).get("total_results").intValue()).isEqualTo(6);
    }

    @Test
    void creditsOfARunAndTheBalance() throws Exception {
        simulator.balance(500, 120);
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().results(10).creditsPerRow("0.5"));
        squid.addFinishedRuns(3);
        SimulatedRun run = squid.startRun();

        JsonNode credits = api.get("/runs/" + run.id() + "/credits");

        assertThat(Api.keys(credits)).containsExactly("run_id", "total_credits", "total_results", "breakdown", "rates",
                "function_colors", "base_function_label", "filter_breakdown");
        assertThat(credits.get("total_credits").decimalValue()).isEqualByComparingTo("5");
        assertThat(Api.keys(credits.get("breakdown").get(0))).containsExactly("function", "credits", "attempts");
        assertThat(credits.get("rates").get("credits_per_row").decimalValue()).isEqualByComparingTo("0.5");
        JsonNode balance = api.get("/user/balance");
        assertThat(balance.get("available").decimalValue()).isEqualByComparingTo("500");
        assertThat(balance.get("consumed").decimalValue()).isEqualByComparingTo("125");
        assertThat(api.get("/user/balance")).isEqualTo(balance);
    }

    @Test
    void me() throws Exception {
        assertThat(api.get("/me").get("email").textValue()).isEqualTo("user@example.com");
    }

    @Test
    void placesForTasks() throws Exception {
        assertThat(api.get("/googlemaps/locations?country_code=IT"))
                .isEqualTo(Api.json("[\"Lazio\", \"Lombardy\", \"Tuscany\"]"));
        assertThat(api.get("/googlemaps/locations?country_code=IT&region=Lazio")).isEmpty();
        assertThat(api.get("/googlelocations?q=Rome").get("data").get(0).get("canonical_name").textValue())
                .isEqualTo("Rome,Italy");
        assertThat(refused(400, "GET", "/googlelocations", null)).isEqualTo("ParamsNeeded");
    }

    @Test
    void thePlanIsNotRenewedByItself() throws Exception {
        assertThat(api.post("/plans/auto-reset", "{\"enabled\": true, \"threshold_pct\": 90}"))
                .isEqualTo(api.get("/plans/auto-reset"));
        assertThat(api.get("/plans/auto-reset")).isEqualTo(Api.json("""
                {"enabled": true, "threshold_pct": 90, "max_resets_per_24h": 2, "resets_used_in_window": 0,
                 "window_resets_at": null, "current_usage_pct": null}"""));
        assertThat(refused(400, "POST", "/plans/auto-reset", "{\"enabled\": true, \"threshold_pct\": 101}"))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    void aWebhookIsKeptAndReplaced() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        String path = "/delivery?squid=" + squid.id();
        String body = "{\"webhook_fields\": {\"url\": \"https://example.com/hook\", \"is_active\": true, \"retry\": false,"
                      + " \"events\": {\"run.running\": false, \"run.paused\": false, \"run.done\": true,"
                      + " \"run.error\": true}}}";

        assertThat(api.call("POST", path, body).statusCode()).isEqualTo(201);

        assertThat(squid.webhook()).contains(
                new WebhookDelivery("https://example.com/hook", true, false, Set.of("run.done", "run.error")));
        assertThat(api.get("/squids/" + squid.id()).get("webhook_fields")).isEqualTo(Api.json(body).get("webhook_fields"));
        api.post(path, body.replace("hook", "other").replace("webother", "webhook"));
        assertThat(squid.webhook().orElseThrow().url()).isEqualTo("https://example.com/other");
        assertThat(api.call("POST", path, "{}").statusCode()).isEqualTo(400);
    }
}
