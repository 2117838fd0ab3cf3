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
package io.lobstr.camel;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.model.AccountSync;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class SyncAccountTest extends WireTestSupport {

    private static final String SYNC = "lobstr:syncAccount?pollInterval=5";
    private static final String COOKIE = "c00kie-of-the-site";
    private static final Map<String, Object> BODY
            = Map.of("type", "twitter-sync", "cookies", Map.of("auth_token", COOKIE));

    private static final Duration SOON = Duration.ofSeconds(60);

    private static String answer(int code, String text, String account) {
        return "{\"id\":\"y1\",\"object\":\"synchronize-cookies\",\"status_code\":" + code + ",\"status_text\":\"" + text + "\""
               + (account == null ? "" : ",\"account_hash\":\"" + account + "\"") + "}";
    }

    @BeforeEach
    void accept() {
        wire.register(post("/v1/accounts/cookies").willReturn(okJson(answer(100, "created", null))));
    }

    private void statuses(String... answers) {
        for (int i = 0; i < answers.length; i++) {
            wire.register(get("/v1/synchronize/y1").inScenario("sync")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "sync " + i)
                    .willSetStateTo("sync " + Math.min(i + 1, answers.length - 1)).willReturn(okJson(answers[i])));
        }
    }

    @Test
    void waitsUntilTheCookiesWereTried() {
        statuses(answer(100, "created", null), answer(120, "synchronizing", null), answer(200, "synchronized", "a1"));

        Exchange exchange = send(SYNC, BODY);

        assertThat(answer(AccountSync.class, exchange).getAccountHash()).isEqualTo("a1");
        assertThat(exchange.getMessage().getHeaders()).containsEntry(LobstrConstants.ACCOUNT_ID, "a1");
        assertThat(asked()).containsExactly("POST /accounts/cookies", "GET /synchronize/y1", "GET /synchronize/y1",
                "GET /synchronize/y1");
        wire.verifyThat(postRequestedFor(
                urlEqualTo("/v1/accounts/cookies"))
                .withRequestBody(equalToJson("{\"type\":\"twitter-sync\",\"cookies\":{\"auth_token\":\"" + COOKIE + "\"}}")));
    }

    @ParameterizedTest
    @CsvSource({ "option, a1", "header, a2", "body, a3" })
    void givesALoginNewCookies(String where, String account) {
        statuses(answer(200, "synchronized", account));
        String json = "{\"type\":\"twitter-sync\",\"cookies\":{\"auth_token\":\"x\"}"
                      + ("body".equals(where) ? ",\"account\":\"a3\"}" : "}");

        Exchange exchange = send(SYNC + ("option".equals(where) ? "&account=a1" : ""), json,
                "header".equals(where) ? Map.of(LobstrConstants.ACCOUNT_ID, "a2") : Map.of());

        assertThat(answer(AccountSync.class, exchange).getAccountHash()).isEqualTo(account);
        assertThat(requests().get(0).getBodyAsString()).contains("\"account\":\"" + account + "\"");
    }

    @Test
    void whatTheSiteRefusesIsAFailure() {
        statuses(answer(120, "synchronizing", null), answer(401, "cookies_expired for " + COOKIE, null));

        LobstrException failure = (LobstrException) send(SYNC + "&account=a1", BODY).getException();

        assertThat(failure).isExactlyInstanceOf(LobstrException.class).hasMessage(
                "syncAccount of account a1 failed: synchronization y1: 401 cookies_expired for xxxxxx");
        assertThat(failure.getStatusCode()).isEqualTo(401);
    }

    /** A cache on the way, or a mistake there: whoever used the other login would scrape as somebody else. */
    @Test
    void anotherAccountIsNoAnswer() {
        statuses(answer(200, "synchronized", "other"), answer(200, "synchronized", "A1"));
        assertThat(answer(AccountSync.class, send(SYNC + "&account=a1", BODY)).getAccountHash()).isEqualTo("A1");

        wire.resetScenarios();
        statuses(answer(200, "synchronized", "other"), answer(200, "synchronized", "other"));
        assertThat(send(SYNC + "&account=a1&awaitTimeout=300", BODY).getException())
                .isExactlyInstanceOf(LobstrTimeoutException.class)
                .hasMessageEndingWith("syncAccount of account a1 was answered about account other, which is another one");
        wire.register(post("/v1/accounts/cookies").willReturn(okJson(answer(100, "created", "other"))));
        assertThat(send(SYNC + "&account=a1", BODY).getException()).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessage("syncAccount of account a1 was answered about account other, which is another one");
    }

    @ParameterizedTest
    @CsvSource({ "a/b,that is none: job=a/b is no hash", "..,that is none: job=.. is no hash" })
    void anIdThatIsNoneIsNotAskedFor(String id, String why) {
        wire.register(post("/v1/accounts/cookies").willReturn(okJson(answer(100, "created", null).replace("y1", id))));

        Exception failure = send(SYNC, BODY).getException();

        assertThat(failure).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageContaining("syncAccount was answered an id of the synchronization " + why);
        assertThat(((LobstrServerException) failure).isRequestSent()).isTrue();
        assertThat(requests()).hasSize(1);
    }

    /** A second login would cost a second one's limits. */
    @ParameterizedTest
    @CsvSource({ "500, 3, 1", "429, 3, 3", "400, 1, 1" })
    void onlyWhatNamesALoginIsSentAgain(int status, int named, int unnamed) {
        wire.register(post("/v1/accounts/cookies").willReturn(
                aResponse().withStatus(status).withBody("{\"detail\":\"Invalid cookie " + COOKIE + "\"}")));

        for (String account : List.of("", "&account=a1")) {
            assertThat(send(SYNC + account, BODY).getException()).isInstanceOf(LobstrException.class)
                    .hasMessageStartingWith("syncAccount ").hasMessageContaining("Invalid cookie xxxxxx");
            assertThat(requests()).hasSize(account.isEmpty() ? unnamed : named);
            forgetRequests();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               value = {
                       "{\"type\":\"twitter-sync\"}|lacks cookies", "{\"cookies\":{\"a\":\"c00kie\"}}|lacks type",
                       "[{\"cookies\":\"c00kie\"}]|is a list", "c00kie|is none: it is no JSON" })
    void aBodyThatIsNoneIsNotSentAndNotShown(String body, String why) {
        assertThat(send(SYNC, body).getException()).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why).hasMessageNotContaining("c00kie");

        assertThat(asked()).isEmpty();
    }

    @Test
    void theWaitEndsAfterAwaitTimeout() {
        statuses(answer(120, "synchronizing", null));

        assertThat(send(SYNC + "&awaitTimeout=" + Duration.ofMillis(50).toMillis(), BODY).getException())
                .isExactlyInstanceOf(LobstrTimeoutException.class)
                .hasMessage("syncAccount: synchronization y1 was not over within 50 ms (awaitTimeout)");
    }

    /** A redelivery would make a second login, where none is named; or it is not known what was done. */
    @ParameterizedTest
    @CsvSource(delimiter = '|',
               value = {
                       "|false|; synchronization y1 goes on", "|true|; whether the synchronization has begun cannot be known",
                       "&account=a1|true|; whether the synchronization has begun cannot be known", "&account=a1|false|" })
    void aStopSaysWhetherItMayBeDoneAgain(String account, boolean posting, String words) throws Exception {
        statuses(answer(120, "synchronizing", null));
        CompletableFuture<Void> posted = new CompletableFuture<>();
        CompletableFuture<Void> over = new CompletableFuture<>();
        CamelContext other = started();
        try (SlowReader server = new SlowReader((in, out) -> {
            posted.complete(null);
            over.join();
        })) {
            CompletableFuture<Exchange> waiting = other.createProducerTemplate().asyncSend(
                    SYNC + "&maxRetries=0" + (account == null ? "" : account) + (posting ? "&baseUrl=" + server.url() : ""),
                    exchange -> exchange.getMessage().setBody(BODY));
            await().atMost(SOON).until(() -> posting ? posted.isDone() : asked().contains("GET /synchronize/y1"));

            other.getComponent("lobstr", LobstrComponent.class).clients().stopWaiting();
            over.complete(null);

            Exception failure = waiting.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().getException();
            if (words == null) {
                assertThat(failure).isExactlyInstanceOf(LobstrStoppedException.class);
            } else {
                assertThat(failure).isExactlyInstanceOf(LobstrServerException.class)
                        .hasMessageEndingWith("was stopped" + words);
                assertThat(((LobstrServerException) failure).isRequestSent()).isTrue();
            }
        } finally {
            over.complete(null);
            other.stop();
        }
    }
}
