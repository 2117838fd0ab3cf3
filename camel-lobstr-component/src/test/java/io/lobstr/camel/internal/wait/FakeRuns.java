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
package io.lobstr.camel.internal.wait;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;

/**
 * Squids and runs, each request counted and taking its time. A squid's newest run is the one that was put last.
 */
final class FakeRuns implements RunSource {

    final Map<String, Map<String, String>> squids = new LinkedHashMap<>();
    final List<String> requests = new ArrayList<>();
    final Map<String, RuntimeException> failures = new LinkedHashMap<>();
    /** What of a run is answered otherwise; null where it is not answered. */
    final Map<String, Object> odd = new LinkedHashMap<>();
    /** What the list of squids tells, where it is stale. */
    final Map<String, String> listed = new LinkedHashMap<>();
    /** Runs whose files are still being made. */
    final Set<String> exporting = new HashSet<>();
    /** What is known of how long runs take, and when they began; null where nothing is. */
    Duration shortest;
    Long began;
    /** What a second of any run costs, from now on. */
    double creditsPerSecond;
    /** What a run is after its abort; null where the abort does nothing. */
    String afterAbort = "aborted";
    /** How the answers to aborts that were done are lost, null where they are not. */
    RuntimeException lostAborts;
    /** What happens while the answer to an abort is on its way. */
    Runnable duringAbort = () -> {
    };
    /** So many requests end with an Error. */
    int errors;
    private final Map<String, String> squidOf = new HashMap<>();
    private final VirtualTime time;
    private final Duration duration;
    private final long origin;

    FakeRuns(VirtualTime time, Duration duration) {
        this.time = time;
        this.duration = duration;
        this.origin = time.nanoTime();
    }

    void put(String squid, String run, String status) {
        squidOf.put(run, squid);
        squids.computeIfAbsent(squid, id -> new LinkedHashMap<>()).put(run, status);
    }

    void putAll(int count, String status) {
        for (int i = 0; i < count; i++) {
            put("s" + i, "r" + i, status);
        }
    }

    long reads() {
        return requests.stream().filter(request -> request.startsWith("r")).count();
    }

    long sweeps() {
        return requests.stream().filter("page 1"::equals).count();
    }

    private void request(String what) {
        requests.add(what);
        time.spend(duration);
        if (errors-- > 0) {
            throw new OutOfMemoryError("made up");
        }
        for (String name : List.of(what, what.split(" ")[0], "*")) {
            if (failures.containsKey(name)) {
                throw failures.get(name);
            }
        }
    }

    @Override
    public Optional<Duration> shortest(String squid) {
        return Optional.ofNullable(shortest);
    }

    @Override
    public Optional<Duration> age(Run run) {
        return Optional.ofNullable(began).map(start -> Duration.ofNanos(time.nanoTime() - start));
    }

    @Override
    public Run run(String run) {
        request(run);
        String squid = squidOf.get(run);
        if (squid == null || !squids.containsKey(squid)) {
            throw new LobstrNotFoundException("failed: 404", 404, null, null, null, null);
        }
        Map<String, Object> json = new HashMap<>(
                Map.of(
                        "id", run, "squid", squid, "status", squids.get(squid).get(run), "export_done",
                        !exporting.contains(run), "credit_used",
                        BigDecimal.valueOf(creditsPerSecond * Math.round((time.nanoTime() - origin) / 1e9))));
        json.putAll(odd);
        json.values().removeIf(Objects::isNull);
        return new Run(json);
    }

    @Override
    public void abort(String run) {
        request("abort " + run);
        if (afterAbort != null) {
            squids.get(squidOf.get(run)).put(run, afterAbort);
        }
        duringAbort.run();
        if (lostAborts != null) {
            throw lostAborts;
        }
    }

    long aborts() {
        return requests.stream().filter(request -> request.startsWith("abort")).count();
    }

    @Override
    public Page<Squid> squids(int page) {
        request("page " + page);
        int pages = (squids.size() + PAGE_SIZE - 1) / PAGE_SIZE;
        List<Squid> items = squids.entrySet().stream().skip((page - 1L) * PAGE_SIZE).limit(PAGE_SIZE).map(entry -> {
            List<String> statuses = List.copyOf(entry.getValue().values());
            String newest = listed.getOrDefault(entry.getKey(), statuses.get(statuses.size() - 1));
            return new Squid(
                    Map.of("id", entry.getKey(), "last_run_status", newest.toUpperCase(Locale.ROOT), "total_runs",
                            statuses.size()));
        }).toList();
        return new Page<>(items, page, PAGE_SIZE, (long) squids.size(), pages, page >= pages);
    }
}
