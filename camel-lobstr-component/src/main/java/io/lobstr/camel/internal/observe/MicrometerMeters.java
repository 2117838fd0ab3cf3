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
package io.lobstr.camel.internal.observe;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;

/**
 * Only loaded where Micrometer is on the class path.
 */
final class MicrometerMeters implements LobstrMeters {

    /** Under this name Camel's own Micrometer component keeps its registry. */
    private static final String CAMELS_REGISTRY = "metricsRegistry";

    private final MeterRegistry registry;
    private final Tags tags;
    /** Those that are there because of us. */
    private final Set<Meter> meters = ConcurrentHashMap.newKeySet();
    /** Micrometer holds what it counts only weakly. */
    private final Set<DoubleSupplier> counted = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private MicrometerMeters(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    static LobstrMeters of(CamelContext context, String component) {
        return new MicrometerMeters(
                registry(context.getRegistry()), Tags.of("camelContext", context.getName(), "component", component));
    }

    private static MeterRegistry registry(Registry beans) {
        MeterRegistry named = beans.lookupByNameAndType(CAMELS_REGISTRY, MeterRegistry.class);
        if (named != null) {
            return named;
        }
        Set<MeterRegistry> all = beans.findByType(MeterRegistry.class);
        // where there are several, the composite passes on to them
        return all.stream().filter(CompositeMeterRegistry.class::isInstance).findFirst()
                .or(() -> all.stream().findFirst())
                .orElse(Metrics.globalRegistry);
    }

    @Override
    public void request(String operation, String outcome, Duration took) {
        timer("camel.lobstr.requests", "Requests to lobstr.io, and how long they took", took, "operation", operation,
                "outcome", outcome);
    }

    @Override
    public void emitted(String route) {
        count("camel.lobstr.runs.emitted", "Finished runs that came out", 1, "routeId", route);
    }

    @Override
    public void delay(String route, Duration delay) {
        timer("camel.lobstr.runs.delay", "From the end of a run to the moment it came out", delay, "routeId", route);
    }

    @Override
    public void settled(String route) {
        count("camel.lobstr.runs.settled", "Finished runs whose exchange succeeded", 1, "routeId", route);
    }

    @Override
    public void failed(String route) {
        count("camel.lobstr.runs.failed", "Exchanges of finished runs that failed, so that the run comes out again", 1,
                "routeId", route);
    }

    @Override
    public void found(String route, String by, int runs) {
        count("camel.lobstr.runs.found", "Runs that have ended, by what told of them first: a call of a webhook, or a poll",
                runs, "routeId", route, "by", by);
    }

    @Override
    public void missed(String route, int runs) {
        count("camel.lobstr.runs.missed", "Runs that have ended, and of which no call of a webhook told in time", runs,
                "routeId",
                route);
    }

    @Override
    public void counter(String name, String description, DoubleSupplier value, String... more) {
        Tags all = tags.and(more);
        // another route may count the same
        if (!closed && registry.find(name).tags(all).functionCounter() == null) {
            counted.add(value);
            meters.add(FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble).description(description)
                    .tags(all).register(registry));
        }
    }

    private void timer(String name, String description, Duration time, String... more) {
        // what still goes on after the stop would leave its meter behind
        if (!closed) {
            Timer timer = Timer.builder(name).description(description).tags(tags.and(more))
                    .register(registry);
            meters.add(timer);
            timer.record(time);
        }
    }

    private void count(String name, String description, int times, String... more) {
        if (!closed) {
            Counter counter = Counter.builder(name).description(description).tags(tags.and(more))
                    .register(registry);
            meters.add(counter);
            counter.increment(times);
        }
    }

    @Override
    public void gauge(String name, String description, DoubleSupplier value) {
        meters.add(Gauge.builder(name, value, DoubleSupplier::getAsDouble).description(description)
                .tags(tags)
                // else it is NaN from the first garbage collection on
                .strongReference(true).register(registry));
    }

    @Override
    public void close() {
        closed = true;
        meters.forEach(registry::remove);
        meters.clear();
        counted.clear();
    }
}
