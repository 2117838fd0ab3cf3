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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.DoubleSupplier;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
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
    private final String context;
    private final List<Meter> gauges = new ArrayList<>();

    private MicrometerMeters(MeterRegistry registry, String context) {
        this.registry = registry;
        this.context = context;
    }

    static LobstrMeters of(CamelContext context) {
        return new MicrometerMeters(registry(context.getRegistry()), context.getName());
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
        Timer.builder("camel.lobstr.requests").description("Requests to lobstr.io, and how long they took")
                .tags("camelContext", context, "operation", operation, "outcome", outcome)
                .register(registry).record(took);
    }

    @Override
    public void emitted(String route) {
        counter("camel.lobstr.runs.emitted", "Finished runs that came out", route).increment();
    }

    @Override
    public void delay(String route, Duration delay) {
        Timer.builder("camel.lobstr.runs.delay").description("From the end of a run to the moment it came out")
                .tags("camelContext", context, "routeId", route)
                .register(registry).record(delay);
    }

    @Override
    public void settled(String route) {
        counter("camel.lobstr.runs.settled", "Finished runs whose exchange succeeded", route).increment();
    }

    @Override
    public void failed(String route) {
        counter("camel.lobstr.runs.failed", "Exchanges of finished runs that failed, so that the run comes out again", route)
                .increment();
    }

    private Counter counter(String name, String description, String route) {
        return Counter.builder(name).description(description).tags("camelContext", context, "routeId", route)
                .register(registry);
    }

    @Override
    public synchronized void gauge(String name, String description, DoubleSupplier value) {
        gauges.add(Gauge.builder(name, value, DoubleSupplier::getAsDouble).description(description)
                .tags("camelContext", context)
                // else it is NaN from the first garbage collection on
                .strongReference(true).register(registry));
    }

    @Override
    public synchronized void close() {
        gauges.forEach(registry::remove);
        gauges.clear();
    }
}
