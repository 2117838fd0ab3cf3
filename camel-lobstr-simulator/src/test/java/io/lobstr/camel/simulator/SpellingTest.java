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
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Compares answers to the example bodies of the API's pages, field by field and in their order.
 */
class SpellingTest extends SimulatorTestSupport {

    private static final String SQUID = "b6c56d18cb0046949461ba9ca278e8ad";

    private static final String START_RUN = """
            {"id": "dd3473abe4cb41b683551e851edded94", "object": "run", "squid": "b6c56d18cb0046949461ba9ca278e8ad",
             "is_done": false, "started_at": "2025-02-10T14:27:45Z", "total_results": 0, "total_unique_results": 0,
             "next_launch_at": null, "ended_at": null, "duration": 0, "credit_used": 0, "origin": "user",
             "force_launch": false, "status": "pending", "export_done": null, "export_count": 0, "export_time": null,
             "email_done": null, "email_time": null, "created_at": "2025-02-10T14:27:45Z", "done_reason": null,
             "done_reason_desc": null}""";

    private static final String LISTED_RUN = """
            {"id": "381cfbb47e474782857ddc035298b6f3", "object": "run", "squid": "b6c56d18cb0046949461ba9ca278e8ad",
             "is_done": true, "started_at": "2025-02-04T10:25:13Z", "total_results": 156, "total_unique_results": 156,
             "next_launch_at": null, "ended_at": "2025-02-04T10:25:21Z", "duration": 8.0415, "credit_used": 156,
             "origin": "user", "force_launch": false, "status": "done", "export_done": true, "export_count": 1,
             "export_time": "2025-02-04T10:25:25Z", "email_done": null, "email_time": null,
             "created_at": "2025-02-04T10:25:13Z", "done_reason": "tasks_done", "done_reason_desc": null}""";

    private static final String NEWEST_RUN = """
            {"id": "0393be3ea6f74986906153df1c3f9894", "object": "run", "squid": "b6c56d18cb0046949461ba9ca278e8ad",
             "created_at": "2025-02-04T10:25:41.623683", "started_at": "2025-02-04T10:25:41.623683",
             "ended_at": "2025-02-04T10:26:31.806983", "next_launch_at": null, "duration": 50.1833,
             "credit_used": 50.00, "origin": "user", "force_launch": false, "status": "done", "export_done": true,
             "export_count": 1, "export_time": "2025-02-04T10:26:33.365380", "email_verification": null,
             "total_results": 40, "total_unique_results": 40, "done_reason": "tasks_done", "done_reason_desc": null,
             "mail_done": false, "mail_time": null}""";

    private static final String GOTTEN_RUN = """
            {"id": "0393be3ea6f74986906153df1c3f9894", "object": "run", "squid": "b6c56d18cb0046949461ba9ca278e8ad",
             "is_done": true, "created_at": "2025-02-04T10:26:50.846683", "started_at": "2025-02-04T10:25:41.623683",
             "ended_at": "2025-02-04T10:26:31.806983", "next_launch_at": null, "duration": "0:00:50.183300",
             "credit_used": 50.00, "origin": "user", "force_launch": false, "status": "done", "export_done": true,
             "export_count": 1, "export_time": "2025-02-04T10:26:33.365380", "email_done": false, "email_time": null,
             "email_verification": null, "total_results": 40, "total_unique_results": 40, "done_reason": "tasks_done",
             "done_reason_desc": null}""";

    private static final String OLDER_RUN = """
            {"id": "0393be3ea6f74986906153df1c3f9894", "object": "run", "created_at": "2025-02-04T10:25:41.623683",
             "started_at": "2025-02-04T10:25:41.623683", "ended_at": "2025-02-04T10:26:31.806983", "duration": 50.1833,
             "credit_used": 50.00, "origin": "user", "status": "done", "total_results": 40, "total_unique_results": 40,
             "export_done": true, "export_time": "2025-02-04T10:26:33.365380", "done_reason": "tasks_done",
             "done_reason_desc": null, "squid": "b6c56d18cb0046949461ba9ca278e8ad", "crawler_id": "?",
             "next_launch_at": null, "shared": false}""";

    private static final String RUN_TASK = """
            {"object": "runtask", "id": "?", "started_at": "2025-02-10T14:30:58Z", "ended_at": "2025-02-10T14:31:10Z",
             "total_results": 138, "last_result": 6, "total_pages": 1, "done_reason": "run_aborted", "last_page": 0,
             "status": "aborted", "run": "300e9c5c127d421c90f431478d9a2cfb", "task": "?",
             "params": {"url": "https://www.google.com/maps/search/restaurant/@43.2928346,5.3662584,17z"},
             "last_collection_at": "2025-02-10T14:31:10Z", "done_reason_desc": null}""";

    private SimulatedRun gottenRun() {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.id(SQUID).creditsPerRow("1.25"));
        return squid.addRun(r -> r.id("0393be3ea6f74986906153df1c3f9894").pendingFor(Duration.ZERO).results(40)
                .createdAt(Instant.parse("2025-02-04T10:25:41.623683Z")).runningFor(Duration.ofNanos(50_183_300_000L))
                .uploadingFor(Duration.ofNanos(1_558_397_000L)));
    }

    private static void assertSame(JsonNode actual, String example) throws Exception {
        JsonNode expected = Api.json(example);
        assertThat(Api.keys(actual)).containsExactlyElementsOf(Api.keys(expected));
        assertThat(actual).isEqualTo(expected);
    }

    @Test
    void startRun() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.id(SQUID));

        ObjectNode run = (ObjectNode) api.post("/runs", start(squid));

        assertThat(run.get("id").textValue()).matches("[0-9a-f]{32}");
        assertSame(run.put("id", "dd3473abe4cb41b683551e851edded94"), START_RUN);
    }

    @Test
    void listRuns() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.id(SQUID));
        squid.addRun(r -> r.id("381cfbb47e474782857ddc035298b6f3").createdAt(Instant.parse("2025-02-04T10:25:13.2Z"))
                .pendingFor(Duration.ZERO).runningFor(Duration.ofNanos(8_041_500_000L)).uploadingFor(Duration.ofSeconds(4))
                .results(156));

        JsonNode page = api.get("/runs?squid=" + SQUID + "&page=1&limit=50");

        assertThat(Api.keys(page)).containsExactly("total_results", "limit", "page", "total_pages", "result_from",
                "result_to", "data", "next", "previous");
        assertSame(page.get("data").get(0), LISTED_RUN);
    }

    @Test
    void getRun() throws Exception {
        assertSame(api.get("/runs/" + gottenRun().id()), NEWEST_RUN);
    }

    @Test
    void getRunWithIsDone() throws Exception {
        SimulatedRun run = gottenRun();
        behaviour().enable(Quirk.CREATED_AFTER_STARTED, Quirk.GET_RUN_WITH_IS_DONE);

        JsonNode json = api.get("/runs/" + run.id());

        assertSame(json, GOTTEN_RUN);
    }

    @Test
    void getRunOfTheOlderPage() throws Exception {
        SimulatedRun run = gottenRun();
        behaviour().enable(Quirk.OLDER_GET_RUN);

        ObjectNode json = (ObjectNode) api.get("/runs/" + run.id());

        assertThat(json.get("crawler_id").textValue()).matches("[0-9a-f]{32}");
        assertSame(json.put("crawler_id", "?"), OLDER_RUN);
    }

    @Test
    void getRunOfALongRun() throws Exception {
        behaviour().enable(Quirk.GET_RUN_WITH_IS_DONE);
        SimulatedSquid squid = simulator.addSquid("Maps");
        Duration length = Duration.ofDays(1).plusHours(2).plusMinutes(3).plusSeconds(4);
        SimulatedRun one = squid.addRun(r -> r.createdAt(clock.instant().minus(Duration.ofDays(9))).runningFor(length));
        SimulatedRun two = squid.addRun(
                r -> r.createdAt(clock.instant().minus(Duration.ofDays(9))).runningFor(length.plusDays(1).plusNanos(5000)));

        assertThat(api.get("/runs/" + one.id()).get("duration").textValue()).isEqualTo("1 day, 2:03:04");
        assertThat(api.get("/runs/" + two.id()).get("duration").textValue()).isEqualTo("2 days, 2:03:04.000005");
    }

    @Test
    void listRunTasks() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.results(138).tasks(List.of(
                Map.of("url", "https://www.google.com/maps/search/restaurant/@43.2928346,5.3662584,17z"))));
        clock.advance(Duration.ofSeconds(193));
        SimulatedRun run = squid.addRun(r -> r.id("300e9c5c127d421c90f431478d9a2cfb").pendingFor(Duration.ZERO)
                .runningFor(Duration.ofSeconds(276)).uploadingFor(Duration.ZERO));
        clock.advance(Duration.ofSeconds(12));
        run.abort();

        JsonNode page = api.get("/runtasks?run=" + run.id());

        assertThat(Api.keys(page)).containsExactly("total_results", "limit", "page", "total_pages", "result_from",
                "result_to", "data", "next", "previous");
        ObjectNode task = (ObjectNode) page.get("data").get(0);
        assertThat(task.get("task").textValue()).isEqualTo(squid.tasks().get(0).id());
        assertThat(task.get("id").textValue()).matches("[0-9a-f]{32}").isNotEqualTo(task.get("task").textValue());
        assertSame(task.put("id", "?").put("task", "?"), RUN_TASK);
    }

    @Test
    void mailNamesInAllAnswers() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().mailingAfter(Duration.ofSeconds(5)));
        behaviour().enable(Quirk.MAIL_NAMES_EVERYWHERE);
        squid.startRun();

        assertThat(Api.keys(api.get("/runs?squid=" + squid.id()).get("data").get(0))).contains("mail_done", "mail_time")
                .doesNotContain("email_done", "email_time");
        clock.advance(Duration.ofSeconds(5));
        assertThat(api.get("/runs?squid=" + squid.id()).get("data").get(0).get("mail_time").textValue())
                .isEqualTo("2025-02-10T14:27:50Z");
    }

    @Test
    void emailVerificationAsObjectAndAsWord() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().verifyingFor(Duration.ofSeconds(10)));
        SimulatedRun run = squid.startRun();
        clock.advance(Duration.ofSeconds(4));

        assertSame(api.get("/runs/" + run.id()).get("email_verification"), """
                {"status": "running", "progress": 40, "verified_emails": 4, "total_emails": 10, "is_done": false}""");
        behaviour().enable(Quirk.EMAIL_VERIFICATION_AS_WORD);
        assertThat(api.get("/runs/" + run.id()).get("email_verification").textValue()).isEqualTo("running");
    }

    @Test
    void undocumentedFields() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        behaviour().enable(Quirk.UNDOCUMENTED_FIELDS);

        assertThat(api.post("/runs", start(squid)).get("worker").get("region").textValue()).isEqualTo("eu-west");
        assertThat(api.get("/squids").get("data").get(0).get("owner").isObject()).isTrue();
    }
}
