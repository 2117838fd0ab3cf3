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
package io.lobstr.camel.internal.runtime;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;

/**
 * The checks of a component's producers: one for each client, which is there while somebody produces with it. Camel
 * leaves them off unless it is asked for.
 */
public final class HealthChecks {

    private final CamelContext context;
    private final Supplier<String> name;
    private final BooleanSupplier enabled;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<SharedClient, Registered> checks = new HashMap<>();

    private record Registered(LobstrHealthCheck check, int number, int producers) {
    }

    /**
     * @param context where they are
     * @param name    of the component: the first check has it too, the next have a number besides
     * @param enabled whether they are on
     */
    public HealthChecks(CamelContext context, Supplier<String> name, BooleanSupplier enabled) {
        this.context = context;
        this.name = name;
        this.enabled = enabled;
    }

    /**
     * @param lease of a producer that starts
     */
    public void add(Lease lease) {
        WritableHealthCheckRepository repository = repository();
        if (repository == null) {
            return;
        }
        lock.lock();
        try {
            Registered there = checks.get(lease.shared());
            if (there != null) {
                checks.put(lease.shared(), new Registered(there.check(), there.number(), there.producers() + 1));
                return;
            }
            int number = IntStream.iterate(1, next -> next + 1)
                    .filter(next -> checks.values().stream().noneMatch(check -> check.number() == next)).findFirst().orElse(1);
            LobstrHealthCheck check = new LobstrHealthCheck(
                    number == 1 ? name.get() : name.get() + "-" + number, lease.shared().withoutRetries());
            check.setEnabled(enabled.getAsBoolean());
            checks.put(lease.shared(), new Registered(check, number, 1));
            repository.addHealthCheck(check);
        } finally {
            lock.unlock();
        }
    }

    /**
     * @param lease of a producer that stops
     */
    public void remove(Lease lease) {
        lock.lock();
        try {
            Registered there = checks.get(lease.shared());
            if (there == null) {
                return;
            }
            if (there.producers() > 1) {
                checks.put(lease.shared(), new Registered(there.check(), there.number(), there.producers() - 1));
                return;
            }
            checks.remove(lease.shared());
            repository().removeHealthCheck(there.check());
        } finally {
            lock.unlock();
        }
    }

    /** The component stops. */
    public void clear() {
        lock.lock();
        try {
            checks.values().forEach(there -> repository().removeHealthCheck(there.check()));
            checks.clear();
        } finally {
            lock.unlock();
        }
    }

    private WritableHealthCheckRepository repository() {
        return HealthCheckHelper.getHealthCheckRepository(context, "producers", WritableHealthCheckRepository.class);
    }
}
