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

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Run;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the far side says in one answer, and what it means.
 */
class OneAnswerTest extends CamelTestSupport {

    private static final Duration SOON = Duration.ofSeconds(60);
    /** The server here reads no body, so that what follows on the connection would be taken for another request. */
    private static final String CLOSE = "Connection: close\r\n";
    private static final String JSON = "Content-Type: application/json\r\n";
    private static final String HTML = "Content-Type: text/html\r\n";
    private static final String RUN
            = "{\"id\":\"r1\",\"object\":\"run\",\"squid\":\"s1\",\"status\":\"done\",\"export_done\":%s}";
    private static final String NOT_FOUND = "{\"error\":{\"message\":\"Run not found\",\"type\":\"not_found_error\"}}";

    private final List<Instant> times = new ArrayList<>();
    private RawServer server;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        server = new RawServer((request, out) -> RawServer.json(out, RUN.formatted(true)));
        CamelContext context = super.createCamelContext();
        SimulatedLobstr.addTo(context, server.url(), "k3y");
        return context;
    }

    @AfterEach
    void closeServer() throws Exception {
        server.close();
    }

    /** One answer each, and then the last again and again: status, headers and body. */
    private void answers(String... answers) {
        int before = server.requests().size();
        server.answers((request, out) -> {
            times.add(Instant.now());
            String answer = answers[Math.min(server.requests().size() - before, answers.length) - 1];
            String[] parts = answer.split("\\|", 3);
            RawServer.answer(out, parts[0], parts[1], parts[2]);
        });
    }

    private Exchange send(String uri) throws Exception {
        return send(uri, Map.of("url", "x"));
    }

    private Exchange send(LobstrOperation operation) throws Exception {
        return send("lobstr:" + operation + "?maxRetries=0" + SampleRequests.options(operation)
                    + (operation.options().contains("pollInterval") && operation != LobstrOperation.startRun
                            ? "&pollInterval=10" : ""),
                SampleRequests.body(operation, "c1"));
    }

    private Exchange send(String uri, Object body) throws Exception {
        AsyncProducer producer = context().getEndpoint(uri).createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(context());
        Stream.of(Parameter.values()).filter(Parameter::isId)
                .forEach(id -> exchange.getMessage().setHeader(id.header(), id.toString().charAt(0) + "1"));
        exchange.getMessage().setBody(body);
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        producer.process(exchange, done -> answer.complete(exchange));
        assertThat(answer).succeedsWithin(SOON);
        return answer.join();
    }

    /** Wherever what is no HTTP is cut for the message: of a key that is cut, what is left would not be found. */
    @Test
    void ofAKeyThatIsCutOffNothingIsShown() throws Exception {
        for (int before = 220; before < 300; before += 4) {
            String garbage = "-".repeat(before) + "s3cr3t-0f-the-4ccount";
            server.answers((request, out) -> {
                RawServer.write(out, garbage + "\r\n\r\n");
                throw new IllegalStateException("that was all");
            });

            assertThat(send("lobstr:getRun?maxRetries=0&apiKey=s3cr3t-0f-the-4ccount").getException())
                    .isExactlyInstanceOf(LobstrServerException.class).hasMessageContaining("-----")
                    .hasMessageNotContaining("s3c");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            HTML + "|<html>no route</html>", JSON + "|{\"message\":\"no Route matched with those values\"}", "|" })
    void a404ThatIsNotTheApisIsAnOutage(String gateways) throws Exception {
        answers("404 Not Found|" + gateways);
        assertThat(send("lobstr:getRun?maxRetries=1").getException()).isExactlyInstanceOf(LobstrServerException.class);
        assertThat(times).as("it is sent again").hasSize(2);

        answers("404 Not Found|" + gateways, "200 OK|" + JSON + "|" + RUN.formatted(true));
        assertThat(send("lobstr:awaitRun?pollInterval=50").getMessage().getBody()).isInstanceOf(Run.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            NOT_FOUND, "{\"errors\":{\"message\":\"no\",\"type\":\"x\"}}", "{\"error\":\"Not found\"}",
            "{\"detail\":\"Not found.\"}", "{\"error\":\"RunDoesNotExist\",\"message\":\"There is none.\"}" })
    void a404OfTheApiIsNotFound(String body) throws Exception {
        answers("404 Not Found|" + JSON + "|" + body);

        assertThat(send("lobstr:getRun").getException()).isExactlyInstanceOf(LobstrNotFoundException.class);
        assertThat(times).hasSize(1);
    }

    /** All that the pages name, each in the shape that says it by itself. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "400 Bad Request | MultipleParamsNeeded InvalidParamType InvalidParameterValue InvalidParam BadEncoding DuplicateSquid "
                                          + "PremiumModule ModuleRestricted TaskNotValidError FileSizeLimitExceeded ExportLimitReached "
                                          + "RunNotAborted RetryCooldown RunCapReached SlotsLimitExceeded ConcurrencyLimitExceeded "
                                          + "NotEnoughBalance NotEnoughCredits NoActiveSubscription UsageLimitExceeded NoTasksPresent "
                                          + "SquidNotReady ModuleUnavailable ParamsNeeded ParamsInvalid | LobstrException",
            "400 Bad Request | RunInProgress ClusterBusy | LobstrRunActiveException",
            "404 Not Found | TasksNotFound ModuleNotFound FunctionNotFound AccountDoesNotExist AccountTypeDoesNotExist HTTPNotFound "
                                                                                      + "not_found_error SquidDoesNotExistException RunDoesNotExist TaskDoesNotExist | "
                                                                                      + "LobstrNotFoundException",
            "401 Unauthorized | NotAuthenticated TokenExpired | LobstrAuthenticationException",
            "409 Conflict | Conflict | LobstrException", "422 Unprocessable Entity | TooDeep | LobstrException",
            "429 Too Many Requests | RateLimitExceeded Throttled | LobstrRateLimitException",
            "500 Internal Server Error | SomethingWentWrong | LobstrServerException" })
    void everyTypeOfAnErrorIsToldInEveryShape(String status, String types, String exception) throws Exception {
        for (String type : types.split(" ")) {
            for (String shape : List.of("{'error':{'message':'why','type':'T','param':'p'}}",
                    "{'errors':{'message':'why','type':'T','code':400}}", "{'error':'why','type':'T','code':400}",
                    "{'error':'T','message':'why'}")) {
                answers(status + "|" + JSON + "|" + shape.replace('\'', '"').replace("T", type));

                LobstrException failure = (LobstrException) send("lobstr:getRun?maxRetries=0").getException();

                assertThat(failure).as(type + shape).hasMessageContaining("why (" + type);
                assertThat(failure.getClass().getSimpleName()).isEqualTo(exception);
                assertThat(failure.getType()).isEqualTo(type);
                assertThat(failure.getStatusCode()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "200 OK", "201 Created", "202 Accepted", "203 Non-Authoritative Information" })
    void everySuccessIsOne(String status) throws Exception {
        answers(status + "|" + JSON + "|" + RUN.formatted(true));

        assertThat(send("lobstr:startRun").getMessage().getBody()).isInstanceOf(Run.class);
        assertThat(send("lobstr:abortRun").getMessage().getBody()).isInstanceOf(Run.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "200 OK", "201 Created", "202 Accepted", "204 No Content" })
    void aSuccessWithoutItsBodySaysSo(String status) throws Exception {
        answers(status + "|" + JSON + "|");

        for (String operation : List.of("getRun", "abortRun", "listRuns", "addTasks", "getBalance")) {
            assertThat(send("lobstr:" + operation + "?maxRetries=0").getException())
                    .isInstanceOf(LobstrServerException.class).hasMessageStartingWith(operation)
                    .hasMessageEndingWith(" was answered " + status + " without the body that it should have");
        }
    }

    @Test
    void anErrorInOneWordBesideAMessageIsItsType() throws Exception {
        answers("400 Bad Request|" + JSON
                + "|{\"error\":\"RunNotAborted\",\"message\":\"Only aborted runs can be resurrected.\"}");

        LobstrException failure = (LobstrException) send("lobstr:getRun").getException();

        assertThat(failure.getType()).isEqualTo("RunNotAborted");
        assertThat(failure).hasMessageContaining("Only aborted runs can be resurrected.");
    }

    static Stream<LobstrOperation> operations() {
        return Arrays.stream(LobstrOperation.values())
                .filter(operation -> operation.isAsking() && !operation.isConsumer());
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aSuccessWithAnErrorAsItsBodyIsAnError(LobstrOperation operation) throws Exception {
        for (String body : List.of("{\"error\":{\"message\":\"Out of credits\",\"type\":\"NotEnoughCredits\"}}",
                "{\"errors\":{\"message\":\"Out of credits\",\"type\":\"NotEnoughCredits\",\"code\":400}}",
                "{\"detail\":\"Out of credits\"}", "{\"error\":\"Out of credits\"}",
                "{\"error\":\"NotEnoughCredits\",\"message\":\"Out of credits\"}",
                "{\"error\":\"Out of credits\",\"type\":\"NotEnoughCredits\",\"code\":400}")) {
            answers("200 OK|" + JSON + CLOSE + "|" + body);
            Exception failure = send(operation).getException();
            assertThat(failure).as(body).isInstanceOf(LobstrException.class).isNotInstanceOf(LobstrServerException.class)
                    .hasMessageContaining("Out of credits");
        }
        answers("200 OK|" + JSON + CLOSE
                + "|{\"errors\":{\"message\":\"slowly\",\"type\":\"RateLimitExceeded\",\"code\":429}}");
        if (operation != LobstrOperation.awaitRun) {
            assertThat(send(operation).getException())
                    .isInstanceOf(LobstrRateLimitException.class);
        }
    }

    @Test
    void aRetryAfterWithDecimalsIsKept() throws Exception {
        answers("503 Unavailable|Retry-After: 1.2\r\n|", "200 OK|" + JSON + "|" + RUN.formatted(true));

        assertThat(send("lobstr:getRun").getException()).isNull();

        assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(1199));
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "0.0", "-1", "past" })
    void aRetryAfterThatAsksForNothingIsNone(String said) throws Exception {
        String value = said.equals("past")
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().minusSeconds(60).atZone(ZoneOffset.UTC)) : said;
        answers("503 Unavailable|Retry-After: " + value + "\r\n|", "200 OK|" + JSON + "|" + RUN.formatted(true));

        assertThat(send("lobstr:getRun?retryDelay=600").getException()).isNull();

        assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(290));
    }

    private Exchange download(String... answers) throws Exception {
        answers(answers);
        return send("lobstr:downloadRun?pollInterval=100&awaitTimeout=1m");
    }

    private String file() {
        return "200 OK|" + JSON + "|{\"s3\":\"" + server.url() + "/file\"}";
    }

    @ParameterizedTest
    @ValueSource(strings = { "null", "false", "true" })
    void aFileThatIsNotThereYetIsWaitedFor(String exportDone) throws Exception {
        String notYet = "404 Not Found|" + JSON + "|" + NOT_FOUND;
        String run = "200 OK|" + JSON + "|" + RUN.formatted(exportDone);

        Exchange exchange = download(notYet, run, notYet, run, file(), "200 OK||rows");

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(InputStream.class)).hasContent("rows");
    }

    @ParameterizedTest
    @ValueSource(strings = { "401 Unauthorized", "403 Forbidden" })
    void oneRefusalBetweenGoodAnswersEndsNoWait(String status) throws Exception {
        Exchange exchange = download("200 OK|" + JSON + "|{\"status\":\"processing\"}",
                status + "|" + JSON + "|{\"detail\":\"Invalid token.\"}", file(), "200 OK||rows");

        assertThat(exchange.getException()).isNull();
    }

    @Test
    void oneAtTheBeginningEndsItAtOnce() throws Exception {
        assertThat(download("401 Unauthorized|" + JSON + "|{\"detail\":\"Invalid token.\"}").getException())
                .isInstanceOf(LobstrAuthenticationException.class);
        assertThat(times).hasSize(1);
    }

    @Test
    void aRunThatIsNotThereForLongEndsTheWait() throws Exception {
        assertThat(download("404 Not Found|" + JSON + "|" + NOT_FOUND).getException())
                .isInstanceOf(LobstrNotFoundException.class);
        assertThat(Duration.between(times.get(0), times.get(times.size() - 1))).isGreaterThan(Duration.ofSeconds(5));
    }

    /** What the far side says back of the key, cut or broken over lines, is still the key. */
    @Test
    void theKeyIsMaskedBeforeWhatSaysItIsCut() throws Exception {
        String key = "S3cr3tKeyABCDEFGHIJKLMNOPQRSTUVWXYZ";
        String reason = "x".repeat(280) + key;
        answers("400 " + reason + "|" + JSON + "|{\"detail\":\"S3cr3tKeyABCDEF\\nGHIJKLMNOPQRSTUVWXYZ\"}");

        Exception failure = send("lobstr:getRun?apiKey=" + key).getException();

        assertThat(failure).isInstanceOf(LobstrException.class);
        assertThat(failure.getMessage()).doesNotContain("S3cr3t").doesNotContain("GHIJK");
    }
}
