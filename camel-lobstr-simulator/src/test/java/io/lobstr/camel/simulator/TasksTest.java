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

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The tasks of squids: listed, read, deleted, uploaded.
 */
class TasksTest extends SimulatorTestSupport {

    private SimulatedSquid strict() {
        simulator.addCrawler("Profile Scraper",
                c -> c.taskParam(CrawlerParam.of("url").inGroup("url").needed().matching("https://.+"))
                        .taskParam(CrawlerParam.of("city").inGroup("place").needed())
                        .taskParam(CrawlerParam.of("country").inGroup("place")).maxTasks(3));
        return simulator.addSquid("Profiles", s -> s.crawler("Profile Scraper").tasks(0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String upload(SimulatedSquid squid, String file) throws Exception {
        JsonNode answer = Api.json(api.upload(squid.id(), "tasks.csv", "text/csv", bytes(file)).body());
        assertThat(answer.get("object").textValue()).isEqualTo("task_upload");
        return "/tasks/upload/" + answer.get("id").textValue();
    }

    @Test
    void theyAreListedInPagesAndByShape() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps",
                s -> s.tasks(List.of(Map.of("url", "https://a"), Map.of("city", "Rome"), Map.of("url", "https://b"))));
        String path = "/tasks?squid=" + squid.id();
        JsonNode page = api.get(path + "&page=2&limit=2");
        assertThat(page.get("total_results").intValue()).isEqualTo(3);
        assertThat(page.get("data")).hasSize(1);
        assertThat(Api.keys(page.get("data").get(0))).containsExactly("id", "created_at", "is_active", "params", "object");
        assertThat(page.get("data").get(0).get("created_at").textValue()).isEqualTo("2025-02-10T14:27:45.000000");
        assertThat(api.get(path + "&type=url").get("total_results").intValue()).isEqualTo(2);
        assertThat(api.get(path + "&type=params").get("data").get(0).get("params")).isEqualTo(Api.json("{\"city\": \"Rome\"}"));
        assertThat(refused(400, "GET", path + "&type=all", null)).isEqualTo("ParamsInvalid");
        assertThat(refused(400, "GET", "/tasks", null)).isEqualTo("ParamsNeeded");
    }

    @Test
    void oneTellsItsStateInTheNewestRun() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps",
                s -> s.tasks(2).results(8).pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(10)));
        String first = "/tasks/" + squid.tasks().get(0).id();
        JsonNode fresh = api.get(first);
        assertThat(Api.keys(fresh)).containsExactly("hash_value", "created_at", "is_active", "params", "module", "object",
                "status");
        assertThat(fresh.get("status").isNull()).isTrue();
        SimulatedRun run = squid.startRun();
        clock.advance(Duration.ofSeconds(5));
        JsonNode status = api.get(first).get("status");
        assertThat(status.get("status").textValue()).isEqualTo("completed");
        assertThat(status.get("total_results").intValue()).isEqualTo(4);
        String second = "/tasks/" + squid.tasks().get(1).id();
        assertThat(api.get(second).get("status").get("status").textValue()).isEqualTo("running");
        run.fail("too_many_requests");
        assertThat(api.get(second).get("status").get("status").textValue()).isEqualTo("failed");
        behaviour().enable(Quirk.MODULE_AS_NUMBER);
        assertThat(api.get(second).get("module").isInt()).isTrue();
        assertThat(refused(404, "GET", "/tasks/nope", null)).isEqualTo("not_found_error");
    }

    @Test
    void oneIsDeletedWhenNoRunIsOnAndResultsStay() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.tasks(2).results(8));
        String id = squid.tasks().get(0).id();
        SimulatedRun run = squid.startRun();
        assertThat(refused(400, "DELETE", "/tasks/" + id, null)).isEqualTo("RunInProgress");
        clock.advance(Duration.ofSeconds(8));
        assertThat(run.isOver()).isTrue();
        assertThat(refused(400, "DELETE", "/tasks/" + id, null)).as("for some seconds after the end")
                .isEqualTo("RunInProgress");
        clock.advance(Duration.ofSeconds(5));
        assertThat(api.delete("/tasks/" + id))
                .isEqualTo(Api.json("{\"id\": \"" + id + "\", \"object\": \"task\", \"deleted\": true}"));
        assertThat(refused(404, "DELETE", "/tasks/" + id, null)).isEqualTo("not_found_error");
        assertThat(squid.tasks()).hasSize(1);
        assertThat(api.get("/results?run=" + run.id() + "&task=" + id).get("data")).hasSize(4);
        assertThat(api.get("/results?squid=" + squid.id() + "&task=" + id).get("data")).hasSize(4);
        assertThat(api.get("/runtasks?run=" + run.id()).get("data")).hasSize(2);
        squid.startRun();
        clock.advance(Duration.ofSeconds(8));
        assertThat(api.get("/runs/" + squid.run(0).id() + "/stats").get("total_tasks").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"url\": \"ftp://a\"}",
            "{\"country\": \"it\"}",
            "{\"name\": \"x\"}",
            "{\"url\": \"https://1\"},{\"url\": \"https://2\"},{\"url\": \"https://3\"},{\"url\": \"https://4\"}" })
    void whatIsNoTaskIsRefusedAltogether(String tasks) throws Exception {
        SimulatedSquid squid = strict();
        String body = "{\"squid\": \"" + squid.id() + "\", \"tasks\": [{\"url\": \"https://a\"}, " + tasks + "]}";
        assertThat(refused(400, "POST", "/tasks", body)).isEqualTo("TaskNotValidError");
        assertThat(squid.tasks()).isEmpty();
    }

    @Test
    void asManyAsASquidCanHaveCanBeSentAgain() throws Exception {
        SimulatedSquid squid = strict();
        String body = "{\"squid\": \"" + squid.id() + "\", \"tasks\": [{\"url\": \"https://1\"}, {\"url\": \"https://2\"},"
                      + " {\"url\": \"https://3\"}]}";
        assertThat(api.post("/tasks", body).get("duplicated_count").intValue()).isZero();
        assertThat(api.post("/tasks", body).get("duplicated_count").intValue()).isEqualTo(3);
        assertThat(refused(400, "POST", "/tasks", body.replace("https://3", "https://4"))).isEqualTo("TaskNotValidError");
    }

    @Test
    void aFileOfTasksIsThereAfterAWhile() throws Exception {
        SimulatedSquid squid = strict();
        squid.addTask(Map.of("url", "https://a"));
        String path
                = upload(squid, "\uFEFFurl,city\r\nhttps://a,\r\n\"https://b,\"\"c\"\"\",\r\n,Rome\r\nnope,\r\nhttps://b\n");
        assertThat(api.call("GET", path, null).statusCode()).isEqualTo(202);
        assertThat(api.get(path).get("state").textValue()).isEqualTo("PENDING");
        assertThat(api.get(path).get("meta").isNull()).isTrue();
        clock.advance(Duration.ofSeconds(2));
        assertThat(api.call("GET", path, null).statusCode()).isEqualTo(202);
        assertThat(api.get(path).get("state").textValue()).isEqualTo("PROGRESS");
        assertThat(squid.tasks()).hasSize(1);
        clock.advance(Duration.ofSeconds(2));
        assertThat(api.call("GET", path, null).statusCode()).isEqualTo(200);
        JsonNode report = api.get(path);
        assertThat(Api.keys(report)).containsExactly("id", "object", "state", "meta");
        assertThat(report.get("state").textValue()).isEqualTo("SUCCESS");
        assertThat(report.get("meta")).isEqualTo(Api.json(
                "{\"valid\": 4, \"inserted\": 3, \"duplicates\": 1, \"invalid\": 1}"));
        assertThat(squid.tasks()).extracting("params").containsExactly(Map.of("url", "https://a"),
                Map.of("url", "https://b,\"c\""), Map.of("city", "Rome"), Map.of("url", "https://b"));
        assertThat(refused(404, "GET", "/tasks/upload/nope", null)).isEqualTo("not_found_error");
    }

    /** As a client that streams a file sends it: in pieces, and without a length. */
    @Test
    void aFileOfSomeSizeCanComeInPieces() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.tasks(0));
        String row = "https://example.com/" + "x".repeat(2000) + "/";
        StringBuilder file = new StringBuilder("url\n");
        for (int i = 0; i < 4000; i++) {
            file.append(row).append(i).append('\n');
        }
        byte[] form = Api.form(squid.id(), "tasks.csv", "text/csv", bytes(file.toString()));
        HttpResponse<String> response = Api.send(api.request("POST", "/tasks/upload", null)
                .header("Content-Type", Api.FORM).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(form))));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(4));
        assertThat(simulator.squid(squid.id()).tasks()).hasSize(4000);
    }

    @Test
    void tabsCanBeBetween() throws Exception {
        SimulatedSquid squid = strict();
        api.upload(squid.id(), "tasks.tsv", "text/tab-separated-values", bytes("city\tcountry\nRome\tit\nOslo\t\n"));
        clock.advance(Duration.ofSeconds(4));
        assertThat(simulator.squid(squid.id()).tasks()).extracting("params").containsExactly(
                Map.of("city", "Rome", "country", "it"), Map.of("city", "Oslo"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "url\n", "url,url\nhttps://a,https://b", "url\n\"https://a" })
    void nothingComesOfWhatIsNoFileOfTasks(String file) throws Exception {
        SimulatedSquid squid = strict();
        String path = upload(squid, file);
        clock.advance(Duration.ofSeconds(4));
        assertThat(api.get(path).get("state").textValue()).isEqualTo("FAILURE");
        assertThat(api.get(path).get("meta").isNull()).isTrue();
        assertThat(squid.tasks()).isEmpty();
    }

    @Test
    void aFileIsRefusedForItsEncodingAndItsSize() throws Exception {
        SimulatedSquid squid = strict();
        byte[] latin = "url\nhttps://\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(api.upload(squid.id(), "a.csv", "text/csv", latin).body()).contains("\"BadEncoding\"");
        behaviour().largestUpload(10);
        assertThat(api.upload(squid.id(), "a.csv", "text/csv", bytes("url\nhttps://a")).body())
                .contains("\"FileSizeLimitExceeded\"");
        behaviour().largestUpload(1000).enable(Quirk.UPLOADS_FAIL);
        String path = upload(squid, "url\nhttps://a");
        clock.advance(Duration.ofSeconds(4));
        assertThat(api.get(path).get("state").textValue()).isEqualTo("FAILURE");
        assertThat(api.upload("nope", "a.csv", "text/csv", bytes("url")).statusCode()).isEqualTo(404);
        assertThat(refused(400, "POST", "/tasks/upload", "{}")).isEqualTo("ParamsNeeded");
    }
}
