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
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.SiteAccounts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The accounts of sites, and how their cookies come.
 */
class SiteAccountsTest extends SimulatorTestSupport {

    private static final String COOKIES = """
            {"type": "twitter-sync", "cookies": {"auth_token": "secret-1", "ct0": "secret-2"}%s}""";

    private SiteAccounts accounts;

    @BeforeEach
    void findAccounts() {
        accounts = simulator.account().siteAccounts();
    }

    private void assertDetail(int status, HttpResponse<String> response) throws Exception {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(Api.keys(Api.json(response.body()))).containsExactly("detail");
    }

    private String synchronize(String more) throws Exception {
        JsonNode answer = api.post("/accounts/cookies", COOKIES.formatted(more));
        assertThat(Api.keys(answer)).containsExactly("id", "object", "status_code", "status_text");
        assertThat(answer.get("status_code").intValue()).isEqualTo(100);
        return "/synchronize/" + answer.get("id").textValue();
    }

    @Test
    void oneIsAPageOfOne() throws Exception {
        SiteAccount account = accounts.add("twitter-sync", "ada");
        accounts.add("facebook-sync", "bob");
        simulator.addSquid("Followers", s -> s.accounts(account.id()));
        JsonNode page = api.get("/accounts/" + account.id());
        assertThat(page.get("total_results").intValue()).isEqualTo(1);
        JsonNode one = page.get("data").get(0);
        assertThat(Api.keys(one)).containsExactly("id", "object", "username", "created_at", "last_synchronization_time",
                "status", "status_code_info", "status_code_description", "type", "params", "updated_at", "account_type_hash",
                "squids", "baseurl", "cookies", "icon", "primary_color", "lock_time", "resets_in");
        assertThat(one.get("status").textValue()).isEqualTo("200");
        assertThat(one.get("squids").get(0).get("name").textValue()).isEqualTo("Followers");
        assertThat(one.get("params").get("user").get("profiles").get("value").intValue()).isEqualTo(150);
        assertThat(api.get("/accounts?page=2&limit=1").get("data").get(0).get("username").textValue()).isEqualTo("bob");
        assertThat(api.get("/accounts?type=facebook-sync").get("data")).hasSize(1);
        assertDetail(404, api.call("GET", "/accounts/nope", null));
    }

    @Test
    void oneExpiresOrIsLocked() throws Exception {
        SiteAccount account = accounts.add("twitter-sync", "ada");
        account.expire();
        account.lock(Duration.ofMinutes(10));
        JsonNode one = api.get("/accounts").get("data").get(0);
        assertThat(one.get("status").textValue()).isEqualTo("401");
        assertThat(one.get("status_code_info").textValue()).isEqualTo("cookies_expired");
        assertThat(one.get("lock_time").longValue()).isEqualTo(clock.instant().getEpochSecond() + 600);
        assertThat(one.get("resets_in").intValue()).isEqualTo(600);
        assertThat(api.get("/accounts?status=1").get("data")).isEmpty();
        behaviour().enable(Quirk.LOCK_TIME_AS_TEXT);
        assertThat(api.get("/accounts").get("data").get(0).get("lock_time").textValue()).isEqualTo("2025-02-10T14:37:45Z");
        clock.advance(Duration.ofMinutes(11));
        assertThat(api.get("/accounts").get("data").get(0).get("lock_time").isNull()).isTrue();
    }

    @Test
    void cookiesMakeAnAccountAfterAWhile() throws Exception {
        String path = synchronize("");
        List<String> seen = new ArrayList<>();
        for (int second = 0; second < 6; second += 2) {
            JsonNode now = api.get(path);
            seen.add(
                    now.get("status_code") + " " + now.get("status_text").textValue() + " " + now.get("account_hash").isNull());
            clock.advance(Duration.ofSeconds(2));
        }
        assertThat(seen).containsExactly("100 created true", "120 synchronizing true", "200 synchronized false");
        String id = api.get(path).get("account_hash").textValue();
        JsonNode account = api.get("/accounts/" + id).get("data").get(0);
        assertThat(account.get("type").textValue()).isEqualTo("twitter-sync");
        assertThat(account.get("last_synchronization_time").textValue()).isEqualTo("2025-02-10T14:27:49Z");
        assertThat(account.toString()).doesNotContain("secret-");
        assertDetail(404, api.call("GET", "/synchronize/nope", null));
    }

    @Test
    void cookiesRefreshAnAccount() throws Exception {
        SiteAccount account = accounts.add("twitter-sync", "ada");
        account.expire();
        String path = synchronize(", \"account\": \"" + account.id() + "\"");
        clock.advance(Duration.ofSeconds(4));
        assertThat(api.get(path).get("account_hash").textValue()).isEqualTo(account.id());
        assertThat(account.isSynchronized()).isTrue();
        assertThat(accounts.all()).hasSize(1);
        assertDetail(404, api.call("POST", "/accounts/cookies", COOKIES.formatted(", \"account\": \"nope\"")));
    }

    @Test
    void theSameCookiesMakeTwoAccountsOrOne() throws Exception {
        for (int accountsThen : new int[] { 1, 2 }) {
            synchronize("");
            clock.advance(Duration.ofSeconds(4));
            assertThat(api.get("/accounts").get("data")).hasSize(accountsThen);
        }
        behaviour().enable(Quirk.SAME_COOKIES_SAME_ACCOUNT);
        String path = synchronize("");
        clock.advance(Duration.ofSeconds(4));
        assertThat(api.get("/accounts").get("data")).hasSize(2);
        assertThat(api.get(path).get("account_hash").textValue()).isEqualTo(accounts.all().get(0).id());
    }

    @ParameterizedTest
    @CsvSource({ "401, failed", "120, synchronizing" })
    void badCookiesMakeNoAccount(int outcome, String text) throws Exception {
        accounts.synchronizing(Duration.ofSeconds(10), outcome);
        String path = synchronize("");
        clock.advance(Duration.ofMinutes(10));
        assertThat(api.get(path).get("status_code").intValue()).isEqualTo(outcome);
        assertThat(api.get(path).get("status_text").textValue()).isEqualTo(text);
        assertThat(api.get(path).get("account_hash").isNull()).isTrue();
        assertThat(api.get("/accounts").get("data")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"type\": \"nope-sync\", \"cookies\": {\"a\": \"b\"}}",
            "{\"type\": \"twitter-sync\", \"cookies\": {\"auth_token\": \"x\"}}",
            "{\"type\": \"facebook-sync\", \"cookies\": {}}",
            "{\"type\": \"facebook-sync\"}" })
    void cookiesMustBeComplete(String body) throws Exception {
        HttpResponse<String> response = api.call("POST", "/accounts/cookies", body);
        assertDetail(400, response);
        assertThat(response.body()).contains("Invalid account type or missing required cookies.");
    }

    @Test
    void limitsAreWithinThoseOfTheType() throws Exception {
        SiteAccount account = accounts.add("linkedin-sync", "ada");
        String body = "{\"account\": \"" + account.id()
                      + "\", \"type\": \"linkedin-sync\", \"params\": {\"batch\": 30, \"profiles\": %s}}";
        JsonNode answer = api.post("/accounts", body.formatted("300"));
        assertThat(answer.get("params").get("user").get("batch").get("value").intValue()).isEqualTo(30);
        assertDetail(400, api.call("POST", "/accounts", body.formatted("301")));
        assertDetail(400, api.call("POST", "/accounts", body.formatted("1").replace("linkedin-", "twitter-")));
        assertDetail(404, api.call("POST", "/accounts", body.formatted("1").replace(account.id(), "nope")));
        assertThat(account.limits()).containsEntry("profiles", 300);
    }

    @Test
    void oneIsDeletedAndSquidsKeepItsId() throws Exception {
        SiteAccount account = accounts.add("twitter-sync", "ada");
        String squid = simulator.addSquid("Followers", s -> s.accounts(account.id())).id();
        assertThat(api.delete("/accounts/" + account.id()))
                .isEqualTo(Api.json("{\"id\": \"" + account.id() + "\", \"object\": \"account\", \"deleted\": true}"));
        assertDetail(404, api.call("DELETE", "/accounts/" + account.id(), null));
        assertThat(simulator.squid(squid).settings().accounts()).containsExactly(account.id());
    }

    @Test
    void typesSayWhatTheyNeed() throws Exception {
        JsonNode types = api.get("/account_types").get("data");
        assertThat(types).extracting(type -> type.get("name").textValue()).containsExactly("twitter-sync", "linkedin-sync",
                "facebook-sync");
        assertThat(Api.keys(types.get(0))).containsExactly("id", "object", "name", "icon", "domain", "params", "baseurl",
                "cookies");
        assertThat(types.get(2).get("cookies")).as("all of the session").isEmpty();
    }
}
