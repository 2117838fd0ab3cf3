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

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.runtime.Lease;
import io.lobstr.camel.internal.squid.SquidCreation;
import io.lobstr.camel.model.Deleted;
import io.lobstr.camel.model.LobstrObject;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunTask;
import io.lobstr.camel.model.Squid;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.request;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What goes over the wire for each call that the API's pages publish, in their words, and what a route gets of their
 * example answers.
 */
class PublishedCallsTest {

    private static final WireMockServer API = new WireMockServer(options().dynamicPort());
    private static final CamelContext CONTEXT = new DefaultCamelContext();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SQUID = "{'id':'s1','object':'squid','name':'Maps','is_ready':true,"
                                        + "'params':{'a':1,'functions':{'f':true,'g':false}}}";
    private static final String NO_SUCH_PATH = "{'errors':{'message':'no such path','type':'HTTPNotFound','code':404}}";
    private static ProducerTemplate template;

    @BeforeAll
    static void start() {
        API.start();
        SimulatedLobstr.addTo(CONTEXT, API.baseUrl() + "/v1", SimulatedLobstr.KEY).getConfiguration().setMaxRetries(2);
        CONTEXT.start();
        template = CONTEXT.createProducerTemplate();
    }

    @AfterEach
    void reset() {
        API.resetAll();
    }

    @AfterAll
    static void stop() throws Exception {
        CONTEXT.close();
        API.stop();
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    private static void answer(String method, String path, int status, String body) {
        API.stubFor(request(method, urlPathEqualTo("/v1" + path)).willReturn(
                aResponse().withStatus(status).withHeader("Content-Type", "application/json").withBody(json(body))));
    }

    /** One answer after the other; the last stays. */
    private static void answers(String method, String path, Object... statusesAndBodies) {
        for (int i = 0; i < statusesAndBodies.length; i += 2) {
            API.stubFor(request(method, urlPathEqualTo("/v1" + path)).inScenario(method + path)
                    .whenScenarioStateIs(i == 0 ? "Started" : "" + i)
                    .willSetStateTo("" + Math.min(i + 2, statusesAndBodies.length - 2))
                    .willReturn(aResponse().withStatus((Integer) statusesAndBodies[i])
                            .withHeader("Content-Type", "application/json").withHeader("Date", "Fri, 02 Jan 2026 03:04:05 GMT")
                            .withBody(json((String) statusesAndBodies[i + 1]))));
        }
    }

    private static Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request("lobstr:" + uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    private static Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    /** Oldest first. */
    private static List<LoggedRequest> requests() {
        // there, one stands where its answer has ended
        return API.getAllServeEvents().stream().map(ServeEvent::getRequest)
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate)).toList();
    }

    private static String asked() {
        return requests().stream()
                .map(one -> one.getMethod() + " " + one.getUrl().replaceFirst("/v1", "")
                            + (one.getBodyAsString().isEmpty() ? "" : " " + one.getBodyAsString().replace('"', '\'')))
                .collect(Collectors.joining("\n"));
    }

    private static <T> T answered(Class<T> type, Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        return exchange.getMessage().getBody(type);
    }

    static Stream<Arguments> calls() {
        return Stream.of(
                arguments("getUser", null, "GET /me", "{'email':'a@example.com','plan':[]}"),
                arguments("resurrectRun?run=r1", null, "POST /runs/r1/resurrect",
                        "{'id':'r1','status':'pending','is_done':false,'done_reason':null}"),
                arguments("retryRunTask?runTask=t1", null, "POST /runtasks/t1/retry",
                        "{'id':'t1','status':'pending','is_done':false}"),
                arguments("getSquid?squid=s1", null, "GET /squids/s1", SQUID),
                arguments("emptySquid?squid=s1", "{'type':'params'}", "POST /squids/s1/empty {'type':'params'}",
                        "{'id':'s1','object':'squid','emptied':true,'deleted_count':150}"),
                arguments("emptySquid?squid=s1", null, "POST /squids/s1/empty {'type':'url'}",
                        "{'id':'s1','object':'squid','emptied':true,'deleted_count':0}"),
                arguments("emptySquid?squid=s1", " ", "POST /squids/s1/empty {'type':'url'}",
                        "{'id':'s1','object':'squid','emptied':true,'deleted_count':0}"),
                arguments("emptySquid?squid=s1", new Run(Map.of("id", "r1", "status", "done")),
                        "POST /squids/s1/empty {'type':'url'}",
                        "{'id':'s1','object':'squid','emptied':true,'deleted_count':0}"),
                arguments("deleteSquid?squid=s1", null, "DELETE /squids/s1", "{'id':'s1','object':'squid','deleted':true}"),
                arguments("estimateSquid?squid=s1", null, "POST /squid/estimate {'squid':'s1'}",
                        "{'services':[{'name':'rows','results':100,'credits':200}],'total_credits':200}"),
                arguments("getChain?squid=s1", null, "GET /squids/s1/chain", "{'id':'c1','field_map':{'url':'url'}}"),
                arguments("getChain?squid=s1", null, "GET /squids/s1/chain", "null"),
                arguments("createChain?squid=s1", "{'target_module_id':'m1','field_map':{'url':'url'},'autostart':false}",
                        "POST /squids/s1/chain {'target_module_id':'m1','field_map':{'url':'url'},'autostart':false}",
                        "{'id':'c1','autostart':false}"),
                arguments("updateChain?squid=s1", Map.of("autostart", true), "PATCH /squids/s1/chain {'autostart':true}",
                        "{'id':'c1','autostart':true}"),
                arguments("listTasks?squid=s1&limit=5", null, "GET /tasks?squid=s1&page=1&limit=5",
                        "{'total_results':1,'next':null,'data':[{'id':'t1','params':{'url':'u'}}]}"),
                arguments("getTask?task=t1", null, "GET /tasks/t1", "{'hash_value':'t1','status':{'status':'pending'}}"),
                arguments("deleteTask?task=t1", null, "DELETE /tasks/t1", "{'id':'t1','object':'task','deleted':true}"),
                arguments("listCrawlers", null, "GET /crawlers?page=1&limit=50", "{'next':null,'data':[{'id':'c1'}]}"),
                arguments("getCrawler?crawler=c1", null, "GET /crawlers/c1", "{'id':'c1','credits_per_row':2}"),
                arguments("getCrawlerParams?crawler=c1", null, "GET /crawlers/c1/params",
                        "{'task':{'url':{'required':true}},'squid':{}}"),
                arguments("getCrawlerAttributes?crawler=c1", null, "GET /crawlers/c1/attributes",
                        "{'data':[{'name':'title','type':'string'}]}"),
                arguments("getCrawlerAttributes?crawler=c1", null, "GET /crawlers/c1/attributes", "[{'name':'title'}]"),
                arguments("listAccounts", null, "GET /accounts?page=1&limit=50", "{'next':null,'data':[{'id':'a1'}]}"),
                arguments("getAccount?account=a1", null, "GET /accounts/a1",
                        "{'total_results':1,'data':[{'id':'a1','status':'200'}]}"),
                arguments("getAccount?account=a1", null, "GET /accounts/a1", "{'id':'a1','status':'200'}"),
                arguments("updateAccount?account=a1", "{'type':'twitter-sync','params':{'batch':20}}",
                        "POST /accounts {'type':'twitter-sync','params':{'batch':20},'account':'a1'}", "{'id':'a1'}"),
                arguments("updateAccount", "{'account':'a1','type':'twitter-sync','params':{}}",
                        "POST /accounts {'account':'a1','type':'twitter-sync','params':{}}", "{'id':'a1'}"),
                arguments("deleteAccount?account=a1", null, "DELETE /accounts/a1",
                        "{'id':'a1','object':'account','deleted':true}"),
                arguments("listAccountTypes", null, "GET /account_types?page=1&limit=50",
                        "{'next':null,'data':[{'id':'y1','name':'facebook-sync','cookies':[]}]}"),
                arguments("configureDelivery?squid=s1", "{'email':'a@example.com','notifications':true}",
                        "POST /delivery?squid=s1 {'email':'a@example.com','notifications':true}",
                        "{'email':'a@example.com','notifications':true}"),
                arguments("testDelivery?delivery=webhook", "{'url':'https://example.com'}",
                        "POST /delivery/test-webhook {'url':'https://example.com'}", "{'success':false,'status_code':404}"),
                arguments("getSquid?squid=a b&23", null, "GET /squids/a%20b%2623", SQUID.replace("s1", "a b&23")));
    }

    @ParameterizedTest
    @MethodSource("calls")
    void asksAndAnswersAsThePagesSay(String uri, Object body, String asked, String answer) throws Exception {
        String url = asked.split(" ")[1];
        answer(asked.split(" ")[0], url.replaceFirst("\\?.*", ""), 200, answer);

        Exchange exchange = uri.contains("a b&23")
                ? send("getSquid", null, Map.of(LobstrConstants.SQUID_ID, "a b&23"))
                : send(uri, body instanceof String text ? json(text) : body);

        assertThat(exchange.getException()).isNull();
        assertThat(asked()).isEqualTo(asked);
        LobstrOperation operation = LobstrOperation.valueOf(uri.replaceFirst("\\?.*", ""));
        Object answered = exchange.getMessage().getBody();
        if (answer.equals("null")) {
            assertThat(answered).isNull();
        } else if (answered instanceof List<?> list) {
            assertThat(list).hasSize(1).allMatch(operation.call().body()::isInstance);
        } else {
            assertThat(answered).isInstanceOf(operation.call().body());
        }
        if (answered instanceof LobstrObject object) {
            assertThat(JSON.readTree(exchange.getMessage().getBody(String.class))).isEqualTo(JSON.readTree(object.toJson()));
            assertThat(exchange.getMessage().getBody(Map.class)).isEqualTo(object.toMap());
            assertThat(JSON.readValue(object.toJson(), operation.call().body())).isEqualTo(object);
        }
    }

    @Test
    void whatIsDeletedAnswersNothingWhereTheApiDoes() {
        API.stubFor(request("DELETE", urlPathEqualTo("/v1/squids/s1/chain")).willReturn(aResponse().withStatus(204)));

        Exchange exchange = send("deleteChain?squid=s1", "a body");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
            "getSquid,squids/x1,squid,CamelLobstrSquidId", "getTask,tasks/x1,task,CamelLobstrTaskId",
            "getCrawler,crawlers/x1,crawler,CamelLobstrCrawlerId", "getAccount,accounts/x1,account,CamelLobstrAccountId" })
    void whatIsReadSetsTheHeaderOfItsId(String operation, String path, String option, String header) {
        answer("GET", "/" + path, 200, "{'id':'x1'}");

        Exchange exchange = send(operation + "?" + option + "=x1", null, Map.of(header, "other"));

        assertThat(exchange.getMessage().getHeaders()).containsEntry(header, "x1");
    }

    static Stream<Arguments> deletions() {
        return Stream.of(arguments("deleteSquid?squid=x1", "/squids/x1", "squid"),
                arguments("deleteTask?task=x1", "/tasks/x1", "task"),
                arguments("deleteAccount?account=x1", "/accounts/x1", "account"),
                arguments("deleteChain?squid=x1", "/squids/x1/chain", null));
    }

    /** What was deleted by the first of two requests is not there for the second. */
    @ParameterizedTest
    @MethodSource("deletions")
    void whatIsGoneAfterALostAnswerIsDeleted(String uri, String path, String object) {
        answers("DELETE", path, 502, "", 404, "{'error':{'message':'Not found','type':'not_found_error'}}");

        Deleted deleted = answered(Deleted.class, send(uri, null));

        if (object != null) {
            assertThat(deleted).isEqualTo(new Deleted(Map.of("id", "x1", "object", object, "deleted", true)));
        }
    }

    @ParameterizedTest
    @MethodSource("deletions")
    void whatWasNeverThereIsNotDeleted(String uri, String path, String object) {
        answer("DELETE", path, 404, "{'error':{'message':'Not found','type':'not_found_error'}}");

        assertThat(send(uri, null).getException()).isInstanceOf(LobstrNotFoundException.class);
    }

    @Test
    void aTaskIsRetriedByThePathThatTheApiKnowsAndThatIsRemembered() {
        answer("POST", "/runtasks/t1/retry", 404, NO_SUCH_PATH);
        answer("POST", "/runs/r1/tasks/u1/retry", 200, "{'id':'t1','status':'pending'}");
        RunTask task = new RunTask(Map.of("id", "t1", "run", "r1", "user_task", "u1", "status", "failed"));

        Exchange exchange = send("retryRunTask?apiKey=first&runTask=t1", task);
        send("retryRunTask?apiKey=first", null,
                Map.of(LobstrConstants.RUN_TASK_ID, "t1", LobstrConstants.RUN_ID, "r1", LobstrConstants.TASK_ID, "u1"));

        assertThat(answered(RunTask.class, exchange).getStatus()).isEqualTo("pending");
        assertThat(exchange.getMessage().getHeader(LobstrConstants.RUN_TASK_ID)).isEqualTo("t1");
        assertThat(asked()).isEqualTo("POST /runtasks/t1/retry\nPOST /runs/r1/tasks/u1/retry\nPOST /runs/r1/tasks/u1/retry");
    }

    @Test
    void aSquidIsEstimatedByThePathThatTheApiKnows() {
        answer("POST", "/squid/estimate", 404, NO_SUCH_PATH);
        answer("POST", "/squid/s1/estimate", 200, "{'total_credits':200}");

        send("estimateSquid?squid=s1&apiKey=first", null);
        send("estimateSquid?squid=s1&apiKey=first", null);

        assertThat(asked()).isEqualTo(
                "POST /squid/estimate {'squid':'s1'}\nPOST /squid/s1/estimate\nPOST /squid/s1/estimate");
    }

    @Test
    void aTaskThatIsNotThereIsAskedForOnce() {
        answer("POST", "/runtasks/t1/retry", 404, "{'error':{'message':'Not found','type':'not_found_error'}}");

        assertThat(send("retryRunTask?runTask=t1&run=r1&task=u1&apiKey=another", null).getException())
                .isInstanceOf(LobstrNotFoundException.class).hasMessageContaining("retryRunTask of runTask t1 failed: 404");
        assertThat(requests()).hasSize(1);
    }

    @Test
    void theOtherPathNeedsMoreIds() {
        answer("POST", "/runtasks/t1/retry", 404, NO_SUCH_PATH);

        assertThat(send("retryRunTask?runTask=t1&apiKey=third", null).getException())
                .hasMessageContaining("set the options run and task, or give the RunTask as the body");
    }

    @Test
    void anUpdateKeepsTheParametersThatItDoesNotName() {
        answer("GET", "/squids/s1", 200, SQUID);
        answer("POST", "/squids/s1", 201, "{'name':'Maps'}");

        Squid squid = answered(Squid.class, send("updateSquid?squid=s1",
                json("{'concurrency':2,'params':{'b':2,'functions':{'g':true}}}")));

        assertThat(squid.getName()).isEqualTo("Maps");
        assertThat(asked()).isEqualTo("GET /squids/s1\nPOST /squids/s1 {'concurrency':2,"
                                      + "'params':{'a':1,'functions':{'f':true,'g':true},'b':2}}\nGET /squids/s1");
    }

    /** It is set among the parameters, and shown beside them. */
    @Test
    void anUpdateKeepsTheVerificationOfAddresses() {
        answer("GET", "/squids/s1", 200, SQUID.replace("'is_ready'", "'auto_verify_emails':true,'is_ready'"));
        answer("POST", "/squids/s1", 201, "{'name':'Maps'}");

        answered(Squid.class, send("updateSquid?squid=s1", json("{'params':{'a':2}}")));

        assertThat(asked()).contains("{'params':{'a':2,'functions':{'f':true,'g':false},'auto_verify_emails':true}}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "updateSquid?squid=s1&mergeParams=false | {'params':{'b':2}}", "updateSquid?squid=s1 | {'accounts':[]}",
            "updateSquid?squid=s1 | {'params':null}" })
    void whatIsNotMergedGoesOutAsItIs(String uri, String body) {
        answer("GET", "/squids/s1", 200, SQUID);
        answer("POST", "/squids/s1", 200, "{'name':'Maps'}");

        answered(Squid.class, send(uri, json(body)));

        assertThat(asked()).isEqualTo("POST /squids/s1 " + body + "\nGET /squids/s1");
    }

    @Test
    void aSquidIsMadeAndSetUp() {
        answer("POST", "/squids", 201, "{'id':'s1','name':'Maps (1)','params':{'a':1,'none':null,'functions':{'f':true}}}");
        answer("POST", "/squids/s1", 201, "{'name':'Maps (1)'}");
        answer("GET", "/squids/s1", 200, SQUID);

        Exchange exchange = send("createSquid", json("{'crawler':'c1','concurrency':2,'params':{'functions':{'g':true}}}"));

        assertThat(answered(Squid.class, exchange).getReady()).isTrue();
        assertThat(exchange.getMessage().getHeader(LobstrConstants.SQUID_ID)).isEqualTo("s1");
        assertThat(asked()).isEqualTo("POST /squids {'crawler':'c1'}\n"
                                      + "POST /squids/s1 {'concurrency':2,'params':{'a':1,'functions':{'f':true,'g':true}},"
                                      + "'name':'Maps (1)'}\nGET /squids/s1");
    }

    /** The option counts before the body, and that before a header, which may have come along. */
    @ParameterizedTest
    @CsvSource({ "createSquid?crawler=o1,true,o1", "createSquid,true,c1", "createSquid,false,h1" })
    void theCrawlerOfANewSquid(String uri, boolean inBody, String crawler) {
        answer("POST", "/squids", 201, SQUID);
        answer("POST", "/squids/s1", 201, SQUID);
        answer("GET", "/squids/s1", 200, SQUID);

        answered(Squid.class, send(uri, inBody ? Map.of("crawler", "c1") : Map.of(), Map.of(LobstrConstants.CRAWLER_ID, "h1")));

        assertThat(asked()).startsWith("POST /squids {'crawler':'" + crawler + "'}");
    }

    @Test
    void aSquidThatCannotBeSetUpIsDeletedAgain() {
        answer("POST", "/squids", 201, "{'id':'s1','name':'Maps (1)','params':{}}");
        answer("POST", "/squids/s1", 400, "{'error':{'message':'unknown parameter','type':'InvalidParam','param':'nme'}}");
        answer("DELETE", "/squids/s1", 200, "{'id':'s1','deleted':true}");

        Exchange exchange = send("createSquid?crawler=c1", json("{'params':{'nme':1}}"));

        assertThat(exchange.getException()).isExactlyInstanceOf(LobstrException.class)
                .hasMessage("createSquid of squid s1 failed: 400 Bad Request: unknown parameter (InvalidParam, param nme);"
                            + " the squid is deleted again");
        assertThat(((LobstrException) exchange.getException()).getType()).isEqualTo("InvalidParam");
        assertThat(requests()).last().extracting(LoggedRequest::getMethod).isEqualTo(RequestMethod.DELETE);
    }

    @Test
    void aSquidThatCannotBeDeletedAgainIsNamed() {
        answer("POST", "/squids", 201, "{'id':'s1','name':'Maps (1)','params':{}}");
        answer("POST", "/squids/s1", 400, "{'error':{'message':'unknown parameter','type':'InvalidParam'}}");
        answer("DELETE", "/squids/s1", 403, "{'detail':'no'}");

        assertThat(send("createSquid?crawler=c1", Map.of()).getException())
                .hasMessageEndingWith("squid s1 was made and is still there, since deleting it failed as well");
    }

    @Test
    void aSquidWithoutANameIsAskedForOnce() {
        answer("POST", "/squids", 502, "");

        Exchange exchange = send("createSquid?crawler=c1", Map.of());

        assertThat(exchange.getException()).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageContaining("whether a squid was made cannot be known");
        assertThat(requests()).hasSize(1);
    }

    private static final String CREATED = "'created_at':'2026-01-02T03:04:05Z'";
    private static final String NONE = "{'next':null,'data':[]}";

    /** Others have the name in theirs, and one may have had it before. */
    @Test
    void aNamedSquidWhoseAnswerWasLostIsFound() {
        answers("GET", "/squids", 200, "{'next':null,'data':[{'id':'s8','name':'Maps 2'}]}", 200,
                "{'next':null,'data':[{'id':'s8','name':'Maps 2'},{'id':'s1','name':'Maps','params':{'a':1},"
                                                                                                  + CREATED + "}]}");
        answer("POST", "/squids", 502, "");
        answer("POST", "/squids/s1", 201, "{'name':'Maps'}");
        answer("GET", "/squids/s1", 200, SQUID);

        assertThat(answered(Squid.class, send("createSquid?crawler=c1", Map.of("name", "Maps"))).getId()).isEqualTo("s1");

        assertThat(asked()).isEqualTo("GET /squids?name=Maps&page=1&limit=100\nPOST /squids {'name':'Maps','crawler':'c1'}\n"
                                      + "GET /squids?name=Maps&page=1&limit=100\n"
                                      + "POST /squids/s1 {'name':'Maps','params':{'a':1}}\nGET /squids/s1");
    }

    /** It shows up late: asking again is refused, since the name is taken. */
    @Test
    void aNamedSquidThatShowsUpLateIsFound() {
        answers("GET", "/squids", 200, NONE, 200, NONE, 200,
                "{'next':null,'data':[{'id':'s1','name':'Maps'," + CREATED + "}]}");
        answers("POST", "/squids", 502, "", 400, "{'error':{'message':'taken','type':'DuplicateSquid'}}");
        answer("POST", "/squids/s1", 201, "{'name':'Maps'}");
        answer("GET", "/squids/s1", 200, SQUID);

        assertThat(answered(Squid.class, send("createSquid?crawler=c1", Map.of("name", "Maps"))).getId()).isEqualTo("s1");
    }

    /** Made long ago, nobody knows when, of another crawler, or several: nothing of these is set or deleted. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{'id':'s1','name':'Maps','created_at':'2025-12-02T03:04:05Z','crawler':'c1'} | squid s1",
            "{'id':'s1','name':'Maps','crawler':'c1'} | squid s1",
            "{'id':'s1','name':'Maps','created_at':'2026-01-02T03:04:05Z','crawler':'c2'} | squid s1",
            "{'id':'s1','name':'Maps','created_at':'2026-01-02T03:04:05Z','crawler':{'id':'c2'}} | squid s1",
            "{'id':'s1','name':'Maps','created_at':'2026-01-02T03:04:05Z'},"
                                                                                                              + "{'id':'s2','name':'Maps','created_at':'2026-01-02T03:04:05Z'} | squid s1, squid s2" })
    void aSquidOfSomebodyElseIsNotTaken(String listed, String named) {
        answers("GET", "/squids", 200, NONE, 200, "{'next':null,'data':[" + listed + "]}");
        answer("POST", "/squids", 502, "");

        assertUnknown(send("createSquid?crawler=c1", Map.of("name", "Maps")), "for certain", named + ":", "\"Maps\"");
        assertThat(requests()).extracting(LoggedRequest::getUrl).noneMatch(url -> url.startsWith("/v1/squids/"));
    }

    /** Another application makes one while we wait to ask again. */
    @Test
    void aSquidThatWasMadeDuringAWaitIsNotTaken() {
        answers("GET", "/squids", 200, NONE, 200, "{'next':null,'data':[{'id':'s1','name':'Maps'," + CREATED + "}]}");
        answers("POST", "/squids", 429, "{'detail':'slow'}", 502, "", 400,
                "{'error':{'message':'taken','type':'DuplicateSquid'}}");

        assertUnknown(send("createSquid?crawler=c1", Map.of("name", "Maps")), "none has shown up");
        assertThat(requests()).extracting(LoggedRequest::getUrl).noneMatch(url -> url.startsWith("/v1/squids/"));
    }

    private static void assertUnknown(Exchange exchange, String... words) {
        assertThat(exchange.getException()).isExactlyInstanceOf(LobstrServerException.class).hasMessageContainingAll(words)
                .hasMessageContaining("whether a squid was made cannot be known");
        assertThat(((LobstrServerException) exchange.getException()).isRequestSent()).isTrue();
    }

    @Test
    void aFoundSquidThatCannotBeSetUpIsLeft() {
        answers("GET", "/squids", 200, NONE, 200, "{'next':null,'data':[{'id':'s1','name':'Maps'," + CREATED + "}]}");
        answer("POST", "/squids", 502, "");
        answer("POST", "/squids/s1", 400, "{'error':{'message':'unknown parameter','type':'InvalidParam'}}");

        assertThat(send("createSquid?crawler=c1", Map.of("name", "Maps")).getException())
                .hasMessageEndingWith("squid s1 was found by its name after the answer was lost, and is left as it is");
        assertThat(requests()).extracting(LoggedRequest::getMethod).doesNotContain(RequestMethod.DELETE);
    }

    /** An API that does not know pages has no end. */
    @Test
    void aListOfSquidsThatRepeatsItselfIsReadNoFurther() {
        answer("GET", "/squids", 200, "{'next':'more','data':[{'id':'s8','name':'Maps'}]}");
        answer("POST", "/squids", 502, "");

        assertUnknown(send("createSquid?crawler=c1", Map.of("name", "Maps")), "could not be read before");
        assertThat(requests()).hasSize(3);
    }

    @Test
    void whatFailsAfterALostAnswerLeavesItUnknown() {
        answer("GET", "/squids", 200, NONE);
        answers("POST", "/squids", 502, "", 403, "{'detail':'no'}");

        assertUnknown(send("createSquid?crawler=c1", Map.of("name", "Maps")), "asking for it again failed", "\"Maps\"");
    }

    @ParameterizedTest
    @CsvSource({
            "403,LobstrAuthenticationException", "404,LobstrNotFoundException", "429,LobstrRateLimitException",
            "400,LobstrException" })
    void aFailedSetUpStaysOfItsKind(int status, String type) {
        answer("POST", "/squids", 201, "{'id':'s1','name':'Maps (1)','params':{}}");
        answer("POST", "/squids/s1", status, "{'errors':{'message':'no','type':'T','code':" + status + "}}");
        answer("DELETE", "/squids/s1", 200, "{'id':'s1','deleted':true}");

        Exception failure = send("createSquid?crawler=c1", Map.of()).getException();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(type);
        assertThat(failure).hasMessageEndingWith("; the squid is deleted again");
        assertThat(((LobstrException) failure).getStatusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(ints = { 403, 404, 500 })
    void aSquidThatIsReadyButCannotBeReadIsNamed(int status) {
        answer("POST", "/squids", 201, "{'id':'s1','name':'Maps (1)','params':{}}");
        answer("POST", "/squids/s1", 201, "{}");
        answer("GET", "/squids/s1", status, "{'errors':{'message':'no','type':'T','code':" + status + "}}");

        Exception failure = send("createSquid?crawler=c1", Map.of()).getException();

        assertThat(failure).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageEndingWith("squid s1 was made, is set up and ready to run: only reading it has failed");
        assertThat(((LobstrServerException) failure).isRequestSent()).isTrue();
    }

    /** A stop during the waits, with which answers of the API; nothing is known to be undone then. */
    @ParameterizedTest
    @CsvSource({ "true,502,200,Maps", "true,201,429,squid s1", "false,201,429,squid s1" })
    void aStopAfterASquidMayHaveBeenMadeSaysSo(boolean named, int made, int set, String words) {
        answer("GET", "/squids", 200, NONE);
        answer("POST", "/squids", made, made == 201 ? "{'id':'s1','name':'Maps','params':{}}" : "");
        answer("POST", "/squids/s1", set, "{}");
        answer("DELETE", "/squids/s1", 503, "");
        LobstrComponent component = CONTEXT.getComponent("lobstr", LobstrComponent.class);
        LobstrRequest request = new LobstrRequest(
                LobstrOperation.createSquid, Map.of(Parameter.CRAWLER, "c1"), named ? Map.of("name", "Maps") : Map.of());
        Pause stopped = (delay, task) -> {
            throw new LobstrStoppedException("stopped", null, null);
        };

        Lease lease = ClientsOf.component(component).lease(component.getConfiguration());
        try {
            assertThatThrownBy(
                    () -> new SquidCreation(lease.client(), request, stopped).run().toCompletableFuture().join())
                    .cause().isExactlyInstanceOf(LobstrServerException.class).hasMessageContaining(words)
                    .satisfies(failure -> assertThat(((LobstrServerException) failure).isRequestSent()).isTrue());
        } finally {
            lease.giveBack();
        }
    }

    @Test
    void aNameThatWasTakenBeforeIsRefused() {
        answer("GET", "/squids", 200, "{'next':null,'data':[{'id':'s9','name':'Maps'}]}");
        answers("POST", "/squids", 502, "", 400, "{'error':{'message':'taken','type':'DuplicateSquid'}}");

        assertThat(send("createSquid?crawler=c1", Map.of("name", "Maps")).getException())
                .isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageContaining("whether a squid was made cannot be known, since none has shown up");
        answer("POST", "/squids", 400, "{'error':{'message':'taken','type':'DuplicateSquid'}}");
        assertThat(send("createSquid?crawler=c1", Map.of("name", "Maps")).getException())
                .isExactlyInstanceOf(LobstrException.class).hasMessageContaining("taken (DuplicateSquid)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "createSquid | {'name':'x'} | createSquid needs a crawler: set the option crawler, a field of the body or the header CamelLobstrCrawlerId",
            "createSquid?crawler=c1 | [] | createSquid needs one object as its body, and this one is a list: give a Map or JSON with",
            "updateSquid?squid=s1 | [{}] | and this one is a list",
            "updateSquid?squid=s1 | 5 | and this one is no object but Integer",
            "updateSquid?squid=s1 | {'a': | and this one is none: it is no JSON",
            "createChain?squid=s1 | {'target_module_id':'m'} | and this one lacks field_map",
            "updateAccount | {'type':'t','params':{}} | updateAccount needs an account",
            "configureDelivery?squid=s1 | [] | and this one is a list",
            "emptySquid?squid=s1 | [] | and this one is a list" })
    void aWrongBodyIsNotSent(String uri, String body, String message) {
        assertThat(send(uri, json(body)).getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
        assertThat(requests()).isEmpty();
    }

    @Test
    void noBodyAndWhatWasAnsweredAreNotSent() {
        assertThat(send("updateSquid?squid=s1", null).getException()).hasMessageContaining("and this one is null");
        assertThat(send("updateSquid?squid=s1", new Squid(Map.of("id", "s1"))).getException())
                .hasMessageContaining("and this one was answered to another operation");
    }

    /** In whichever form it comes back: itself, escaped as in a URL, in JSON, in Base64 behind a user, in digits. */
    @ParameterizedTest
    @ValueSource(strings = {
            "hunter/22 + \\\"x", "hunter%2f22%20%2B%20%22x", "hunter%2F22+%2B+%22X", "hunter\\\\/22 + \\\\\\\"x",
            "YWRhOmh1bnRlci8yMiArICJ4", "68756E7465722F3232202B202278", "k3y-of-the-account", "azN5LW9mLXRoZS1hY2NvdW50",
            "k3y%2Dof%2Dthe%2Daccount", "12345678" })
    void noMessageSaysWhatWasSentInSecret(String said) {
        String body = "{\"error\":{\"message\":\"cannot log in with " + said + "\",\"type\":\"InvalidParam\"}}";
        API.stubFor(request("POST", urlPathEqualTo("/v1/delivery")).willReturn(
                aResponse().withStatus(400).withStatusMessage("Not " + said.replace("\\", "")).withBody(body)));
        Map<String, Object> sent = Map.of("ftp_fields", Map.of("password", "hunter/22 + \"x", "port", 12345678));

        for (String uri : List.of("configureDelivery?squid=s1", "callApi?method=POST&path=/delivery&query.squid=s1")) {
            assertThat(send(uri, sent).getException()).hasNoCause()
                    .hasMessageContaining("Not xxxxxx: cannot log in with xxxxxx (");
        }
    }

    /** Who asks for a value gets it; who prints what there is does not see it. */
    @ParameterizedTest
    @CsvSource({
            "configureDelivery?squid=s1,POST,/delivery,xxxxxx", "callApi?path=/squids/{squid}&squid=s1,GET,/squids/s1,Maps" })
    void whatIsAnsweredShowsNoSecretUnlessItIsReadOnPurpose(String uri, String method, String path, String name) {
        answer(method, path, 200, "{'name':'Maps','ftp_fields':{'password':'hunter22','to':['hunter22',{'a':'hunter22'}]}}");

        Exchange exchange = send(uri, Map.of("ftp_fields", Map.of("password", "hunter22")));

        assertThat(simple("${body[ftp_fields][password]} ${body[ftp_fields][to][0]}", exchange)).isEqualTo("hunter22 hunter22");
        for (String text : List.of("${body}", "${body[ftp_fields]}", "${body[ftp_fields][to]}", "${bodyAs(String)}",
                "${exchange}",
                "${body.values}")) {
            assertThat(simple(text, exchange)).doesNotContain("hunter22");
        }
        assertThat(simple("${body}", exchange))
                .isEqualTo("{name=" + name + ", ftp_fields=" + "{password=xxxxxx, to=[xxxxxx, {a=xxxxxx}]}}");
    }

    private static String simple(String text, Exchange exchange) {
        return CONTEXT.resolveLanguage("simple").createExpression(text).evaluate(exchange, String.class);
    }

    /** What cannot be sent along as it is would be another value afterwards. */
    @ParameterizedTest
    @ValueSource(strings = { "NaN", "1E+999999999999", "DIGITS", "DEEP" })
    void aSquidThatCannotBeMergedExactlyIsNotChanged(String value) {
        String odd = value.equals("DIGITS")
                ? "1".repeat(1001) : value.equals("DEEP") ? "[".repeat(1001) + "]".repeat(1001) : value;
        answer("GET", "/squids/s1", 200, SQUID.replace("'a':1", "'a':" + odd));
        answer("POST", "/squids/s1", 201, "{'name':'Maps'}");

        assertThat(send("updateSquid?squid=s1", json("{'params':{'b':2}}")).getException())
                .isInstanceOf(LobstrException.class).hasMessageStartingWith("updateSquid of squid s1 was answered 200")
                .hasMessageContaining("could not be sent back as it is");
        assertThat(asked()).isEqualTo("GET /squids/s1");
        answered(Squid.class, send("updateSquid?squid=s1&mergeParams=false", json("{'params':{'b':2}}")));

        API.resetRequests();
        answer("POST", "/squids", 201, SQUID.replace("'a':1", "'a':" + odd));
        answer("DELETE", "/squids/s1", 200, "{'id':'s1','object':'squid','deleted':true}");
        assertThat(send("createSquid?crawler=c1", json("{'params':{'b':2}}")).getException())
                .isInstanceOf(LobstrException.class).hasMessageContaining("could not be sent back as it is")
                .hasMessageEndingWith("; the squid is deleted again");
        assertThat(asked()).isEqualTo("POST /squids {'crawler':'c1'}\nGET /squids/s1\nDELETE /squids/s1");
    }

    @Test
    void whatIsNoNumberIsNotSentAsAWord() {
        for (Object body : List.of(Map.of("params", Map.of("a", Double.NaN)),
                Map.of("params", List.of(Float.POSITIVE_INFINITY)),
                Map.of("params", Map.of("a", new double[] { Double.NaN })), "{\"params\":{\"a\":NaN}}")) {
            assertThat(send("updateSquid?squid=s1&mergeParams=false", body).getException())
                    .isExactlyInstanceOf(IllegalArgumentException.class).hasMessageContaining("is no number");
        }
        assertThat(requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = { 403, 404, 500 })
    void aSquidThatIsSetButCannotBeReadSaysSo(int status) {
        answers("GET", "/squids/s1", 200, SQUID, status, "{'errors':{'message':'no','type':'T','code':" + status + "}}");
        answer("POST", "/squids/s1", 201, "{'name':'Maps'}");

        Exception failure = send("updateSquid?squid=s1", json("{'params':{'b':2}}")).getException();

        assertThat(failure).hasMessageEndingWith("what was asked for is set: only reading the squid has failed");
        assertThat(((LobstrException) failure).getStatusCode()).isEqualTo(status);
    }

    @Test
    void aSquidWhoseHashIsNoneIsNotSetUp() {
        answer("POST", "/squids", 201, "{'id':'../me','name':'Maps','params':{}}");

        assertThat(send("createSquid?crawler=c1", Map.of()).getException()).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageContaining("was answered a squid that cannot be set up: squid=../me is no hash");
    }
}
