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

import java.util.List;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Real ticks, in Java and in YAML.
 */
class ScheduledStartTest extends SampleTest {

    private Warnings warnings;

    ScheduledStartTest() {
        super(Sample.SCHEDULED_START);
    }

    @Override
    void set(SquidSetup setup) {
        setup.tasks(2).results(2).runningUntilTold();
    }

    @Override
    List<String> settings() {
        return List.of("scheduled-start.period", "50", "camel.component.lobstr.max-retries", "0");
    }

    @BeforeEach
    void start() {
        simulator.balance(1000, 0);
        warnings = new Warnings();
    }

    @AfterEach
    void stop() {
        warnings.close();
    }

    private void awaitRequests(String pattern, int more) {
        long before = simulator.requests().count(pattern);
        await().atMost(SOON).until(() -> simulator.requests().count(pattern) >= before + more);
    }

    @InBothForms
    void aTickStartsARunOrJoinsTheOneThatIsActive(String dsl) {
        // the API starts a run, and nobody hears of it
        simulator.faults().next("POST /v1/runs", Fault.lostAnswer());
        try (SampleApplication application = start(dsl)) {
            awaitRequests("POST /v1/runs", 4);
            assertThat(squid.runCount()).isEqualTo(1);
            squid.run(0).finish();
            awaitRequests("POST /v1/runs", 4);
            assertThat(squid.runCount()).isEqualTo(2);
        }
        assertThat(warnings.messages()).isEmpty();
    }

    @InBothForms
    void withTooFewCreditsItSaysSoUntilThereAreMore(String dsl) {
        simulator.balance(1000, 901);
        try (SampleApplication application = start(dsl)) {
            awaitRequests("GET /v1/user/balance", 3);
            assertThat(simulator.requests().count("POST /v1/runs")).isZero();
            assertThat(warnings.messages()).isNotEmpty().allSatisfy(warning -> assertThat(warning)
                    .isEqualTo("No run of squid " + squid.id() + ": 99 credits are left, and 100 are wanted"));
            simulator.balance(1000, 900);
            awaitRequests("POST /v1/runs", 1);
        }
    }

    @InBothForms
    void aTickThatFailsIsALineAndTheNextTriesAgain(String dsl) {
        simulator.faults().always("GET /v1/user/balance", Fault.unavailable());
        try (SampleApplication application = start(dsl)) {
            awaitRequests("GET /v1/user/balance", 3);
            assertThat(warnings.messages()).isNotEmpty().allSatisfy(warning -> assertThat(warning)
                    .startsWith("No run of squid " + squid.id() + " until the next tick: ").contains("503")
                    .doesNotContain("\n", simulator.apiKey()));
            assertThat(warnings.haveStackTraces()).isFalse();
            assertThat(squid.runCount()).isZero();
            simulator.faults().clear();
            awaitRequests("POST /v1/runs", 1);
        }
    }

    @InBothForms
    void cronTicksAsWell(String dsl) {
        try (SampleApplication application
                = start(dsl, "scheduled-start.from", "quartz:scheduled-start?cron=0/1+*+*+*+*+?&stateful=true")) {
            awaitRequests("POST /v1/runs", 2);
            assertThat(squid.runCount()).isEqualTo(1);
        }
    }
}
