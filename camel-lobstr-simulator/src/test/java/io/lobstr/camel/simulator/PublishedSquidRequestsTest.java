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

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How the vendor's own clients set squids up, in their published shapes: what works against lobstr.io works here.
 */
class PublishedSquidRequestsTest extends SimulatorTestSupport {

    private String crawler;

    @BeforeEach
    void addCrawler() {
        crawler = simulator.addCrawler("Twitter Profile Scraper",
                c -> c.accountType("twitter-sync").taskParam(CrawlerParam.of("url").inGroup("url").needed())
                        .squidParam(CrawlerParam.of("max_results").typed("integer")).squids(s -> s.instantRuns().results(3)))
                .id();
    }

    private JsonNode send(String client, String method, String path, String body) throws Exception {
        HttpResponse<String> response = Api.send(api.request(method, path, body).header("User-Agent", client));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return response.body().isEmpty() ? null : Api.json(response.body());
    }

    private JsonNode sdk(String method, String path, String body) throws Exception {
        return send("lobstrio-sdk/0.7.0", method, path, body);
    }

    private String create(String client) throws Exception {
        return send(client, "POST", "/squids", "{\"crawler\": \"" + crawler + "\"}").get("id").textValue();
    }

    @Test
    void theSdkGoesThroughTheWholeLifeOfASquid() throws Exception {
        assertThat(sdk("GET", "/crawlers?page=1&limit=50", null).get("data")).isNotEmpty();
        sdk("GET", "/crawlers/" + crawler, null);
        sdk("GET", "/crawlers/" + crawler + "/params", null);
        sdk("GET", "/crawlers/" + crawler + "/attributes", null);
        sdk("GET", "/account_types?page=1&limit=50", null);
        String sync = sdk("POST", "/accounts/cookies",
                "{\"type\": \"twitter-sync\", \"cookies\": {\"auth_token\": \"a\", \"ct0\": \"b\"}}").get("id").textValue();
        JsonNode synced = sdk("GET", "/synchronize/" + sync, null);
        while (synced.get("status_code").intValue() < 200) {
            clock.advance(Duration.ofSeconds(2));
            synced = sdk("GET", "/synchronize/" + sync, null);
        }
        String account = synced.get("account_hash").textValue();
        assertThat(sdk("GET", "/accounts/" + account, null).get("data")).hasSize(1);

        String squid = "/squids/" + create("lobstrio-sdk/0.7.0");
        sdk("POST", squid,
                "{\"params\": {\"max_results\": 10}, \"concurrency\": 1, \"to_complete\": true, \"run_notify\": null}");
        sdk("POST", squid, "{\"accounts\": [\"" + account + "\"]}");
        assertThat(sdk("GET", squid, null).get("is_ready").booleanValue()).isTrue();
        String id = sdk("GET", squid, null).get("id").textValue();
        HttpResponse<String> upload = api.upload(id, "tasks.csv", "text/csv",
                "url\nhttps://x.com/a\nhttps://x.com/b\n".getBytes(StandardCharsets.UTF_8));
        String state = "/tasks/upload/" + Api.json(upload.body()).get("id").textValue();
        while (!sdk("GET", state, null).get("state").textValue().equals("SUCCESS")) {
            clock.advance(Duration.ofSeconds(2));
        }
        JsonNode task = sdk("GET", "/tasks?squid=" + id + "&page=1&limit=50", null).get("data").get(1);
        sdk("DELETE", "/tasks/" + task.get("id").textValue(), null);
        assertThat(sdk("POST", "/squid/estimate", "{\"squid\": \"" + id + "\"}").get("total_credits").intValue()).isEqualTo(10);
        String run = sdk("POST", "/runs", "{\"squid\": \"" + id + "\"}").get("id").textValue();
        assertThat(sdk("GET", "/results?run=" + run + "&page=1&page_size=50", null).get("data")).hasSize(3);
        assertThat(sdk("POST", squid + "/empty", "{\"type\": \"url\"}").get("deleted_count").intValue()).isEqualTo(1);
        assertThat(sdk("DELETE", squid, null).get("deleted").booleanValue()).isTrue();
        sdk("DELETE", "/accounts/" + account, null);
    }

    @Test
    void theSdkSetsEveryDeliveryUpAndTestsIt() throws Exception {
        String path = "/delivery?squid=" + create("lobstrio-sdk/0.7.0");
        sdk("POST", path, "{\"email\": \"a@example.com\", \"notifications\": true}");
        sdk("POST", path, "{\"google_sheet_fields\": {\"url\": \"https://s\", \"append\": false, \"is_active\": true}}");
        sdk("POST", path, "{\"s3_fields\": {\"bucket\": \"b\", \"target_path\": \"p\", \"is_active\": true}}");
        sdk("POST", path, "{\"ftp_fields\": {\"host\": \"h\", \"port\": 22, \"username\": \"u\", \"password\": \"p\","
                          + " \"directory\": \"/\", \"is_active\": true}}");
        sdk("POST", path, "{\"webhook_fields\": {\"url\": \"https://h\", \"is_active\": true, \"retry\": false, \"events\":"
                          + " {\"run.running\": false, \"run.paused\": false, \"run.done\": true, \"run.error\": true}}}");
        sdk("POST", "/delivery/test-email", "{\"email\": \"a@example.com\"}");
        sdk("POST", "/delivery/test-googlesheet", "{\"url\": \"https://s\"}");
        sdk("POST", "/delivery/test-s3", "{\"bucket\": \"b\"}");
        sdk("POST", "/delivery/test-sftp",
                "{\"host\": \"h\", \"port\": 22, \"username\": \"u\", \"password\": \"p\", \"directory\": \"/\"}");
        assertThat(sdk("POST", "/delivery/test-webhook", "{\"url\": \"" + simulator.baseUrl() + "\"}").has("success")).isTrue();
    }

    /** It found that parameters which are all null are enough, and none at all are not. */
    @Test
    void theCommandLineToolMakesASquidReady() throws Exception {
        behaviour().enable(Quirk.READY_WITH_PARAMS_OR_NAME);
        String cli = "lobstrio-cli/0.7.1";
        String squid = create(cli);
        send(cli, "POST", "/squids/" + squid, "{\"params\": {}}");
        assertThat(send(cli, "GET", "/squids/" + squid, null).get("is_ready").booleanValue()).isFalse();
        send(cli, "POST", "/squids/" + squid, "{\"params\": {\"max_results\": null}}");
        assertThat(send(cli, "GET", "/squids/" + squid, null).get("is_ready").booleanValue()).isTrue();
    }

    /** It reads the parameters and sends all of them with the name, since what it does not send is lost. */
    @Test
    void theMcpServerMergesByItself() throws Exception {
        String mcp = "lobstr-mcp/0.6.0";
        String squid = "/squids/" + create(mcp);
        String name = send(mcp, "GET", squid, null).get("name").textValue();
        send(mcp, "POST", squid, "{\"name\": \"" + name + "\", \"params\": {\"max_results\": 5, \"hidden\": true}}");
        assertThat(send(mcp, "GET", squid, null).get("params")).isEqualTo(Api.json("{\"max_results\": 5, \"hidden\": true}"));
        assertThat(send(mcp, "GET", squid, null).get("created_via").textValue()).isEqualTo("mcp");
        send(mcp, "GET", "/accounts?type=twitter-sync&status=1", null);
        send(mcp, "GET", "/tasks?squid=" + squid.substring(8) + "&page=1&limit=100", null);
    }

    @Test
    void aNodeOfN8nEmptiesWithoutABody() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.tasks(3));
        behaviour().enable(Quirk.EMPTY_WITHOUT_TYPE);
        assertThat(send("n8n", "POST", "/squids/" + squid.id() + "/empty", null).get("deleted_count").intValue()).isEqualTo(3);
        send("n8n", "POST", "/tasks", "{\"squid\": \"" + squid.id() + "\", \"tasks\": [{\"url\": \"https://a\"}]}");
    }
}
