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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.CamelContextAware;
import org.apache.camel.console.DevConsole;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * A route with {@code pollTimes=predicted}, by a clock that is moved: consumer, scheduler and API go by it.
 */
class PredictedPollsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    final TimedLobstr lobstr = new TimedLobstr();
    private final LobstrSimulator simulator = lobstr.simulator();
    private final DefaultCamelContext context = lobstr.context();
    private final Map<String, Duration> delays = lobstr.delays();
    private final List<SimulatedRun> started = new ArrayList<>();

    @BeforeEach
    void begin() {
        context.start();
    }

    private SimulatedSquid squid() {
        return simulator.addSquid("Google Maps", setup -> setup.pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO));
    }

    private static void run(SimulatedSquid squid, Duration length, List<SimulatedRun> into) {
        squid.configure(setup -> setup.runningFor(length));
        into.add(squid.startRun());
    }

    /** Ten minutes, or half a minute more or less, at the beginning of each hour. */
    private void hourly(SimulatedSquid squid, int hours) {
        for (int i = 0; i < hours; i++) {
            run(squid, Duration.ofSeconds(600 + 30 * (i % 3 - 1)), started);
            lobstr.pass(HOUR);
        }
    }

    private void watch(String options) throws Exception {
        lobstr.watch("pollTimes=predicted&startFrom=earliest" + options);
    }

    private long requests() {
        return lobstr.requests();
    }

    private HealthCheck.State health() {
        return HealthCheckHelper.getHealthCheckRepository(context, "consumers")
                .getCheck("consumer:watch").orElseThrow().call().getState();
    }

    private LobstrConsumer consumer() {
        return lobstr.consumer();
    }

    private double meanDelay() {
        return started.stream().filter(SimulatedRun::isOver).mapToLong(run -> delays.get(run.id()).toMillis()).average()
                .orElseThrow()
               / 1000;
    }

    @ParameterizedTest
    @ValueSource(strings = { "named", "account" })
    void looksFallWhereRunsEnd(String kind) throws Exception {
        SimulatedSquid squid = squid();
        hourly(squid, 12);
        watch("&delay=120000" + ("named".equals(kind) ? "&squid=" + squid.id() : ""));
        lobstr.pass(Duration.ofSeconds(1));
        assertThat(delays).hasSize(12);
        delays.clear();
        started.clear();
        long before = requests();

        hourly(squid, 12);

        assertThat(requests() - before).as("even polls would be 30 an hour").isLessThan(12 * 30);
        assertThat(meanDelay()).as("even polls would take 60 s").isLessThan(25);
        lobstr.pass(Duration.ofMinutes(10));
        run(squid, Duration.ofMinutes(10), started);
        lobstr.pass(Duration.ofSeconds(590));
        DevConsole console = PluginHelper.getDevConsoleResolver(context).resolveDevConsole("lobstr");
        CamelContextAware.trySetCamelContext(console, context);
        assertThat(console.call(DevConsole.MediaType.TEXT).toString()).contains("; asks " + consumer().getNextLook());
        assertThat(consumer().getNextLook()).matches("in \\d+ s( at squid " + squid.id() + ")?: a run is likely to end .*");
    }

    @Test
    void eachSquidThatIsNamedIsLookedAtInItsOwnTime() throws Exception {
        SimulatedSquid regular = squid();
        SimulatedSquid idle = squid();
        hourly(regular, 6);
        watch("&delay=60000&squid=" + regular.id() + "," + idle.id());
        hourly(regular, 3);
        for (SimulatedSquid squid : List.of(regular, idle)) {
            long looks = simulator.requests().matching("GET /v1/runs").stream()
                    .filter(request -> request.parameter("squid").filter(squid.id()::equals).isPresent()).count();
            assertThat(looks).as(squid.id()).isBetween(3 * 15L, 3 * 60L + 1);
        }
    }

    @Test
    void aStartOfThisApplicationIsForeseen() throws Exception {
        SimulatedSquid squid = squid();
        hourly(squid, 10);
        lobstr.pass(Duration.ofHours(20));
        watch("&delay=600000&squid=" + squid.id());
        lobstr.pass(Duration.ofMinutes(1));
        delays.clear();
        squid.configure(setup -> setup.runningFor(Duration.ofSeconds(600)));

        String run = context.createProducerTemplate()
                .requestBody("lobstr:startRun?squid=" + squid.id(), null, Run.class).getId();
        lobstr.pass(Duration.ofMinutes(40));

        assertThat(delays.get(run)).isLessThan(Duration.ofSeconds(120));
    }

    @ParameterizedTest
    @ValueSource(strings = { "named", "account" })
    void whatFailsIsAskedForAsOftenAsByEvenPollsAndSaidUntilItSucceeds(String kind) throws Exception {
        SimulatedSquid squid = squid();
        hourly(squid, 5);
        watch("&delay=60000" + ("named".equals(kind) ? "&squid=" + squid.id() : ""));
        lobstr.pass(HOUR);
        assertThat(health()).isEqualTo(HealthCheck.State.UP);
        String path = "named".equals(kind) ? "GET /v1/runs" : "GET /v1/squids";
        simulator.faults().always(path, Fault.status(500));
        lobstr.pass(Duration.ofMinutes(5));
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);
        long before = requests();

        for (int i = 0; i < 600; i++) {
            lobstr.pass(Duration.ofSeconds(1));
            assertThat(health()).isEqualTo(HealthCheck.State.DOWN);
        }

        assertThat(requests() - before).isBetween(9L, 11L);
        assertThat(consumer().getNextLook()).endsWith("the last look failed");
        simulator.faults().clear();
        lobstr.pass(Duration.ofMinutes(2));
        assertThat(health()).isEqualTo(HealthCheck.State.UP);
    }

    @Test
    void aSchedulerThatCannotBeWokenIsRefused() {
        context.getRegistry().bind("byHand", new HandScheduler());

        assertThatThrownBy(() -> watch("&scheduler=#byHand&squid=abc")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "pollTimes=predicted polls by a clock of its own: leave scheduler out, or say pollTimes=even");
    }

    @Test
    void whatFailedInTheRouteAndWhatWaitsIsNoReasonToAsk() throws Exception {
        SimulatedSquid squid = squid();
        hourly(squid, 20);
        watch("&delay=60000&greedy=true&maxMessagesPerPoll=1&squid=" + squid.id());

        lobstr.pass(Duration.ofSeconds(1));

        assertThat(delays).hasSize(20);
        assertThat(requests()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = { "named", "account" })
    void noRequestComesBeforeTheApiWantsOne(String kind) throws Exception {
        SimulatedSquid squid = squid();
        hourly(squid, 5);
        watch("&delay=60000" + ("named".equals(kind) ? "&squid=" + squid.id() : ""));
        lobstr.pass(Duration.ofMinutes(1));
        String path = "named".equals(kind) ? "GET /v1/runs" : "GET /v1/squids";
        simulator.faults().next(path, Fault.tooManyRequests(HOUR));
        lobstr.pass(Duration.ofMinutes(4));
        long before = requests();
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);

        lobstr.pass(Duration.ofMinutes(54));
        assertThat(requests()).isEqualTo(before);
        assertThat(health()).isEqualTo(HealthCheck.State.DOWN);
    }

    @Test
    void backoffLeavesPollsOut() throws Exception {
        SimulatedSquid squid = squid();
        hourly(squid, 5);
        watch("&delay=60000&backoffMultiplier=20&backoffIdleThreshold=1&squid=" + squid.id());

        lobstr.pass(Duration.ofHours(4));

        assertThat(requests()).as("four times the delay would be 60").isBetween(5L, 30L);
    }

    @Test
    void whatHasNoTurnInAPollHasOneInTheNextEvenOne() throws Exception {
        List<String> squids = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            SimulatedSquid squid = squid();
            run(squid, Duration.ofSeconds(1), started);
            squids.add(squid.id());
        }
        lobstr.pass(Duration.ofMinutes(1));
        watch("&delay=60000&maxMessagesPerPoll=1&squid=" + String.join(",", squids));

        lobstr.pass(Duration.ofSeconds(1));
        assertThat(delays).hasSize(1);
        assertThat(requests()).isLessThan(60);
        lobstr.pass(Duration.ofSeconds(60));
        assertThat(requests()).isGreaterThanOrEqualTo(60);
    }
}
