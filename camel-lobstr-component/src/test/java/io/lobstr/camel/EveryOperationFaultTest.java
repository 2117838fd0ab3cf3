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

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Needs;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Safety;
import io.lobstr.camel.internal.produce.Actions;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.ChainSettings;
import io.lobstr.camel.simulator.state.Ids;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.Synchronization;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Every operation of a producer meets every fault. A new row of {@link LobstrOperation} is covered as it is; an id of a
 * new kind needs one on the simulator, below.
 */
class EveryOperationFaultTest {

    private static final String KEY = SimulatedLobstr.KEY;
    private static final int RETRIES = 2;
    /** One for all, since most of the time would go into starting it. */
    @RegisterExtension
    static final SimulatedLobstr LOBSTR = new SimulatedLobstr();
    private static final LobstrSimulator SIMULATOR = LOBSTR.simulator();

    /** Long enough that a request is sent within it, also where the machine is so busy that everything takes longer. */
    private static final int TIMEOUT = Math.max(300, 20 * slowestRequest());
    private static final int FIRST_PAUSE = 20;
    private static final int PATIENCE = 30_000;
    /** One for all as well. What the client learns of the API goes with its component, after each test. */
    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private final ProducerTemplate template = CONTEXT.createProducerTemplate();
    private final SimulatedSquid squid = SIMULATOR.addSquid("Google Maps",
            SimulatedLobstr::untilTold);
    private final SimulatedRun run = squid.startRun();
    private final String task = squid.tasks().get(0).id();
    private final SiteAccount account = SIMULATOR.account().siteAccounts().add("twitter-sync", "ada");

    /** How many requests a fault that stays costs. */
    private enum Cost {
        /** It is an answer: once. */
        ONCE(1, 1, 1),
        /** The API did nothing: anything is sent again. */
        AGAIN(1 + RETRIES, 1 + RETRIES, 1 + RETRIES),
        /** The API may have acted: what is repeatable is sent again, a start looks once before and once after. */
        UNLESS_ONCE(1 + RETRIES, 1, 3),
        /** An answer that cannot be read is not asked for again, but a start looks all the same. */
        LOOKED_AFTER(1, 1, 3);

        private final int repeatable;
        private final int once;
        private final int start;

        Cost(int repeatable, int once, int start) {
            this.repeatable = repeatable;
            this.once = once;
            this.start = start;
        }

        /** What is repeatable where something is named has it named here. */
        int of(LobstrOperation operation) {
            boolean isOnce = operation.call().safety() == Safety.ONCE && operation.call().settled() == null;
            return operation == LobstrOperation.startRun ? start : isOnce ? once : repeatable;
        }
    }

    private enum Trouble {
        REFUSED(401, LobstrAuthenticationException.class, Cost.ONCE, "Token expired (TokenExpired)", Fault::unauthorized),
        FORBIDDEN(403, LobstrAuthenticationException.class, Cost.ONCE, "You do not have permission to perform this action.",
                  Fault::forbidden),
        NOT_FOUND(404, LobstrNotFoundException.class, Cost.ONCE, "Not found", Fault::notFound),
        BAD_REQUEST(400, LobstrException.class, Cost.ONCE, "no credits left (NotEnoughCredits)",
                    () -> Fault.error(400, "NotEnoughCredits", "no credits left")),
        TOO_MANY(429, LobstrRateLimitException.class, Cost.AGAIN, "Rate limit exceeded. Please try again later.",
                 Fault::tooManyRequests),
        TOO_MANY_FOR_A_MOMENT(429, LobstrRateLimitException.class, Cost.AGAIN, "Rate limit exceeded. Please try again later.",
                              () -> Fault.tooManyRequests(Duration.ZERO)),
        TOO_MANY_FOR_LONG(429, LobstrRateLimitException.class, Cost.ONCE, "Rate limit exceeded. Please try again later.",
                          () -> Fault.tooManyRequests(Duration.ofHours(1))),
        SERVER_ERROR(500, LobstrServerException.class, Cost.UNLESS_ONCE, "Something went wrong (SomethingWentWrong)",
                     Fault::serverError),
        SERVER_ERROR_AFTER_ACTING(500, LobstrServerException.class, Cost.UNLESS_ONCE,
                                  "Something went wrong (SomethingWentWrong)", () -> Fault.serverError().afterActing()),
        BAD_GATEWAY(502, LobstrServerException.class, Cost.UNLESS_ONCE, "the body is text/html, as of a proxy or gateway",
                    Fault::badGateway),
        DROPPED(0, LobstrServerException.class, Cost.UNLESS_ONCE, "the connection broke", Fault::dropped),
        LOST_ANSWER(0, LobstrServerException.class, Cost.UNLESS_ONCE, "the connection broke", Fault::lostAnswer),
        NO_ANSWER(0, LobstrServerException.class, Cost.UNLESS_ONCE, "the connection broke", Fault::noAnswer),
        CUT(0, LobstrServerException.class, Cost.UNLESS_ONCE, "the connection broke", Fault::cutBody),
        GARBAGE(0, LobstrServerException.class, Cost.UNLESS_ONCE, "the connection broke", Fault::garbage),
        SLOW(0, LobstrServerException.class, Cost.UNLESS_ONCE, "no answer within " + TIMEOUT + " ms (requestTimeout)",
             () -> Fault.slow(Duration.ofSeconds(20))),
        TRICKLE(0, LobstrServerException.class, Cost.UNLESS_ONCE, "no answer within " + TIMEOUT + " ms (requestTimeout)",
                () -> Fault.trickle(Duration.ofSeconds(20))),
        TOO_BIG(0, LobstrServerException.class, Cost.UNLESS_ONCE, "the answer is bigger than 50000 bytes (maxResponseSize)",
                () -> Fault.hugeBody(100_000)),
        EMPTY(200, LobstrServerException.class, Cost.LOOKED_AFTER, "without the body that it should have", Fault::emptyBody),
        NO_OBJECT(200, LobstrServerException.class, Cost.LOOKED_AFTER, "cannot be read: it is no JSON object",
                  () -> Fault.answer(200, "application/json", "[\"" + KEY + "\"]")),
        TRUNCATED(200, LobstrServerException.class, Cost.LOOKED_AFTER, "cannot be read: it is no JSON",
                  Fault::truncatedJson),
        WRONG_TYPES(200, LobstrServerException.class, Cost.LOOKED_AFTER, "cannot be read: the field", Fault::wrongTypes),
        REDIRECT(302, LobstrException.class, Cost.ONCE, "was not answered but redirected: 302", Fault::redirect);

        private final int status;
        private final Class<? extends LobstrException> type;
        private final Cost cost;
        private final String words;
        private final Supplier<Fault> fault;

        Trouble(int status, Class<? extends LobstrException> type, Cost cost, String words, Supplier<Fault> fault) {
            this.status = status;
            this.type = type;
            this.cost = cost;
            this.words = words;
            this.fault = fault;
        }

        String options(int timeout) {
            return "&maxResponseSize=50000&requestTimeout=" + (isLate() ? timeout + "&maxRetries=1" : 5000);
        }

        /** What is late is sent again but once, since that takes its time. */
        int cost(LobstrOperation operation) {
            int requests = cost.of(operation);
            return isLate() && operation != LobstrOperation.startRun ? Math.min(2, requests) : requests;
        }

        /**
         * Looks of awaitRun: at once, and after each outage twice as late. What does not pass ends it with the first.
         */
        int awaitTimeout() {
            if (!passes()) {
                return PATIENCE;
            }
            return isLate() ? 100 + 2 * TIMEOUT : TIMEOUT;
        }

        int mostLooks() {
            return Integer.SIZE - Integer.numberOfLeadingZeros(awaitTimeout() / FIRST_PAUSE);
        }

        String patience() {
            return "&pollInterval=" + FIRST_PAUSE + "&awaitTimeout=" + awaitTimeout();
        }

        boolean isLate() {
            return this == SLOW || this == TRICKLE;
        }

        /** Whether it may pass, as those that wait see it. */
        boolean passes() {
            return cost != Cost.ONCE || this == TOO_MANY_FOR_LONG || this == NOT_FOUND;
        }
    }

    static Stream<LobstrOperation> operations() {
        return Arrays.stream(LobstrOperation.values())
                .filter(operation -> operation.isAsking() && !operation.isConsumer());
    }

    static Stream<Arguments> everyFault() {
        return operations().flatMap(operation -> Arrays.stream(Trouble.values())
                .filter(trouble -> isSeen(operation, trouble) && (!trouble.isLate() || isFirstOfItsKind(operation, trouble)))
                .map(trouble -> arguments(operation, trouble)));
    }

    /**
     * What is late takes its time: of plain calls it only counts whether they are repeated, and to the others it is all
     * one how it is late.
     */
    private static boolean isFirstOfItsKind(LobstrOperation operation, Trouble trouble) {
        return !Actions.isPlain(operation) && trouble == Trouble.SLOW || operations().filter(Actions::isPlain)
                .filter(other -> other.call().safety() == operation.call().safety()).findFirst().equals(Optional.of(operation));
    }

    /** What takes any answer, or any object, has no wrong one. */
    private static boolean isSeen(LobstrOperation operation, Trouble trouble) {
        return switch (operation.call().shape()) {
            // it has no body that could be spoiled
            case NOTHING -> trouble.status != 200 && trouble != Trouble.CUT && trouble != Trouble.TOO_BIG;
            case ANY -> trouble.status != 200 || trouble == Trouble.TRUNCATED;
            case OBJECT, OTHER_OBJECT -> operation.call().body() != Map.class || trouble != Trouble.WRONG_TYPES;
            default -> true;
        };
    }

    static Stream<Arguments> everyFaultOfAnIterator() {
        // the first and the last: what is between them is the same for all
        return Stream.of(LobstrOperation.listRuns, LobstrOperation.listAccountTypes)
                .flatMap(operation -> Arrays.stream(Trouble.values())
                        .filter(trouble -> !trouble.isLate() || operation == LobstrOperation.listRuns)
                        .map(trouble -> arguments(operation, trouble)));
    }

    @BeforeAll
    static void startContext() {
        CONTEXT.start();
    }

    @AfterAll
    static void stopContext() {
        CONTEXT.stop();
    }

    @BeforeEach
    void start() {
        LOBSTR.addTo(CONTEXT).getConfiguration().setMaxRetries(RETRIES);
    }

    @AfterEach
    void stop() throws Exception {
        template.stop();
        CONTEXT.removeEndpoints("lobstr*");
        CONTEXT.removeComponent("lobstr").stop();
        SIMULATOR.squids().forEach(SimulatedSquid::delete);
        account.delete();
        SIMULATOR.reset();
    }

    /** In milliseconds, once the simulator has warmed up. */
    private static int slowestRequest() {
        long slowest = 0;
        try {
            for (int i = 0; i < 100; i++) {
                long began = System.nanoTime();
                URI.create(SIMULATOR.baseUrl() + "/me").toURL().openConnection().getHeaderFields();
                slowest = i < 50 ? 0 : Math.max(slowest, System.nanoTime() - began);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        SIMULATOR.requests().reset();
        return (int) TimeUnit.NANOSECONDS.toMillis(slowest);
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource
    void everyFault(LobstrOperation operation, Trouble trouble) {
        if (!isAwait(operation)) {
            prepare(operation);
        }
        int runs = squid.runs().size();
        SIMULATOR.faults().always("/v1/**", trouble.fault.get());

        Throwable failure
                = ask(operation, trouble.options(TIMEOUT) + (isAwait(operation) ? trouble.patience() : "")).getException();

        check(operation, trouble, isAwait(operation) && trouble.passes() ? timedOut(trouble, failure) : failure);
        assertThat(squid.runs().size() - runs).as("runs that were started").isLessThanOrEqualTo(1);
        int cost = trouble.cost(operation);
        if (isAwait(operation) && trouble == Trouble.NOT_FOUND) {
            // an answer, so that the looks go on as before
            assertThat(SIMULATOR.requests().count()).as("looks").isPositive();
        } else if (isAwait(operation) && trouble.passes()) {
            assertThat(SIMULATOR.requests().count()).as("looks").isBetween(1L, (long) trouble.mostLooks());
        } else if (operation == LobstrOperation.downloadRun && trouble == Trouble.NOT_FOUND) {
            // no file: is the run still making one? It is believed when it has lasted
            requests(3 * (cost + 1));
        } else if (operation == LobstrOperation.updateSquid && trouble == Trouble.WRONG_TYPES) {
            // of the update any object will do, and then the squid is read
            requests(2);
        } else {
            requests(cost);
        }
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource
    void everyFaultOfAnIterator(LobstrOperation operation, Trouble trouble) {
        SIMULATOR.faults().always("/v1/**", trouble.fault.get());
        Exchange exchange = ask(operation, trouble.options(TIMEOUT) + "&allPages=true");
        assertThat(exchange.getException()).isNull();

        Throwable failure = catchThrowable(() -> exchange.getMessage().getBody(Iterator.class).next());

        check(operation, trouble, failure);
        requests(trouble.cost(operation));
    }

    /** A request that the caller gave up may be noted a moment later. */
    private static void requests(int expected) {
        await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(10)).atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(SIMULATOR.requests().count()).as("requests").isEqualTo(expected));
    }

    /** What happens to the file happens at another host, which knows no key and has no words. */
    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = { "TRICKLE", "TOO_BIG", "EMPTY", "NO_OBJECT", "TRUNCATED", "WRONG_TYPES" })
    void everyFaultOfTheHostOfAFile(Trouble trouble) {
        run.finish();
        SIMULATOR.faults().always("GET /exports/*", trouble.fault.get());
        Exchange exchange = ask(LobstrOperation.downloadRun, trouble.options(TIMEOUT));

        Throwable failure = trouble == Trouble.CUT
                ? catchThrowable(exchange.getMessage().getBody(InputStream.class)::readAllBytes) : exchange.getException();

        boolean limited = trouble.type == LobstrRateLimitException.class;
        assertThat(failure).isExactlyInstanceOf(limited ? LobstrRateLimitException.class : LobstrServerException.class)
                .hasMessageStartingWith("downloadRun of run " + run.id() + ": the file ")
                .hasMessageContaining(trouble.status == 0 ? "broke off after" : "was refused by its host: " + trouble.status);
        assertThat(((LobstrException) failure).getStatusCode()).isEqualTo(trouble.status);
        long files = SIMULATOR.requests().count("GET /exports/*");
        boolean mayBeTheLink = trouble.status >= 400 && trouble.status < 500 && !limited;
        assertThat(SIMULATOR.requests().count("GET /v1/runs/*/download")).isEqualTo(mayBeTheLink ? 2 : 1);
        if (trouble == Trouble.CUT) {
            // each attempt that brings something is followed by others
            assertThat(files).isGreaterThan(trouble.cost(LobstrOperation.downloadRun));
        } else {
            assertThat(files).isEqualTo(mayBeTheLink ? 2 : trouble.cost(LobstrOperation.downloadRun));
        }
        assertThat(SIMULATOR.requests().matching("GET /exports/*"))
                .allSatisfy(request -> assertThat(request.headers().toString()).doesNotContain(KEY));
        silent(failure);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void aRefusedConnection(LobstrOperation operation) {
        Exception failure
                = ask(operation, "&baseUrl=http://localhost:1/v1" + patience(operation, Trouble.DROPPED.patience()))
                        .getException();

        Throwable refused = isAwait(operation) ? failure.getCause() : failure;
        assertThat(failure).hasMessageContaining("got no answer: no connection").hasMessageContaining("localhost:1");
        assertThat(refused).isExactlyInstanceOf(LobstrServerException.class);
        assertThat(((LobstrServerException) refused).isRequestSent()).isFalse();
        named(operation, failure);
        silent(failure);
    }

    static Stream<Arguments> aReadThatIsSentAgainSucceeds() {
        return Stream.of(LobstrOperation.getRun, LobstrOperation.awaitRun, LobstrOperation.downloadRun)
                .flatMap(operation -> Arrays.stream(Trouble.values()).map(trouble -> arguments(operation, trouble)));
    }

    @ParameterizedTest(name = "{0} × {1}")
    @MethodSource
    void aReadThatIsSentAgainSucceeds(LobstrOperation operation, Trouble trouble) {
        run.finish();
        SIMULATOR.faults().next("GET /v1/runs/**", trouble.fault.get());

        Exchange exchange = ask(operation, trouble.options(TIMEOUT + 200) + patience(
                operation, "&pollInterval=20&awaitTimeout=" + (trouble == Trouble.TOO_MANY_FOR_LONG ? 250 : 20_000)));

        boolean repeated = trouble.cost == Cost.AGAIN || trouble.cost == Cost.UNLESS_ONCE
                || isAwait(operation) && trouble.cost == Cost.LOOKED_AFTER
                || operation != LobstrOperation.getRun && trouble == Trouble.NOT_FOUND;
        assertThat(exchange.isFailed()).isEqualTo(!repeated);
    }

    @ParameterizedTest
    @MethodSource("operations")
    void everyOperationSucceedsWhereNothingFails(LobstrOperation operation) {
        prepare(operation);

        assertThat(ask(operation, patience(operation, "&pollInterval=20")).getException()).isNull();
    }

    /** Makes it such that the operation can succeed. */
    private void prepare(LobstrOperation operation) {
        switch (operation) {
            case abortRun -> {
                // it is going on
            }
            case resurrectRun -> run.abort();
            // for some seconds after a run its tasks cannot be deleted
            case deleteTask -> run.delete();
            default -> run.finish();
        }
        SIMULATOR.account().uploads().taking(Duration.ofMillis(50));
        SIMULATOR.account().siteAccounts().synchronizing(Duration.ofMillis(50), Synchronization.SYNCHRONIZED);
        if (operation == LobstrOperation.retryRunTask) {
            // the API knows those that it has shown
            ask(LobstrOperation.listRunTasks, "");
            SIMULATOR.requests().reset();
        }
        if (operation != LobstrOperation.createChain) {
            squid.chainTo(SIMULATOR.account().crawlers().all().get(0), Map.of("url", "url"), new ChainSettings(true, "N", 1));
        }
    }

    /** Only what waits takes the options of waiting. */
    private static String patience(LobstrOperation operation, String options) {
        // a start waits only where it is told to
        return operation.options().contains("awaitTimeout") && operation != LobstrOperation.startRun ? options : "";
    }

    private static boolean isAwait(LobstrOperation operation) {
        return operation == LobstrOperation.awaitRun;
    }

    private Exchange ask(LobstrOperation operation, String given) {
        String options = given + SampleRequests.options(operation);
        Map<String, Object> headers = new HashMap<>();
        operation.parameters().stream().filter(Parameter::isId)
                .forEach(parameter -> headers.put(parameter.header(), id(parameter)));
        return template.request("lobstr:" + operation + options.replaceFirst("&", "?"),
                exchange -> {
                    exchange.getMessage().setHeaders(headers);
                    exchange.getMessage().setBody(SampleRequests.body(operation, squid.crawler()));
                });
    }

    /** What there is of each kind. */
    private String id(Parameter parameter) {
        return switch (parameter) {
            case SQUID -> squid.id();
            case RUN -> run.id();
            case TASK -> task;
            case RUN_TASK -> Ids.of(run.id() + task);
            case CRAWLER -> squid.crawler();
            case ACCOUNT -> account.id();
            default -> throw new IllegalStateException("what is a " + parameter + " of the simulator?");
        };
    }

    /** What the wait was waiting out. */
    private Throwable timedOut(Trouble trouble, Throwable failure) {
        assertThat(failure).isExactlyInstanceOf(LobstrTimeoutException.class)
                .hasMessageStartingWith(
                        "awaitRun of run " + run.id() + " was not finished within " + trouble.awaitTimeout()
                                        + " ms (awaitTimeout)")
                .hasMessageContaining(trouble.words);
        silent(failure);
        return failure.getCause();
    }

    private void check(LobstrOperation operation, Trouble trouble, Throwable thrown) {
        assertThat(thrown).isExactlyInstanceOf(trouble.type).hasMessageStartingWith(operation + " ")
                .hasMessageContaining(trouble.words)
                .hasMessageContaining(
                        trouble.status == 0 ? "got no answer" : String.valueOf(((LobstrException) thrown).getStatusCode()));
        LobstrException failure = (LobstrException) thrown;
        named(operation, failure);
        assertThat(failure.getStatusCode()).isIn(trouble.status, trouble.status == 200 ? 201 : trouble.status);
        if (failure instanceof LobstrServerException server) {
            assertThat(server.isRequestSent()).isTrue();
        }
        assertThat(SIMULATOR.requests().all()).extracting(ReceivedRequest::path).allMatch(path -> path.startsWith("/v1/"));
        silent(failure);
    }

    /** Whatever was asked for is named, but for what stands behind another. */
    private void named(LobstrOperation operation, Throwable failure) {
        Needs needs = operation.needs();
        Stream.concat(needs.all().stream(), needs.oneOf().stream().limit(1)).filter(Parameter::isId)
                .forEach(parameter -> assertThat(failure).hasMessageContaining(parameter + " " + id(parameter)));
    }

    private static void silent(Throwable failure) {
        for (Throwable one = failure; one != null; one = one.getCause()) {
            assertThat(one.toString()).doesNotContain(KEY);
        }
        if (failure instanceof LobstrException known) {
            assertThat(known.getType() + known.getParam()).doesNotContain(KEY);
        }
    }
}
