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
import java.util.List;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Without a squid, every squid of the account is watched through the list of squids.
 */
class AccountConsumerTest extends ConsumerTestSupport {

    @Override
    void watch(String options) throws Exception {
        watch("watch", "lobstr:finishedRuns?initialDelay=0&delay=20" + options);
    }

    private List<SimulatedSquid> addSquids(int count) {
        List<SimulatedSquid> squids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            squids.add(simulator.addSquid("Squid " + i, SimulatedLobstr::untilTold));
        }
        return squids;
    }

    private void awaitSweeps(int sweeps) {
        long pages = (simulator.squids().size() + 99) / 100;
        long before = simulator.requests().count("GET /v1/squids");
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/squids") >= before + pages * sweeps);
    }

    /** Of several squids, in any order. */
    @Override
    void awaitHandled(String... runs) {
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(runs));
    }

    @Test
    void runsOfAllSquidsComeOut() throws Exception {
        List<SimulatedSquid> squids = addSquids(120);
        SimulatedRun running = squids.get(3).startRun();
        squids.get(4).startRun().finish();
        watch("");
        awaitSweeps(2);
        assertThat(handled).isEmpty();

        running.finish();
        SimulatedRun last = squids.get(119).startRun();
        awaitSweeps(1);
        last.fail("cookies_expired");

        awaitHandled(running.id(), last.id());
        awaitSweeps(3);
        assertThat(handled).hasSize(2);
    }

    @Test
    void anIdleSweepIsARequestForAHundredSquids() throws Exception {
        addSquids(249);
        watch("");
        awaitSweeps(2);
        simulator.requests().reset();

        awaitSweeps(20);

        long squids = simulator.requests().count("GET /v1/squids");
        long others = simulator.requests().count() - squids;
        assertThat(others).as("a tenth of the requests makes sure").isBetween(squids / 20, squids / 10 + 1);
    }

    @Test
    void aSquidThatAppearsLaterIsFound() throws Exception {
        watch("");
        awaitSweeps(2);

        SimulatedSquid later = addSquids(1).get(0);
        SimulatedRun run = later.startRun();
        awaitSweeps(2);
        run.finish();

        awaitHandled(run.id());
    }

    @Test
    void aSquidThatIsDeletedDoesNoHarm() throws Exception {
        List<SimulatedSquid> squids = addSquids(3);
        squids.get(0).startRun();
        SimulatedRun run = squids.get(2).startRun();
        watch("");
        awaitSweeps(2);

        squids.get(0).delete();
        // long enough for every squid to be read although it has not changed
        awaitSweeps(60);
        run.finish();

        awaitHandled(run.id());
        long before = simulator.requests().matching("GET /v1/runs").stream()
                .filter(request -> request.query().get("squid").equals(squids.get(0).id())).count();
        awaitSweeps(60);
        assertThat(simulator.requests().matching("GET /v1/runs").stream()
                .filter(request -> request.query().get("squid").equals(squids.get(0).id())).count())
                .as("it is asked for less and less often").isLessThanOrEqualTo(before + 2);
    }

    @Test
    void aRunThatIsNotTheNewestIsFoundToo() throws Exception {
        SimulatedRun paused = squid.startRun();
        paused.pause();
        SimulatedRun newest = squid.forceRun();
        newest.finish();
        watch("");
        awaitSweeps(2);

        paused.resume();
        paused.finish();

        awaitHandled(paused.id());
    }

    @Test
    void ofManySquidsThoseWithAnOpenRunUnderANewerOneAreReadMoreOften() throws Exception {
        List<SimulatedSquid> squids = addSquids(249);
        watch("");
        awaitSweeps(2);
        List<SimulatedRun> paused = new ArrayList<>();
        for (SimulatedSquid one : squids.subList(100, 104)) {
            paused.add(one.startRun());
            one.forceRun().finish();
        }
        await().atMost(SOON).until(() -> handled.size() == 4);
        handled.clear();
        paused.forEach(SimulatedRun::finish);

        // 3 requests a sweep for the list: every second one for a squid, of four; all 250 in turn would take 833 sweeps
        awaitSweeps(5);

        assertThat(handled).containsExactlyInAnyOrderElementsOf(paused.stream().map(SimulatedRun::id).toList());
    }

    @Test
    void aRunThatStartsAndEndsBetweenTwoSweepsIsFound() throws Exception {
        squid.startRun().finish();
        watch("");
        awaitSweeps(2);

        SimulatedRun first = squid.startRun();
        first.finish();
        SimulatedRun second = squid.startRun();
        second.finish();

        awaitHandled(first.id(), second.id());
    }

    @Test
    void allHistoryComesOutOldestFirst() throws Exception {
        List<SimulatedSquid> squids = addSquids(5);
        squids.forEach(one -> one.addFinishedRuns(30));
        watch("&startFrom=earliest");

        await().atMost(SOON).until(() -> handled.size() == 150);
        assertThat(handled).doesNotHaveDuplicates();
        assertThat(exchanges).extracting(exchange -> exchange.getMessage().getBody(Run.class).getEndedAt()).isSorted();
    }
}
