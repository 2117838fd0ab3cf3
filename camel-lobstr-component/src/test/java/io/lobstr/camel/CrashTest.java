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
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Kills an application (SIGKILL) at random moments while it works through finished runs, and starts it again: nothing
 * is lost, and nothing comes out twice but what was in flight when it was killed.
 * <p>
 * Two kills each are part of every build. Twenty:
 *
 * <pre>
 * ./mvnw -q -pl camel-lobstr-component -am test -Dtest=CrashTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dlobstr.crash.kills=20
 * </pre>
 *
 * {@code -Dlobstr.crash.seed} kills at other moments; which ones is for the machine to say, so that a seed replays
 * nothing. A line for each form goes to the report in {@code target/surefire-reports}.
 */
class CrashTest {

    private static final int KILLS = Integer.getInteger("lobstr.crash.kills", 2);
    private static final long SEED = Long.getLong("lobstr.crash.seed", 42);
    private static final int BACKLOG = 200 + 90 * KILLS;

    /** How many runs may have been handled without that being recorded: one for each thread, and the one that polls. */
    private record Form(String name, String repository, int threads) {

        int inFlight() {
            return threads + 1;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    @TempDir
    Path folder;

    private final Random random = new Random(SEED);

    static Stream<Form> forms() throws Exception {
        return Stream.of(
                new Form("file", "FOLDER/handled.txt", 0),
                new Form("file of 2 KB, 4 threads", "FOLDER/handled.txt?2048", 4),
                new Form("PostgreSQL", PostgresDatabases.create(), 0),
                new Form("PostgreSQL, 4 threads", PostgresDatabases.create(), 4));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void nothingIsLostAndOnlyWhatWasInFlightIsRepeated(Form form) throws Exception {
        long begin = System.nanoTime();
        try (LobstrSimulator simulator
                = LobstrSimulator.builder().apiKey(SimulatorTestSupport.KEY).seed(SEED).build().start()) {
            SimulatedSquid squid = simulator.addSquid("Maps", SimulatedLobstr::untilTold);
            squid.addFinishedRuns(BACKLOG);
            List<SimulatedRun> active = new ArrayList<>();
            List<List<String>> lives = new ArrayList<>();
            int done = 0;
            for (int kill = 1; kill <= KILLS; kill++) {
                try (ForkedApplication application = start(form, simulator, squid, "life" + kill)) {
                    // of what has finished: an application that is fast leaves little for the last kills
                    int left = squid.runCount() - active.size() - done;
                    int share = Math.max(1, left / (KILLS - kill + 2));
                    // at times before the first run came out
                    int until = kill % 5 == 0 || left < 1 ? 0 : 1 + random.nextInt(share);
                    activity(squid, active);
                    soon().until(() -> application.count() >= until);
                    activity(squid, active);
                    LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(until == 0 ? 1_500_000 : 5_000)));
                    application.kill();
                    lives.add(application.handled());
                    done += application.handled().size();
                }
                activity(squid, active);
            }
            active.forEach(SimulatedRun::finish);
            Set<String> all = squid.runs().stream().map(SimulatedRun::id).collect(Collectors.toSet());
            Set<String> before = lives.stream().flatMap(List::stream).collect(Collectors.toSet());
            try (ForkedApplication application = start(form, simulator, squid, "last")) {
                soon().until(() -> {
                    Set<String> out = new HashSet<>(before);
                    out.addAll(application.handled());
                    application.count();
                    return out.containsAll(all);
                });
                application.stop();
                lives.add(application.handled());
            }
            int repeats = assertRepeats(form, lives);
            assertThat(lives.stream().flatMap(List::stream)).isSubsetOf(all);

            simulator.requests().reset();
            try (ForkedApplication application = start(form, simulator, squid, "idle")) {
                soon().until(() -> simulator.requests().count() >= 3);
                application.stop();
                assertThat(application.handled()).isEmpty();
            }
            // each poll, the first of this life among them, read one page
            assertThat(simulator.requests().all()).allMatch(request -> request.path().equals("/v1/runs")
                    && "1".equals(request.query().get("page")));

            System.out.printf("crash: %s: %d kills, %d runs, %d repeats, %.1f s%n", form, KILLS, all.size(), repeats,
                    (System.nanoTime() - begin) / 1e9);
        }
    }

    private ForkedApplication start(Form form, LobstrSimulator simulator, SimulatedSquid squid, String name) throws Exception {
        return new ForkedApplication(
                folder, name, simulator.baseUrl(), form.repository().replace("FOLDER", folder.toString()),
                "delay=20&startFrom=earliest&squid=" + squid.id(), form.threads(), 0);
    }

    /** Runs start, and some of those that were active finish. */
    private void activity(SimulatedSquid squid, List<SimulatedRun> active) {
        for (int i = 0; i < 5; i++) {
            active.add(squid.forceRun());
        }
        for (int i = 0; i < 3; i++) {
            active.remove(random.nextInt(active.size())).finish();
        }
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(2)).pollDelay(Duration.ZERO);
    }

    private static int assertRepeats(Form form, List<List<String>> lives) {
        Set<String> out = new HashSet<>();
        Set<String> lastOfALife = new HashSet<>();
        int repeats = 0;
        for (int life = 0; life < lives.size(); life++) {
            List<String> handled = lives.get(life);
            assertThat(handled).doesNotHaveDuplicates();
            List<String> again = handled.stream().filter(out::contains).toList();
            repeats += again.size();
            assertThat(repeats).as("repeated after %s kills: %s", life, again).isLessThanOrEqualTo(life * form.inFlight());
            if (form.threads() == 0) {
                assertThat(lastOfALife).containsAll(again);
            }
            if (!handled.isEmpty()) {
                lastOfALife.add(handled.get(handled.size() - 1));
            }
            out.addAll(handled);
        }
        return repeats;
    }
}
