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
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.AddedTasks;
import io.lobstr.camel.model.Run;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Tasks that are too many for one request.
 */
class AddTasksTest extends WireTestSupport {

    private static final String ADD = "lobstr:addTasks?squid=s1";

    private static Map<String, Object> task(int number) {
        return Map.of("url", "https://example.com/" + number);
    }

    private static List<Map<String, Object>> tasks(int count) {
        return IntStream.range(0, count).mapToObj(AddTasksTest::task).toList();
    }

    /** Answers as many tasks as it says, whatever was asked. */
    private static String added(int first, int count, int there) {
        return IntStream.range(first, first + count).mapToObj(task -> "{\"id\":\"t" + task + "\"}")
                .reduce((one, other) -> one + "," + other).map(all -> "{\"duplicated_count\":" + there + ",\"tasks\":[" + all)
                .orElseThrow()
               + "],\"of_request\":" + first + "}";
    }

    private void answersInTurn(String... answers) {
        for (int i = 0; i < answers.length; i++) {
            wire.register(post("/v1/tasks").inScenario("add").whenScenarioStateIs(i == 0 ? Scenario.STARTED : "add " + i)
                    .willSetStateTo("add " + (i + 1)).willReturn(okJson(answers[i])));
        }
    }

    /** How many tasks each request had. */
    private List<Integer> sizes() {
        return requests().stream().map(request -> {
            try {
                JsonNode json = new ObjectMapper().readTree(request.getBody());
                assertThat(json.get("squid").asText()).isEqualTo("s1");
                return json.get("tasks").size();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).toList();
    }

    static Stream<Object> manyAreAddedInSeveralRequests() throws Exception {
        List<Map<String, Object>> tasks = tasks(2500);
        return Stream.of(tasks, tasks.iterator(), (Iterable<Object>) () -> List.<Object> copyOf(tasks).iterator(),
                new HashSet<>(tasks), new ObjectMapper().writeValueAsString(tasks));
    }

    @ParameterizedTest
    @MethodSource
    void manyAreAddedInSeveralRequests(Object body) {
        answersInTurn(added(0, 1000, 0), added(1000, 990, 10), added(2000, 499, 1));

        AddedTasks added = answer(AddedTasks.class, send(ADD, body));

        assertThat(sizes()).containsExactly(1000, 1000, 500);
        assertThat(added.getDuplicatedCount()).isEqualTo(11);
        assertThat(added.getTasks()).hasSize(2489);
        assertThat(added.getTasks().get(2488).getId()).isEqualTo("t2498");
        assertThat(added.toMap()).containsEntry("of_request", 0);
    }

    @Test
    void oneRequestAnswersAsItIs() {
        answersInTurn(added(7, 2, 3));

        assertThat(answer(AddedTasks.class, send(ADD, tasks(5))).toMap()).containsEntry("of_request", 7);
        assertThat(sizes()).containsExactly(5);
    }

    /** Each of the first two fits by itself, the third is too long anyway. */
    @Test
    void aRequestIsNoLongerThanAMebibyte() {
        answersInTurn(added(0, 1, 0), added(1, 1, 0), added(2, 1, 0), added(3, 1, 0));

        answer(AddedTasks.class, send(ADD, Stream.of(600_000, 600_000, 2_000_000, 10, 10)
                .map(length -> Map.of("keyword", "x".repeat(length))).toList()));

        assertThat(sizes()).containsExactly(1, 1, 1, 2);
    }

    /** No more than the next request's are taken from it. */
    @Test
    void anIteratorIsReadAsItsTasksAreSent() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        answersInTurn(added(0, 1000, 0), added(1000, 1000, 0), added(2000, 1000, 0));
        Iterator<Object> tasks = new Iterator<>() {
            @Override
            public boolean hasNext() {
                return taken.get() < 3000;
            }

            @Override
            public Object next() {
                most.accumulateAndGet(taken.incrementAndGet() - 1000 * requests().size(), Math::max);
                return task(taken.get());
            }
        };

        answer(AddedTasks.class, send(ADD, tasks));

        assertThat(taken).hasValue(3000);
        assertThat(most.get()).isBetween(1000, 1001);
    }

    @Test
    void aFailureInTheMiddleSaysWhatItLeavesBehind() {
        answersInTurn(added(0, 998, 2));
        wire.register(post("/v1/tasks").inScenario("add").whenScenarioStateIs("add 1").willReturn(
                jsonResponse("{\"error\":{\"message\":\"too many\",\"type\":\"TaskNotValidError\"}}", 400)));

        LobstrException failure = (LobstrException) send(ADD, tasks(3000)).getException();

        assertThat(failure).hasMessageStartingWith(
                "addTasks of squid s1 (after 998 tasks were added and 2 were there already) failed: 400")
                .hasMessageEndingWith("too many (TaskNotValidError)");
        assertThat(failure.getType()).isEqualTo("TaskNotValidError");
        assertThat(sizes()).containsExactly(1000, 1000);
    }

    @Test
    void theFailureKeepsItsType() {
        answersInTurn(added(0, 1000, 0));
        wire.register(post("/v1/tasks").inScenario("add").whenScenarioStateIs("add 1").willReturn(aResponse().withStatus(429)));

        assertThat(send(ADD, tasks(1001)).getException()).isExactlyInstanceOf(LobstrRateLimitException.class)
                .hasMessageContaining("after 1000 tasks were added)");
        assertThat(sizes()).containsExactly(1000, 1, 1, 1);
    }

    /** A stop that is too late to be one of nothing: of tasks, and of what else takes more than one request. */
    @Test
    void aStopInTheMiddleSaysWhatItLeavesBehind() {
        answersInTurn(added(0, 1000, 0));
        wire.register(post("/v1/tasks").inScenario("add").whenScenarioStateIs("add 1").willReturn(aResponse().withStatus(429)));
        wire.register(post("/v1/squids/s1").willReturn(okJson("{}")));
        wire.register(get("/v1/squids/s1").willReturn(aResponse().withStatus(429)));
        CamelContext other = started();
        ProducerTemplate template = other.createProducerTemplate();

        List<CompletableFuture<Exchange>> waiting = List.of(
                template.asyncSend(ADD + "&retryDelay=60000", exchange -> exchange.getMessage().setBody(tasks(1001))),
                template.asyncSend("lobstr:updateSquid?squid=s1&retryDelay=60000",
                        exchange -> exchange.getMessage().setBody(Map.of("name", "x"))));
        // all four are answered, and two of them are to be sent again
        await().atMost(Duration.ofSeconds(30))
                .until(() -> other.getComponent("lobstr", LobstrComponent.class).getRequests() == 4);
        other.stop();

        assertThat(waiting).extracting(exchange -> exchange.orTimeout(30, TimeUnit.SECONDS).join().getException())
                .allSatisfy(failure -> assertThat(failure).isExactlyInstanceOf(LobstrServerException.class)
                        .extracting(server -> ((LobstrServerException) server).isRequestSent()).isEqualTo(true))
                .extracting(Throwable::getMessage).containsExactly(
                        "addTasks of squid s1 (after 1000 tasks were added) was given up, since its component was stopped; the rest"
                                                                   + " was not added",
                        "updateSquid of squid s1 was given up, since its component was stopped; what was asked for is set: only"
                                                                                       + " reading the squid has failed");
    }

    @Test
    void whatIsNoTaskInTheMiddleOfAnIteratorSaysWhatItLeavesBehind() {
        answersInTurn(added(0, 1000, 0));

        assertThat(send(ADD, Stream.concat(tasks(1500).stream(), Stream.of("no task")).iterator()).getException())
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessage(
                        "addTasks of squid s1 (after 1000 tasks were added) failed, since the next tasks cannot be had: a task"
                                                                                + " is a Map, or a JSON object, and this one is a String");
        assertThat(sizes()).containsExactly(1000);
    }

    /** Where all is at hand, nothing is sent before all was looked at. */
    @Test
    void whatIsNoTaskInAListIsNotSent() {
        assertThat(send(ADD, Stream.concat(tasks(1500).stream(), Stream.of("no task")).toList()).getException())
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessageContaining("a task is a Map");
        assertThat(send(ADD, List.of().iterator()).getException()).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("with one task at least: this one is empty");

        assertThat(asked()).isEmpty();
    }

    @Test
    void anIteratorThatFailsBetweenTwoRequestsSaysWhatItLeavesBehind() {
        answersInTurn(added(0, 1000, 0));
        Iterator<Map<String, Object>> tasks = tasks(1000).iterator();
        Iterator<Object> broken = new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (!tasks.hasNext()) {
                    throw new IllegalStateException("the page cannot be had");
                }
                return true;
            }

            @Override
            public Object next() {
                return tasks.next();
            }
        };

        assertThat(send(ADD, broken).getException()).isExactlyInstanceOf(IllegalStateException.class)
                .hasMessageContaining("(after 1000 tasks were added)").hasMessageEndingWith("the page cannot be had");
    }

    /** A redelivery has the same iterator, from which they are gone. */
    @Test
    void whatOfAnIteratorWasNotAddedComesAgainAtTheRedelivery() throws Exception {
        answersInTurn(added(0, 1000, 0));
        wire.register(post("/v1/tasks").inScenario("add").whenScenarioStateIs("add 1").willSetStateTo("add 2")
                .willReturn(aResponse().withStatus(500)));
        wire.register(post("/v1/tasks").inScenario("add").whenScenarioStateIs("add 2").willSetStateTo("add 3")
                .willReturn(okJson(added(1000, 1000, 0))));
        wire.register(post("/v1/tasks").inScenario("add").whenScenarioStateIs("add 3")
                .willReturn(okJson(added(2000, 500, 0))));
        template.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:redelivered").to(ADD + "&maxRetries=0");
            }
        });

        AddedTasks added = answer(AddedTasks.class, send("direct:redelivered", tasks(2500).iterator()));

        assertThat(sizes()).containsExactly(1000, 1000, 1000, 500);
        assertThat(requests().get(1).getBodyAsString()).isEqualTo(requests().get(2).getBodyAsString())
                .contains("https://example.com/1000\"");
        assertThat(requests().get(3).getBodyAsString()).contains("https://example.com/2000\"");
        assertThat(added.getTasks()).hasSize(2500);
    }

    /** It is not passed over at the redelivery either. */
    @Test
    void whatIsNoTaskInAnIteratorStaysNone() throws Exception {
        template.getCamelContext().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(2).redeliveryDelay(0));
                from("direct:none").to(ADD);
            }
        });

        assertThat(send("direct:none", Stream.concat(Stream.of("no task"), tasks(5).stream()).iterator()).getException())
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessageContaining("a task is a Map");
        assertThat(asked()).isEmpty();
    }

    @Test
    void whatWasAnsweredToAnotherOperationIsNotSent() {
        assertThat(send(ADD, new Run(Map.of("id", "r1", "status", "done"))).getException())
                .isExactlyInstanceOf(IllegalArgumentException.class).hasMessageStartingWith(
                        "addTasks needs tasks as its body, and this one was answered to another operation: give a Map");
        assertThat(asked()).isEmpty();
    }
}
