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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.Ending;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import org.apache.camel.util.TimeUtils;

/**
 * A lobstr.io account that is simulated on this machine. Like a real one it lists the runs of earlier demos too, which
 * the routes must not handle a second time.
 */
final class SimulatedAccount implements LobstrAccount {

    private static final String CAFES = "cafe0000cafe0000cafe0000cafe0000";
    private static final String HOTELS = "bed00000bed00000bed00000bed00000";
    /** How many results a run of a squid has. */
    private static final Map<String, Integer> RESULTS = Map.of(CAFES, 60, HOTELS, 24);

    private static final Duration PENDING = Duration.ofMillis(400);
    private static final Duration RUNNING = Duration.ofMillis(1700);
    private static final Duration UPLOADING = Duration.ofMillis(400);

    /** Of so many runs in a row, the one with this number ends in error. */
    private static final int CYCLE = 4;
    private static final int FAILING = 3;

    /** More runs than these take long enough to meet the limit of 120 requests a minute, which the component keeps. */
    private static final int FEW_RUNS = 8;
    private static final int SLOWER = 4;
    private static final List<String> TIMES
            = List.of("startRuns.period", "finishedRuns.delay", "progress.period", "demo.patience");

    private final LobstrSimulator simulator;
    private final Map<String, SimulatedSquid> squids = new LinkedHashMap<>();
    private final int earlierRuns;
    private final Properties routeSettings = new Properties();

    private SimulatedAccount(DemoSettings settings, List<StoredRun> history) {
        int slower = settings.keepRunning() || settings.runs() > FEW_RUNS ? SLOWER : 1;
        // a key that no two demos share, like the ids of the runs that the simulator makes up from its seed
        simulator = LobstrSimulator.builder().apiKey(UUID.randomUUID().toString()).seed(System.nanoTime()).build();
        addSquid("Cafes in Paris", CAFES, slower);
        addSquid("Hotels in Oslo", HOTELS, slower);
        history.forEach(this::remember);
        earlierRuns = runs();
        simulator.afterAnswer(this::planNext);
        simulator.start();

        settings.routes().forEach(routeSettings::put);
        for (String time : TIMES) {
            long millis = TimeUtils.toMilliSeconds(settings.routes().getProperty(time).strip());
            routeSettings.setProperty(time, String.valueOf(millis * slower));
        }
        routeSettings.setProperty("lobstr.squid", String.join(",", squids()));
        routeSettings.setProperty("camel.component.lobstr.base-url", simulator.baseUrl());
        routeSettings.setProperty("camel.component.lobstr.api-key", simulator.apiKey());
    }

    /**
     * @param  settings the demo's settings
     * @param  history  runs of earlier demos
     * @return          an account that answers requests
     */
    static SimulatedAccount open(DemoSettings settings, List<StoredRun> history) {
        return new SimulatedAccount(settings, history);
    }

    private void addSquid(String name, String id, int slower) {
        squids.put(id, simulator.addSquid(name, squid -> squid.id(id)
                .pendingFor(PENDING.multipliedBy(slower)).runningFor(RUNNING.multipliedBy(slower))
                .uploadingFor(UPLOADING.multipliedBy(slower)).results(RESULTS.get(id)).creditsPerRow("0.5")));
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

    /** Says how the next run is going to end. */
    private void planNext(ReceivedRequest request) {
        if ("POST".equals(request.method())) {
            int next = runs() - earlierRuns + 1;
            boolean failing = next % CYCLE == FAILING;
            Ending ending = failing ? Ending.error("cookies_expired") : Ending.done();
            squids.values().forEach(squid -> squid.configure(setup -> setup.ending(ending)));
        }
    }

    private int runs() {
        return squids.values().stream().mapToInt(SimulatedSquid::runCount).sum();
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
    public void close() {
        simulator.close();
    }
}
