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
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToDoubleFunction;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Watches a busy account for minutes: the heap after a garbage collection, the threads, and the requests per poll do
 * not grow. No part of a build:
 *
 * <pre>
 * ./mvnw -q -pl camel-lobstr-component -am test -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlobstr.soak.minutes=5
 * </pre>
 *
 * A line every ten seconds goes to the report in {@code target/surefire-reports}.
 */
@EnabledIfSystemProperty(named = "lobstr.soak.minutes", matches = "\\d+")
class SoakTest {

    private static final int SQUIDS = 200;
    private static final int KEPT_RUNS = 150;
    private static final Duration SAMPLE = Duration.ofSeconds(10);

    private record Sample(double heap, double threads, double requestsPerRun) {
    }

    @TempDir
    Path folder;

    @RegisterExtension
    private final SimulatedLobstr lobstr = new SimulatedLobstr();
    private final LobstrSimulator simulator = lobstr.simulator();
    private final List<SimulatedSquid> squids = new ArrayList<>();
    private final Deque<SimulatedRun> active = new ArrayDeque<>();
    private final Set<String> finished = new HashSet<>();
    private final Random random = new Random(42);

    @Test
    void heapThreadsAndRequestsStayFlat() throws Exception {
        for (int i = 0; i < SQUIDS; i++) {
            squids.add(simulator.addSquid("Squid " + i, SimulatedLobstr::untilTold));
        }
        List<Sample> samples = new ArrayList<>();
        try (ForkedApplication application = new ForkedApplication(
                folder, "soak", simulator.baseUrl(), "none", "delay=200", 0, 0.02)) {
            await().atMost(Duration.ofMinutes(1)).until(() -> polls() > 1);
            Instant end = Instant.now().plus(Duration.ofMinutes(Integer.getInteger("lobstr.soak.minutes")));
            while (Instant.now().isBefore(end)) {
                samples.add(sample(application, samples.size()));
            }
            active.forEach(this::finish);
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(200))
                    .until(() -> application.count() >= finished.size());
            simulator.requests().reset();
            await().atMost(Duration.ofMinutes(1)).until(() -> polls() >= 20);
            System.out.printf("soak: %.1f requests per idle poll%n", simulator.requests().count() / polls());
            application.stop();
            assertThat(application.handled()).doesNotHaveDuplicates().hasSameElementsAs(finished);
        }
        assertFlat("heap", samples, Sample::heap, 4);
        assertFlat("threads", samples, Sample::threads, 2);
        // polls come less often when the machine is busy, and then each has more to read
        assertFlat("requests per run", samples, Sample::requestsPerRun, 0.5);
    }

    private Sample sample(ForkedApplication application, int number) throws Exception {
        simulator.requests().reset();
        int finishedBefore = finished.size();
        Instant end = Instant.now().plus(SAMPLE);
        if (number % 3 == 1) {
            simulator.faults().times("GET /v1/runs", 5, Fault.serverError());
            simulator.faults().times("GET /v1/squids", 2, Fault.lostAnswer());
            simulator.faults().times("GET /v1/runs", 2, Fault.cutBody());
        }
        while (Instant.now().isBefore(end)) {
            activity();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        long requests = simulator.requests().count();
        double polls = polls();
        int before = application.answers().size();
        application.ask();
        await().atMost(Duration.ofSeconds(30)).until(() -> application.answers().size() > before);
        String[] answer = application.answers().get(before).split(" ");
        Sample sample = new Sample(
                Long.parseLong(answer[0]) / 1e6, Double.parseDouble(answer[1]),
                (requests - 2 * polls) / Math.max(1, finished.size() - finishedBefore));
        System.out.printf(
                "soak: %d s: heap %.1f MB, %.0f threads, %.0f polls, %.1f requests per poll, %d runs finished, %d handled%n",
                (number + 1) * SAMPLE.toSeconds(), sample.heap(), sample.threads(), polls, requests / polls,
                finished.size(), application.count());
        return sample;
    }

    /** Two pages list the squids. */
    private double polls() {
        return simulator.requests().count("GET /v1/squids") / 2.0;
    }

    /** Some runs start, as many finish, and the oldest of a long history are deleted. */
    private void activity() {
        for (int i = 0; i < 2; i++) {
            SimulatedSquid squid = squids.get(random.nextInt(SQUIDS));
            active.addLast(squid.forceRun());
            if (squid.runCount() > KEPT_RUNS) {
                SimulatedRun oldest = squid.run(squid.runCount() - 1);
                if (finished.contains(oldest.id())) {
                    oldest.delete();
                }
            }
        }
        while (active.size() > SQUIDS / 2) {
            // most in the order they started, some much later
            SimulatedRun run = active.removeFirst();
            if (random.nextInt(20) == 0) {
                active.addLast(run);
            } else {
                finish(run);
            }
        }
    }

    private void finish(SimulatedRun run) {
        run.finish();
        finished.add(run.id());
    }

    /** The last third is no more than the one before it, but for what any two of them may differ. */
    private static void assertFlat(String what, List<Sample> samples, ToDoubleFunction<Sample> value, double noise) {
        int third = samples.size() / 3;
        double middle = mean(samples.subList(third, 2 * third), value);
        double last = mean(samples.subList(samples.size() - third, samples.size()), value);
        System.out.printf("soak: %s: %.1f in the middle third, %.1f in the last%n", what, middle, last);
        assertThat(last).as(what).isLessThanOrEqualTo(middle + noise);
    }

    private static double mean(List<Sample> samples, ToDoubleFunction<Sample> value) {
        return samples.stream().mapToDouble(value).average().orElseThrow();
    }
}
