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

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;

/**
 * A run that was just started is waited for, in time that passes at once.
 */
public final class SimulatedWait implements RunSource {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    private final double length;
    private final Duration shortest;
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>((a, b) -> Long.compare(a.at(), b.at()));
    private long now;
    private int requests;

    private record Alarm(long at, Runnable task) {
    }

    /**
     * What it took.
     *
     * @param requests how many
     * @param delay    from its end to the answer, in seconds
     */
    public record Cost(int requests, double delay) {
    }

    private SimulatedWait(double length, Duration shortest) {
        this.length = length;
        this.shortest = shortest;
    }

    /**
     * @param  length   how long the run takes, in seconds
     * @param  shortest within which hardly any is over, null where that is not known
     * @param  interval the option pollInterval
     * @return          what it takes to wait for it
     */
    public static Cost of(double length, Duration shortest, Duration interval) {
        SimulatedWait api = new SimulatedWait(length, shortest);
        RunWaits waits = new RunWaits(
                api, (delay, task) -> api.alarms.add(new Alarm(api.now + delay.toNanos(), task)), Duration.ZERO,
                () -> api.now);
        CompletableFuture<Run> answer = waits.await(
                new RunWait("run", "squid", api.known(), Duration.ofDays(1), interval, null)).toCompletableFuture();
        while (!answer.isDone()) {
            Alarm next = api.alarms.remove();
            api.now = Math.max(api.now, next.at());
            next.task().run();
        }
        return new Cost(api.requests, api.seconds() - length);
    }

    private double seconds() {
        return (double) now / TimeUnit.SECONDS.toNanos(1);
    }

    private Run known() {
        Map<String, Object> json = new HashMap<>();
        json.put("id", "run");
        json.put("squid", "squid");
        json.put("status", seconds() < length ? "running" : "done");
        json.put("started_at", MIDNIGHT.toString());
        return new Run(json);
    }

    @Override
    public Run run(String run) {
        requests++;
        return known();
    }

    @Override
    public Page<Squid> squids(int page) {
        requests++;
        return new Page<>(List.of(), page, Page.USUAL_SIZE, 0L, 1, true);
    }

    @Override
    public void abort(String run) {
        throw new UnsupportedOperationException("no wait here has a limit of credits");
    }

    @Override
    public Optional<Duration> shortest(String squid) {
        return Optional.ofNullable(shortest);
    }

    @Override
    public Optional<Duration> age(Run run) {
        return Optional.of(Duration.ofNanos(now));
    }
}
