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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A history that is longer than what Camel's stock repositories keep, before and after a restart.
 */
class RepositoryRestartTest {

    private static final int HISTORY = 2_500;

    @RegisterExtension
    private final SimulatedLobstr lobstr = new SimulatedLobstr();
    private final LobstrSimulator simulator = lobstr.simulator();
    private final SimulatedSquid squid = lobstr.squid();
    private final Set<String> failing = ConcurrentHashMap.newKeySet();
    private List<String> handled = new ArrayList<>();

    @TempDir
    Path folder;

    static Stream<String> repositories() throws Exception {
        return Stream.of("FOLDER/handled.txt", "FOLDER/handled.txt?20480", "FOLDER/handled.txt?2048",
                PostgresDatabases.create());
    }

    private WatchingContext start(String repository, String startFrom) throws Exception {
        synchronized (this) {
            handled = new ArrayList<>();
        }
        simulator.requests().reset();
        return new WatchingContext(
                simulator.baseUrl(), SimulatedLobstr.KEY, repository.replace("FOLDER", folder.toString()),
                "delay=20&startFrom=" + startFrom + "&squid=" + squid.id(), 0, this::handle);
    }

    private void handle(Exchange exchange) {
        String run = exchange.getMessage().getBody(Run.class).getId();
        if (failing.contains(run)) {
            throw new IllegalStateException("the database is down");
        }
        synchronized (this) {
            handled.add(run);
        }
    }

    private synchronized List<String> handled() {
        return List.copyOf(handled);
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(20));
    }

    private void awaitPolls(int polls) {
        long before = simulator.requests().count("GET /v1/runs");
        soon().until(() -> simulator.requests().count("GET /v1/runs") >= before + polls);
    }

    private void awaitHandled(List<String> runs) {
        soon().until(() -> handled().size() >= runs.size());
        awaitPolls(3);
        assertThat(handled()).containsExactlyInAnyOrderElementsOf(runs);
    }

    private List<String> history(int runs) {
        squid.addFinishedRuns(runs);
        return squid.runs().stream().map(SimulatedRun::id).toList();
    }

    private String finishedRun() {
        SimulatedRun run = squid.forceRun();
        run.finish();
        return run.id();
    }

    /** From the start on, nothing but the newest page was read, and nothing came out. */
    private void assertIdle() {
        awaitPolls(3);
        assertThat(handled()).isEmpty();
        assertThat(pagesRead()).containsOnly("1");
    }

    private List<String> pagesRead() {
        return simulator.requests().matching("GET /v1/runs").stream().map(request -> request.query().get("page")).toList();
    }

    private long keys(String repository) throws Exception {
        if (repository.startsWith("jdbc:")) {
            return PostgresDatabases.keys(repository);
        }
        try (Stream<String> lines = Files.lines(folder.resolve("handled.txt"))) {
            return lines.count();
        }
    }

    /** A repository of 1,000 ids, which is Camel's default, has forgotten most of them when the last was handled. */
    @ParameterizedTest
    @ValueSource(strings = { "none", "memory" })
    void nothingComesTwiceInTheLifeOfTheJvm(String repository) throws Exception {
        List<String> history = history(HISTORY);
        try (WatchingContext watching = start(repository, "earliest")) {
            awaitHandled(history);

            watching.context().getRouteController().stopRoute("watch");
            String meanwhile = finishedRun();
            watching.context().getRouteController().startRoute("watch");

            List<String> all = new ArrayList<>(history);
            all.add(meanwhile);
            awaitHandled(all);
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void aRestartRepeatsNothingAndReadsOnePage(String repository) throws Exception {
        List<String> history = new ArrayList<>(history(HISTORY));
        SimulatedRun paused = squid.forceRun();
        paused.pause();
        String first = finishedRun();
        history.add(first);
        long begin = System.nanoTime();
        try (WatchingContext watching = start(repository, "earliest")) {
            awaitHandled(history);
        }
        System.out.printf("restart: %s: %d runs handled in %.1f s, %d keys%n", label(repository), history.size(),
                (System.nanoTime() - begin) / 1e9, keys(repository));
        if (repository.startsWith("jdbc:")) {
            assertThat(keys(repository)).isLessThan(20);
        }

        try (WatchingContext watching = start(repository, "earliest")) {
            assertIdle();
        }

        paused.resume();
        paused.finish();
        List<String> meanwhile = new ArrayList<>(List.of(paused.id()));
        for (int i = 0; i < 7; i++) {
            meanwhile.add(finishedRun());
        }
        try (WatchingContext watching = start(repository, "now")) {
            awaitHandled(meanwhile);
            assertThat(pagesRead()).containsOnly("1");
        }

        for (int i = 0; i < 130; i++) {
            finishedRun();
        }
        try (WatchingContext watching = start(repository, "now")) {
            soon().until(() -> handled().size() == 130);
            awaitPolls(3);
            assertThat(pagesRead().subList(0, 3)).containsExactly("1", "2", "1");
            assertThat(handled()).hasSize(130).doesNotHaveDuplicates();
        }

        try (WatchingContext watching = start(repository, "now")) {
            assertIdle();
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void whatFailedOrWasPausedBeforeARestartComesOutAfterIt(String repository) throws Exception {
        List<String> history = history(350);
        SimulatedRun paused = squid.forceRun();
        paused.pause();
        List<String> newer = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            newer.add(finishedRun());
        }
        failing.addAll(List.of(history.get(0), history.get(175), history.get(349), newer.get(149)));
        List<String> succeeding = new ArrayList<>(history);
        succeeding.addAll(newer);
        succeeding.removeAll(failing);
        try (WatchingContext watching = start(repository, "earliest")) {
            awaitHandled(succeeding);
        }

        try (WatchingContext watching = start(repository, "now")) {
            awaitPolls(10);
            assertThat(handled()).isEmpty();
        }

        List<String> left = new ArrayList<>(failing);
        failing.clear();
        paused.resume();
        paused.finish();
        left.add(paused.id());
        left.add(finishedRun());
        try (WatchingContext watching = start(repository, "now")) {
            awaitHandled(left);
            System.out.printf("restart: %s: %d pages read for what was left in %d runs%n", label(repository),
                    pagesRead().stream().mapToInt(Integer::parseInt).max().orElse(0),
                    squid.runCount());
        }

        try (WatchingContext watching = start(repository, "earliest")) {
            assertIdle();
        }
    }

    /** What is not remembered over a restart is said to begin anew. */
    @Test
    void withoutAPersistentRepositoryARestartBeginsAnew() throws Exception {
        List<String> history = history(10);
        try (WatchingContext watching = start("none", "earliest")) {
            awaitHandled(history);
        }
        try (WatchingContext watching = start("none", "earliest")) {
            awaitHandled(history);
        }
    }

    private static String label(String repository) {
        return repository.startsWith("jdbc:") ? "PostgreSQL" : repository.replace("FOLDER/", "");
    }
}
