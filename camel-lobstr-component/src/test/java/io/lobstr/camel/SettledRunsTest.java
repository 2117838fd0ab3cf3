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

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What becomes of a run that came out: settled, or out again, once at a time, and no more than a poll may bring.
 */
class SettledRunsTest extends ConsumerTestSupport {

    @Test
    void whatFailsComesAgainAndHoldsNothingBack() throws Exception {
        watchByHand("&maxMessagesPerPoll=1");
        byHand.poll();
        String first = finishedRun();
        failing.add(first);
        byHand.poll();
        assertThat(emitted).containsExactly(first);

        String second = finishedRun();
        byHand.poll();
        assertThat(handled).containsExactly(second);

        failing.clear();
        byHand.poll(4);
        assertThat(handled).containsExactly(second, first);
    }

    @Test
    void whatFailsIsLoggedAsTheConsumers() throws Exception {
        watchByHand("");
        byHand.poll();
        failing.add(finishedRun());
        try (Warnings warnings = new Warnings()) {
            byHand.poll();
            assertThat(warnings.loggers("was not handled")).containsExactly(LobstrConsumer.class.getName());
        }
    }

    @Test
    void greedyPollsEndAlthoughSomethingFails() throws Exception {
        squid.addFinishedRuns(20);
        String poison = squid.run(10).id();
        failing.add(poison);
        watchByHand("&greedy=true&maxMessagesPerPoll=3&startFrom=earliest");

        byHand.poll();

        assertThat(handled).hasSize(19);
        assertThat(emitted.stream().filter(poison::equals)).hasSize(1);
    }

    @Test
    void whatADeadLetterChannelHandledIsSettled() throws Exception {
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(deadLetterChannel("mock:dead"));
                from(finishedRuns).process(exchange -> {
                    emitted.add(exchange.getMessage().getBody(Run.class).getId());
                    throw new IllegalStateException("poison");
                });
            }
        });
        awaitPolls(2);

        String run = finishedRun();

        await().atMost(SOON).untilAsserted(() -> assertThat(getMockEndpoint("mock:dead").getReceivedCounter()).isEqualTo(1));
        awaitPolls(3);
        assertThat(emitted).containsExactly(run);
    }

    @Test
    void whatIsInFlightDoesNotComeAgain() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns).to("seda:slow");
                from("seda:slow?concurrentConsumers=3").process(exchange -> {
                    emitted.add(exchange.getMessage().getBody(Run.class).getId());
                    assertThat(release.await(60, TimeUnit.SECONDS)).isTrue();
                }).process(SettledRunsTest.this::handle);
            }
        });
        awaitPolls(2);

        String first = finishedRun();
        String second = finishedRun();
        await().atMost(SOON).until(() -> emitted.size() == 2);
        awaitPolls(3);
        assertThat(emitted).containsExactlyInAnyOrder(first, second);

        release.countDown();
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(first, second));
        awaitPolls(3);
        assertThat(handled).hasSize(2);
    }

    @Test
    void noPollBringsMoreThanItMay() throws Exception {
        List<String> squids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SimulatedSquid next = simulator.addSquid("squid " + i, SquidSetup::instantRuns);
            squids.add(next.id());
            // nine in the first fifty, which are read at once, ten in the others
            if (i < 9 || i >= 50) {
                next.startRun();
            }
        }
        watchByHand("&maxMessagesPerPoll=10&startFrom=earliest", String.join(",", squids));

        byHand.poll();
        assertThat(handled).hasSize(10);
        byHand.poll();
        assertThat(handled).hasSize(19).doesNotHaveDuplicates();
    }
}
