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
package io.lobstr.camel.examples.samples;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Runs that spend, and a real PostgreSQL, in Java and in YAML.
 */
class CreditGuardTest extends SampleTest {

    private static final String ABORTS = "POST /v1/runs/*/abort";

    private String url;
    private Warnings warnings;

    CreditGuardTest() {
        super(Sample.CREDIT_GUARD);
    }

    /** Ten credits a second, for minutes. */
    @Override
    void set(SquidSetup setup) {
        setup.tasks(1).pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(600)).uploadingFor(Duration.ZERO).results(6000)
                .creditsPerRow("1");
    }

    @Override
    List<String> settings() {
        return List.of("database.url", url, "credit-guard.period", "50", "camel.component.lobstr.max-retries", "0");
    }

    @BeforeEach
    void start() throws Exception {
        url = TestEngines.newDatabase();
        warnings = new Warnings();
    }

    @AfterEach
    void stop() {
        warnings.close();
    }

    private void awaitLooks(int more) {
        long before = simulator.requests().count("GET /v1/squids");
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/squids") >= before + more);
    }

    private List<String> notices() {
        return warnings.messages().stream().filter(warning -> warning.startsWith("Run ")).toList();
    }

    /** The answer to the abort is lost, and the application ends right after; nothing is done or said twice. */
    @InBothForms
    void aRunThatCostsTooMuchIsAbortedOnceAndToldOnce(String dsl) {
        SimulatedSquid dear = simulator.addSquid("Dear", this::set);
        SimulatedRun run = squid.startRun();
        SimulatedRun other = dear.startRun();
        simulator.faults().next(ABORTS, Fault.lostAnswer());
        String[] limits = { "credit-guard.run", "5", "credit-guard.squids", dear.id() + "=5000" };
        try (SampleApplication application = start(dsl, limits)) {
            await().atMost(SOON).until(run::isOver);
            await().atMost(SOON).until(() -> notices().size() == 1);
            awaitLooks(2);
        }
        try (SampleApplication application = start(dsl, limits)) {
            awaitLooks(3);
        }
        assertThat(run.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(other.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(simulator.requests().count(ABORTS)).isEqualTo(1);
        assertThat(notices()).singleElement().asString()
                .matches("Run " + run.id() + " of squid " + squid.id()
                         + " is aborted: it has used [0-9.]+ credits, more than 5, which a run of its squid may use");
    }

    /**
     * What was spent counts after a restart too, and what is open in another squid ends by it; the next day is another.
     */
    @InBothForms
    void aDayCostsNoMoreThanItMay(String dsl) {
        SimulatedSquid other = simulator.addSquid("Other", this::set);
        squid.startRun().finish(50);
        try (SampleApplication application = start(dsl, "credit-guard.day", "60")) {
            awaitLooks(3);
        }
        assertThat(simulator.requests().count(ABORTS)).isZero();
        SimulatedRun run = other.startRun();
        try (SampleApplication application = start(dsl, "credit-guard.day", "60")) {
            await().atMost(SOON).until(run::isOver);
            await().atMost(SOON).until(() -> notices().size() == 1);
            assertThat(notices().get(0)).contains("credits were used today, more than 60, which a day may cost");

            application.context().getRegistry().lookupByNameAndType("creditLimits", CreditLimits.class)
                    .useClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(1)));
            awaitLooks(2);
            SimulatedRun tomorrow = squid.startRun();
            awaitLooks(10);
            assertThat(tomorrow.status()).isEqualTo(RunStatus.RUNNING);
        }
        assertThat(simulator.requests().count(ABORTS)).isEqualTo(1);
    }

    @InBothForms
    void aSquidInWhichNothingHappensIsNotRead(String dsl) {
        squid.startRun().finish();
        simulator.addSquid("Never started", this::set);
        try (SampleApplication application = start(dsl, "credit-guard.day", "100000")) {
            awaitLooks(10);
            assertThat(simulator.requests().count("GET /v1/runs")).isEqualTo(1);
        }
    }

    /** What cannot be aborted yet is tried again, and what is not there any more is not. */
    @InBothForms
    void aSquidThatIsDeletedIsGuardedNoMore(String dsl) {
        squid.startRun();
        simulator.faults().always(ABORTS, Fault.unavailable());
        try (SampleApplication application = start(dsl, "credit-guard.run", "1")) {
            await().atMost(SOON).until(() -> simulator.requests().count(ABORTS) >= 3);
            squid.delete();
            simulator.faults().clear();
            awaitLooks(3);
            long before = simulator.requests().count(ABORTS);
            awaitLooks(3);
            assertThat(simulator.requests().count(ABORTS)).isEqualTo(before);
        }
        assertThat(notices()).isEmpty();
    }

    /** The API says that it aborts it, and does not; somebody lets it go on later. */
    @InBothForms
    void aRunThatGoesOnAfterItsAbortIsAbortedAgain(String dsl) {
        SimulatedRun run = squid.startRun();
        simulator.faults().always(ABORTS, Fault.answer(200, "application/json",
                "{\"id\":\"" + run.id() + "\",\"object\":\"run\",\"status\":\"running\"}"));
        try (SampleApplication application = start(dsl, "credit-guard.run", "1")) {
            await().atMost(SOON).until(() -> notices().size() == 1);
            awaitLooks(3);
            assertThat(simulator.requests().count(ABORTS)).as("it may take a while").isEqualTo(1);

            TestEngines.tables(url).update("update lobstr_guarded_run set aborted_at = aborted_at - interval '61 seconds'");
            await().atMost(SOON).until(() -> notices().size() == 2);
            awaitLooks(3);
            assertThat(simulator.requests().count(ABORTS)).isEqualTo(2);
            assertThat(notices().get(1))
                    .contains("goes on, although lobstr.io has said more than once that it aborts it: it has used");

            simulator.faults().clear();
            TestEngines.tables(url).update("update lobstr_guarded_run set aborted_at = aborted_at - interval '121 seconds'");
            await().atMost(SOON).until(run::isOver);
            await().atMost(SOON).until(() -> notices().size() == 3);
            assertThat(notices().get(2)).contains(" is aborted: it has used");
            run.resurrect();
            await().atMost(SOON).until(() -> notices().size() == 4);
            assertThat(run.status()).isEqualTo(RunStatus.ABORTED);
        }
        assertThat(simulator.requests().count(ABORTS)).isEqualTo(4);
    }

    /** Nobody knows then when it is too much. */
    @InBothForms
    void aRunThatDoesNotSayWhatItHasUsedIsToldOfOnce(String dsl) {
        SimulatedRun run = squid.startRun();
        simulator.faults().always("GET /v1/runs", Fault.answer(200, "application/json",
                "{\"total_results\":1,\"page\":1,\"limit\":100,\"next\":null,\"data\":[{\"id\":\"" + run.id()
                                                                                        + "\",\"squid\":\"" + squid.id()
                                                                                        + "\",\"status\":\"running\",\"credit_used\":\"many\"}]}"));
        try (SampleApplication application = start(dsl, "credit-guard.run", "1")) {
            await().atMost(SOON).until(() -> notices().size() == 1);
            awaitLooks(5);
            assertThat(notices()).containsExactly(
                    "Run " + run.id() + " of squid " + squid.id()
                                                  + " does not say what it has used (credit_used): it is not aborted, whatever it costs");
            simulator.faults().clear();
            await().atMost(SOON).until(() -> notices().size() == 2);
            assertThat(notices().get(1)).contains(" is aborted: it has used");
        }
    }

    @InBothForms
    void withoutALimitItSaysSo(String dsl) {
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> warnings.messages().stream().anyMatch(
                    warning -> warning
                            .contains("no run is guarded: set credit-guard.run, credit-guard.squids or credit-guard.day")));
        }
    }
}
