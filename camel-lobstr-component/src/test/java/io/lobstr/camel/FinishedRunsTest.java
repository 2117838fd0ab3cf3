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
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What comes out, when, and in what order. Each poll is one of {@link #byHand}.
 */
class FinishedRunsTest extends ConsumerTestSupport {

    @Test
    void aRunComesOutWhenItHasFinished() throws Exception {
        SimulatedRun run = squid.startRun();
        watchByHand("");
        byHand.poll(2);
        assertThat(emitted).isEmpty();

        run.fail("no_credits_left");
        byHand.poll();

        assertThat(handled).containsExactly(run.id());
        Exchange exchange = exchanges.get(0);
        Run body = exchange.getMessage().getBody(Run.class);
        assertThat(exchange.getMessage().getHeaders())
                .containsEntry(LobstrConstants.RUN_ID, run.id())
                .containsEntry(LobstrConstants.SQUID_ID, squid.id())
                .containsEntry(LobstrConstants.RUN_STATUS, "error")
                .containsEntry(LobstrConstants.RUN_DONE_REASON, "no_credits_left")
                .containsEntry(Exchange.MESSAGE_TIMESTAMP, body.getEndedAt().toInstant().toEpochMilli());
        assertThat(exchange.getProperty(Exchange.BATCH_SIZE)).isEqualTo(1);
        assertThat(exchange.getProperty(Exchange.BATCH_INDEX)).isEqualTo(0);
        assertThat(exchange.getProperty(Exchange.BATCH_COMPLETE)).isEqualTo(true);
        byHand.poll(3);
        assertThat(emitted).containsExactly(run.id());
    }

    @Test
    void aRunThatIsStillUploadingIsNotFinished() throws Exception {
        squid.configure(setup -> setup.uploadingFor(Duration.ofHours(1)));
        SimulatedRun run = squid.startRun();
        watchByHand("");
        byHand.poll();

        run.upload();
        assertThat(run.snapshot().isDone()).isTrue();
        byHand.poll(3);
        assertThat(emitted).isEmpty();

        run.finish();
        byHand.poll();
        assertThat(handled).containsExactly(run.id());
    }

    @Test
    void fromNowLeavesHistoryOut() throws Exception {
        squid.addFinishedRuns(30);
        watchByHand("");
        byHand.poll(2);

        String run = finishedRun();
        byHand.poll(2);

        assertThat(emitted).containsExactly(run);
    }

    @Test
    void aRunThatWasActiveAtAFirstStartIsNotHistory() throws Exception {
        SimulatedRun paused = squid.startRun();
        paused.pause();
        squid.forceRun().finish();
        watchByHand("");
        byHand.poll(2);

        paused.resume();
        paused.finish();
        byHand.poll();

        assertThat(emitted).containsExactly(paused.id());
    }

    @Test
    void fromEarliestReadsAllPagesOldestFirst() throws Exception {
        squid.addFinishedRuns(250);
        watchByHand("&startFrom=earliest");
        byHand.poll();

        List<String> all = IntStream.range(0, 250).mapToObj(i -> squid.run(249 - i).id()).toList();
        assertThat(handled).containsExactlyElementsOf(all);
        byHand.poll(3);
        assertThat(emitted).hasSize(250);
    }

    @Test
    void fromAnInstantTakesWhatFinishedSince() throws Exception {
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        squid.addRun(run -> run.createdAt(noon.minusSeconds(60)).runningFor(Duration.ofSeconds(10)));
        SimulatedRun later = squid.addRun(run -> run.createdAt(noon.minusSeconds(30)).runningFor(Duration.ofMinutes(1)));
        watchByHand("&startFrom=2026-03-01T12:00:00Z");
        byHand.poll(2);

        assertThat(emitted).containsExactly(later.id());
    }

    @Test
    void aListThatThePlanDoesNotShowWholeIsSaidOnce() throws Exception {
        squid.addFinishedRuns(5);
        simulator.behaviour().freePlan(3);
        try (Warnings warnings = new Warnings()) {
            watchByHand("&startFrom=earliest");
            byHand.poll(3);

            assertThat(handled).hasSize(3);
            assertThat(warnings.loggers("does not show the whole list")).containsExactly(LobstrConsumer.class.getName());
        }
        assertThat(simulator.requests().count("GET /v1/runs")).as("what is only counted is not asked for").isEqualTo(3);
    }

    @Test
    void onlyTheWantedStatusesComeOut() throws Exception {
        watchByHand("&statuses=error,aborted");
        byHand.poll();

        finishedRun();
        SimulatedRun failed = squid.startRun();
        failed.fail("cookies_expired");
        finishedRun();
        SimulatedRun aborted = squid.startRun();
        aborted.end(Ending.aborted());
        byHand.poll(2);

        assertThat(emitted).containsExactly(failed.id(), aborted.id());
    }

    @Test
    void anOpenRunBelowTheFirstPageIsAskedForAlone() throws Exception {
        SimulatedRun paused = squid.startRun();
        paused.pause();
        watchByHand("");
        byHand.poll();
        for (int i = 0; i < 120; i++) {
            squid.forceRun().finish();
        }
        byHand.poll();
        assertThat(handled).hasSize(120);

        paused.resume();
        paused.finish();
        simulator.requests().reset();
        byHand.poll(2);

        assertThat(handled).hasSize(121).endsWith(paused.id());
        assertThat(simulator.requests().count("GET /v1/runs/" + paused.id())).isOne();
        assertThat(simulator.requests().matching("GET /v1/runs"))
                .allMatch(request -> request.query().get("page").equals("1"));
    }

    @Test
    void severalSquidsComeInOneOrder() throws Exception {
        SimulatedSquid other = simulator.addSquid("Other", setup -> setup.runningUntilTold());
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        // by when they ended: in no order of squids, nor of starts
        String third = ended(squid, noon, 60);
        String first = ended(squid, noon.plusSeconds(10), 1);
        String fourth = ended(other, noon.plusSeconds(5), 100);
        String second = ended(other, noon.plusSeconds(20), 1);
        watchByHand("&startFrom=earliest", squid.id() + "," + other.id());

        byHand.poll();

        assertThat(handled).containsExactly(first, second, third, fourth);
    }

    private static String ended(SimulatedSquid squid, Instant started, long after) {
        return squid.addRun(run -> run.createdAt(started).runningFor(Duration.ofSeconds(after))).id();
    }
}
