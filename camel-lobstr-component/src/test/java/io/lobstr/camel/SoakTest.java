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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Everything at once: a busy account, faults of every kind, routes that are slow and that fail, downloads, waits,
 * bursts of calls, routes that are restarted, a key file, and a kill, in a heap of 128 MB. Nothing is lost, nothing
 * comes twice but what was in flight at the kill, nothing is stuck; and the heap after a garbage collection, the
 * threads, and the requests for each run do not grow.
 * <p>
 * Some seconds of it are part of every build. Minutes, in which it is seen whether anything grows:
 *
 * <pre>
 * ./mvnw -q -pl camel-lobstr-component -am test -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlobstr.soak.minutes=30
 * </pre>
 *
 * Its lines go to the report in {@code target/surefire-reports}.
 */
class SoakTest {

    private static final int MINUTES = Integer.getInteger("lobstr.soak.minutes", 0);
    private static final boolean LONG = MINUTES > 0;
    private static final Duration SAMPLE = LONG ? Duration.ofSeconds(10) : Duration.ofSeconds(1);
    private static final int KILLED = LONG ? MINUTES : 1;
    private static final int LIVES = LONG ? 5 * MINUTES : 3;
    private static final int SQUIDS = LONG ? 200 : 20;
    private static final int KEPT_RUNS = 150;
    private static final int IN_FLIGHT = 20;

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
    private final Set<String> out = new HashSet<>();
    private final Random random = new Random(42);
    private SimulatedSquid work;

    @Test
    void nothingIsLostOrStuckAndNothingGrows() throws Exception {
        for (int i = 0; i < SQUIDS; i++) {
            squids.add(simulator.addSquid("Squid " + i, SimulatedLobstr::untilTold));
        }
        work = simulator.addSquid("Work", setup -> setup.pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(1))
                .uploadingFor(Duration.ZERO));
        List<String> before;
        try (ForkedApplication application = start("killed")) {
            goOn(application, KILLED);
            application.kill();
            before = application.handled();
        }
        try (ForkedApplication application = start("lives")) {
            List<Sample> samples = goOn(application, LIVES);
            simulator.faults().clear();
            active.forEach(this::finish);
            await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(500)).untilAsserted(() -> {
                assertThat(tell(application, "")[2]).as("calls that go on").isEqualTo("0");
                Set<String> lost = new HashSet<>(finished);
                work.runs().forEach(run -> lost.add(run.id()));
                before.forEach(lost::remove);
                application.handled().forEach(lost::remove);
                assertThat(lost).isEmpty();
            });
            assertIdle();
            application.stop();
            List<String> handled = application.handled();
            // assertions on lists of a hundred thousand take minutes
            assertThat(Set.copyOf(before)).hasSameSizeAs(before);
            assertThat(Set.copyOf(handled)).hasSameSizeAs(handled);
            long twice = handled.stream().filter(Set.copyOf(before)::contains).count();
            System.out.printf("soak: %d runs, %d of them twice, after a kill with at most %d in flight%n",
                    before.size() + handled.size() - twice, twice, IN_FLIGHT);
            assertThat(twice).isLessThanOrEqualTo(IN_FLIGHT);
            if (LONG) {
                assertFlat("heap", samples, Sample::heap, 4);
                assertFlat("threads", samples, Sample::threads, 20);
                // polls come less often when the machine is busy, and then each has more to read
                assertFlat("requests per run", samples, Sample::requestsPerRun, 0.5);
            }
        }
    }

    private ForkedApplication start(String name) throws Exception {
        return new ForkedApplication(
                folder, name, BusyApplicationMain.class, simulator.baseUrl(), folder.resolve("handled.txt").toString(),
                work.id());
    }

    private List<Sample> goOn(ForkedApplication application, int count) throws Exception {
        List<Sample> samples = new ArrayList<>();
        simulator.requests().reset();
        await().atMost(Duration.ofMinutes(1)).until(() -> polls() > 1);
        while (samples.size() < count) {
            samples.add(sample(application, samples.size()));
        }
        return samples;
    }

    private Sample sample(ForkedApplication application, int number) throws Exception {
        simulator.requests().reset();
        int finishedBefore = finished.size();
        Instant end = Instant.now().plus(SAMPLE);
        faults();
        tell(application, "work");
        if (number % 3 == 1) {
            tell(application, "burst");
        }
        if (number % 6 == 2) {
            tell(application, "restart");
        }
        while (Instant.now().isBefore(end)) {
            activity();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        double reads = simulator.requests().count("GET /v1/runs");
        long requests = simulator.requests().count();
        double polls = polls();
        String[] answer = tell(application, "");
        Sample sample = new Sample(
                Long.parseLong(answer[0]) / 1e6, Double.parseDouble(answer[1]),
                reads / Math.max(1, finished.size() - finishedBefore));
        out.addAll(application.handled());
        System.out.printf("soak: %d: heap %.1f MB, %.0f threads, %.0f polls, %d requests, %d runs finished, %d handled%n",
                number, sample.heap(), sample.threads(), polls, requests, finished.size(), out.size());
        return sample;
    }

    private String[] tell(ForkedApplication application, String line) throws Exception {
        int before = application.answers().size();
        application.tell(line);
        await().atMost(Duration.ofMinutes(1)).until(() -> application.answers().size() > before);
        return application.answers().get(before).split(" ");
    }

    /** About one answer in fifty is none. */
    private void faults() {
        simulator.faults().times("GET /v1/runs", 5, Fault.serverError());
        simulator.faults().times("GET /v1/squids", 2, Fault.lostAnswer());
        simulator.faults().next("GET /v1/runs", Fault.cutBody(), Fault.garbage(), Fault.notFound(), Fault.wrongTypes(),
                Fault.notFoundByProxy(), Fault.truncatedJson(), Fault.emptyBody(), Fault.forbidden(), Fault.noAnswer(),
                Fault.trickle(Duration.ofSeconds(3)), Fault.dropped());
        simulator.faults().next("GET /v1/squids", Fault.badGateway(), Fault.hugeBody(40_000_000), Fault.emptyBody(),
                Fault.tooManyRequests(Duration.ofSeconds(1)));
        simulator.faults().times("GET /v1/runs/*", 50, Fault.unavailable());
        simulator.faults().next("GET /v1/runs/*/download", Fault.serverError());
        simulator.faults().times("GET /exports/**", 2, Fault.cutBody());
        simulator.faults().next("POST /v1/runs", Fault.lostAnswer(), Fault.badGateway());
    }

    private void assertIdle() {
        simulator.requests().reset();
        await().atMost(Duration.ofMinutes(1)).until(() -> polls() >= (LONG ? 20 : 3));
        System.out.printf("soak: %.1f requests per idle poll%n", simulator.requests().count() / polls());
    }

    /** One page lists a hundred squids. */
    private double polls() {
        return simulator.requests().count("GET /v1/squids") / Math.ceil((SQUIDS + 1) / 100.0);
    }

    /** Some runs start, as many finish, and the oldest of a long history are deleted. */
    private void activity() {
        for (int i = 0; i < 2; i++) {
            SimulatedSquid squid = squids.get(random.nextInt(SQUIDS));
            active.addLast(squid.forceRun());
            if (squid.runCount() > KEPT_RUNS) {
                SimulatedRun oldest = squid.run(squid.runCount() - 1);
                if (out.contains(oldest.id())) {
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
