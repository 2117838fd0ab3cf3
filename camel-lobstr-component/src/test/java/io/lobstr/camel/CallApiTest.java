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

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.Squid;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class CallApiTest extends WireTestSupport {

    private void answers(String json) {
        wire.register(any(anyUrl()).willReturn(okJson(json)));
    }

    @Test
    void fillsIdsInFromOptionsAndHeadersAndNothingElse() {
        answers("{\"rows\":[{\"credits\":1.50}]}");

        Exchange exchange = send(
                "lobstr:callApi?path=/squids/{squid}/x/{run}&squid=a%20b&query.days=30&query.q=RAW(caf\u00e9 & {a})"
                                 + "&query.task={task}",
                null,
                Map.of(LobstrConstants.RUN_ID, "r?1#%2e", LobstrConstants.TASK_ID, "t&1", LobstrConstants.SQUID_ID, "other"));

        assertThat(answer(Map.class, exchange))
                .isEqualTo(Map.of("rows", List.of(Map.of("credits", new BigDecimal("1.50")))));
        assertThat(asked()).containsExactly(
                "GET /squids/a%20b/x/r%3F1%23%252e?days=30&q=caf%C3%A9%20%26%20%7Ba%7D&task=t%261");
        assertThat(requests().get(0).getHeader("Authorization")).isEqualTo("Token " + KEY);
        assertThat(exchange.getMessage().getHeaders()).containsEntry(LobstrConstants.SQUID_ID, "other");
    }

    @Test
    void sendsTwiceWhatStandsThereTwice() {
        answers("{}");

        answer(Map.class, send("lobstr:callApi?path=/x&query.type=RAW(a&b)&query.type={squid}&squid=s1&query.q=[1, 2]", null));

        assertThat(asked()).containsExactly("GET /x?q=%5B1%2C%202%5D&type=a%26b&type=s1");
    }

    /** What the name says, and no other word: the rest of the message is of use. */
    @Test
    void hidesWhatWasSentUnderTheNameOfASecret() {
        wire.register(any(anyUrl()).willReturn(jsonResponse("{\"detail\":\"no t0ken of 4711 and no Maps\"}", 400)));

        assertThat(send("lobstr:callApi?path=/x&method=POST",
                Map.of("name", "Maps", "api_key", "t0ken", "cookies", List.of(Map.of("n", 4711)))).getException())
                .hasMessageEndingWith("no xxxxxx of xxxxxx and no Maps");
    }

    @ParameterizedTest
    @EnumSource(CallMethod.class)
    void sendsTheBodyWhereTheMethodHasOne(CallMethod method) {
        answers("[1, null, {\"a\": true}]");

        Object body = answer(List.class, send("lobstr:callApi?path=/new&method=" + method, Map.of("name", "x")));

        assertThat(body).hasToString("[1, null, {a=true}]");
        boolean sends = method != CallMethod.GET && method != CallMethod.DELETE;
        assertThat(asked()).containsExactly(method + " /new");
        assertThat(requests().get(0).getBodyAsString()).isEqualTo(sends ? "{\"name\":\"x\"}" : "");
        assertThat(requests().get(0).containsHeader("Content-Type")).isEqualTo(sends);
    }

    static Stream<Arguments> sendsAnyJson() {
        return Stream.of(arguments(List.of(1, "b"), "[1,\"b\"]"), arguments("[ {\"n\": 1.10} ]", "[{\"n\":1.10}]"),
                arguments("true".getBytes(), "true"), arguments(null, ""), arguments("  ", ""));
    }

    @ParameterizedTest
    @MethodSource
    void sendsAnyJson(Object body, String sent) {
        answers("{}");

        answer(Map.class, send("lobstr:callApi?path=/new&method=POST", body));

        assertThat(requests().get(0).getBodyAsString()).isEqualTo(sent);
    }

    @Test
    void whatIsNoJsonIsNotSent() {
        for (Object body : List.of("name: x", 7L, new Squid(Map.of("id", "s1", "name", "x")))) {
            assertThat(send("lobstr:callApi?path=/new&method=POST", body).getException())
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("callApi cannot send this body: it is ")
                    .hasMessageEndingWith("; give a Map, a List or JSON, or none");
        }

        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 200, 201, 204 })
    void noBodyIsNull(int status) {
        wire.register(any(anyUrl()).willReturn(aResponse().withStatus(status)));

        Exchange exchange = send("lobstr:callApi?path=/squids/{squid}/chain&method=DELETE&squid=s1", "before");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    /** Of what it does nobody knows here, so that only a read is sent again after it may have been done. */
    @ParameterizedTest
    @CsvSource({
            "GET, 500, 3", "POST, 500, 1", "PUT, 502, 1", "PATCH, 500, 1", "DELETE, 500, 1", "GET, 429, 3", "POST, 429, 3",
            "DELETE, 429, 3", "GET, 404, 1" })
    void aFailureIsNamedAndSentAgainOnlyWhereThatIsSafe(CallMethod method, int status, int requests) {
        wire.register(any(anyUrl()).willReturn(
                jsonResponse("{\"error\":{\"message\":\"no " + KEY + "\",\"type\":\"HTTPNotFound\"}}", status)));

        Exception failure = send("lobstr:callApi?path=/squids/{squid}/x&squid=s1&method=" + method, null).getException();

        assertThat(failure).isInstanceOf(LobstrException.class).hasMessageStartingWith(
                "callApi of squid s1 (" + method + " /squids/{squid}/x) failed: " + status).hasMessageEndingWith(
                        "no xxxxxx (HTTPNotFound)");
        assertThat(requests()).hasSize(requests);
        if (status == 404) {
            assertThat(failure).isExactlyInstanceOf(LobstrNotFoundException.class);
        }
    }

    @Test
    void whatIsNoJsonIsNoAnswer() {
        wire.register(any(anyUrl()).willReturn(aResponse().withBody("<html/>")));

        assertThat(send("lobstr:callApi?path=/x", null).getException()).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageContaining("cannot be read: it is no JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "path=squids                       | path=squids does not begin with /",
            "path=https://example.com          | path=https://example.com does not begin with /",
            "path=//example.com/x              | has nothing between two /",
            "path=/a//b                        | has nothing between two /",
            "path=/                            | has nothing between two /",
            "path=/a/../../b                   | leads to another place by ..",
            "path=/a/.                         | leads to another place by .",
            "path=/a/%2e%2e/b                  | leads to another place by ..",
            "path=/a/%252e%252e/b              | has %2e%2e in it",
            "path=/a\\..\\b                    | has a\\..\\b in it",
            "path=/a%3Fb=c                     | has a?b=c in it",
            "path=/a%23b                       | has a#b in it",
            "path=/a%0Ab                       | has a b in it",
            "path=/a%20b                       | has a b in it",
            "path=/a@b:80                      | has a@b:80 in it",
            "path=/a/{squid                    | has {squid in it",
            "path=/a/{}                        | has {} in it, and can have {squid}, {run}",
            "path=/a/{nothing}                 | has {nothing} in it, and can have {squid}, {run}",
            "path=/a/{page}                    | has {page} in it, and can have",
            "path=/a/{job}                     | has {job} in it, and can have",
            "path=/a/{delivery}                | has {delivery} in it, and can have",
            "path=/a/x{squid}                  | has x{squid} in it",
            "path=/a/{squid}{run}              | has {squid}{run} in it",
            "path=/{squid}/a                   | begins with an id",
            "method=POST                       | callApi needs a path: set the option path",
            "path=/a&method=HEAD               | method=HEAD is unknown: it is one of GET, POST, PUT, PATCH, DELETE",
            "path=/a&squid=s1                  | squid=s1 is without effect: GET /a has no {squid} in it",
            "path=/a/{squid}&squid=a/b         | squid=a/b is no hash",
            "path=/a&page=1                    | lobstr:callApi does not take page" })
    void aCallThatMayLeadElsewhereIsRefusedAtStart(String options, String why) {
        assertThatThrownBy(() -> context.getEndpoint("lobstr:callApi?" + options)).hasRootCauseInstanceOf(
                Exception.class).satisfies(failure -> assertThat(root(failure)).hasMessageContaining(why));
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof IllegalArgumentException)) {
            root = root.getCause();
        }
        return root;
    }

    @ParameterizedTest
    @CsvSource({ "path=/x, path", "query.a=b, query.a", "method=GET, method" })
    void othersDoNotTakeItsOptions(String options, String name) {
        assertThatThrownBy(() -> context.getEndpoint("lobstr:getBalance?" + options)).hasStackTraceContaining(
                "lobstr:getBalance does not take " + name + ", an option of callApi");
    }

    @Test
    void anIdThatNobodyFillsInIsAskedForBeforeAnythingIsSent() {
        assertThat(send("lobstr:callApi?path=/squids/{squid}", null).getException())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("callApi needs a squid: set the option squid or the header CamelLobstrSquidId");
        assertThat(send("lobstr:callApi?path=/squids/{squid}", null, Map.of(LobstrConstants.SQUID_ID, "../me")).getException())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("CamelLobstrSquidId=../me is no hash");

        assertThat(asked()).isEmpty();
    }
}
