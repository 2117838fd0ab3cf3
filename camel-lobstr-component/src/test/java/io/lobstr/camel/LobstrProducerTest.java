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

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunTask;
import io.lobstr.camel.model.Squid;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LobstrProducerTest extends SimulatorTestSupport {

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:each").to("lobstr:listRuns?allPages=true&limit=10")
                        .split(body()).streaming().to("mock:each");
            }
        };
    }

    @Test
    void startsARun() {
        Exchange exchange = send("lobstr:startRun?squid=" + squid.id());

        Run run = exchange.getMessage().getBody(Run.class);
        assertThat(run.getId()).isEqualTo(squid.activeRun().orElseThrow().id());
        assertThat(run.getSquid()).isEqualTo(squid.id());
        assertThat(run.isFinished()).isFalse();
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(LobstrConstants.RUN_ID, run.getId())
                .containsEntry(LobstrConstants.SQUID_ID, squid.id())
                .containsEntry(LobstrConstants.RUN_STATUS, run.getStatus())
                .doesNotContainKey(LobstrConstants.RUN_DONE_REASON);
        ReceivedRequest request = simulator.requests().last().orElseThrow();
        assertThat(request.body()).isEqualTo("{\"squid\":\"" + squid.id() + "\"}");
        assertThat(request.header("content-type").orElseThrow()).startsWith("application/json");
    }

    @Test
    void saysThatARunIsActive() {
        squid.startRun();

        LobstrRunActiveException failure = failure(LobstrRunActiveException.class, send("lobstr:startRun?squid=" + squid.id()));

        assertThat(failure).hasMessage("startRun of squid " + squid.id()
                                       + " failed: 400 Bad Request: A run is already active for this squid (validation_error, param squid)");
        assertThat(failure.getStatusCode()).isEqualTo(400);
        assertThat(failure.getType()).isEqualTo("validation_error");
        assertThat(failure.getParam()).isEqualTo("squid");
        assertThat(simulator.requests().count("POST /v1/runs")).isEqualTo(1);
    }

    @Test
    void knowsTheOtherWordForAnActiveRun() {
        simulator.behaviour().enable(Quirk.RUN_IN_PROGRESS_ERROR);
        squid.startRun();

        assertThat(failure(LobstrRunActiveException.class, send("lobstr:startRun?squid=" + squid.id())).getType())
                .isEqualTo("RunInProgress");
    }

    @Test
    void readsARun() {
        SimulatedRun run = squid.startRun();
        run.fail("no_credits_left");

        Exchange exchange = send("lobstr:getRun", Map.of(LobstrConstants.RUN_ID, run.id()));

        assertThat(exchange.getMessage().getBody(Run.class).getDoneReason()).isEqualTo("no_credits_left");
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(LobstrConstants.RUN_STATUS, "error")
                .containsEntry(LobstrConstants.RUN_DONE_REASON, "no_credits_left");
    }

    @Test
    void aHeaderFillsInWhatTheUriLeavesOutAndNeverOverridesIt() {
        SimulatedRun inUri = squid.startRun();
        inUri.finish();
        SimulatedRun inHeader = squid.startRun();

        Exchange exchange = send("lobstr:getRun?run=" + inUri.id(), Map.of(LobstrConstants.RUN_ID, inHeader.id()));

        assertThat(exchange.getMessage().getBody(Run.class).getId()).isEqualTo(inUri.id());
        assertThat(exchange.getMessage().getHeader(LobstrConstants.RUN_ID)).isEqualTo(inUri.id());
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(failure(IllegalArgumentException.class, send("lobstr:getRun")))
                .hasMessage("getRun needs a run: set the option run or the header CamelLobstrRunId");
        assertThat(failure(IllegalArgumentException.class, send("lobstr:startRun")))
                .hasMessage("startRun needs a squid: set the option squid or the header CamelLobstrSquidId");
        assertThat(simulator.requests().count()).isZero();
    }

    @Test
    void saysThatARunDoesNotExist() {
        LobstrNotFoundException failure = failure(LobstrNotFoundException.class, send("lobstr:getRun?run=nope"));

        assertThat(failure).hasMessage(
                "getRun of run nope failed: 404 Not Found: Run not found (not_found_error, param run_hash)");
        assertThat(failure.getHttpResponseCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = { "x?y=z", "%2e%2e", "..%2Fuser", "a b", "ü", "a#b", "a;b" })
    void anIdStaysOnePieceOfThePath(String id) {
        failure(LobstrNotFoundException.class, send("lobstr:getRun", Map.of(LobstrConstants.RUN_ID, id)));

        ReceivedRequest request = simulator.requests().last().orElseThrow();
        assertThat(request.path()).matches("/v1/runs/[^/]+");
        assertThat(request.query()).isEmpty();
    }

    /** Whoever stands between us and the API may read them otherwise than the API does. */
    @ParameterizedTest
    @ValueSource(strings = { ".", "..", "../squids", "a/b", "a\\b", "..\\user", "a\nb", "a\u0000b", "\u0007", "a\u0085b" })
    void anIdThatIsMoreThanAPieceOfThePathIsRefused(String id) {
        assertThat(failure(IllegalArgumentException.class, send("lobstr:getRun", Map.of(LobstrConstants.RUN_ID, id))))
                .hasMessageStartingWith("CamelLobstrRunId=").hasMessageContaining("is no hash: a hash has no /, no \\")
                .hasMessageNotContaining("\n");
        assertThat(simulator.requests().count()).isZero();
    }

    /** Also where it goes into a query or a body. */
    @ParameterizedTest
    @ValueSource(strings = { "lobstr:listRuns", "lobstr:startRun", "lobstr:listRuns?allPages=true" })
    void noOperationTakesSuchAnId(String uri) {
        for (String id : List.of("a/b", "a,b", "*")) {
            assertThat(failure(IllegalArgumentException.class, send(uri, Map.of(LobstrConstants.SQUID_ID, id))))
                    .hasMessageStartingWith("CamelLobstrSquidId=" + id + " ");
        }
        assertThat(simulator.requests().count()).isZero();
    }

    @Test
    void blanksAroundAnIdAreNoPartOfIt() {
        SimulatedRun run = squid.startRun();

        Exchange exchange = send("lobstr:getRun", Map.of(LobstrConstants.RUN_ID, " " + run.id() + "\n"));

        assertThat(exchange.getMessage().getBody(Run.class).getId()).isEqualTo(run.id());
    }

    @Test
    void listsAPageOfRunsNewestFirst() {
        squid.addFinishedRuns(7);

        Exchange exchange = send("lobstr:listRuns?limit=3&squid=" + squid.id());

        List<?> body = exchange.getMessage().getBody(List.class);
        assertThat(body).hasSize(3).allMatch(Run.class::isInstance);
        assertThat(body.get(0)).extracting("id").isEqualTo(squid.run(0).id());
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(LobstrConstants.TOTAL_RESULTS, 7L)
                .containsEntry(LobstrConstants.TOTAL_PAGES, 3)
                .containsEntry(LobstrConstants.NEXT_PAGE, 2);
    }

    @Test
    void theLastPageRemovesTheHeaderOfTheNext() {
        squid.addFinishedRuns(7);

        Exchange exchange = send("lobstr:listRuns", Map.of(
                LobstrConstants.SQUID_ID, squid.id(), LobstrConstants.LIMIT, "3", LobstrConstants.PAGE, 3,
                LobstrConstants.NEXT_PAGE, 3));

        assertThat(exchange.getMessage().getBody(List.class)).hasSize(1);
        assertThat(exchange.getMessage().getHeaders()).doesNotContainKey(LobstrConstants.NEXT_PAGE);
    }

    @Test
    void pagesByNumberWhereNoLinkIsAnswered() {
        simulator.behaviour().enable(Quirk.BARE_PAGES);
        squid.addFinishedRuns(7);

        Exchange exchange = send("lobstr:listRuns?limit=3&squid=" + squid.id());

        assertThat(exchange.getMessage().getHeaders())
                .doesNotContainKey(LobstrConstants.TOTAL_RESULTS)
                .containsEntry(LobstrConstants.NEXT_PAGE, 2);
        assertThat(iterate("lobstr:listRuns?allPages=true&limit=3&squid=" + squid.id())).hasSize(7);
    }

    @Test
    void aHostileLinkIsNotFollowed() {
        simulator.behaviour().enable(Quirk.FOREIGN_PAGE_LINKS);
        squid.addFinishedRuns(7);

        assertThat(iterate("lobstr:listRuns?allPages=true&limit=3&squid=" + squid.id())).hasSize(7);
        assertThat(simulator.requests().all()).extracting(ReceivedRequest::path).containsOnly("/v1/runs");
    }

    @Test
    void theListEndsWhereAPlanCapsIt() {
        simulator.behaviour().freePlan(4);
        squid.addFinishedRuns(7);

        assertThat(iterate("lobstr:listRuns?allPages=true&limit=3&squid=" + squid.id())).hasSize(4);
    }

    @Test
    void allPagesAreFetchedAsTheyAreRead() {
        squid.addFinishedRuns(35);
        Iterator<?> runs = send("lobstr:listRuns?allPages=true&limit=10&squid=" + squid.id())
                .getMessage().getBody(Iterator.class);

        assertThat(simulator.requests().count()).isZero();
        runs.next();
        assertThat(simulator.requests().count()).isEqualTo(1);
        for (int i = 0; i < 10; i++) {
            runs.next();
        }
        assertThat(simulator.requests().count()).isEqualTo(2);
    }

    @Test
    void anIteratorKeepsNoHeadersOfAPageThatCameBefore() {
        Exchange exchange = send("lobstr:listRuns?allPages=true&squid=" + squid.id(), Map.of(
                LobstrConstants.TOTAL_RESULTS, 7L, LobstrConstants.TOTAL_PAGES, 3, LobstrConstants.NEXT_PAGE, 2));

        assertThat(exchange.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void allPagesStreamThroughASplit() throws Exception {
        squid.addFinishedRuns(35);
        MockEndpoint each = getMockEndpoint("mock:each");
        each.expectedMessageCount(35);

        template().sendBodyAndHeader("direct:each", null, LobstrConstants.SQUID_ID, squid.id());

        each.assertIsSatisfied();
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "101", "many" })
    void refusesALimitFromAHeader(String limit) {
        assertThat(failure(IllegalArgumentException.class, send("lobstr:listRuns?squid=" + squid.id(),
                Map.of(LobstrConstants.LIMIT, limit)))).hasMessageContaining("CamelLobstrLimit").hasMessageContaining(limit);
    }

    @Test
    void listsTheTasksOfARun() {
        squid.addTask(Map.of("url", "https://example.com/a"));
        SimulatedRun run = squid.startRun();
        run.finish();

        Exchange exchange = send("lobstr:listRunTasks?run=" + run.id());

        List<?> tasks = exchange.getMessage().getBody(List.class);
        assertThat(tasks).hasSize(2).allMatch(RunTask.class::isInstance);
        assertThat(((RunTask) tasks.get(0)).getRun()).isEqualTo(run.id());
        assertThat(((RunTask) tasks.get(0)).getParams()).containsKey("url");
        assertThat(exchange.getMessage().getHeader(LobstrConstants.TOTAL_RESULTS)).isEqualTo(2L);
    }

    @Test
    void listsTheSquidsOfTheAccount() {
        squid.startRun().finish();

        List<?> squids = send("lobstr:listSquids").getMessage().getBody(List.class);

        Squid first = (Squid) squids.get(0);
        assertThat(first.getId()).isEqualTo(squid.id());
        assertThat(first.getName()).isEqualTo("Google Maps");
        assertThat(first.getLastRunStatus()).isEqualTo("done");
        assertThat(first.getTotalRuns()).isEqualTo(1);
    }

    private List<Object> iterate(String uri) {
        List<Object> all = new ArrayList<>();
        send(uri).getMessage().getBody(Iterator.class).forEachRemaining(all::add);
        return all;
    }
}
