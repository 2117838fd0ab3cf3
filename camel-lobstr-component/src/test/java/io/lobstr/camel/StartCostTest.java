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

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.MovableClock;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.AsyncProcessor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.AsyncProcessorConverterHelper;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.service.ServiceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a start costs where there are many squids, with the API's own limits and on a clock that stands still: whatever
 * is asked for beyond them is refused.
 */
class StartCostTest {

    private static final int SQUIDS = 2_000;
    private static final int SWEEP = SQUIDS / 100;

    private final MovableClock clock = new MovableClock("2026-03-01T12:00:00Z");
    private final LobstrSimulator simulator
            = LobstrSimulator.builder().clock(clock).seed(7).keptRequests(5000).build().start();
    private final List<SimulatedSquid> squids = new ArrayList<>();
    private final List<String> handled = new CopyOnWriteArrayList<>();
    private DefaultCamelContext context;
    private LobstrConsumer consumer;

    @TempDir
    Path folder;

    @BeforeEach
    void addSquids() {
        for (int i = 0; i < SQUIDS; i++) {
            SimulatedSquid squid = simulator.addSquid("Squid " + i, setup -> setup.runningUntilTold()
                    .pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO));
            squid.addFinishedRuns(i % 3);
            squids.add(squid);
        }
        clock.advance(Duration.ofHours(1));
        simulator.behaviour().enforceRateLimits(true);
    }

    @AfterEach
    void stop() {
        end();
        simulator.close();
    }

    private void end() {
        if (context != null) {
            ServiceHelper.stopService(consumer);
            context.stop();
        }
    }

    private void start(IdempotentRepository repository) throws Exception {
        end();
        clock.advance(Duration.ofMinutes(2));
        simulator.requests().reset();
        handled.clear();
        context = new DefaultCamelContext();
        LobstrComponent component = new LobstrComponent();
        component.getConfiguration().setApiKey(simulator.apiKey());
        component.getConfiguration().setBaseUrl(simulator.baseUrl());
        component.getConfiguration().setMaxRetries(0);
        component.useClock(clock);
        component.setRequestsPerMinute(0);
        context.addComponent("lobstr", component);
        context.getRegistry().bind("handled", repository);
        context.start();
        LobstrEndpoint endpoint = context.getEndpoint(
                "lobstr:finishedRuns?startScheduler=false&idempotentRepository=#handled", LobstrEndpoint.class);
        AsyncProcessor route = AsyncProcessorConverterHelper.convert(
                exchange -> handled.add(exchange.getMessage().getBody(Run.class).getId()));
        consumer = (LobstrConsumer) endpoint.createConsumer(
                PluginHelper.getInternalProcessorFactory(context).addUnitOfWorkProcessorAdvice(context, route, null));
        consumer.start();
        poll();
    }

    private void restartProcess() {
        end();
        context = null;
    }

    private void poll() {
        consumer.run();
    }

    private IdempotentRepository file() {
        return FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled.txt").toFile());
    }

    private List<SimulatedRun> startRuns(int from, int count) {
        return new ArrayList<>(squids.subList(from, from + count).stream().map(SimulatedSquid::startRun).toList());
    }

    private List<String> finished(List<SimulatedRun> runs) {
        runs.forEach(SimulatedRun::finish);
        return runs.stream().map(SimulatedRun::id).toList();
    }

    private void assertCost(int atMost) {
        assertThat(simulator.requests().count()).isLessThanOrEqualTo(atMost);
    }

    @Test
    void aStartCostsASweepAndARequestForEachSquidWithSomethingOpenOrNew() throws Exception {
        List<SimulatedRun> open = startRuns(0, 10);

        start(file());
        assertCost(SWEEP + 10 + SWEEP / 10);
        assertThat(handled).isEmpty();
        List<String> ended = finished(open);
        clock.advance(Duration.ofMinutes(1));
        poll();
        assertThat(handled).containsExactlyInAnyOrderElementsOf(ended);

        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(1));
            simulator.requests().reset();
            poll();
            assertCost(SWEEP + SWEEP / 10);
        }
        restartProcess();
        List<String> meanwhile = finished(startRuns(500, 20));
        List<SimulatedRun> openAgain = startRuns(1000, 10);

        start(file());
        assertCost(SWEEP + 30 + SWEEP / 10);
        assertThat(handled).as("in the first poll").containsExactlyInAnyOrderElementsOf(meanwhile);
        clock.advance(Duration.ofMinutes(1));
        ended = finished(openAgain);
        handled.clear();
        poll();
        assertThat(handled).containsExactlyInAnyOrderElementsOf(ended);
    }

    @Test
    void aRepositoryThatForgetsLosesNothing() throws Exception {
        simulator.behaviour().enforceRateLimits(false);
        IdempotentRepository repository = MemoryIdempotentRepository.memoryIdempotentRepository(1000);
        start(repository);
        restartProcess();
        List<String> meanwhile = finished(startRuns(0, SQUIDS));

        start(repository);
        for (int i = 0; i < 5; i++) {
            poll();
        }

        assertThat(handled).containsAll(meanwhile);
    }
}
