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

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs that are handled as a batch.
 */
class LobstrAggregationStrategyTest extends RunsTestSupport {

    private final List<List<String>> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    private static final AggregationStrategy KEEPS_THE_LATEST = (batch, next) -> {
        List<Object> bodies = new CopyOnWriteArrayList<>();
        if (batch != null) {
            bodies.addAll(batch.getMessage().getBody(List.class));
        }
        bodies.add(next.getMessage().getBody());
        next.getMessage().setBody(bodies);
        return next;
    };

    static Stream<AggregationStrategy> strategies() {
        return Stream.of(new LobstrAggregationStrategy(),
                new LobstrAggregationStrategy(AggregationStrategies.groupedBody()),
                new LobstrAggregationStrategy(KEEPS_THE_LATEST));
    }

    private void work(Exchange exchange) {
        List<?> runs = exchange.getMessage().getBody(List.class);
        batches.add(runs.stream().map(run -> ((Run) run).getId()).toList());
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("the database is down");
        }
        handled.addAll(batches.get(batches.size() - 1));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aBatchThatFailsComesOutAgain(AggregationStrategy strategy) throws Exception {
        failures.set(2);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns).routeId("watch").process(LobstrAggregationStrategyTest.this::emit)
                        .aggregate(constant(true), strategy).completionSize(3).completionTimeout(60_000)
                        .process(LobstrAggregationStrategyTest.this::work);
            }
        });
        squid.addFinishedRuns(3);
        String[] runs = { squid.run(2).id(), squid.run(1).id(), squid.run(0).id() };

        awaitHandled(runs);

        awaitPolls(3);
        assertThat(batches).hasSize(3).allSatisfy(batch -> assertThat(batch).containsExactlyInAnyOrder(runs));
        await().atMost(SOON).until(() -> consumer("watch").getSettledRuns() == 3);
        assertThat(consumer("watch").getFailedRuns()).isEqualTo(6);
        assertThat(consumer("watch").getInFlightRuns()).isZero();
    }

    @Test
    void whatIsInABatchDoesNotComeOutAgain() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns).routeId("watch").process(LobstrAggregationStrategyTest.this::emit)
                        .aggregate(constant(true), new LobstrAggregationStrategy()).completionSize(2).completionTimeout(60_000)
                        .process(LobstrAggregationStrategyTest.this::work);
            }
        });
        String first = finishedRun();
        await().atMost(SOON).until(() -> emitted.contains(first));
        awaitPolls(3);
        assertThat(emitted).containsExactly(first);
        assertThat(consumer("watch").getInFlightRuns()).isEqualTo(1);

        String second = finishedRun();

        awaitHandled(first, second);
        awaitPolls(3);
        assertThat(emitted).containsExactly(first, second);
    }

    @Test
    void theRunsOfAPollAreABatchAlsoWhereMoreWait() throws Exception {
        squid.addFinishedRuns(10);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns + "&maxInFlight=4").routeId("watch")
                        .aggregate(constant(true), new LobstrAggregationStrategy()).completionFromBatchConsumer()
                        .process(LobstrAggregationStrategyTest.this::work);
            }
        });

        await().atMost(SOON).until(() -> handled.size() == 10);
        assertThat(handled).doesNotHaveDuplicates();
    }

    @Test
    void aBatchThatIsRolledBackComesOutAgain() throws Exception {
        failures.set(1);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                onException(IllegalStateException.class).handled(true).markRollbackOnly();
                from(finishedRuns).routeId("watch")
                        .aggregate(constant(true), new LobstrAggregationStrategy()).completionSize(2).completionTimeout(60_000)
                        .process(LobstrAggregationStrategyTest.this::work);
            }
        });
        squid.addFinishedRuns(2);

        await().atMost(SOON).until(() -> handled.size() == 2);
        assertThat(batches).hasSize(2);
    }
}
