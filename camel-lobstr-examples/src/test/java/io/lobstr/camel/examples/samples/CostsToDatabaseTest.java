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

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.examples.SampleApplication;
import io.lobstr.camel.examples.Warnings;
import io.lobstr.camel.examples.engines.TestEngines;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A real PostgreSQL, in Java and in YAML, beside the sample that brings the runs.
 */
class CostsToDatabaseTest extends SampleTest {

    private static final String GET_RUN = "GET /v1/runs/*";
    private static final String GET_CREDITS = "GET /v1/runs/*/credits";

    private String url;
    private JdbcTemplate database;

    CostsToDatabaseTest() {
        super(Sample.COSTS_TO_DATABASE);
    }

    @Override
    void set(SquidSetup setup) {
        setup.runningUntilTold().creditsPerRow("0.5");
    }

    @Override
    List<String> settings() {
        return List.of("samples", "finished-runs-to-database,costs-to-database", "database.url", url, "costs.period", "50",
                "costs.distance", "10ms", "costs.attempts", "4", "camel.component.lobstr.max-retries", "0");
    }

    @BeforeEach
    void start() throws Exception {
        url = TestEngines.newDatabase();
        database = TestEngines.tables(url);
    }

    private long count(String from) {
        return database.queryForObject("select count(*) from " + from, Long.class);
    }

    @InBothForms
    void whatRunsCostIsThereByDayAndSquidAndFunction(String dsl) {
        SimulatedRun run = squid.forceRun().finish(30);
        squid.forceRun().finish(4);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_run_cost where final") == 2);
        }
        assertThat(database.queryForMap("select function, credits, attempts from lobstr_run_credit where run = ?", run.id()))
                .isEqualTo(Map.of("function", "results", "credits", BigDecimal.valueOf(15), "attempts", 30L));
        assertThat(
                database.queryForMap("select runs, credits, attempts from lobstr_cost_by_function where function = 'results'"))
                .containsEntry("runs", 2L).containsEntry("credits", BigDecimal.valueOf(17));
        assertThat(database.queryForMap("select runs, credits, final from lobstr_cost_by_squid where squid = ?", squid.id()))
                .isEqualTo(Map.of("runs", 2L, "credits", BigDecimal.valueOf(17), "final", true));
        assertThat(database.queryForMap("select sum(runs) as runs, sum(credits) as credits from lobstr_cost_by_day"
                                        + " where day >= current_date - 1"))
                .containsEntry("credits", BigDecimal.valueOf(17));
        // what is known is not asked for again
        assertThat(simulator.requests().count(GET_CREDITS)).isEqualTo(2);
        assertThat(simulator.requests().count(GET_RUN)).isEqualTo(2);
    }

    @InBothForms
    void aRunThatIsStillVerifiedIsAskedForAgainUntilThatIsOver(String dsl) {
        squid.configure(setup -> setup.verifyingUntilTold());
        SimulatedRun run = squid.forceRun().finish(30);
        try (SampleApplication application = start(dsl, "costs.attempts", "1000", "costs.distance", "0")) {
            await().atMost(SOON)
                    .until(() -> count("lobstr_run_cost where asked > 2 and total_credits = 15 and not final") == 1);
            run.verify();
            await().atMost(SOON).until(() -> count("lobstr_run_cost where final and ask_at is null") == 1);
        }
    }

    @InBothForms
    void whatIsNeverKnownIsAskedForSoOftenAndNoMore(String dsl) {
        simulator.faults().next(GET_CREDITS, Fault.serverError());
        simulator.faults().always(GET_CREDITS, Fault.error(404, "not_found_error", "No credits of this run"));
        SimulatedRun run = squid.forceRun().finish(30);
        try (Warnings warnings = new Warnings(); SampleApplication application = start(dsl)) {
            await().atMost(SOON).untilAsserted(() -> assertThat(warnings.messages())
                    .filteredOn(line -> line.startsWith("No cost of run " + run.id())).hasSize(4));
            assertThat(count("lobstr_run_cost where ask_at is null and not final and asked = 4")).isEqualTo(1);
            simulator.faults().clear();
            SimulatedRun next = squid.forceRun().finish(2);
            await().atMost(SOON).until(() -> count("lobstr_run_cost where final and run = '" + next.id() + "'") == 1);
            assertThat(warnings.messages()).filteredOn(line -> line.startsWith("No cost of run " + run.id())).hasSize(4);
        }
        assertThat(simulator.requests().count("GET /v1/runs/" + run.id() + "/credits")).isEqualTo(4);
        assertThat(count("lobstr_run_credit")).isEqualTo(1);
    }

    /** Also where functions go that were there, and where a value is more than its column holds. */
    @InBothForms
    void anyAnswerIsKept(String dsl) {
        simulator.faults().next(GET_CREDITS, Fault.answer(200, "application/json", """
                {"run_id": "x", "breakdown": [{"function": "results", "credits": 1, "attempts": 1}]}"""));
        simulator.faults().always(GET_CREDITS, Fault.answer(200, "application/json", """
                {"run_id": "x", "total_credits": 7.5, "breakdown": [
                  {"function": "emails", "credits": 1e200000, "attempts": 1e30},
                  {"function": "nul \\u0000", "credits": 3, "attempts": 2}, {"function": "nul \\u0000", "credits": 4},
                  {"function": "%s", "credits": 0.5}, {"credits": 1}]}""".formatted("x".repeat(9000))));
        squid.forceRun().finish(30);
        try (SampleApplication application = start(dsl)) {
            await().atMost(SOON).until(() -> count("lobstr_run_cost where final and total_credits = 7.5") == 1);
        }
        assertThat(database.queryForList(
                "select left(function, 6) || coalesce(credits, 0) from lobstr_run_credit order by 1", String.class))
                .containsExactlyInAnyOrder("1", "emails0", "nul \ufffd7", "xxxxxx0.5");
    }
}
