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
package io.lobstr.camel.examples.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.webhook.WebhookCall;

/**
 * A lobstr.io account that is simulated on this machine. Like a real one it lists the runs of earlier demos too, which
 * the routes must not handle a second time.
 */
final class SimulatedAccount implements LobstrAccount {

    /** A squid that a schedule starts, and one that waits for search terms. */
    private static final String CAFES = "cafe0000cafe0000cafe0000cafe0000";
    private static final String SEARCH = "5ea7c4005ea7c4005ea7c4005ea7c400";
    /** How many results a run of a squid has. */
    private static final Map<String, Integer> RESULTS = Map.of(CAFES, 60, SEARCH, 24);

    /** What a webhook is told when a run is over. */
    private static final Set<String> ENDS = Set.of("run.done", "run.error");

    private static final Duration PENDING = Duration.ofMillis(300);
    private static final Duration RUNNING = Duration.ofMillis(1200);
    private static final Duration UPLOADING = Duration.ofMillis(300);

    /** Of so many runs in a row, the one with this number ends in error. */
    private static final int CYCLE = 4;
    private static final int FAILING = 3;
    /** Whoever watches for longer wants to see more of each run. */
    private static final int SLOWER = 4;

    private final LobstrSimulator simulator;
    private final Map<String, SimulatedSquid> squids = new LinkedHashMap<>();
    private final int earlierRuns;
    private final Properties routeSettings = new Properties();

    private SimulatedAccount(DemoSettings settings, List<StoredRun> history, int port) {
        int slower = settings.keepRunning() ? SLOWER : 1;
        // a key that no two demos share, like the ids of the runs that the simulator makes up from its seed
        simulator = LobstrSimulator.builder().apiKey(UUID.randomUUID().toString()).seed(System.nanoTime()).build();
        addSquid("Cafes in Paris", CAFES, 3, slower);
        addSquid("Places by search term", SEARCH, 1, slower);
        history.forEach(this::remember);
        earlierRuns = squids.get(CAFES).runCount();
        simulator.afterAnswer(this::failOneOfSome);
        simulator.start();

        routeSettings.setProperty("lobstr.squid", String.join(",", squids()));
        routeSettings.setProperty("scheduled-start.squid", CAFES);
        routeSettings.setProperty("search-terms.squid", SEARCH);
        routeSettings.setProperty("camel.component.lobstr.base-url", simulator.baseUrl());
        routeSettings.setProperty("camel.component.lobstr.api-key", simulator.apiKey());
        routeSettings.setProperty("webhook.server", "true");
        routeSettings.setProperty("webhook.url", "http://localhost:" + port);
        routeSettings.setProperty("webhook.secret", UUID.randomUUID().toString());
    }

    /**
     * @param  settings the demo's settings
     * @param  history  runs of earlier demos
     * @param  port     where the webhooks call
     * @return          an account that answers requests
     */
    static SimulatedAccount open(DemoSettings settings, List<StoredRun> history, int port) {
        return new SimulatedAccount(settings, history, port);
    }

    private void addSquid(String name, String id, int tasks, int slower) {
        squids.put(id, simulator.addSquid(name, squid -> squid.id(id)
                .pendingFor(PENDING.multipliedBy(slower)).runningFor(RUNNING.multipliedBy(slower))
                .uploadingFor(UPLOADING.multipliedBy(slower)).results(RESULTS.get(id)).creditsPerRow("0.5").tasks(tasks)));
    }

    private void remember(StoredRun run) {
        SimulatedSquid squid = squids.get(run.squid());
        if (squid != null && run.createdAt() != null) {
            squid.addRun(past -> past.id(run.id()).createdAt(run.createdAt().toInstant())
                    .pendingFor(Duration.ZERO).runningFor(Duration.ZERO).uploadingFor(Duration.ZERO)
                    .results((int) run.totalResults())
                    .ending(new Ending(RunStatus.valueOf(run.status().toUpperCase(Locale.ROOT)), run.doneReason(), null)));
        }
    }

    /** Ends a scheduled run before it has done all, now and then. */
    private void failOneOfSome(ReceivedRequest request) {
        SimulatedSquid squid = squids.get(CAFES);
        if ((squid.runCount() - earlierRuns) % CYCLE == FAILING) {
            squid.activeRun().filter(run -> run.results() > RESULTS.get(CAFES) / 2)
                    .ifPresent(run -> run.fail("cookies_expired"));
        }
    }

    @Override
    public String description() {
        return "simulated on this machine, as there is no " + DemoSettings.API_KEY;
    }

    @Override
    public List<String> squids() {
        return List.copyOf(squids.keySet());
    }

    @Override
    public String name(String squid) {
        return squids.get(squid).name();
    }

    @Override
    public int expectedResults(String squid) {
        return RESULTS.get(squid);
    }

    @Override
    public Properties routeSettings() {
        return routeSettings;
    }

    @Override
    public List<String> searchTerms() {
        return List.of("bookshops in Lyon");
    }

    @Override
    public Optional<Instant> called(String run) {
        return simulator.webhooks().calls().all().stream()
                .filter(call -> run.equals(call.run()) && ENDS.contains(call.event()) && call.succeeded())
                .map(WebhookCall::at).findFirst();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
