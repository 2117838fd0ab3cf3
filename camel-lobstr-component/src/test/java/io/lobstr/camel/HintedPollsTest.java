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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunEvent;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What a consumer does when somebody says that something happened to a squid, by a clock that is moved.
 */
class HintedPollsTest {

    @RegisterExtension
    final TimedLobstr lobstr = new TimedLobstr();
    private final LobstrSimulator simulator = lobstr.simulator();
    private final DefaultCamelContext context = lobstr.context();
    private final List<String> emitted = new ArrayList<>();
    private final Set<String> failing = new HashSet<>();
    private ProducerTemplate template;
    private long before;
    private int empty;

    private SimulatedSquid squid() {
        return lobstr.squid();
    }

    private static SimulatedRun finished(SimulatedSquid squid) {
        SimulatedRun run = squid.startRun();
        run.finish();
        return run;
    }

    /** An hour: what comes out before was hinted at. */
    private void watch(String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("lobstr:finishedRuns?initialDelay=0&scheduledExecutorService=#pool" + options
                     + (options.contains("delay=") ? "" : "&delay=3600000"))
                        .routeId("watch").process(exchange -> {
                            Run run = exchange.getMessage().getBody(Run.class);
                            if (run == null) {
                                empty++;
                                return;
                            }
                            emitted.add(run.getId());
                            if (failing.contains(run.getId())) {
                                throw new IllegalStateException("the database is down");
                            }
                            lobstr.comesOut(run);
                        });
            }
        });
        context.start();
        template = context.createProducerTemplate();
        pass(1);
        before = lobstr.requests();
    }

    private void pass(double seconds) {
        lobstr.pass(Duration.ofMillis((long) (1000 * seconds)));
    }

    private void announce(String squid, String run) {
        template.sendBodyAndHeader("lobstr:announceRun?squid=" + squid, null, LobstrConstants.RUN_ID, run);
    }

    private long requests() {
        return lobstr.requests() - before;
    }

    @Test
    void onlyTheSquidThatIsNamedIsLookedAt() throws Exception {
        List<SimulatedSquid> squids = List.of(squid(), squid(), squid());
        watch("&squid=" + String.join(",", squids.stream().map(SimulatedSquid::id).toList()));
        String run = squids.stream().map(HintedPollsTest::finished).toList().get(1).id();

        announce(squids.get(1).id(), run);
        pass(0.001);

        assertThat(emitted).containsExactly(run);
        assertThat(requests()).isEqualTo(1);
        announce("of-somebody-else", "r");
        pass(100);
        assertThat(requests()).isEqualTo(1);
        pass(3600);
        assertThat(emitted).hasSize(3);
        assertThat(requests()).isEqualTo(4);
    }

    /** The call may be sooner than the list. */
    @Test
    void aRunThatDoesNotLookFinishedIsLookedAtAgain() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        SimulatedRun run = squid.startRun();

        announce(squid.id(), run.id());
        long[] looks = { 0, 5, 15, 35, 75 };
        for (int i = 0; i < looks.length; i++) {
            pass(i == 0 ? 0.001 : looks[i] - looks[i - 1]);
            assertThat(requests()).as("after %s s", looks[i]).isEqualTo(i + 1);
        }
        pass(1000);
        assertThat(requests()).as("not for ever").isEqualTo(looks.length);

        announce(squid.id(), run.id());
        pass(6);
        run.finish();
        pass(9);
        assertThat(emitted).containsExactly(run.id());
        long earlier = requests();
        pass(100);
        assertThat(requests()).as("it is over").isEqualTo(earlier);
    }

    @Test
    void aFloodCostsALookInFiveSecondsAndATenthOfTheBudget() throws Exception {
        lobstr.component().setRequestsPerMinute(120);
        List<SimulatedSquid> squids = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            squids.add(squid());
        }
        watch("&squid=" + String.join(",", squids.stream().map(SimulatedSquid::id).toList()));
        for (int i = 0; i < 30; i++) {
            announce(squids.get(0).id(), "no-such-run");
            pass(0.1);
        }
        assertThat(requests()).as("3 s of one squid").isEqualTo(1);
        pass(300);
        before = lobstr.requests();
        // 10,000 in a minute
        for (int i = 0; i < 10_000; i++) {
            lobstr.consumer().lookout().hints().add(squids.get(i % 10).id(), "no-such-run");
            if (i % 100 == 0) {
                pass(0.6);
            }
        }
        assertThat(requests()).as("in a minute").isBetween(11L, 13L);
        pass(60);
        assertThat(requests()).as("in two minutes").isLessThanOrEqualTo(25);
        SimulatedRun run = finished(squids.get(7));
        pass(3600);
        assertThat(emitted).as("polls go on").containsExactly(run.id());
    }

    /** The share is for those who lie: as many runs as have ended are read at once. */
    @Test
    void whoTellsTheTruthTakesNothingOfTheShare() throws Exception {
        lobstr.component().setRequestsPerMinute(120);
        List<SimulatedSquid> squids = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            squids.add(squid());
        }
        watch("&squid=" + String.join(",", squids.stream().map(SimulatedSquid::id).toList()));

        squids.forEach(squid -> announce(squid.id(), finished(squid).id()));
        pass(1);

        assertThat(emitted).hasSize(40);
        assertThat(requests()).isEqualTo(40);
    }

    /** Five seconds are between looks at what is not true. */
    @Test
    void aRunThatEndsSoonAfterAnotherIsOutAtOnce() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        for (int i = 0; i < 3; i++) {
            String run = finished(squid).id();
            announce(squid.id(), run);
            pass(0.5);
            assertThat(emitted).hasSize(i + 1).contains(run);
        }
        assertThat(requests()).isEqualTo(3);

        for (int i = 0; i < 40; i++) {
            announce(squid.id(), emitted.get(2));
            pass(0.1);
        }
        assertThat(requests()).as("repeats").isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = { "even", "predicted" })
    void aSquidOfTheAccountThatIsNotKnownYetIsListed(String pollTimes) throws Exception {
        squid();
        watch("&pollTimes=" + pollTimes);
        SimulatedSquid created = squid();
        SimulatedRun run = finished(created);

        announce(created.id(), run.id());
        pass(0.001);

        assertThat(emitted).containsExactly(run.id());
        long earlier = requests();
        for (int i = 0; i < 20; i++) {
            announce("no-such-squid-" + i, "r");
            pass(5);
        }
        assertThat(requests() - earlier).as("the list, once a minute").isBetween(1L, 3L);
        earlier = requests();
        SimulatedRun next = finished(created);
        announce(created.id(), next.id());
        pass(0.001);
        assertThat(emitted).containsExactly(run.id(), next.id());
        assertThat(requests() - earlier).isEqualTo(1);
    }

    @Test
    void whatCannotBeReadIsReadAgain() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        SimulatedRun run = finished(squid);
        simulator.faults().times("GET /v1/runs", 2, Fault.status(500));

        announce(squid.id(), run.id());
        pass(14);
        assertThat(emitted).isEmpty();
        pass(2);

        assertThat(emitted).containsExactly(run.id());
    }

    @Test
    void noLookComesBeforeTheApiWantsOne() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        SimulatedRun run = finished(squid);
        simulator.faults().next("GET /v1/runs", Fault.tooManyRequests(Duration.ofMinutes(10)));
        announce(squid.id(), run.id());
        pass(590);
        assertThat(requests()).isEqualTo(1);
        pass(20);
        assertThat(emitted).containsExactly(run.id());
    }

    @Test
    void whatFailedInTheRouteWaitsForTheNextRound() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        SimulatedRun bad = finished(squid);
        failing.add(bad.id());
        announce(squid.id(), bad.id());
        pass(1);
        assertThat(emitted).containsExactly(bad.id());

        SimulatedRun good = finished(squid);
        pass(5);
        announce(squid.id(), good.id());
        pass(1);

        assertThat(emitted).containsExactly(bad.id(), good.id());
        failing.clear();
        pass(3600);
        assertThat(emitted).containsExactly(bad.id(), good.id(), bad.id());
    }

    @Test
    void whatIsSaidDuringASuspensionIsLookedAtAfterIt() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        context.getRouteController().suspendRoute("watch");
        SimulatedRun run = finished(squid);
        announce(squid.id(), run.id());
        pass(100);
        assertThat(emitted).isEmpty();

        context.getRouteController().resumeRoute("watch");
        pass(1);

        assertThat(emitted).containsExactly(run.id());
    }

    @Test
    void backoffIsForPollsAndNotForCalls() throws Exception {
        SimulatedSquid squid = squid();
        watch("&backoffMultiplier=1000&backoffIdleThreshold=1&squid=" + squid.id());
        pass(7200);
        SimulatedRun run = finished(squid);

        announce(squid.id(), run.id());
        pass(1);

        assertThat(emitted).containsExactly(run.id());
    }

    @Test
    void whatIsIdleIsTheRouteAndNotALookAtHints() throws Exception {
        SimulatedSquid squid = squid();
        watch("&sendEmptyMessageWhenIdle=true&squid=" + squid.id());
        assertThat(empty).isEqualTo(1);

        announce(squid.id(), "no-such-run");
        pass(100);
        assertThat(empty).isEqualTo(1);
        pass(3600);
        assertThat(empty).isEqualTo(2);
    }

    @Test
    void theStartOfARunTellsTheForecast() throws Exception {
        SimulatedSquid squid = simulator.addSquid(
                "Maps",
                setup -> setup.pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO).runningFor(Duration.ofMinutes(10)));
        for (int i = 0; i < 10; i++) {
            squid.startRun();
            pass(3600);
        }
        pass(20 * 3600);
        watch("&delay=600000&pollTimes=predicted&startFrom=earliest&squid=" + squid.id());
        pass(60);
        lobstr.delays().clear();
        SimulatedRun run = squid.startRun();
        lobstr.consumer().lookout().heard(
                squid.id(), new RunEvent(Map.of("id", run.id(), "event", "run.running", "squid", Map.of("id", squid.id()))));
        long earlier = requests();
        pass(60);
        assertThat(requests()).as("it is no look").isEqualTo(earlier);
        pass(2400);

        assertThat(lobstr.delays().get(run.id())).isLessThan(Duration.ofSeconds(120));
    }

    @Test
    void aSchedulerThatCannotBeWokenIsRefused() {
        context.getRegistry().bind("byHand", new HandScheduler());
        assertThatThrownBy(() -> watch("&push=true&webhookSecret=0123456789abcdef&scheduler=#byHand&squid=abc"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("push=true polls by a clock of its own: leave scheduler out, or say push=false");
    }
}
