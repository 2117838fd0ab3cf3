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

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/**
 * What still happens to a run that is over: its file is made, its addresses are verified, or it is opened again.
 */
class AfterTheEndTest extends SimulatorTestSupport {

    private JsonNode get(SimulatedRun run) throws Exception {
        return api.get("/runs/" + run.id());
    }

    private JsonNode listed(SimulatedRun run) throws Exception {
        return api.get("/runs?squid=" + run.squid().id()).get("data").get(0);
    }

    private int download(SimulatedRun run) throws Exception {
        return api.call("GET", "/runs/" + run.id() + "/download", null).statusCode();
    }

    @Test
    void aFileIsMadeLaterThanTheEnd() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps", s -> s.instantRuns().exportingFor(Duration.ofSeconds(30))).startRun();

        assertThat(get(run).get("status").textValue()).isEqualTo("done");
        assertThat(get(run).get("export_done").booleanValue()).isFalse();
        assertThat(listed(run).get("export_time").isNull()).isTrue();
        assertThat(download(run)).isEqualTo(404);

        clock.advance(Duration.ofSeconds(30));
        assertThat(get(run).get("export_done").booleanValue()).isTrue();
        assertThat(listed(run).get("export_time").textValue()).isEqualTo("2025-02-10T14:28:15Z");
        assertThat(listed(run).get("ended_at").textValue()).isEqualTo("2025-02-10T14:27:45Z");
        assertThat(download(run)).isEqualTo(200);
    }

    @Test
    void aFileAndAVerificationWaitUntilTold() throws Exception {
        SimulatedRun run = simulator
                .addSquid("Maps", s -> s.instantRuns().exportingUntilTold().verifyingUntilTold()).startRun();
        clock.advance(Duration.ofDays(100));

        assertThat(get(run).get("export_done").booleanValue()).isFalse();
        assertThat(get(run).get("email_verification").get("is_done").booleanValue()).isFalse();
        assertThat(get(run.export()).get("export_done").booleanValue()).isTrue();
        assertThat(get(run.verify()).get("email_verification").get("is_done").booleanValue()).isTrue();
        assertThat(get(run).get("email_verification").get("status").textValue()).isEqualTo("done");
    }

    @Test
    void mailIsSentAWhileAfterTheEnd() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps", s -> s.instantRuns().mailingAfter(Duration.ofSeconds(5))).startRun();

        assertThat(get(run).get("mail_done").booleanValue()).isFalse();
        clock.advance(Duration.ofSeconds(5));
        assertThat(get(run).get("mail_done").booleanValue()).isTrue();
        assertThat(listed(run).get("email_time").textValue()).isEqualTo("2025-02-10T14:27:50Z");
    }

    @Test
    void anAbortedRunIsResurrectedAndEndsAnew() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.runningFor(Duration.ofSeconds(10)).results(40));
        SimulatedRun run = squid.startRun();
        clock.advance(Duration.ofSeconds(6));
        run.abort();
        clock.advance(Duration.ofSeconds(60));
        JsonNode aborted = listed(run);
        assertThat(aborted.get("status").textValue()).isEqualTo("aborted");
        assertThat(simulator.run(run.id()).results()).isEqualTo(20);

        JsonNode answer = api.post("/runs/" + run.id() + "/resurrect", null);

        assertThat(answer).isEqualTo(Api.json("{\"id\": \"" + run.id()
                                              + "\", \"status\": \"PENDING\", \"is_done\": false, \"done_reason\": null}"));
        assertThat(squid.activeRun()).contains(run);
        assertThat(listed(run).get("ended_at").isNull()).isTrue();
        assertThat(listed(run).get("export_done").isNull()).isTrue();
        assertThat(api.get("/squids").get("data").get(0).get("last_run_status").textValue()).isEqualTo("PENDING");
        assertThat(run.results()).as("what it had is kept").isEqualTo(20);
        clock.advance(Duration.ofSeconds(12));
        JsonNode done = listed(run);
        assertThat(done.get("status").textValue()).isEqualTo("done");
        assertThat(done.get("created_at")).isEqualTo(aborted.get("created_at"));
        assertThat(done.get("ended_at").textValue()).isEqualTo("2025-02-10T14:29:02Z");
        assertThat(done.get("total_results").intValue()).isEqualTo(40);
        assertThat(api.get("/user/balance").get("consumed").intValue()).isEqualTo(40);
        assertThat(squid.runCount()).isEqualTo(1);
    }

    @Test
    void onlyAnAbortedRunIsResurrected() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns());
        SimulatedRun run = squid.startRun();

        HttpResponse<String> refused = api.call("POST", "/runs/" + run.id() + "/resurrect", null);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Api.json(refused.body())).isEqualTo(
                Api.json("{\"error\": \"RunNotAborted\", \"message\": \"Only aborted runs can be resurrected.\"}"));
        assertThatIllegalStateException().isThrownBy(run::resurrect);
        assertThat(api.call("POST", "/runs/none/resurrect", null).statusCode()).isEqualTo(404);
    }

    @Test
    void noRunIsResurrectedBesideAnActiveOne() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.runningUntilTold());
        SimulatedRun run = squid.startRun();
        run.abort();
        clock.advance(Duration.ofSeconds(60));
        squid.startRun();

        HttpResponse<String> refused = api.call("POST", "/runs/" + run.id() + "/resurrect", null);

        assertThat(Api.json(refused.body()).get("error").textValue()).isEqualTo("ClusterBusy");
    }

    @Test
    void anyRunThatIsOverIsOpenedAgainByHand() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.runningUntilTold().uploadingFor(Duration.ZERO));
        SimulatedRun run = squid.startRun().finish(7);
        assertThat(run.status()).isEqualTo(RunStatus.DONE);
        clock.advance(Duration.ofSeconds(60));

        run.reopen();

        assertThat(run.status()).isEqualTo(RunStatus.PENDING);
        assertThatIllegalStateException().isThrownBy(run::reopen);
        clock.advance(Duration.ofSeconds(60));
        assertThat(run.status()).isEqualTo(RunStatus.RUNNING);
        assertThat(run.finish().results()).isEqualTo(7);
        assertThat(get(run).get("ended_at").textValue()).startsWith("2025-02-10T14:29:45");
        assertThat(api.get("/user/balance").get("consumed").intValue()).isEqualTo(7);
    }

    @Test
    void abortingARunThatIsOverCanBeHarmless() throws Exception {
        SimulatedRun run = simulator.addSquid("Maps", s -> s.instantRuns()).startRun();
        assertThat(api.call("POST", "/runs/" + run.id() + "/abort", null).statusCode()).isEqualTo(404);

        behaviour().enable(Quirk.ABORT_IS_HARMLESS);

        assertThat(api.post("/runs/" + run.id() + "/abort", null).get("status").textValue()).isEqualTo("done");
    }

    private String error(String path) throws Exception {
        HttpResponse<String> refused = api.call("POST", path, null);
        assertThat(refused.statusCode()).isEqualTo(400);
        JsonNode json = Api.json(refused.body());
        return json.path("error").asText(json.path("errors").path("type").asText());
    }

    @ParameterizedTest
    @ValueSource(booleans = { false, true })
    void aTaskIsDoneAgain(boolean byRun) throws Exception {
        if (byRun) {
            behaviour().enable(Quirk.RETRY_BY_RUN_AND_TASK);
        }
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().failing("cookies_expired"));
        SimulatedRun run = squid.startRun();
        JsonNode task = api.get("/runtasks?run=" + run.id()).get("data").get(0);
        String byTask = "/runtasks/" + task.get("id").textValue() + "/retry";
        String path = byRun ? "/runs/" + run.id() + "/tasks/" + task.get("user_task").textValue() + "/retry" : byTask;
        squid.configure(s -> s.runningUntilTold());

        JsonNode again = api.post(path, null);

        assertThat(again.get("id")).isEqualTo(task.get("id"));
        assertThat(again.get("status").textValue()).isEqualTo("pending");
        assertThat(again.get("ended_at").isNull()).isTrue();
        assertThat(squid.activeRun()).contains(run);
        assertThat(error(path)).isEqualTo("RunInProgress");
        run.fail("cookies_expired");
        assertThat(error(path)).isEqualTo("RetryCooldown");
        clock.advance(Duration.ofMinutes(5));
        squid.startRun();
        assertThat(error(path)).isEqualTo("ClusterBusy");
        String other = byRun ? byTask : "/runs/" + run.id() + "/tasks/" + task.get("task").textValue() + "/retry";
        assertThat(refused(404, "POST", other, null)).as("that path is not there").isEqualTo("HTTPNotFound");
    }

    @Test
    void aRunThatHasAllItMayHaveIsNotDoneAgainByTheOtherPath() throws Exception {
        behaviour().enable(Quirk.RETRY_BY_RUN_AND_TASK);
        SimulatedSquid squid = simulator.addSquid("Maps",
                s -> s.instantRuns().results(10).params(Map.of("max_unique_results_per_run", 10)));
        SimulatedRun run = squid.startRun();
        String path = "/runs/" + run.id() + "/tasks/" + squid.tasks().get(0).id() + "/retry";
        assertThat(error(path)).isEqualTo("RunCapReached");
        squid.configure(s -> s.params(Map.of("max_unique_results_per_run", 11)));
        api.post(path, null);
    }
}
