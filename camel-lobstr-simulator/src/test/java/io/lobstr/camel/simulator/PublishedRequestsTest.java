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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of the vendor's own clients, in their published shapes: what works against lobstr.io works here.
 */
class PublishedRequestsTest extends SimulatorTestSupport {

    /** As the vendor's Python SDK sends requests. */
    private JsonNode sdk(String method, String path, String body) throws Exception {
        HttpResponse<String> response = Api.send(api.request(method, path, body).header("User-Agent", "lobstrio-sdk/0.7.0")
                .header("Accept", "application/json").header("Accept-Encoding", "identity"));
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 299);
        return Api.json(response.body());
    }

    @Test
    void theSdkRunsASquidToItsEnd() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.runningFor(Duration.ofSeconds(10)).results(120));
        sdk("GET", "/me", null);
        assertThat(sdk("GET", "/user/balance", null).get("available").isNumber()).isTrue();
        JsonNode listed = sdk("GET", "/squids?page=1&limit=50&name=maps", null).get("data").get(0);
        assertThat(listed.get("id").textValue()).isEqualTo(squid.id());
        sdk("GET", "/squids/" + squid.id(), null);
        JsonNode added = sdk("POST", "/tasks",
                "{\"squid\": \"" + squid.id() + "\", \"tasks\": [{\"url\": \"https://example.com/x\"}]}");
        assertThat(added.get("duplicated_count").intValue()).isZero();

        String run = sdk("POST", "/runs", start(squid)).get("id").textValue();
        int polls = 0;
        while (!sdk("GET", "/runs/" + run + "/stats", null).get("is_done").booleanValue()) {
            clock.advance(Duration.ofSeconds(3));
            polls++;
        }
        assertThat(polls).isBetween(3, 5);
        clock.advance(Duration.ofSeconds(3));
        assertThat(sdk("GET", "/runs/" + run, null).get("status").textValue()).isEqualTo("done");

        List<String> rows = new ArrayList<>();
        JsonNode page;
        int number = 0;
        do {
            page = sdk("GET", "/results?run=" + run + "&page=" + ++number + "&page_size=50", null);
            page.get("data").forEach(row -> rows.add(row.get("id").textValue()));
        } while (!page.get("next").isNull());
        assertThat(rows).hasSize(120).doesNotHaveDuplicates();
        sdk("GET", "/runtasks?run=" + run + "&page=1&limit=50", null);
        assertThat(sdk("GET", "/runs/" + run + "/credits", null).get("total_credits").isNumber()).isTrue();
        assertThat(sdk("GET", "/runs?squid=" + squid.id() + "&page=1&limit=1", null).get("data")).hasSize(1);
    }

    @Test
    void theSdkAsksForAFileFiveTimes() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps", s -> s.instantRuns()).startRun();
        behaviour().processingAnswers(3);
        String path = "/runs/" + run.id() + "/download?file_format=json&fields=name,url";
        JsonNode answer = sdk("GET", path, null);
        int tries = 1;
        while (!answer.has("s3") && tries < 5) {
            assertThat(answer.get("status").textValue()).isEqualTo("processing");
            clock.advance(Duration.ofSeconds(5));
            answer = sdk("GET", path, null);
            tries++;
        }

        assertThat(Api.download(answer.get("s3").textValue()).statusCode()).isEqualTo(200);
        assertThat(tries).isEqualTo(4);
    }

    @Test
    void theSdkAbortsAndResurrectsWithoutABody() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps").startRun();

        assertThat(sdk("POST", "/runs/" + run.id() + "/abort", null).get("done_reason").textValue()).isEqualTo("aborted");
        clock.advance(Duration.ofSeconds(5));
        assertThat(sdk("POST", "/runs/" + run.id() + "/resurrect", null).get("status").textValue()).isEqualTo("PENDING");
    }

    @Test
    void theMcpServerKnowsTheEndByMoreThanIsDone() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps",
                s -> s.runningFor(Duration.ofSeconds(4)).exportingFor(Duration.ofSeconds(20)).verifyingFor(
                        Duration.ofSeconds(40)));
        String run = sdk("POST", "/runs", start(squid)).get("id").textValue();
        List<String> seen = new ArrayList<>();
        for (int second = 0; second < 60; second += 10) {
            JsonNode now = sdk("GET", "/runs/" + run, null);
            seen.add(now.get("status").textValue() + " " + now.get("export_done") + " "
                     + now.get("email_verification").get("is_done"));
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(seen).containsExactly("pending null false", "done false false", "done false false", "done true false",
                "done true false", "done true true");
    }

    @Test
    void aNodeOfN8nOwnsTheWebhookOfASquid() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        String path = "/delivery?squid=" + squid.id();
        String on = """
                {"webhook_fields": {"url": "https://n8n.example.com/hook", "is_active": true, "retry": true,
                 "events": {"run.running": false, "run.paused": false, "run.done": true, "run.error": true}}}""";

        assertThat(sdk("POST", path, on)).isEqualTo(Api.json(on));
        JsonNode read = sdk("GET", "/squids/" + squid.id(), null).get("webhook_fields");
        assertThat(read).isEqualTo(Api.json(on).get("webhook_fields"));
        sdk("POST", path, on.replace("true", "false"));
        assertThat(squid.webhook().orElseThrow().active()).isFalse();
        assertThat(squid.webhook().orElseThrow().events()).isEmpty();
        sdk("POST", path, on.replaceFirst("\"events\".*(?s:.*)", "\"events\": {\"run\": {\"done\": true}}}}"));
        assertThat(squid.webhook().orElseThrow().events()).as("the nested form of an old client is not understood").isEmpty();
    }

    @Test
    void aNodeOfN8nReadsResultsByLimit() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().results(70));
        squid.startRun();

        assertThat(sdk("GET", "/results?squid=" + squid.id() + "&page=2&limit=50", null).get("data")).hasSize(20);
    }

    @Test
    void theirOwnChecksOfWhatAnAnswerMayBe() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps", s -> s.instantRuns()).startRun();
        behaviour().enable(Quirk.GET_RUN_WITH_IS_DONE);

        assertThat(sdk("GET", "/runs/" + run.id(), null).get("is_done").booleanValue()).isTrue();
        behaviour().disable(Quirk.GET_RUN_WITH_IS_DONE);
        assertThat(sdk("GET", "/runs/" + run.id(), null).get("duration").isNumber()).isTrue();
    }
}
