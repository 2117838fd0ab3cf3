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
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.internal.consume.PollClock;
import io.lobstr.camel.internal.consume.RunReader;
import io.lobstr.camel.internal.consume.VirtualScheduler;
import io.lobstr.camel.internal.consume.WatchedSquids;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.support.DefaultPollingConsumerPollStrategy;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * When the API is asked, and when it is left alone.
 */
class PollingTest extends ConsumerTestSupport {

    private static final String ASKED = "lobstr.io wants no request for 3600 s";

    private HealthCheck.Result health() {
        return HealthCheckHelper.getHealthCheckRepository(context(), "consumers")
                .getCheck("consumer:watch").orElseThrow().call();
    }

    private void assertRefused() {
        HealthCheck.Result health = health();
        assertThat(health.getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health.getError().orElseThrow()).isInstanceOfSatisfying(LobstrRateLimitException.class,
                refused -> assertThat(refused.getRetryAfter()).isEqualTo(Duration.ofHours(1)));
    }

    private void refuse() {
        simulator.faults().next("GET /v1/runs", Fault.tooManyRequests(Duration.ofHours(1)));
    }

    @Test
    void aConsumerThatIsWokenLooksAtOnce() throws Exception {
        watch("watch", "lobstr:finishedRuns?initialDelay=0&delay=3600000&squid=" + squid.id());
        awaitPolls(1);
        PollClock clock = (PollClock) ((LobstrConsumer) context().getRoute("watch").getConsumer()).getScheduler();
        await().atMost(SOON).until(() -> health().getState() == HealthCheck.State.UP);
        String run = finishedRun();

        clock.wake();

        awaitHandled(run);
    }

    @Test
    void camelsOptionsHoldAsEver() throws Exception {
        VirtualTime time = new VirtualTime();
        context().getRegistry().bind("pool", new VirtualScheduler(time));
        watch("watch", "lobstr:finishedRuns?scheduledExecutorService=#pool&timeUnit=SECONDS&initialDelay=5&delay=60"
                       + "&backoffMultiplier=3&backoffIdleThreshold=2&repeatCount=4&startScheduler=false&squid=" + squid.id());
        LobstrConsumer consumer = (LobstrConsumer) context().getRoute("watch").getConsumer();
        time.pass(Duration.ofMinutes(5));
        assertThat(consumer.isSchedulerStarted()).isFalse();
        assertThat(polls()).isZero();

        consumer.startScheduler();
        time.pass(Duration.ofSeconds(4));
        assertThat(polls()).as("before initialDelay").isZero();
        time.pass(Duration.ofSeconds(1));
        assertThat(polls()).isEqualTo(1);
        time.pass(Duration.ofSeconds(60));
        assertThat(polls()).isEqualTo(2);
        time.pass(Duration.ofSeconds(60));
        assertThat(polls()).as("idle twice: the next ones are left out").isEqualTo(2);

        time.pass(Duration.ofHours(1));
        assertThat(Thread.interrupted()).as("Camel cancels the task that finds out").isTrue();
        assertThat(polls()).as("repeatCount").isEqualTo(4);
        assertThat(consumer.isSchedulerStarted()).isFalse();
    }

    /** By the time of the scheduler, on one thread. */
    @Test
    void aWakeMovesNoSteadyPoll() throws Exception {
        VirtualTime time = new VirtualTime();
        context().getRegistry().bind("pool", new VirtualScheduler(time));
        watch("watch", "lobstr:finishedRuns?scheduledExecutorService=#pool&initialDelay=0&squid=" + squid.id());
        PollClock clock = (PollClock) ((LobstrConsumer) context().getRoute("watch").getConsumer()).getScheduler();
        time.pass(Duration.ofSeconds(50));
        assertThat(polls()).isEqualTo(1);
        String run = finishedRun();

        clock.wake();
        clock.wake();
        time.pass(Duration.ZERO);
        assertThat(handled).containsExactly(run);
        assertThat(polls()).isEqualTo(2);
        time.pass(Duration.ofSeconds(10));
        assertThat(polls()).isEqualTo(3);
    }

    /** Longer than the first, shorter than the delay, or past: none of them is a reason to look sooner. */
    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void aRetryAfterWithinTheDelayMakesNoPollSooner(int seconds) throws Exception {
        simulator.faults().always("GET /v1/runs", Fault.tooManyRequests(Duration.ofSeconds(seconds)));

        watch("watch", "lobstr:finishedRuns?initialDelay=0&delay=3600000&maxRetries=0&squid=" + squid.id());

        await().atMost(SOON).until(() -> polls() > 0);
        await().during(Duration.ofMillis(1500)).atMost(SOON).until(() -> polls() == 1);
    }

    /** Camel's own scheduler, as others, ends with the first thing that is thrown. */
    private static DefaultScheduledPollConsumerScheduler camelsOwn() {
        DefaultScheduledPollConsumerScheduler scheduler = new DefaultScheduledPollConsumerScheduler();
        scheduler.setInitialDelay(0);
        scheduler.setDelay(20);
        return scheduler;
    }

    @ParameterizedTest
    @CsvSource({
            "the beginning of a round, true", "reading, true", "Camel's own code, true", "the beginning of a round, false",
            "reading, false", "Camel's own code, false" })
    void noErrorEndsThePolling(String where, boolean ownScheduler) throws Exception {
        Errors errors = new Errors(where);
        LobstrConsumer consumer = new LobstrConsumer(
                (LobstrEndpoint) context().getEndpoint(finishedRuns + "&startFrom=earliest"), this::handle) {
            @Override
            WatchedSquids squids() {
                return errors.in(super.squids());
            }
        };
        consumer.setDelay(20);
        consumer.setInitialDelay(0);
        consumer.setPollStrategy(errors);
        if (!ownScheduler) {
            consumer.setScheduler(camelsOwn());
        }
        String run = finishedRun();

        ServiceHelper.startService(consumer);
        try {
            awaitHandled(run);
            assertThat(errors.left).hasValue(0);
        } finally {
            ServiceHelper.stopAndShutdownService(consumer);
        }
    }

    /** Three of them, from one place. */
    private static final class Errors extends DefaultPollingConsumerPollStrategy {

        private final AtomicInteger left = new AtomicInteger(3);
        private final String where;

        Errors(String where) {
            this.where = where;
        }

        private void come(String from) {
            if (from.equals(where) && left.get() > 0) {
                left.decrementAndGet();
                throw new NoClassDefFoundError("in a jar that was replaced, at " + from);
            }
        }

        @Override
        public boolean begin(Consumer consumer, Endpoint endpoint) {
            come("Camel's own code");
            return true;
        }

        WatchedSquids in(WatchedSquids squids) {
            return new WatchedSquids() {
                @Override
                public Collection<String> next(RunReader reader) {
                    return squids.next(reader);
                }

                @Override
                public void read(String squid, RunReader reader) {
                    come("reading");
                    squids.read(squid, reader);
                }

                @Override
                public Collection<SquidWatch> watches() {
                    come("the beginning of a round");
                    return squids.watches();
                }

                @Override
                public int size() {
                    return squids.size();
                }
            };
        }
    }

    @Test
    void noPollComesSoonerThanTheApiAsked() throws Exception {
        try (Warnings log = new Warnings(Level.INFO)) {
            watchByHand("");
            byHand.poll();
            refuse();
            byHand.poll();
            assertThat(polls()).isEqualTo(2);
            assertRefused();

            byHand.poll(10);
            assertThat(polls()).isEqualTo(2);
            assertRefused();
            assertThat(log.messages()).filteredOn(message -> message.contains(ASKED)).hasSize(1);
            assertThat(log.messages()).filteredOn(message -> message.contains("tries again at the next poll")).hasSize(1);
        }
    }

    /** The steady polls and a wake, by the clock of the consumer's own. */
    @Test
    void noWakeComesSoonerThanTheApiAsked() throws Exception {
        AtomicInteger polls = new AtomicInteger();
        context().getRegistry().bind("counting", new DefaultPollingConsumerPollStrategy() {
            @Override
            public boolean begin(Consumer consumer, Endpoint endpoint) {
                polls.incrementAndGet();
                return true;
            }
        });
        refuse();
        watch("&pollStrategy=#counting");
        PollClock clock = (PollClock) ((LobstrConsumer) context().getRoute("watch").getConsumer()).getScheduler();
        await().atMost(SOON).until(() -> {
            clock.wake();
            return polls.get() > 20;
        });
        assertThat(polls()).isEqualTo(1);
    }

    @Test
    void noPollIsTriedAgainSoonerThanTheApiAsked() throws Exception {
        context().getRegistry().bind("stubborn", new DefaultPollingConsumerPollStrategy() {
            @Override
            public boolean rollback(Consumer consumer, Endpoint endpoint, int retryCounter, Exception cause) {
                return retryCounter < 3;
            }
        });
        watchByHand("&pollStrategy=#stubborn");
        refuse();

        byHand.poll();

        assertThat(polls()).isEqualTo(1);
        assertRefused();
    }

    @Test
    void whatIsKnownComesOutWhileTheApiIsLeftAlone() throws Exception {
        watchByHand("");
        byHand.poll();
        String run = finishedRun();
        failing.add(run);
        byHand.poll();
        refuse();
        byHand.poll();
        long asked = polls();

        failing.clear();
        byHand.poll();

        assertThat(handled).containsExactly(run);
        assertThat(polls()).isEqualTo(asked);
    }

    @Test
    void whoRestartsTheRouteMeansToAskAgain() throws Exception {
        watchByHand("");
        refuse();
        byHand.poll();
        byHand.poll();
        assertThat(polls()).isEqualTo(1);

        context().getRouteController().suspendRoute("watch");
        context().getRouteController().resumeRoute("watch");
        byHand.poll();
        assertThat(polls()).as("it goes on").isEqualTo(1);

        context().getRouteController().stopRoute("watch");
        context().getRouteController().startRoute("watch");
        byHand.poll();
        assertThat(polls()).isEqualTo(2);
    }

    @Test
    void anIdlePollIsOneRequest() throws Exception {
        squid.addFinishedRuns(250);
        watchByHand("");
        byHand.poll(2);
        simulator.requests().reset();

        byHand.poll(3);

        assertThat(simulator.requests().all()).hasSize(3).allMatch(request -> request.path().equals("/v1/runs")
                && request.query().get("page").equals("1"));
    }

    static Stream<Fault> ofOneSquid() {
        return Stream.of(Fault.error(400, "ParamsInvalid", "no such squid"), Fault.notFound(), Fault.truncatedJson(),
                Fault.wrongTypes());
    }

    @ParameterizedTest
    @MethodSource("ofOneSquid")
    void aSquidThatCannotBeReadHoldsNoOtherUp(Fault fault) throws Exception {
        SimulatedSquid good = simulator.addSquid("good", SquidSetup::instantRuns);
        String run = good.startRun().id();
        simulator.faults().next("GET /v1/runs", fault);
        watchByHand("&maxRetries=0&startFrom=earliest", squid.id() + "," + good.id());

        byHand.poll();

        assertThat(handled).containsExactly(run);
        assertThat(polls()).isEqualTo(2);
    }

    @Test
    void aServerThatIsDownIsReportedAndOvercome() throws Exception {
        simulator.faults().always("/v1/**", Fault.unavailable());
        watchByHand("&maxRetries=0");
        byHand.poll();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(health().getDetails()).containsEntry(HealthCheck.HTTP_RESPONSE_CODE, 503);
        assertThat(health().getError().orElseThrow()).hasMessageContaining("finishedRuns of squid " + squid.id());

        simulator.faults().clear();
        byHand.poll();
        assertThat(health().getState()).isEqualTo(HealthCheck.State.UP);
        String run = finishedRun();
        byHand.poll();

        assertThat(handled).containsExactly(run);
    }
}
