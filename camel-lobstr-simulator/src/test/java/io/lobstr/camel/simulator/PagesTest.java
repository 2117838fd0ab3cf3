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
import java.util.Collections;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.PageEnd;
import io.lobstr.camel.simulator.api.Paging;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    private List<String> idsOf(SimulatedSquid squid, int from, int to) {
        return squid.runs().subList(from, to).stream().map(SimulatedRun::id).toList();
    }

    @Test
    void rowsCanBeHidden() throws Exception {
        SimulatedSquid squid = squidWithRuns(30);
        Paging paging = behaviour().paging("/v1/runs").hideRows(5, 20);

        assertThat(ids(page(squid, "&limit=10"))).isEqualTo(idsOf(squid, 0, 5));
        JsonNode hole = page(squid, "&limit=10&page=2");
        assertThat(hole.get("data")).isEmpty();
        assertThat(hole.get("next").isNull()).isFalse();
        assertThat(hole.get("total_results").intValue()).isEqualTo(30);
        assertThat(ids(page(squid, "&limit=10&page=3"))).isEqualTo(idsOf(squid, 20, 30));
        assertThat(api.get("/squids").get("data")).as("other lists are as they were").hasSize(1);
        paging.showRows();
        assertThat(page(squid, "&limit=10&page=2").get("data")).hasSize(10);
    }

    @ParameterizedTest
    @CsvSource({
            "DOCUMENTED, true, 3, 30, true", "NULL_NEXT, false, 3, 30, true", "NO_LINKS, , 3, 30, true",
            "NO_LINKS_AND_PAGES, , , 30, true", "DATA_ONLY, , , , false" })
    void whatTheySayOfTheNextIsASwitch(PageEnd end, Boolean next, Integer pages, Integer total, boolean page)
            throws Exception {
        behaviour().paging("/v1/runs").end(end);

        JsonNode first = page(squidWithRuns(30), "&limit=10");

        assertThat(first.get("data")).hasSize(10);
        assertThat(first.has("next") ? !first.get("next").isNull() : null).isEqualTo(next);
        assertThat(first.has("total_pages") ? first.get("total_pages").intValue() : null).isEqualTo(pages);
        assertThat(first.has("total_results") ? first.get("total_results").intValue() : null).isEqualTo(total);
        assertThat(first.has("page")).isEqualTo(page);
    }

    @Test
    void theyCanBeSmallerThanAskedFor() throws Exception {
        SimulatedSquid squid = squidWithRuns(30);
        behaviour().paging("/v1/runs").atMost(12);

        JsonNode second = page(squid, "&limit=100&page=2");

        assertThat(ids(second)).isEqualTo(idsOf(squid, 12, 24));
        assertThat(second.get("limit").intValue()).isEqualTo(12);
        assertThat(second.get("total_pages").intValue()).isEqualTo(3);
    }

    @Test
    void theyCanBeRefusedFromSomeDepthOn() throws Exception {
        SimulatedSquid squid = squidWithRuns(30);
        behaviour().paging("/v1/runs").deepest(2);

        assertThat(page(squid, "&limit=10&page=2").get("data")).hasSize(10);
        assertThat(api.call("GET", "/runs?limit=10&page=3&squid=" + squid.id(), null).statusCode()).isEqualTo(400);
        behaviour().paging("/v1/runs").asDocumented();
        assertThat(page(squid, "&limit=10&page=3").get("data")).hasSize(10);
    }

    @Test
    void aTotalCanDifferBetweenThem() throws Exception {
        SimulatedSquid squid = squidWithRuns(30);
        behaviour().paging("/v1/runs").totalOfTheRest(true);

        assertThat(page(squid, "&limit=10").get("total_results").intValue()).isEqualTo(30);
        assertThat(page(squid, "&limit=10&page=2").get("total_results").intValue()).isEqualTo(20);
    }

    @Test
    void theyCanComeInAnotherOrder() throws Exception {
        SimulatedSquid squid = squidWithRuns(3);
        List<String> oldestFirst = new ArrayList<>(idsOf(squid, 0, 3));
        Collections.reverse(oldestFirst);
        behaviour().paging("/v1/runs").oldestFirst(true);

        assertThat(ids(page(squid, ""))).isEqualTo(oldestFirst);
    }

    @ParameterizedTest
    @CsvSource({
            "'', page_size=20&limit=30, 20", "'', limit=30, 30", "'', page_size=20, 20", "'', '', 50",
            "page_size, page_size=20&limit=30, 20", "page_size, limit=30, 50",
            "limit, page_size=20&limit=30, 30", "limit, page_size=20, 50" })
    void theSizeOfAPageOfResultsHasTwoNames(String names, String query, int size) throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().results(70));
        if (!names.isEmpty()) {
            behaviour().paging("/v1/results").sizedBy(names);
        }

        JsonNode page = api.get("/results?run=" + squid.startRun().id() + "&" + query);

        assertThat(page.get("data")).hasSize(size);
        assertThat(page.get("next").textValue())
                .contains(query.isEmpty() ? "page_size=50" : query.split("[=&]")[0] + "=" + size);
    }

    @Test
    void theSizeOfOtherListsHasOneName() throws Exception {
        assertThat(page(squidWithRuns(70), "&page_size=20").get("data")).hasSize(50);
    }

    @Test
    void withoutASizeTheyCanHaveTenRows() throws Exception {
        SimulatedSquid squid = squidWithRuns(70);
        behaviour().paging("/v1/runs").defaultSize(10);

        assertThat(page(squid, "").get("data")).hasSize(10);
    }

    @Test
    void aBigPageOfASmallPlanIsRefused() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().results(70));
        String results = "/results?run=" + squid.startRun().id();
        behaviour().paging("/v1/results").exportLimit(30);

        HttpResponse<String> refused = api.call("GET", results + "&page_size=100", null);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Api.json(refused.body()).get("errors").get("type").textValue()).isEqualTo("ExportLimitReached");
        assertThat(api.get(results + "&page_size=30").get("data")).hasSize(30);
    }
}
