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

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.model.AddedTasks;
import io.lobstr.camel.model.Balance;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunCredits;
import io.lobstr.camel.model.RunStats;
import io.lobstr.camel.model.RunTask;
import io.lobstr.camel.model.Squid;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Wherever the pages of the API differ from one another, everything works, whichever of them is right: each doubt is a
 * switch of the simulator.
 */
class EveryDoubtTest {

    /** One for all, since most of the time would go into starting it. */
    @RegisterExtension
    static final SimulatedLobstr LOBSTR = new SimulatedLobstr();
    private static final LobstrSimulator SIMULATOR = LOBSTR.simulator();
    private static final int ROWS = 7;
    private static final Duration SOON = Duration.ofSeconds(60);

    private static final CamelContext CONTEXT = new DefaultCamelContext();

    private final SimulatedSquid squid = SIMULATOR.addSquid("Maps", setup -> {
        SimulatedLobstr.untilTold(setup);
        setup.schedule("0 9 * * *", "Asia/Karachi").accounts("a1");
    });

    @BeforeAll
    static void start() throws Exception {
        LOBSTR.addTo(CONTEXT);
        CONTEXT.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=50&startFrom=earliest").to("mock:finished");
            }
        });
        CONTEXT.start();
    }

    @AfterAll
    static void stop() {
        CONTEXT.stop();
    }

    @AfterEach
    void asDocumented() {
        squid.delete();
        SIMULATOR.reset();
        SIMULATOR.behaviour().disable(Quirk.values()).unpaidBill(false).processingAnswers(0);
    }

    private Exchange send(String uri, Object body) {
        return CONTEXT.createProducerTemplate().request("lobstr:" + uri, exchange -> exchange.getMessage().setBody(body));
    }

    private <T> T ask(Class<T> type, String uri) {
        Exchange exchange = send(uri, Map.of("url", "https://example.com/" + uri));
        assertThat(exchange.getException()).as(uri).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(type);
        return type.cast(exchange.getMessage().getBody());
    }

    private List<Object> all(String uri) {
        List<Object> items = new ArrayList<>();
        ask(Iterator.class, uri + "&allPages=true&limit=3").forEachRemaining(items::add);
        return items;
    }

    @ParameterizedTest
    @EnumSource
    void everythingWorks(Quirk doubt) throws Exception {
        SIMULATOR.behaviour().enable(doubt).unpaidBill(true).processingAnswers(1);
        MockEndpoint finished = CONTEXT.getEndpoint("mock:finished", MockEndpoint.class);
        finished.reset();
        assertThat(ask(AddedTasks.class, "addTasks?squid=" + squid.id()).getTasks()).hasSize(1);

        Run started = ask(Run.class, "startRun?squid=" + squid.id());
        String run = "run=" + started.getId();
        assertThat(send("startRun?squid=" + squid.id(), null).getException()).isInstanceOf(LobstrRunActiveException.class);
        assertThat(ask(Run.class, "startRun?onActiveRun=join&squid=" + squid.id()).getId()).isEqualTo(started.getId());
        assertThat(ask(Run.class, "getRun?" + run).isFinished()).isFalse();
        SimulatedRun simulated = squid.run(0);
        simulated.finish(ROWS);

        Run over = ask(Run.class, "awaitRun?pollInterval=20&" + run);
        assertThat(over.isFinished()).isTrue();
        assertThat(over.getTotalResults()).isEqualTo(ROWS);
        Run listed = (Run) all("listRuns?squid=" + squid.id()).get(0);
        assertThat(said(listed)).isEqualTo(said(ask(Run.class, "getRun?" + run))).isEqualTo(said(over));
        // the last run of the doubt before may come out as late as now
        await().atMost(SOON).untilAsserted(() -> assertThat(finished.getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(Run.class))
                .filteredOn(one -> squid.id().equals(one.getSquid())).singleElement()
                .satisfies(one -> assertThat(said(one)).isEqualTo(said(over))));

        assertThat(all("listResults?" + run)).hasSize(ROWS);
        assertThat(all("listRunTasks?" + run)).hasOnlyElementsOfType(RunTask.class).isNotEmpty();
        assertThat(all("listSquids?page=1")).anySatisfy(one -> {
            assertThat(((Squid) one).getId()).isEqualTo(squid.id());
            assertThat(((Squid) one).getSchedule()).isNotNull();
        });
        assertThat(ask(RunStats.class, "getRunStats?" + run).isDone()).isTrue();
        assertThat(ask(RunCredits.class, "getRunCredits?" + run).getTotalCredits()).isNotNull();
        Balance balance = ask(Balance.class, "getBalance");
        assertThat(balance.getLeft()).isNotNull();
        assertThat(balance.getHasUnpaidBill()).isEqualTo(doubt == Quirk.BARE_BALANCE ? null : Boolean.TRUE);
        assertThat(ask(InputStream.class, "downloadRun?pollInterval=20&fileFormat=jsonl&" + run).readAllBytes()).isNotEmpty();
        Exchange abort = send("abortRun?" + run, null);
        if (doubt == Quirk.ABORT_IS_HARMLESS) {
            assertThat(abort.getMessage().getBody(Run.class).getStatus()).isEqualTo("done");
        } else {
            assertThat(abort.getException()).isInstanceOf(LobstrNotFoundException.class);
        }

        SimulatedRun active = squid.startRun();
        CompletableFuture<Exchange> next = CONTEXT.createProducerTemplate().asyncSend(
                "lobstr:startRun?onActiveRun=wait&pollInterval=20&squid=" + squid.id(), exchange -> {
                });
        active.finish();
        assertThat(next.get(60, TimeUnit.SECONDS).getMessage().getBody(Run.class).getId()).isEqualTo(squid.run(0).id());
        assertThat(squid.runCount()).isEqualTo(3);
    }

    /** What all pages say of a run that is over, to the second. */
    private static Map<String, Object> said(Run run) {
        Map<String, Object> said = new HashMap<>();
        said.put("id", run.getId());
        said.put("squid", run.getSquid());
        said.put("status", run.getStatus());
        said.put("reason", run.getDoneReason());
        said.put("ended", run.getEndedAt().withNano(0));
        said.put("seconds", run.getDuration().toSeconds());
        said.put("results", run.getTotalUniqueResults());
        said.put("credits", run.getCreditUsed());
        said.put("exported", run.getExportDone());
        return said;
    }
}
