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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.api.ErrorShape;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a route sees when the far side fails.
 */
class LobstrFaultsTest extends SimulatorTestSupport {

    private final SimulatedRun run = squid.startRun();
    private final String getRun = "lobstr:getRun?run=" + run.id();
    private final String startRun = "lobstr:startRun?squid=" + squid.id();

    private int requests() {
        return (int) simulator.requests().count();
    }

    private <T extends LobstrException> T failing(Class<T> type, String uri, Fault fault) {
        simulator.faults().always("/v1/**", fault);
        T failure = failure(type, send(uri));
        assertThat(failure.toString()).doesNotContain(KEY);
        return failure;
    }

    @ParameterizedTest
    @EnumSource(ErrorShape.class)
    void everyShapeOfAnErrorIsRead(ErrorShape shape) {
        LobstrException failure = failing(LobstrException.class, getRun,
                Fault.error(400, "NotEnoughCredits", "You have no credits left", shape));

        assertThat(failure).hasMessageContaining("getRun of run " + run.id()).hasMessageContaining("400")
                .hasMessageContaining(
                        shape == ErrorShape.PROXY_HTML ? "the body is text/html, as of a proxy" : "You have no credits left");
        assertThat(failure.getStatusCode()).isEqualTo(400);
    }

    @Test
    void aWrongKeyIsNamed() {
        Exchange exchange = send(getRun + "&apiKey=wrong-key");

        LobstrAuthenticationException failure = failure(LobstrAuthenticationException.class, exchange);
        assertThat(failure.getStatusCode()).isEqualTo(401);
        assertThat(failure)
                .hasMessageContaining("getRun of run " + run.id() + " failed: 401 Unauthorized, check the option apiKey: ")
                .hasMessageNotContaining("wrong-key");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void theKeyIsMaskedInTheApisOwnWords() {
        LobstrException failure = failing(LobstrException.class, getRun,
                Fault.error(400, "ParamsInvalid", "Token " + KEY + " may not do that"));

        assertThat(failure).hasMessageContaining("Token xxxxxx may not do that");
    }

    @Test
    void aReadIsRetriedWhenTheServerFails() {
        simulator.faults().next("GET /v1/runs/*", Fault.serverError(), Fault.badGateway(), Fault.dropped());

        assertThat(send(getRun).getMessage().getBody(Run.class).getId()).isEqualTo(run.id());
        assertThat(requests()).isEqualTo(4);
    }

    @Test
    void retriesEnd() {
        LobstrServerException failure = failing(LobstrServerException.class, getRun, Fault.badGateway());

        assertThat(failure.getStatusCode()).isEqualTo(502);
        assertThat(failure.isRequestSent()).isTrue();
        assertThat(failure).hasMessageContaining("the body is text/html, as of a proxy or gateway");
        assertThat(requests()).isEqualTo(4);
    }

    @Test
    void retriesCanBeTurnedOff() {
        failing(LobstrServerException.class, getRun + "&maxRetries=0", Fault.serverError());

        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({ "lobstr:getRun?run=x", "lobstr:startRun?squid=x" })
    void aRefusedConnectionIsRetriedAndSaysThatNothingWasSent(String uri) {
        LobstrServerException failure = failure(LobstrServerException.class,
                send(uri + "&baseUrl=http://localhost:1/v1"));

        assertThat(failure.isRequestSent()).isFalse();
        assertThat(failure).hasMessageContaining("got no answer: no connection").hasMessageContaining("localhost:1");
    }

    @Test
    void aStartIsSentAgainAfterTooManyRequests() {
        run.finish();
        simulator.faults().next("POST /v1/runs", Fault.tooManyRequests());

        assertThat(send(startRun).getMessage().getBody()).isInstanceOf(Run.class);
        assertThat(squid.runs()).hasSize(2);
    }

    @Test
    void aWaitThatIsTooLongFailsAtOnce() {
        LobstrRateLimitException failure = failing(LobstrRateLimitException.class, getRun,
                Fault.tooManyRequests(Duration.ofSeconds(61)));

        assertThat(failure.getRetryAfter()).isEqualTo(Duration.ofSeconds(61));
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aWaitIsAskedForAsADateToo() {
        LobstrRateLimitException failure = failing(LobstrRateLimitException.class, getRun,
                Fault.tooManyRequestsUntil(Instant.now().plus(Duration.ofHours(1))));

        assertThat(failure.getRetryAfter()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
    }

    @Test
    void aLimitThatIsUsedUpIsWaitedOutBeforeItIsExceeded() {
        LobstrComponent limited = new LobstrComponent();
        limited.getConfiguration().setApiKey(KEY);
        limited.getConfiguration().setBaseUrl(simulator.baseUrl());
        context().addComponent("limited", limited);
        Instant reset = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        simulator.faults().next("GET /v1/user/balance",
                Fault.answer(200, "application/json", "{\"available\":1,\"consumed\":0}")
                        .withHeader("X-RateLimit-Remaining", "0").withHeader("X-RateLimit-Reset", "" + reset.getEpochSecond()));

        send("limited:getBalance");
        send("limited:getBalance");

        assertThat(simulator.requests().all()).hasSize(2).last()
                .satisfies(request -> assertThat(request.at()).isAfterOrEqualTo(reset.minusMillis(50)));
    }

    @Test
    void anAskedWaitIsWaitedForWithoutTheCallersThread() throws Exception {
        simulator.faults().next("GET /v1/runs/*", Fault.tooManyRequests(Duration.ofSeconds(1)));
        long begin = System.nanoTime();

        Future<Object> answer = template().asyncRequestBody(getRun, null);

        assertThat(answer.get(60, TimeUnit.SECONDS)).isInstanceOf(Run.class);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(requests()).isEqualTo(2);
    }

    @Test
    void anEmptyAnswerIsUnreadable() {
        assertThat(failing(LobstrServerException.class, getRun, Fault.emptyBody()))
                .hasMessageContaining("was answered 200 OK without the body that it should have");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aTruncatedAnswerIsUnreadable() {
        assertThat(failing(LobstrServerException.class, getRun, Fault.truncatedJson()))
                .hasMessageEndingWith("it is no JSON");
    }

    @Test
    void anAnswerOfWrongTypesIsUnreadable() {
        LobstrServerException failure = failing(LobstrServerException.class, getRun, Fault.wrongTypes());

        assertThat(failure.isRequestSent()).isTrue();
        assertThat(failure).hasMessageContaining("cannot be read: the field");
    }

    @Test
    void anAnswerThatIsTooBigIsRefused() {
        assertThat(failing(LobstrServerException.class, getRun + "&maxRetries=0&maxResponseSize=1000", Fault.hugeBody(100_000)))
                .hasMessageContaining("the answer is bigger than 1000 bytes (maxResponseSize)");
    }

    @Test
    void anAnswerMayBeAsBigAsTheLimit() {
        simulator.faults().always("/v1/**", Fault.hugeBody(1000));

        // the body is big by its id
        String id = "x".repeat(1000 - "{\"status\":\"done\",\"id\":\"\"}".length());
        assertThat(send("lobstr:getRun?maxResponseSize=1000&run=" + id).getMessage().getBody()).isInstanceOf(Run.class);
    }

    @Test
    void aRedirectIsNotFollowed() {
        LobstrException failure = failing(LobstrException.class, getRun, Fault.redirect());

        assertThat(failure).hasMessageContaining("was not answered but redirected: 302");
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void aSlowAnswerIsCut() {
        assertThat(failing(LobstrServerException.class, getRun + "&maxRetries=0&requestTimeout=300",
                Fault.slow(Duration.ofSeconds(20)))).hasMessageContaining("no answer within 300 ms (requestTimeout)");
    }

    @Test
    void aBodyThatTricklesCannotOutlastTheDeadline() {
        assertThat(failing(LobstrServerException.class, getRun + "&maxRetries=0&requestTimeout=500",
                Fault.trickle(Duration.ofSeconds(20)))).hasMessageContaining("no answer within 500 ms (requestTimeout)");
    }

    @Test
    void aFailureLeavesTheMessageAsItWas() {
        simulator.faults().always("/v1/**", Fault.notFound());

        Exchange exchange = template().request(getRun, sent -> sent.getMessage().setBody("before"));

        assertThat(exchange.getMessage().getBody()).isEqualTo("before");
        assertThat(exchange.getMessage().getHeaders()).isEqualTo(Map.of());
    }
}
