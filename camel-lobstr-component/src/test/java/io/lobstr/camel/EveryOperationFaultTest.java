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

import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.lobstr.camel.client.LobstrAuthenticationException;
import io.lobstr.camel.client.LobstrException;
import io.lobstr.camel.client.LobstrNotFoundException;
import io.lobstr.camel.client.LobstrOperation;
import io.lobstr.camel.client.LobstrRateLimitException;
import io.lobstr.camel.client.LobstrServerException;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every operation of a producer meets every fault. A new row of {@link LobstrOperation} is covered as it is.
 */
class EveryOperationFaultTest extends SimulatorTestSupport {

    private static final int RETRIES = 2;

    private final SimulatedRun run = squid.startRun();

    /** How many requests a fault that stays costs. */
    private enum Cost {
        /** It is an answer: once. */
        ONCE(1, 1, 1),
        /** The API did nothing: anything is sent again. */
        AGAIN(1 + RETRIES, 1 + RETRIES, 1 + RETRIES),
        /** The API may have acted: reads are sent again, a start looks once before and once after. */
        READS_AGAIN(1 + RETRIES, 1, 3),
        /** An answer that cannot be read is not asked for again, but a start looks all the same. */
        LOOKED_AFTER(1, 1, 3);

        private final int read;
        private final int change;
        private final int start;

        Cost(int read, int change, int start) {
            this.read = read;
            this.change = change;
            this.start = start;
        }

        int of(LobstrOperation operation, boolean changes) {
            return operation == LobstrOperation.startRun ? start : changes ? change : read;
        }
    }

    private enum Trouble {
        REFUSED(401, LobstrAuthenticationException.class, Cost.ONCE, Fault::unauthorized),
        FORBIDDEN(403, LobstrAuthenticationException.class, Cost.ONCE, Fault::forbidden),
        NOT_FOUND(404, LobstrNotFoundException.class, Cost.ONCE, Fault::notFound),
        BAD_REQUEST(400, LobstrException.class, Cost.ONCE, () -> Fault.error(400, "NotEnoughCredits", "no credits left")),
        TOO_MANY(429, LobstrRateLimitException.class, Cost.AGAIN, Fault::tooManyRequests),
        TOO_MANY_FOR_LONG(429, LobstrRateLimitException.class, Cost.ONCE, () -> Fault.tooManyRequests(Duration.ofHours(1))),
        SERVER_ERROR(500, LobstrServerException.class, Cost.READS_AGAIN, Fault::serverError),
        SERVER_ERROR_AFTER_ACTING(500, LobstrServerException.class, Cost.READS_AGAIN, () -> Fault.serverError().afterActing()),
        BAD_GATEWAY(502, LobstrServerException.class, Cost.READS_AGAIN, Fault::badGateway),
        DROPPED(0, LobstrServerException.class, Cost.READS_AGAIN, Fault::dropped),
        LOST_ANSWER(0, LobstrServerException.class, Cost.READS_AGAIN, Fault::lostAnswer),
        NO_ANSWER(0, LobstrServerException.class, Cost.READS_AGAIN, Fault::noAnswer),
        CUT(0, LobstrServerException.class, Cost.READS_AGAIN, Fault::cutBody),
        GARBAGE(0, LobstrServerException.class, Cost.READS_AGAIN, Fault::garbage),
        SLOW(0, LobstrServerException.class, Cost.READS_AGAIN, () -> Fault.slow(Duration.ofSeconds(20))),
        TRICKLE(0, LobstrServerException.class, Cost.READS_AGAIN, () -> Fault.trickle(Duration.ofSeconds(20))),
        TOO_BIG(0, LobstrServerException.class, Cost.READS_AGAIN, () -> Fault.hugeBody(100_000)),
        EMPTY(200, LobstrServerException.class, Cost.LOOKED_AFTER, Fault::emptyBody),
        NO_OBJECT(200, LobstrServerException.class, Cost.LOOKED_AFTER,
                  () -> Fault.answer(200, "application/json", "[\"" + KEY + "\"]")),
        TRUNCATED(200, LobstrServerException.class, Cost.LOOKED_AFTER, Fault::truncatedJson),
        WRONG_TYPES(200, LobstrServerException.class, Cost.LOOKED_AFTER, Fault::wrongTypes),
        REDIRECT(302, LobstrException.class, Cost.ONCE, Fault::redirect);

        private final int status;
        private final Class<? extends LobstrException> type;
        private final Cost cost;
        private final Supplier<Fault> fault;

        Trouble(int status, Class<? extends LobstrException> type, Cost cost, Supplier<Fault> fault) {
            this.status = status;
            this.type = type;
            this.cost = cost;
            this.fault = fault;
        }

        boolean isTimeout() {
            return this == SLOW || this == TRICKLE;
        }
    }

    /** These two wait out what passes, for as long as they were told to: their own tests say how. */
    private static final Set<LobstrOperation> PATIENT = EnumSet.of(LobstrOperation.awaitRun, LobstrOperation.downloadRun);

    static Stream<LobstrOperation> operations() {
        return Arrays.stream(LobstrOperation.values())
                .filter(operation -> !operation.isConsumer() && !PATIENT.contains(operation));
    }

    static Stream<Arguments> everyFault() {
        return operations().flatMap(
                operation -> Arrays.stream(Trouble.values()).map(trouble -> arguments(operation, trouble)));
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource
    void everyFault(LobstrOperation operation, Trouble trouble) {
        if (operation == LobstrOperation.startRun) {
            run.finish();
        }
        int runs = squid.runs().size();
        simulator.faults().always("/v1/**", trouble.fault.get());

        LobstrException failure = failure(trouble.type,
                ask(operation, "&maxResponseSize=50000&requestTimeout=" + (trouble.isTimeout() ? 80 : 5000)));

        assertThat(failure).hasMessageStartingWith(operation + " ");
        named(operation, failure);
        assertThat(failure.getStatusCode()).isEqualTo(trouble.status);
        assertThat(failure.getMessage()).contains(trouble.status == 0 ? "got no answer" : String.valueOf(trouble.status));
        if (failure instanceof LobstrServerException server) {
            assertThat(server.isRequestSent()).isTrue();
        }
        boolean changes = simulator.requests().all().stream().anyMatch(request -> request.method().equals("POST"));
        assertThat(simulator.requests().count()).as("requests").isEqualTo(trouble.cost.of(operation, changes));
        assertThat(squid.runs().size() - runs).as("runs that were started").isLessThanOrEqualTo(1);
        assertThat(simulator.requests().all()).extracting(ReceivedRequest::path).allMatch(path -> path.startsWith("/v1/"));
        silent(failure);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRefusedConnection(LobstrOperation operation) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }

        LobstrServerException failure = failure(LobstrServerException.class,
                ask(operation, "&baseUrl=http://localhost:" + port + "/v1"));

        assertThat(failure.isRequestSent()).isFalse();
        named(operation, failure);
        silent(failure);
    }

    @ParameterizedTest
    @EnumSource(Trouble.class)
    void aReadThatIsSentAgainSucceeds(Trouble trouble) {
        simulator.faults().next("GET /v1/runs/*", trouble.fault.get());

        Exchange exchange = ask(LobstrOperation.getRun,
                "&maxResponseSize=50000&requestTimeout=" + (trouble.isTimeout() ? 500 : 5000));

        assertThat(exchange.isFailed()).isEqualTo(trouble.cost == Cost.ONCE || trouble.cost == Cost.LOOKED_AFTER);
    }

    @Test
    void everyOperationSucceedsWhereNothingFails() {
        operations().forEach(operation -> {
            if (operation == LobstrOperation.startRun) {
                run.finish();
            }
            Exchange exchange = ask(operation, "&onActiveRun=join");
            if (operation != LobstrOperation.abortRun) {
                assertThat(exchange.getException()).as(operation.name()).isNull();
            }
        });
    }

    private Exchange ask(LobstrOperation operation, String options) {
        Map<String, Object> headers = new HashMap<>(
                Map.of(LobstrConstants.SQUID, squid.id(), LobstrConstants.RUN_ID, run.id()));
        return template().request(
                "lobstr:" + operation + "?retryDelay=1&maxRetries=" + RETRIES + options, exchange -> {
                    exchange.getMessage().setHeaders(headers);
                    exchange.getMessage().setBody(Map.of("url", "https://example.com"));
                });
    }

    private void named(LobstrOperation operation, LobstrException failure) {
        boolean byRun = operation.parameters().stream().anyMatch(parameter -> parameter.toString().equals("run"));
        boolean bySquid = operation.parameters().stream().anyMatch(parameter -> parameter.toString().equals("squid"));
        if (byRun) {
            assertThat(failure).hasMessageContaining("run " + run.id());
        } else if (bySquid) {
            assertThat(failure).hasMessageContaining("squid " + squid.id());
        }
    }

    private static void silent(LobstrException failure) {
        assertThat(failure).satisfies(thrown -> {
            for (Throwable one = thrown; one != null; one = one.getCause()) {
                assertThat(one.toString()).doesNotContain(KEY);
            }
        });
        assertThat(String.valueOf(failure.getType()) + failure.getParam()).doesNotContain(KEY);
    }
}
