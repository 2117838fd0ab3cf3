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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.DoubleSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Meters whose failure is nobody else's: a registry of the application, or a filter in it, may throw, and what is
 * measured has happened all the same. It is said once.
 */
final class GuardedMeters implements LobstrMeters {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedMeters.class);

    private final LobstrMeters meters;
    private final AtomicBoolean said = new AtomicBoolean();

    GuardedMeters(LobstrMeters meters) {
        this.meters = meters;
    }

    private void guarded(Runnable measure) {
        try {
            measure.run();
        } catch (RuntimeException | LinkageError e) {
            if (said.compareAndSet(false, true)) {
                LOG.warn("The MeterRegistry failed, so that meters of lobstr.io are missing or wrong; this is not said again",
                        e);
            }
        }
    }

    @Override
    public void request(String operation, String outcome, Duration took) {
        guarded(() -> meters.request(operation, outcome, took));
    }

    @Override
    public void emitted(String route) {
        guarded(() -> meters.emitted(route));
    }

    @Override
    public void delay(String route, Duration delay) {
        guarded(() -> meters.delay(route, delay));
    }

    @Override
    public void settled(String route) {
        guarded(() -> meters.settled(route));
    }

    @Override
    public void failed(String route) {
        guarded(() -> meters.failed(route));
    }

    @Override
    public void found(String route, String by, int runs) {
        guarded(() -> meters.found(route, by, runs));
    }

    @Override
    public void missed(String route, int runs) {
        guarded(() -> meters.missed(route, runs));
    }

    @Override
    public void counter(String name, String description, DoubleSupplier value, String... more) {
        guarded(() -> meters.counter(name, description, value, more));
    }

    @Override
    public void gauge(String name, String description, DoubleSupplier value) {
        guarded(() -> meters.gauge(name, description, value));
    }

    @Override
    public void close() {
        guarded(meters::close);
    }
}
