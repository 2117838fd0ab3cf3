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
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.CrawlerAttribute;
import io.lobstr.camel.simulator.state.CrawlerParam;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What scraper templates there are, and what they take and collect.
 */
class CrawlersTest extends SimulatorTestSupport {

    private SimulatedCrawler crawler;

    @BeforeEach
    void addCrawler() {
        crawler = simulator.addCrawler("Twitter Followers (2026)",
                c -> c.accountType("twitter-sync").premium().creditsPerRow(3)
                        .taskParam(CrawlerParam.of("url").inGroup("url").needed().matching("https://x.com/.+"))
                        .squidParam(CrawlerParam.of("max_results").typed("integer"))
                        .squidParam(CrawlerParam.of("order").defaultingTo("new").oneOf("new", "old"))
                        .function("emails", 10, false).attribute("name", "string", "Ada")
                        .attribute(new CrawlerAttribute("email", "string", "a@example.com", "emails"))
                        .link("Profile Scraper", Map.of("url", "url")));
    }

    @Test
    void theyAreListedInPages() throws Exception {
        simulator.addSquid("Other", s -> s.crawler("Some Other Scraper"));
        assertThat(api.get("/crawlers").get("data")).extracting(json -> json.get("name").textValue()).containsExactly(
                "Google Maps Leads Scraper", "LinkedIn Profile Scraper", "Twitter Followers (2026)", "Some Other Scraper");
        JsonNode listed = api.get("/crawlers?page=3&limit=1").get("data").get(0);
        assertThat(Api.keys(listed)).containsExactly("id", "object", "account", "name", "slug", "icon", "is_public",
                "is_available", "is_premium", "has_issues", "max_concurrency", "credits_per_row");
        assertThat(listed.get("slug").textValue()).isEqualTo("twitter-followers-2026");
        assertThat(Api.keys(listed.get("account"))).containsExactly("type", "baseurl", "cookies", "icon");
        assertThat(listed.get("account").get("cookies").get(0))
                .isEqualTo(Api.json("{\"name\": \"auth_token\", \"required\": true}"));
        assertThat(api.get("/crawlers").get("data").get(0).get("account").isNull()).isTrue();
    }

    @Test
    void oneTellsMore() throws Exception {
        JsonNode single = api.get("/crawlers/" + crawler.id());
        assertThat(Api.keys(single)).contains("description", "help_article", "rank", "input", "result",
                "has_email_verification", "default_worker_stats", "email_worker_stats", "chains");
        assertThat(single.get("input"))
                .extracting(json -> json.get("name") + " " + json.get("level") + " " + json.get("function"))
                .containsExactly("\"url\" \"task\" false", "\"max_results\" \"squid\" false", "\"order\" \"squid\" false",
                        "\"emails\" \"squid\" true");
        assertThat(single.get("result")).isEqualTo(Api.json("[\"name\", \"email\"]"));
        assertThat(single.get("chains").get(0).get("target_module_id").textValue())
                .isEqualTo(SimulatedCrawler.idOf("Profile Scraper"));
    }

    @Test
    void itsPriceIsANumberOrTwo() throws Exception {
        assertThat(api.get("/crawlers/" + crawler.id()).get("credits_per_row").intValue()).isEqualTo(3);
        behaviour().enable(Quirk.CREDITS_AS_OBJECT);
        assertThat(api.get("/crawlers/" + crawler.id()).get("credits_per_row"))
                .isEqualTo(Api.json("{\"legacy\": 3, \"current\": 3}"));
    }

    @Test
    void itsParametersAreThoseOfTasksAndOfSquids() throws Exception {
        JsonNode params = api.get("/crawlers/" + crawler.id() + "/params");
        assertThat(params.get("task").get("url")).isEqualTo(Api.json("""
                {"type": "string", "group": "url", "regex": "https://x.com/.+", "required": true, "default": null,
                 "attribute": "url", "is_params": false}"""));
        assertThat(params.get("squid").get("order")).isEqualTo(Api.json("""
                {"type": "string", "allowed": ["new", "old"], "default": "new", "required": false, "attribute": "order",
                 "is_params": true}"""));
        assertThat(params.get("squid").get("functions"))
                .isEqualTo(Api.json("{\"emails\": {\"sort\": 1, \"default\": false, \"credits_per_function\": 10}}"));
    }

    @Test
    void itsColumnsAreForAll() throws Exception {
        URI path = URI.create(simulator.baseUrl() + "/crawlers/" + crawler.id() + "/attributes");
        HttpResponse<String> response = Api.send(HttpRequest.newBuilder(path));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Api.json(response.body())).isEqualTo(Api.json("""
                {"data": [{"name": "name", "type": "string", "example": "Ada", "function": null, "is_main": true,
                           "description": ""},
                          {"name": "email", "type": "string", "example": "a@example.com", "function": "emails",
                           "is_main": false, "description": ""}]}"""));
        assertThat(Api.send(HttpRequest.newBuilder(URI.create(simulator.baseUrl() + "/crawlers"))).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/params", "/attributes" })
    void anUnknownOneIsAnErrorOfTheServer(String what) throws Exception {
        assertThat(refused(500, "GET", "/crawlers/twitter-followers-2026" + what, null)).isEqualTo("SomethingWentWrong");
    }
}
