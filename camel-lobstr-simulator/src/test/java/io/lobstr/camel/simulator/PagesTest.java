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

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PagesTest extends SimulatorTestSupport {

    private static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("data").forEach(run -> ids.add(run.get("id").textValue()));
        return ids;
    }

    private SimulatedSquid squidWithRuns(int count) {
        SimulatedSquid squid = simulator.addSquid("Maps & more");
        squid.addFinishedRuns(count);
        return squid;
    }

    private JsonNode page(SimulatedSquid squid, String more) throws Exception {
        return api.get("/runs?squid=" + squid.id() + more);
    }

    @Test
    void newestFirstFiftyByDefault() throws Exception {
        SimulatedSquid squid = squidWithRuns(120);

        JsonNode first = page(squid, "");

        assertThat(ids(first)).isEqualTo(squid.runs().subList(0, 50).stream().map(SimulatedRun::id).toList());
        assertThat(first.get("total_results").intValue()).isEqualTo(120);
        assertThat(first.get("limit").intValue()).isEqualTo(50);
        assertThat(first.get("total_pages").intValue()).isEqualTo(3);
        assertThat(first.get("result_from").intValue()).isEqualTo(1);
        assertThat(first.get("result_to").intValue()).isEqualTo(50);
        assertThat(first.get("next").textValue())
                .isEqualTo(simulator.baseUrl() + "/runs?squid=" + squid.id() + "&page=2&limit=50");
        assertThat(first.get("previous").isNull()).isTrue();
        assertThat(first.get("data").get(0).get("created_at").textValue())
                .isGreaterThan(first.get("data").get(1).get("created_at").textValue());
    }

    @Test
    void itsLinksLeadThroughAllPages() throws Exception {
        SimulatedSquid squid = squidWithRuns(25);
        List<String> seen = new ArrayList<>();
        JsonNode page = page(squid, "&limit=10");
        seen.addAll(ids(page));
        while (!page.get("next").isNull()) {
            HttpResponse<String> next = Api.send(HttpRequest.newBuilder(URI.create(page.get("next").textValue()))
                    .header("Authorization", "Token test-key"));
            page = Api.json(next.body());
            seen.addAll(ids(page));
        }

        assertThat(seen).isEqualTo(squid.runs().stream().map(SimulatedRun::id).toList());
        assertThat(page.get("page").intValue()).isEqualTo(3);
        assertThat(page.get("result_from").intValue()).isEqualTo(21);
        assertThat(page.get("result_to").intValue()).isEqualTo(25);
        assertThat(page.get("previous").textValue()).contains("page=2");
    }

    @Test
    void linksKeepTheQueryEncoded() throws Exception {
        squidWithRuns(0);
        simulator.addSquid("Maps & more of them");

        assertThat(api.get("/squids?name=maps%20%26&limit=1").get("next").textValue())
                .isEqualTo(simulator.baseUrl() + "/squids?name=maps+%26&limit=1&page=2");
    }

    @Test
    void aFullLastPageHasNoNext() throws Exception {
        SimulatedSquid squid = squidWithRuns(20);

        JsonNode last = page(squid, "&limit=10&page=2");

        assertThat(last.get("data")).hasSize(10);
        assertThat(last.get("next").isNull()).isTrue();
        assertThat(last.get("previous").textValue())
                .isEqualTo(simulator.baseUrl() + "/runs?squid=" + squid.id() + "&limit=10&page=1");
    }

    @Test
    void aPageBehindTheLastIsEmpty() throws Exception {
        JsonNode page = page(squidWithRuns(10), "&page=2000000000&limit=100");

        assertThat(page.get("data")).isEmpty();
        assertThat(page.get("total_results").intValue()).isEqualTo(10);
        assertThat(page.get("result_from").intValue()).isZero();
        assertThat(page.get("next").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "&limit=101", "&limit=0", "&limit=-1", "&page=0", "&page=x", "&limit=1.5" })
    void refusesPagesThatCannotBe(String query) throws Exception {
        SimulatedSquid squid = squidWithRuns(1);

        HttpResponse<String> response = api.call("GET", "/runs?squid=" + squid.id() + query, null);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(Api.json(response.body()).get("errors").get("type").textValue()).isEqualTo("ParamsInvalid");
    }

    @Test
    void bare() throws Exception {
        behaviour().enable(Quirk.BARE_PAGES);

        JsonNode page = page(squidWithRuns(120), "&page=3");

        assertThat(Api.keys(page)).containsExactly("data", "total_pages");
        assertThat(page.get("data")).hasSize(20);
        assertThat(page.get("total_pages").intValue()).isEqualTo(3);
    }

    @Test
    void cappedByAFreePlan() throws Exception {
        SimulatedSquid squid = squidWithRuns(120);
        behaviour().freePlan(15);

        JsonNode first = page(squid, "&limit=10");
        JsonNode second = page(squid, "&limit=10&page=2");
        JsonNode third = page(squid, "&limit=10&page=3");

        assertThat(first.get("total_results").intValue()).isEqualTo(120);
        assertThat(first.get("warning").textValue()).contains("15 of 120");
        assertThat(second.get("data")).hasSize(5);
        assertThat(second.get("next").isNull()).isTrue();
        assertThat(third.get("data")).isEmpty();
        behaviour().paidPlan();
        assertThat(page(squid, "").has("warning")).isFalse();
    }

    @Test
    void linksCanLeadElsewhereAndWhoFollowsThemIsSeen() throws Exception {
        SimulatedSquid squid = squidWithRuns(120);
        behaviour().enable(Quirk.FOREIGN_PAGE_LINKS);

        String next = page(squid, "").get("next").textValue();
        HttpResponse<String> followed
                = Api.send(HttpRequest.newBuilder(URI.create(next)).header("Authorization", "Token test-key"));

        assertThat(next).startsWith(simulator.filesOrigin() + "/v1/runs?");
        assertThat(followed.statusCode()).isEqualTo(403);
        assertThat(simulator.requests().last()).hasValueSatisfying(request -> {
            assertThat(request.origin()).isEqualTo(simulator.filesOrigin());
            assertThat(request.header("authorization")).contains("Token test-key");
        });
    }

    @Test
    void shiftBetweenTwoReads() throws Exception {
        SimulatedSquid squid = squidWithRuns(4);
        List<SimulatedRun> before = squid.runs();
        simulator.afterAnswer(request -> {
            if ("1".equals(request.query().get("page"))) {
                squid.startRun();
            }
        });

        JsonNode first = page(squid, "&limit=2&page=1");
        JsonNode second = page(squid, "&limit=2&page=2");

        assertThat(ids(first)).containsExactly(before.get(0).id(), before.get(1).id());
        assertThat(ids(second)).containsExactly(before.get(1).id(), before.get(2).id());
    }

    @Test
    void changeBeforeTheyAreRead() throws Exception {
        SimulatedSquid squid = squidWithRuns(3);
        List<SimulatedRun> before = squid.runs();
        simulator.beforeAnswer(request -> before.get(0).delete());

        assertThat(ids(page(squid, ""))).containsExactly(before.get(1).id(), before.get(2).id());
        assertThat(api.call("GET", "/runs/" + before.get(0).id(), null).statusCode()).isEqualTo(404);
    }

    @Test
    void historyIsSortedByItsTimeOfCreation() throws Exception {
        SimulatedSquid squid = squidWithRuns(3);
        SimulatedRun middle = squid.addRun(r -> r.createdAt(clock.instant().minus(Duration.ofSeconds(90))));

        assertThat(squid.run(2)).isSameAs(middle);
        assertThat(ids(page(squid, "")).get(2)).isEqualTo(middle.id());
    }

    @Test
    void manyCanFinishAtTheSameInstant() {
        SimulatedSquid squid = simulator.addSquid("Maps");
        squid.addFinishedRuns(50, Duration.ZERO);

        assertThat(squid.runs().stream().map(run -> run.snapshot().exportTime()).distinct()).hasSize(1);
    }

    @Test
    void staysFastHoweverLongTheListsAre() throws Exception {
        SimulatedSquid squid = squidWithRuns(100_000);
        for (int i = 0; i < 10_000; i++) {
            simulator.addSquid("Squid " + i);
        }
        page(squid, "&limit=100");

        long start = System.nanoTime();
        for (int i = 1; i <= 20; i++) {
            assertThat(page(squid, "&limit=100&page=" + i * 50).get("data")).hasSize(100);
            assertThat(api.get("/squids?limit=100&page=" + i * 5).get("data")).hasSize(100);
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
    }
}
