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
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Chains, which make tasks of one squid out of the rows of another.
 */
class ChainsTest extends SimulatorTestSupport {

    private SimulatedCrawler target;
    private SimulatedSquid source;
    private String path;

    @BeforeEach
    void addSource() {
        target = simulator.addCrawler("Website Scraper", c -> c.squids(s -> s.runningFor(Duration.ofSeconds(20)).results(2)));
        source = simulator.addSquid("Maps", s -> s.results(3)
                .rows((run, index) -> index == 1 ? Map.of("name", "no link") : Map.of("link", "https://" + index)));
        path = "/squids/" + source.id() + "/chain";
    }

    private String body(String more) {
        return "{\"target_module_id\": \"" + target.id() + "\", \"field_map\": {\"link\": \"url\"}" + more + "}";
    }

    private SimulatedSquid targetSquid() throws Exception {
        return simulator.squid(api.get(path).get("target_cluster").get("hash_value").textValue());
    }

    @Test
    void oneIsMadeReadChangedAndDeleted() throws Exception {
        assertThat(api.get(path).isNull()).isTrue();
        assertThat(api.call("POST", path, body("")).statusCode()).isEqualTo(201);
        JsonNode chain = api.get(path);
        assertThat(Api.keys(chain)).containsExactly("id", "target_module", "target_cluster", "field_map", "is_active",
                "autostart", "cluster_name", "cluster_concurrency", "created_at");
        assertThat(chain.get("target_module")).isEqualTo(Api.json(
                "{\"id\": \"" + target.id() + "\", \"public_name\": \"Website Scraper\", \"name\": \"website-scraper\","
                                                                  + " \"max_concurrency\": 20}"));
        assertThat(chain.get("target_cluster").isNull()).isTrue();
        assertThat(chain.get("autostart").booleanValue()).isTrue();
        JsonNode changed = api.patch(path, "{\"autostart\": false, \"cluster_name\": \"Sites\", \"cluster_concurrency\": 2}");
        assertThat(changed).isEqualTo(api.get(path));
        assertThat(changed.get("cluster_name").textValue()).isEqualTo("Sites");
        assertThat(changed.get("cluster_concurrency").intValue()).isEqualTo(2);
        assertThat(changed.get("autostart").booleanValue()).isFalse();

        assertThat(api.get("/squids/" + source.id()).get("chain")).isEqualTo(changed);
        assertThat(api.call("DELETE", path, null).statusCode()).isEqualTo(204);
        assertThat(api.get(path).isNull()).isTrue();
        assertThat(api.get("/squids/" + source.id()).has("chain")).isFalse();
        assertThat(refused(404, "DELETE", path, null)).isEqualTo("No chain configured on this squid.");
        assertThat(refused(404, "PATCH", path, "{}")).isEqualTo("No chain configured on this squid.");
    }

    @Test
    void itsErrorsAreTexts() throws Exception {
        String id = "{\"target_module_id\": \"" + target.id() + "\"";
        assertThat(refused(400, "POST", path, id + "}")).isEqualTo("field_map is required and must be a dict.");
        assertThat(refused(400, "POST", path, id + ", \"field_map\": []}"))
                .isEqualTo("field_map is required and must be a dict.");
        assertThat(refused(400, "POST", path, "{\"target_module_id\": \"nope\"}")).contains("target_module_id");
        api.post(path, body(""));
        assertThat(refused(409, "POST", path, body(""))).contains("already");
        assertThat(refused(404, "GET", "/squids/nope/chain", null)).isEqualTo("SquidDoesNotExistException");
    }

    @Test
    void itFiresWhenARunIsDone() throws Exception {
        api.post(path, body(""));
        source.startRun();
        clock.advance(Duration.ofSeconds(6));
        assertThat(api.get(path).get("target_cluster").isNull()).as("it is not done yet").isTrue();
        clock.advance(Duration.ofSeconds(5));

        SimulatedSquid squid = targetSquid();
        assertThat(squid.name()).isEqualTo("Website Scraper (1) (chained)");
        assertThat(squid.tasks()).extracting("params").containsExactly(Map.of("url", "https://0"), Map.of("url", "https://2"));
        JsonNode run = api.get("/runs?squid=" + squid.id()).get("data").get(0);
        assertThat(run.get("origin").textValue()).isEqualTo("chain");
        assertThat(run.get("created_at").textValue()).as("when the other ended").isEqualTo("2025-02-10T14:27:52Z");
        assertThat(run.get("status").textValue()).isEqualTo("running");
        clock.advance(Duration.ofSeconds(30));
        source.startRun();
        clock.advance(Duration.ofMinutes(1));
        assertThat(targetSquid()).as("the squid is made once").isEqualTo(squid);
        assertThat(squid.tasks()).hasSize(2);
        assertThat(squid.runs()).hasSize(2).allMatch(SimulatedRun::isOver);
    }

    @Test
    void itDoesNotFireForRunsThatFailOrEndedBefore() throws Exception {
        source.startRun();
        clock.advance(Duration.ofMinutes(1));
        api.post(path, body(""));
        source.startRun().abort();
        clock.advance(Duration.ofMinutes(1));
        source.startRun().fail("no_credits_left");
        clock.advance(Duration.ofMinutes(1));
        assertThat(api.get(path).get("target_cluster").isNull()).isTrue();
    }

    @Test
    void itFiresWhenTheExportOfAFailedRunIsMade() throws Exception {
        api.post(path, body(""));
        source.startRun().fail("export_failed");
        assertThat(api.get(path).get("target_cluster").isNull()).isTrue();
        source.run(0).fixExport();
        assertThat(targetSquid().runCount()).isEqualTo(1);
    }

    @Test
    void aRunThatIsNotToStartIsPaused() throws Exception {
        source.startRun();
        api.post(path, body(", \"autostart\": false, \"cluster_name\": \"Sites\", \"cluster_concurrency\": 3"));
        clock.advance(Duration.ofHours(1));
        SimulatedSquid squid = targetSquid();
        assertThat(squid.name()).isEqualTo("Sites");
        assertThat(squid.settings().concurrency()).isEqualTo(3);
        assertThat(squid.run(0).status().word()).isEqualTo("paused");
        squid.run(0).resume();
        clock.advance(Duration.ofMinutes(1));
        assertThat(squid.run(0).status().word()).isEqualTo("done");
    }

    @Test
    void theSquidsOfADeletedChainSurvive() throws Exception {
        api.post(path, body(""));
        source.startRun();
        clock.advance(Duration.ofMinutes(1));
        String squid = targetSquid().id();
        api.call("DELETE", path, null);
        assertThat(api.get("/squids/" + squid).get("total_runs").intValue()).isEqualTo(1);
    }

    @Test
    void chainsFollowEachOtherThreeDeep() throws Exception {
        String more = body("").replace("link", "url");
        api.post(path, body(""));
        source.startRun();
        clock.advance(Duration.ofSeconds(10));
        String first = targetSquid().id();
        api.post("/squids/" + first + "/chain", more);
        clock.advance(Duration.ofMinutes(5));
        String second = api.get("/squids/" + first + "/chain").get("target_cluster").get("hash_value").textValue();
        api.post("/squids/" + second + "/chain", more);
        source.startRun();
        clock.advance(Duration.ofMinutes(5));
        List<SimulatedSquid> squids = simulator.squids();
        assertThat(squids).as("all fired though nobody asked meanwhile").hasSize(4);
        assertThat(squids.get(0).run(0).snapshot().origin()).isEqualTo("chain");
        assertThat(refused(422, "POST", "/squids/" + squids.get(0).id() + "/chain", more)).contains("deep");
    }

    @Test
    void aChangelogNamesItsFieldsOtherwise() throws Exception {
        behaviour().enable(Quirk.CHAIN_NAMES_OF_CHANGELOG);
        JsonNode chain = api.post(path, """
                {"target_crawler": "website-scraper", "field_map": {"link": "url"},
                 "cluster_settings": {"name": "Sites", "concurrency": 2}}""");
        assertThat(chain.get("target_crawler").textValue()).isEqualTo("website-scraper");
        assertThat(chain.get("cluster_settings")).isEqualTo(Api.json("{\"name\": \"Sites\", \"concurrency\": 2}"));
        assertThat(chain.has("target_module")).isFalse();
    }
}
