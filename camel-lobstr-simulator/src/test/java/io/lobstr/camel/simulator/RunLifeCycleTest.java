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
package io.lobstr.camel.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class RunLifeCycleTest extends SimulatorTestSupport {

    private SimulatedSquid squid(Duration running) {
        return simulator.addSquid("Maps",
                s -> s.pendingFor(Duration.ofSeconds(2)).runningFor(running).uploadingFor(Duration.ofSeconds(3)).results(40));
    }

    private JsonNode get(SimulatedRun run) throws Exception {
        return api.get("/runs/" + run.id());
    }

    @Test
    void goesThroughItsPhasesByTheClock() throws Exception {
        behaviour().enable(Quirk.GET_RUN_WITH_IS_DONE);
        SimulatedSquid squid = squid(Duration.ofSeconds(10));
        String id = api.post("/runs", start(squid)).get("id").textValue();
        SimulatedRun run = simulator.run(id);

        assertThat(get(run).get("status").textValue()).isEqualTo("pending");
        clock.advance(Duration.ofMillis(1999));
        assertThat(get(run).get("status").textValue()).isEqualTo("pending");

        clock.advance(Duration.ofMillis(1));
        JsonNode running = get(run);
        assertThat(running.get("status").textValue()).isEqualTo("running");
        assertThat(running.get("is_done").booleanValue()).isFalse();
        assertThat(running.get("started_at").textValue()).isEqualTo("2025-02-10T14:27:47.000000");
        assertThat(running.get("ended_at").isNull()).isTrue();

        clock.advance(Duration.ofSeconds(10));
        JsonNode uploading = get(run);
        assertThat(uploading.get("status").textValue()).isEqualTo("uploading");
        assertThat(uploading.get("is_done").booleanValue()).isTrue();
        assertThat(uploading.get("export_done").isNull()).isTrue();
        assertThat(uploading.get("export_time").isNull()).isTrue();
        assertThat(uploading.get("ended_at").textValue()).isEqualTo("2025-02-10T14:27:57.000000");

        clock.advance(Duration.ofSeconds(3));
        JsonNode done = get(run);
        assertThat(done.get("status").textValue()).isEqualTo("done");
        assertThat(done.get("export_done").booleanValue()).isTrue();
        assertThat(done.get("export_count").intValue()).isEqualTo(1);
        assertThat(done.get("export_time").textValue()).isEqualTo("2025-02-10T14:28:00.000000");
        assertThat(done.get("done_reason").textValue()).isEqualTo("tasks_done");
        assertThat(done.get("total_results").intValue()).isEqualTo(40);
    }

    @Test
    void countsRowsAndTasksAndCreditsAsItGoes() throws Exception {
        SimulatedSquid squid = squid(Duration.ofSeconds(10));
        SimulatedRun run = squid.startRun();
        clock.advance(Duration.ofMillis(7500));

        assertThat(get(run).get("total_results").intValue()).isEqualTo(22);
        assertThat(get(run).get("credit_used").intValue()).isEqualTo(22);
        assertThat(api.get("/results?run=" + run.id()).get("total_results").intValue()).isEqualTo(22);
    }

    @Test
    void tellsItsProgressInStats() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(10))
                .uploadingFor(Duration.ofSeconds(2)).results(40).tasks(4));
        SimulatedRun run = squid.startRun();
        clock.advance(Duration.ofSeconds(5));

        JsonNode stats = api.get("/runs/" + run.id() + "/stats");

        assertThat(Api.keys(stats)).containsExactlyInAnyOrder("id", "object", "duration", "started_at", "ended_at", "is_done",
                "percent_done", "eta", "total_tasks", "total_tasks_done", "total_tasks_left", "total_results", "results_total",
                "results_done", "current_task", "total_requests", "updated_at");
        assertThat(stats.get("percent_done").textValue()).isEqualTo("50%");
        assertThat(stats.get("eta").textValue()).isEqualTo("0:00:07");
        assertThat(stats.get("total_tasks_done").intValue()).isEqualTo(2);
        assertThat(stats.get("total_tasks_left").intValue()).isEqualTo(2);
        assertThat(stats.get("results_done").intValue()).isEqualTo(20);
        assertThat(stats.get("results_total").intValue()).isEqualTo(40);
    }

    @Test
    void doesNotKnowItsEtaWhileItIsPaused() throws Exception {
        SimulatedRun run = squid(Duration.ofSeconds(10)).startRun();
        run.pause();

        assertThat(api.get("/runs/" + run.id() + "/stats").get("eta").textValue()).isEqualTo("∞");
    }

    @Test
    void uploadsAfterAnAbortAndIsAbortedThen() throws Exception {
        SimulatedRun run = squid(Duration.ofSeconds(10)).startRun();
        clock.advance(Duration.ofSeconds(7));

        JsonNode answer = api.post("/runs/" + run.id() + "/abort", "{}");
        assertThat(answer.get("is_done").booleanValue()).isTrue();
        assertThat(answer.get("done_reason").textValue()).isEqualTo("aborted");
        assertThat(answer.get("status").textValue()).isEqualTo("uploading");
        assertThat(answer.get("export_done").isNull()).isTrue();

        clock.advance(Duration.ofSeconds(3));
        JsonNode aborted = get(run);
        assertThat(aborted.get("status").textValue()).isEqualTo("aborted");
        assertThat(aborted.get("export_done").booleanValue()).isTrue();
        assertThat(aborted.get("total_results").intValue()).isEqualTo(20);
        assertThat(api.call("POST", "/runs/" + run.id() + "/abort", null).statusCode()).isEqualTo(404);
    }

    @Test
    void aPauseStopsItsTime() throws Exception {
        behaviour().enable(Quirk.GET_RUN_WITH_IS_DONE);
        SimulatedRun run = squid(Duration.ofSeconds(10)).startRun();
        clock.advance(Duration.ofSeconds(6));
        run.pause();
        clock.advance(Duration.ofDays(3));
        JsonNode paused = get(run);
        assertThat(paused.get("status").textValue()).isEqualTo("paused");
        assertThat(paused.get("is_done").booleanValue()).isFalse();
        assertThat(paused.get("duration").textValue()).isEqualTo("0:00:04");
        assertThat(paused.get("total_results").intValue()).isEqualTo(16);

        run.resume();
        clock.advance(Duration.ofMillis(5999));
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        clock.advance(Duration.ofMillis(1));
        assertThat(run.status()).isEqualTo(RunStatus.UPLOADING);
        assertThat(get(run).get("duration").textValue()).isEqualTo("0:00:10");
    }

    @Test
    void canBeAbortedWhileItIsPausedBeforeItStarted() throws Exception {
        SimulatedRun run = squid(Duration.ofSeconds(10)).startRun();
        run.pause();
        clock.advance(Duration.ofHours(1));

        api.post("/runs/" + run.id() + "/abort", "{}");
        clock.advance(Duration.ofSeconds(3));

        assertThat(run.status()).isEqualTo(RunStatus.ABORTED);
        assertThat(run.results()).isZero();
    }

    @Test
    void endsInErrorWithoutAnExportAndIsFixedLater() throws Exception {
        SimulatedRun run = simulator.addSquid("Profiles", s -> s.failing("cookies_expired")).startRun();
        clock.advance(Duration.ofSeconds(6));
        JsonNode failed = get(run);
        assertThat(failed.get("status").textValue()).isEqualTo("error");
        assertThat(failed.get("done_reason").textValue()).isEqualTo("cookies_expired");
        assertThat(failed.get("export_done").booleanValue()).isFalse();

        clock.advance(Duration.ofHours(1));
        run.fixExport();
        JsonNode fixed = get(run);
        assertThat(fixed.get("status").textValue()).isEqualTo("done");
        assertThat(fixed.get("done_reason").textValue()).isEqualTo("export_fix");
        assertThat(fixed.get("export_time").textValue()).isEqualTo("2025-02-10T15:27:51.000000");
        assertThat(fixed.get("ended_at")).isEqualTo(failed.get("ended_at"));
    }

    @Test
    void isDrivenByHand() {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.runningUntilTold().results(40));
        SimulatedRun finished = squid.startRun();
        clock.advance(Duration.ofDays(1000));
        assertThat(finished.status()).isEqualTo(RunStatus.RUNNING);
        finished.finish();
        assertThat(finished.status()).isEqualTo(RunStatus.DONE);
        assertThat(finished.results()).isEqualTo(40);
        assertThat(squid.startRun().finish(7).results()).isEqualTo(7);
        assertThat(squid.startRun().fail("no_credits_left").snapshot().doneReason()).isEqualTo("no_credits_left");
        assertThat(squid.startRun().upload().status()).isEqualTo(RunStatus.UPLOADING);
        assertThat(squid.forceRun().end(new Ending(RunStatus.DONE, "batch_wait", "Wait")).snapshot().doneReasonDesc())
                .isEqualTo("Wait");
        assertThatIllegalStateException().isThrownBy(finished::finish).withMessageContaining("over already");
        assertThatIllegalStateException().isThrownBy(finished::pause);
        assertThatIllegalStateException().isThrownBy(finished::resume);
        assertThatIllegalStateException().isThrownBy(finished::fixExport);
    }

    @Test
    void isCompleteAtOnceWithoutTasks() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Empty", s -> s.tasks(0));

        JsonNode run = api.get("/runs/" + api.post("/runs", start(squid)).get("id").textValue());

        assertThat(run.get("status").textValue()).isEqualTo("done");
        assertThat(run.get("total_results").intValue()).isZero();
    }

    @Test
    void onlyOneIsActivePerSquidUnlessForced() throws Exception {
        SimulatedSquid squid = squid(Duration.ofSeconds(10));
        api.post("/runs", start(squid));
        assertThat(api.call("POST", "/runs", start(squid)).statusCode()).isEqualTo(400);
        assertThatIllegalStateException().isThrownBy(squid::startRun);
        SimulatedRun forced = squid.forceRun();
        assertThat(get(forced).get("force_launch").booleanValue()).isTrue();
        assertThat(squid.runCount()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(15));
        assertThat(squid.activeRun()).isEmpty();
        api.post("/runs", start(squid));
        assertThat(squid.activeRun()).isPresent();
    }

    @Test
    void lengthsComeInTurnOrAtRandomFromTheSeed() {
        SimulatedSquid turns = simulator.addSquid("Turns",
                s -> s.pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(1), Duration.ofSeconds(5)));
        List<RunStatus> statuses = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            turns.forceRun();
        }
        clock.advance(Duration.ofSeconds(3));
        turns.runs().forEach(run -> statuses.add(run.status()));
        assertThat(statuses).containsExactly(RunStatus.DONE, RunStatus.RUNNING, RunStatus.DONE);

        assertThat(randomLengths(7)).isEqualTo(randomLengths(7)).isNotEqualTo(randomLengths(8))
                .allSatisfy(length -> assertThat(length).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(20)));
    }

    private static List<Duration> randomLengths(long seed) {
        MovableClock time = new MovableClock("2025-01-01T00:00:00Z");
        LobstrSimulator notStarted = LobstrSimulator.builder().clock(time).seed(seed).build();
        SimulatedSquid squid = notStarted.addSquid("Random",
                s -> s.runningBetween(Duration.ofSeconds(10), Duration.ofSeconds(20)));
        for (int i = 0; i < 20; i++) {
            squid.forceRun();
        }
        time.advance(Duration.ofMinutes(1));
        return squid.runs().stream().map(run -> run.snapshot().duration()).toList();
    }
}
