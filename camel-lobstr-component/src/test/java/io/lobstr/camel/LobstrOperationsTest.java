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

import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.model.AddedTasks;
import io.lobstr.camel.model.Balance;
import io.lobstr.camel.model.LobstrObject;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunCredits;
import io.lobstr.camel.model.RunStats;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What each operation asks and answers, apart from those that have tests of their own.
 */
class LobstrOperationsTest extends SimulatorTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:resurrect").to("lobstr:resurrectRun").to("lobstr:awaitRun?pollInterval=20");
            }
        };
    }

    private Exchange sendWith(String uri, Object body) {
        return template().request(uri, exchange -> exchange.getMessage().setBody(body));
    }

    private ReceivedRequest last() {
        return simulator.requests().last().orElseThrow();
    }

    @Test
    void readsHowFarARunHasCome() {
        SimulatedRun run = squid.startRun();
        run.finish();

        RunStats stats = send("lobstr:getRunStats?run=" + run.id()).getMessage().getBody(RunStats.class);

        assertThat(stats.getId()).isEqualTo(run.id());
        assertThat(stats.isDone()).isTrue();
        assertThat(stats.getPercentDone()).isEqualByComparingTo("100");
        assertThat(stats.getTotalTasks()).isEqualTo(1);
        assertThat(last().path()).isEqualTo("/v1/runs/" + run.id() + "/stats");
    }

    @Test
    void stopsARun() {
        SimulatedRun run = squid.startRun();

        Exchange exchange = send("lobstr:abortRun", Map.of(LobstrConstants.RUN_ID, run.id()));

        Run aborted = exchange.getMessage().getBody(Run.class);
        assertThat(aborted.getId()).isEqualTo(run.id());
        assertThat(aborted.getDoneReason()).isEqualTo("aborted");
        assertThat(exchange.getMessage().getHeaders()).containsEntry(LobstrConstants.RUN_DONE_REASON, "aborted");
        assertThat(last().method()).isEqualTo("POST");
        assertThat(last().body()).isNullOrEmpty();
    }

    @Test
    void saysThatARunIsOverAlready() {
        SimulatedRun run = squid.startRun();
        run.finish();

        assertThat(failure(LobstrNotFoundException.class, send("lobstr:abortRun?run=" + run.id())))
                .hasMessageContaining("abortRun of run " + run.id() + " failed: 404");
    }

    @Test
    void readsWhatARunHasCost() {
        squid.configure(setup -> setup.creditsPerRow("0.5").results(4));
        SimulatedRun run = squid.startRun();
        run.finish();

        RunCredits credits = send("lobstr:getRunCredits?run=" + run.id()).getMessage().getBody(RunCredits.class);

        assertThat(credits.getRunId()).isEqualTo(run.id());
        assertThat(credits.getTotalCredits()).isEqualByComparingTo("2");
        assertThat(credits.getBreakdown()).singleElement().satisfies(one -> {
            assertThat(one.getCredits()).isEqualByComparingTo("2");
            assertThat(one.getAttempts()).isEqualTo(4);
        });
        assertThat(credits.getRates()).containsEntry("credits_per_row", new BigDecimal("0.5"));
        assertThat(credits.getFilterBreakdown()).isEmpty();
    }

    @Test
    void readsWhatIsLeft() {
        simulator.balance(1000, 250);

        Exchange exchange = send("lobstr:getBalance");

        Balance balance = exchange.getMessage().getBody(Balance.class);
        assertThat(balance.getLeft()).isEqualByComparingTo("750");
        assertThat(context().resolveLanguage("simple").createExpression("${body.left}").evaluate(exchange, String.class))
                .isEqualTo("750");
        assertThat(last().path()).isEqualTo("/v1/user/balance");
    }

    @Test
    void listsTheRowsOfARun() {
        squid.configure(setup -> setup.results(7));
        SimulatedRun run = squid.startRun();
        run.finish();

        Exchange exchange = send("lobstr:listResults?limit=3&run=" + run.id());

        List<?> rows = exchange.getMessage().getBody(List.class);
        assertThat(rows).hasSize(3).allSatisfy(row -> assertThat(((Map<?, ?>) row).get("run")).isEqualTo(run.id()));
        assertThat(exchange.getMessage().getHeaders()).containsEntry(LobstrConstants.NEXT_PAGE, 2)
                .containsEntry(LobstrConstants.TOTAL_RESULTS, 7L);
        assertThat(exchange.getMessage().getBody(String.class)).startsWith("[{\"");
        List<Object> all = new ArrayList<>();
        Iterator<?> iterator
                = send("lobstr:listResults?allPages=true&limit=3&run=" + run.id()).getMessage().getBody(Iterator.class);
        iterator.forEachRemaining(all::add);
        assertThat(all).hasSize(7);
    }

    /** The pages that describe it call the size of a page so, or so. */
    @ParameterizedTest
    @ValueSource(strings = { "limit", "page_size" })
    void theSizeOfAPageOfResultsIsUnderstoodByAnyOfItsNames(String name) {
        simulator.behaviour().paging("/v1/results").sizedBy(name);
        squid.configure(setup -> setup.results(7));
        squid.startRun().finish();

        assertThat(send("lobstr:listResults?limit=3&squid=" + squid.id()).getMessage().getBody(List.class)).hasSize(3);
    }

    @Test
    void aPageThatIsTooBigForThePlanSaysWhatToDoAndAllPagesDoesIt() {
        simulator.behaviour().paging("/v1/results").exportLimit(30);
        squid.configure(setup -> setup.results(75));
        squid.startRun().finish();
        String uri = "lobstr:listResults?limit=100&squid=" + squid.id();

        assertThat(failure(LobstrException.class, send(uri))).hasMessageContaining("ExportLimitReached")
                .hasMessageEndingWith("; a page of 100 may be too big for the plan: set limit=30 or less, or allPages=true, "
                                      + "which finds out what works");
        List<Object> all = new ArrayList<>();
        send(uri + "&allPages=true").getMessage().getBody(Iterator.class).forEachRemaining(all::add);
        assertThat(all).hasSize(75).doesNotHaveDuplicates();
        assertThat(send("lobstr:listRuns?limit=100&squid=" + squid.id()).getException()).isNull();
    }

    @Test
    void whatAPlanDoesNotShowIsSaidOnceAndInAHeader() {
        simulator.behaviour().freePlan(3);
        squid.configure(setup -> setup.results(75));
        squid.startRun().finish();
        String uri = "lobstr:listResults?limit=2&squid=" + squid.id();
        try (Warnings warnings = new Warnings()) {
            Exchange exchange = send(uri);
            assertThat(exchange.getMessage().getHeader(LobstrConstants.WARNING, String.class))
                    .startsWith("Your plan shows the first 3 of 75 results.");
            send(uri);
            Exchange all = send(uri + "&allPages=true", Map.of(LobstrConstants.WARNING, "of another list"));
            assertThat(all.getMessage().getHeaders()).doesNotContainKey(LobstrConstants.WARNING);
            assertThat(all.getMessage().getBody(Iterator.class)).toIterable().hasSize(3);
            assertThat(context().resolveLanguage("simple").createExpression("${body.warning}").evaluate(all, String.class))
                    .startsWith("Your plan shows");

            assertThat(warnings.own()).as("one for each endpoint").hasSize(2)
                    .allMatch(message -> message.startsWith("listResults of squid " + squid.id()
                                                            + " does not show the whole list, which is said here once: Your plan"));
            assertThat(warnings.loggers("whole list")).containsOnly(LobstrProducer.class.getName());
        }
        simulator.behaviour().paidPlan();
        assertThat(send(uri, Map.of(LobstrConstants.WARNING, "of before")).getMessage().getHeaders())
                .doesNotContainKey(LobstrConstants.WARNING);
    }

    @Test
    void listsTheRowsOfASquidAndOfATask() {
        squid.configure(setup -> setup.results(7));
        squid.startRun().finish();
        String task = squid.tasks().get(0).id();

        send("lobstr:listResults?task=" + task + "&squid=" + squid.id());

        assertThat(last().query()).containsEntry("squid", squid.id()).containsEntry("task", task).doesNotContainKey("run");
    }

    /** U is in the URI, H in a header, R a run, S a squid. */
    @ParameterizedTest
    @CsvSource({ "URUS, UR", "URUSHRHS, UR", "USHRHS, US", "USHR, US", "URHS, UR", "HRHS, HR", "HS, HS", "URHRHS, UR" })
    void anOptionCountsBeforeAHeaderAndARunBeforeASquid(String given, String counts) {
        Map<String, String> ids = Map.of("UR", squid.startRun().id(), "US", squid.id(), "HR", "of-a-header", "HS", "of-one");
        Map<String, Object> headers = new HashMap<>();
        StringBuilder uri = new StringBuilder("lobstr:listResults?limit=5");
        ids.forEach((who, id) -> {
            String name = who.endsWith("R") ? "run" : "squid";
            if (given.contains(who) && who.startsWith("U")) {
                uri.append("&").append(name).append("=").append(id);
            } else if (given.contains(who)) {
                headers.put(who.endsWith("R") ? LobstrConstants.RUN_ID : LobstrConstants.SQUID_ID, id);
            }
        });

        send(uri.toString(), headers);

        assertThat(last().query()).containsOnly(
                entry(counts.endsWith("R") ? "run" : "squid", ids.get(counts)), entry("page", "1"), entry("limit", "5"),
                entry("page_size", "5"));
    }

    /** The run that came along is of this squid or of another: the URI says what is meant. */
    @Test
    void theSquidOfTheUriIsListedInARouteOfFinishedRuns() throws Exception {
        SimulatedSquid other = simulator.addSquid("Other", setup -> setup.results(3).instantRuns());
        other.startRun();
        squid.startRun().finish();
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?startFrom=earliest&initialDelay=0&squid=" + squid.id())
                        .to("lobstr:listResults?squid=" + other.id()).to("mock:rows");
            }
        });
        MockEndpoint rows = getMockEndpoint("mock:rows");
        rows.expectedMessageCount(1);

        rows.assertIsSatisfied();
        assertThat(rows.getExchanges().get(0).getMessage().getBody(List.class)).hasSize(3)
                .allSatisfy(row -> assertThat(((Map<?, ?>) row).get("squid")).isEqualTo(other.id()));
    }

    /** A squid that came along need not be the one of the run that the URI names. */
    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aRunIsAwaitedWhateverSquidCameAlong(boolean inUri) throws Exception {
        SimulatedRun run = squid.startRun();
        SimulatedSquid other = simulator.addSquid("Other");
        Map<String, Object> headers = inUri
                ? Map.of(LobstrConstants.SQUID_ID, other.id())
                : Map.of(LobstrConstants.RUN_ID, run.id(), LobstrConstants.SQUID_ID, squid.id());
        CompletableFuture<Exchange> answer = template().asyncSend(
                "lobstr:awaitRun?pollInterval=20&awaitTimeout=30s" + (inUri ? "&run=" + run.id() : ""),
                exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
        LobstrComponent component = context().getComponent("lobstr", LobstrComponent.class);
        await().atMost(Duration.ofSeconds(20)).until(() -> component.getAwaitedRuns() == 1);

        assertThat(component.listAwaitedRuns()).singleElement().asString().doesNotContain(other.id());
        run.finish();
        assertThat(answer.get(60, TimeUnit.SECONDS).getMessage().getBody(Run.class).getId()).isEqualTo(run.id());
    }

    /** Its answer says little of the run. */
    @Test
    void aRunThatWasResurrectedIsAwaited() {
        SimulatedRun run = squid.startRun();
        run.abort();
        CompletableFuture<Exchange> answer = template().asyncSend("direct:resurrect",
                exchange -> exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id()));
        await().atMost(Duration.ofSeconds(20)).until(() -> !run.isOver());
        run.finish();

        assertThat(answer.orTimeout(30, TimeUnit.SECONDS).join().getMessage().getBody(Run.class).getStatus()).isEqualTo("done");
    }

    @Test
    void resultsNeedARunOrASquid() {
        assertThat(failure(IllegalArgumentException.class, send("lobstr:listResults"))).hasMessage(
                "listResults needs a run or a squid: set the option run or squid or the header CamelLobstrRunId or CamelLobstrSquidId");
        assertThat(simulator.requests().count()).isZero();
    }

    @ParameterizedTest
    @MethodSource
    void addsTasks(Object body, int added) {
        Exchange exchange = sendWith("lobstr:addTasks?squid=" + squid.id(), body);

        assertThat(exchange.getException()).isNull();
        AddedTasks tasks = exchange.getMessage().getBody(AddedTasks.class);
        assertThat(tasks.getTasks()).hasSize(added);
        assertThat(tasks.getTasks().get(0).getParams()).containsEntry("url", "https://example.com/1");
        assertThat(tasks.getDuplicatedCount()).isZero();
        assertThat(squid.tasks()).hasSize(1 + added);
    }

    static Stream<Arguments> addsTasks() {
        String one = "{\"url\":\"https://example.com/1\"}";
        String two = "[" + one + ",{\"url\":\"https://example.com/2\",\"price\":1.10}]";
        byte[] bytes = two.getBytes(StandardCharsets.UTF_8);
        return Stream.of(
                arguments(Map.of("url", "https://example.com/1"), 1),
                arguments(List.of(Map.of("url", "https://example.com/1"), Map.of("url", "https://example.com/2")), 2),
                arguments(one, 1),
                arguments(two, 2),
                arguments(bytes, 2),
                arguments(new ByteArrayInputStream(bytes), 2));
    }

    @Test
    void countsTheTasksThatWereThere() {
        Map<String, Object> task = Map.of("url", "https://example.com/1");
        sendWith("lobstr:addTasks?squid=" + squid.id(), task);

        AddedTasks again = sendWith("lobstr:addTasks?squid=" + squid.id(), task).getMessage().getBody(AddedTasks.class);

        assertThat(again.getDuplicatedCount()).isEqualTo(1);
        assertThat(again.getTasks()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("lost")
    void tasksWhoseAnswerIsLostAreAddedOnce(Fault fault) {
        simulator.faults().next("POST /v1/tasks", fault);

        Exchange exchange = sendWith("lobstr:addTasks?squid=" + squid.id(), Map.of("url", "https://example.com/1"));

        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody(AddedTasks.class).getDuplicatedCount()).isEqualTo(1);
        assertThat(simulator.requests().count("POST /v1/tasks")).isEqualTo(2);
        assertThat(squid.tasks()).hasSize(2);
    }

    static Stream<Fault> lost() {
        return Stream.of(Fault.lostAnswer(), Fault.serverError().afterActing());
    }

    static Stream<Object> noTasks() {
        return Stream.of("", "no JSON", "5", "[]", "[5]", List.of(), List.of("url"), 5, new Object());
    }

    @ParameterizedTest
    @MethodSource
    void noTasks(Object body) {
        failure(IllegalArgumentException.class, sendWith("lobstr:addTasks?squid=" + squid.id(), body));

        assertThat(simulator.requests().count()).isZero();
    }

    @Test
    void everyBodyBecomesJsonAndAMap() {
        SimulatedRun run = squid.startRun();
        run.finish();
        for (String uri : List.of("getRunStats?run=" + run.id(), "getRunCredits?run=" + run.id(), "getBalance")) {
            Exchange exchange = send("lobstr:" + uri);

            LobstrObject body = exchange.getMessage().getBody(LobstrObject.class);
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(body.toJson()).startsWith("{");
            assertThat(exchange.getMessage().getBody(Map.class)).isEqualTo(body.toMap());
        }
    }
}
