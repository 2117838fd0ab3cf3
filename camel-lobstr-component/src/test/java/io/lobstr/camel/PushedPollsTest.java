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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.internal.consume.HintListeners;
import io.lobstr.camel.internal.consume.VirtualScheduler;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A route with {@code push=true}, by a clock that is moved: how far apart its polls are, by the calls that come and
 * that do not.
 */
@Tag(WebhookServer.NEEDED)
class PushedPollsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SQUIDS = 300;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Warnings warnings = new Warnings();
    private final VirtualTime time = new VirtualTime();
    private final long origin = time.nanoTime();
    private final Clock clock = new Clock() {

        @Override
        public Instant instant() {
            return MIDNIGHT.plusNanos(time.nanoTime() - origin);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };
    private final LobstrSimulator simulator = LobstrSimulator.builder().clock(clock).seed(3).build().start();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Map<String, Duration> delays = new HashMap<>();

    @BeforeEach
    void begin() throws Exception {
        WebhookServer.addTo(context);
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey(simulator.apiKey());
        lobstr.getConfiguration().setBaseUrl(simulator.baseUrl());
        lobstr.getConfiguration().setMaxRetries(0);
        lobstr.setRequestsPerMinute(0);
        lobstr.useClock(clock);
        lobstr.useNanoTime(time::nanoTime);
        context.getPropertiesComponent().addInitialProperty("secret", WebhookServer.SECRET);
        context.addComponent("lobstr", lobstr);
        context.getRegistry().bind("pool", new VirtualScheduler(time));
        context.start();
    }

    @AfterEach
    void end() {
        context.stop();
        simulator.close();
        warnings.close();
    }

    private SimulatedSquid squid() {
        return simulator.addSquid("Google Maps", SimulatedLobstr::untilTold);
    }

    private void watch(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?push=true&webhookSecret={{secret}}&initialDelay=0&scheduledExecutorService=#pool"
                     + "&delay=60000" + options)
                        .routeId("watch").process(exchange -> {
                            Run run = exchange.getMessage().getBody(Run.class);
                            delays.put(run.getId(), Duration.between(run.getEndedAt().toInstant(), clock.instant()));
                        });
            }
        });
        time.pass(Duration.ofSeconds(1));
    }

    private LobstrConsumer consumer() {
        return (LobstrConsumer) context.getRoute("watch").getConsumer();
    }

    /** One run, of which a call tells when it ends, or not. */
    private SimulatedRun run(SimulatedSquid squid, boolean called) {
        SimulatedRun run = squid.startRun();
        time.pass(MINUTE);
        run.finish();
        if (called) {
            HintListeners.of(context).tell(squid.id(), run.id());
        }
        return run;
    }

    /** Each a bit after the other, and each out at once. */
    private void calledRuns(SimulatedSquid squid, int runs) {
        for (int i = 0; i < runs; i++) {
            SimulatedRun run = run(squid, true);
            time.pass(Duration.ofSeconds(2));
            assertThat(delays).containsKey(run.id());
        }
    }

    private long requestsIn(Duration idle) {
        long before = simulator.requests().count();
        time.pass(idle);
        return simulator.requests().count() - before;
    }

    @ParameterizedTest
    @ValueSource(strings = { "even", "predicted" })
    void oneSquidThatIsIdleCostsFourRequestsAnHour(String times) throws Exception {
        SimulatedSquid squid = squid();
        watch("&pollTimes=" + times + "&squid=" + squid.id());
        calledRuns(squid, 13);
        if ("even".equals(times)) {
            assertThat(requestsIn(Duration.ofMinutes(30))).as("the first hour").isEqualTo(30);
        }
        time.pass(HOUR);

        assertThat(requestsIn(HOUR.multipliedBy(4))).isLessThanOrEqualTo(16);
        assertThat(consumer().getHeardRuns()).isEqualTo(13);
        assertThat(consumer().getPollDistance()).isEqualTo("900 s");
        assertThat(consumer().getNextLook()).contains("calls have told of runs");
        assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void anAccountThatIsIdleCostsSixtyRequestsAnHourForAThousandSquids() throws Exception {
        List<SimulatedSquid> squids = new ArrayList<>();
        for (int i = 0; i < SQUIDS; i++) {
            squids.add(squid());
        }
        watch("");
        for (SimulatedSquid squid : squids.subList(0, 15)) {
            calledRuns(squid, 1);
        }
        time.pass(HOUR);

        // of a thousand they are 44
        assertThat(requestsIn(HOUR.multipliedBy(2))).isLessThanOrEqualTo(2 * 60 * SQUIDS / 1000);
        SimulatedRun first = run(squids.get(250), false);
        time.pass(Duration.ofMinutes(15));
        assertThat(delays).as("of a squid that never ran").containsKey(first.id());
        assertThat(consumer().getPollDistance()).as("no call is known to come of it").isEqualTo("60 s");
        assertThat(consumer().getMissedRuns()).as("nor is one missed").isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "named", "account" })
    void aChannelThatDiesIsNoticedAfterOneRunAndSaidOnce(String kind) throws Exception {
        SimulatedSquid squid = squid();
        watch("named".equals(kind) ? "&squid=" + squid.id() : "");
        calledRuns(squid, 20);
        time.pass(HOUR);
        time.pass(Duration.ofSeconds(90));

        SimulatedRun first = run(squid, false);
        time.pass(Duration.ofMinutes(15));
        assertThat(delays.get(first.id())).isBetween(Duration.ZERO, Duration.ofMinutes(15));
        time.pass(Duration.ofMinutes(2));
        for (int i = 0; i < 3; i++) {
            SimulatedRun next = run(squid, false);
            time.pass(MINUTE);
            assertThat(delays.get(next.id())).isLessThanOrEqualTo(MINUTE);
            time.pass(MINUTE);
        }
        assertThat(consumer().getMissedRuns()).isEqualTo(4);
        assertThat(warnings.messages()).hasSize(1).allMatch(line -> line.contains("no call of its webhook told of it")
                && line.contains(squid.id()) && line.contains(first.id()));

        calledRuns(squid, 1);
        assertThat(consumer().getPollDistance()).as("trusted a little, since four were missed").isEqualTo("84 s");
    }

    @Test
    void anAbortedRunCountsForNeither() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        calledRuns(squid, 20);
        time.pass(HOUR);

        SimulatedRun run = squid.startRun();
        time.pass(MINUTE);
        run.abort();
        time.pass(Duration.ofMinutes(15));

        assertThat(delays).containsKey(run.id());
        assertThat(consumer().getMissedRuns()).isZero();
        assertThat(consumer().getPollDistance()).isEqualTo("900 s");
    }

    @Test
    void aCallThatComesBeforeOrSoonAfterAPollIsNotMissed() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        for (int i = 0; i < 5; i++) {
            time.pass(Duration.ofSeconds(40));
            SimulatedRun run = run(squid, false);
            time.pass(Duration.ofSeconds(45));
            HintListeners.of(context).tell(squid.id(), run.id());
            time.pass(Duration.ofSeconds(5));
        }
        time.pass(HOUR);

        assertThat(delays).hasSize(5);
        assertThat(consumer().getMissedRuns()).isZero();
    }

    @Test
    void aHintThatNamesNoRunTellsOfWhatItsLookFinds() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        for (int i = 0; i < 3; i++) {
            run(squid, false);
            HintListeners.of(context).tell(squid.id(), null);
            time.pass(Duration.ofSeconds(2));
        }

        assertThat(consumer().getHeardRuns()).isEqualTo(3);
    }

    @Test
    void whatNoCallTellsOfIsPolledForAsEver() throws Exception {
        SimulatedSquid squid = squid();
        watch("&finishedWhen=exported&squid=" + squid.id());
        calledRuns(squid, 20);
        time.pass(HOUR);

        squid.startRun();
        time.pass(Duration.ofMinutes(16));
        assertThat(requestsIn(HOUR)).as("while a run goes on").isEqualTo(60);
    }

    @Test
    void whatEndedWhileItWasSuspendedWasNotMissed() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        calledRuns(squid, 3);
        time.pass(HOUR);
        context.getRouteController().suspendRoute("watch");
        SimulatedRun run = run(squid, false);
        time.pass(Duration.ofMinutes(30));
        context.getRouteController().resumeRoute("watch");
        time.pass(Duration.ofMinutes(10));

        assertThat(delays).containsKey(run.id());
        assertThat(consumer().getMissedRuns()).isZero();
        assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void aLookThatFailedIsTakenAgainAsEver() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        calledRuns(squid, 20);
        time.pass(HOUR);
        simulator.faults().always("GET /v1/runs", Fault.status(500));
        time.pass(Duration.ofMinutes(15));

        assertThat(requestsIn(HOUR)).isEqualTo(60);
    }
}
