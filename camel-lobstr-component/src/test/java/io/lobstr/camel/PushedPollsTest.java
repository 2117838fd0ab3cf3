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

import io.lobstr.camel.internal.consume.HintListeners;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A route with {@code push=true}, by a clock that is moved: how far apart its polls are, by the calls that come and
 * that do not.
 */
@Tag(WebhookServer.NEEDED)
class PushedPollsTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int SQUIDS = 300;
    private static final Duration HOUR = Duration.ofHours(1);

    private final Warnings warnings = new Warnings();
    @RegisterExtension
    final TimedLobstr lobstr = new TimedLobstr();
    private final LobstrSimulator simulator = lobstr.simulator();
    private final DefaultCamelContext context = lobstr.context();
    private final Map<String, Duration> delays = lobstr.delays();

    @BeforeEach
    void begin() throws Exception {
        WebhookServer.addTo(context);
        context.getPropertiesComponent().addInitialProperty("secret", WebhookServer.SECRET);
        context.start();
    }

    @AfterEach
    void end() {
        warnings.close();
    }

    private SimulatedSquid squid() {
        return lobstr.squid();
    }

    private void watch(String options) throws Exception {
        lobstr.watch("push=true&webhookSecret={{secret}}&delay=60000" + options);
        lobstr.pass(Duration.ofSeconds(1));
    }

    private LobstrConsumer consumer() {
        return lobstr.consumer();
    }

    /** One run, of which a call tells when it ends, or not. */
    private SimulatedRun run(SimulatedSquid squid, boolean called) {
        SimulatedRun run = squid.startRun();
        lobstr.pass(MINUTE);
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
            lobstr.pass(Duration.ofSeconds(2));
            assertThat(delays).containsKey(run.id());
        }
    }

    private long requests(String path) {
        return simulator.requests().count(path);
    }

    private long requestsIn(Duration idle) {
        long before = lobstr.requests();
        lobstr.pass(idle);
        return lobstr.requests() - before;
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
        lobstr.pass(HOUR);

        assertThat(requestsIn(HOUR.multipliedBy(4))).isLessThanOrEqualTo(16);
        assertThat(consumer().getHeardRuns()).isEqualTo(13);
        assertThat(consumer().getPollDistance()).isEqualTo("900 s");
        assertThat(consumer().getNextLook()).contains("calls have told of runs");
        assertThat(warnings.own()).isEmpty();
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
        lobstr.pass(HOUR);

        // of a thousand they are 44
        assertThat(requestsIn(HOUR.multipliedBy(2))).isLessThanOrEqualTo(2 * 60 * SQUIDS / 1000);
        SimulatedRun first = run(squids.get(250), false);
        lobstr.pass(Duration.ofMinutes(15));
        assertThat(delays).as("of a squid that never ran").containsKey(first.id());
        assertThat(consumer().getPollDistance()).as("no call is known to come of it").isEqualTo("60 s");
        assertThat(consumer().getMissedRuns()).as("nor is one missed").isZero();
    }

    /** With a call or without, also where a poll shows that it goes on. */
    @ParameterizedTest
    @ValueSource(strings = { "even", "predicted" })
    void aRunOfAnAccountCostsOneRequestBesidesThoseThatLookForNews(String times) throws Exception {
        List<SimulatedSquid> squids = List.of(squid(), squid(), squid());
        watch("&pollTimes=" + times);
        for (SimulatedSquid squid : squids) {
            calledRuns(squid, 5);
        }
        lobstr.pass(HOUR);
        long reads = requests("GET /v1/runs");
        long lists = requests("GET /v1/squids");
        List<SimulatedRun> runs = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            SimulatedRun run = squids.get(i % 3).startRun();
            runs.add(run);
            lobstr.pass(Duration.ofMinutes(20));
            if (i % 4 == 3) {
                run.abort();
            } else {
                run.finish();
                HintListeners.of(context).tell(squids.get(i % 3).id(), run.id());
                lobstr.pass(Duration.ofSeconds(2));
                assertThat(delays).containsKey(run.id());
            }
        }
        lobstr.pass(Duration.ofMinutes(20));

        assertThat(delays).containsKeys(runs.stream().map(SimulatedRun::id).toArray(String[]::new));
        // a tenth of the lists, to make sure
        long sure = (requests("GET /v1/squids") - lists + 9) / 10;
        assertThat(requests("GET /v1/runs") - reads).isBetween((long) runs.size(), runs.size() + sure);
        assertThat(requests("GET /v1/runs/*")).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "named", "account" })
    void aChannelThatDiesIsNoticedAfterOneRunAndSaidOnce(String kind) throws Exception {
        SimulatedSquid squid = squid();
        watch("named".equals(kind) ? "&squid=" + squid.id() : "");
        calledRuns(squid, 20);
        lobstr.pass(HOUR);
        lobstr.pass(Duration.ofSeconds(90));

        SimulatedRun first = run(squid, false);
        lobstr.pass(Duration.ofMinutes(15));
        assertThat(delays.get(first.id())).isBetween(Duration.ZERO, Duration.ofMinutes(15));
        lobstr.pass(Duration.ofMinutes(2));
        for (int i = 0; i < 3; i++) {
            SimulatedRun next = run(squid, false);
            lobstr.pass(MINUTE);
            assertThat(delays.get(next.id())).isLessThanOrEqualTo(MINUTE);
            lobstr.pass(MINUTE);
        }
        assertThat(consumer().getMissedRuns()).isEqualTo(4);
        assertThat(warnings.own()).hasSize(1).allMatch(line -> line.contains("no call of its webhook told of it")
                && line.contains(squid.id()) && line.contains(first.id()));

        calledRuns(squid, 1);
        assertThat(consumer().getPollDistance()).as("trusted a little, since four were missed").isEqualTo("84 s");
    }

    @Test
    void anAbortedRunCountsForNeither() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        calledRuns(squid, 20);
        lobstr.pass(HOUR);

        SimulatedRun run = squid.startRun();
        lobstr.pass(MINUTE);
        run.abort();
        lobstr.pass(Duration.ofMinutes(15));

        assertThat(delays).containsKey(run.id());
        assertThat(consumer().getMissedRuns()).isZero();
        assertThat(consumer().getPollDistance()).isEqualTo("900 s");
    }

    @Test
    void aCallThatComesBeforeOrSoonAfterAPollIsNotMissed() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        for (int i = 0; i < 5; i++) {
            lobstr.pass(Duration.ofSeconds(40));
            SimulatedRun run = run(squid, false);
            lobstr.pass(Duration.ofSeconds(45));
            HintListeners.of(context).tell(squid.id(), run.id());
            lobstr.pass(Duration.ofSeconds(5));
        }
        lobstr.pass(HOUR);

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
            lobstr.pass(Duration.ofSeconds(2));
        }

        assertThat(consumer().getHeardRuns()).isEqualTo(3);
    }

    @Test
    void whatNoCallTellsOfIsPolledForAsEver() throws Exception {
        SimulatedSquid squid = squid();
        watch("&finishedWhen=exported&squid=" + squid.id());
        calledRuns(squid, 20);
        lobstr.pass(HOUR);

        squid.startRun();
        lobstr.pass(Duration.ofMinutes(16));
        assertThat(requestsIn(HOUR)).as("while a run goes on").isEqualTo(60);
    }

    @Test
    void whatEndedWhileItWasSuspendedWasNotMissed() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        calledRuns(squid, 3);
        lobstr.pass(HOUR);
        context.getRouteController().suspendRoute("watch");
        SimulatedRun run = run(squid, false);
        lobstr.pass(Duration.ofMinutes(30));
        context.getRouteController().resumeRoute("watch");
        lobstr.pass(Duration.ofMinutes(10));

        assertThat(delays).containsKey(run.id());
        assertThat(consumer().getMissedRuns()).isZero();
        assertThat(warnings.own()).isEmpty();
    }

    @Test
    void aLookThatFailedIsTakenAgainAsEver() throws Exception {
        SimulatedSquid squid = squid();
        watch("&squid=" + squid.id());
        calledRuns(squid, 20);
        lobstr.pass(HOUR);
        simulator.faults().always("GET /v1/runs", Fault.status(500));
        lobstr.pass(Duration.ofMinutes(15));

        assertThat(requestsIn(HOUR)).isEqualTo(60);
    }
}
