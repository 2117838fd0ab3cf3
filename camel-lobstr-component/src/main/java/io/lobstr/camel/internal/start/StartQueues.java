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
package io.lobstr.camel.internal.start;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The queues of a component, one for each squid of which a start waits.
 */
public final class StartQueues {

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Place, StartQueue> queues = new HashMap<>();
    private final Supplier<Duration> perRequest;
    private final LongSupplier clock;

    /** A squid is one account's. */
    record Place(Object account, String squid) {
    }

    /**
     * @param perRequest the time that each request is given which is sent again and again
     */
    public StartQueues(Supplier<Duration> perRequest) {
        this(perRequest, System::nanoTime);
    }

    StartQueues(Supplier<Duration> perRequest, LongSupplier clock) {
        this.perRequest = perRequest;
        this.clock = clock;
    }

    LongSupplier clock() {
        return clock;
    }

    /** The queue where it waits from now on, behind those that came before. */
    StartQueue join(Place place, WaitingStart start) {
        lock.lock();
        try {
            StartQueue queue = queues.computeIfAbsent(place,
                    squid -> new StartQueue(place.squid(), clock, lock, () -> pace(place.account())));
            queue.add(start);
            return queue;
        } finally {
            lock.unlock();
        }
    }

    /** It waits no more, whatever came of it. */
    void leave(Place place, WaitingStart start) {
        StartQueue queue;
        lock.lock();
        try {
            queue = queues.get(place);
            if (queue == null || !queue.remove(start)) {
                return;
            }
            if (queue.isEmpty()) {
                queues.remove(place);
            }
        } finally {
            lock.unlock();
        }
        queue.goOn();
    }

    /** The least time between two attempts of a squid that only an attempt tells whether there is a slot for. */
    private Duration pace(Object account) {
        lock.lock();
        try {
            long others = queues.entrySet().stream()
                    .filter(entry -> entry.getKey().account().equals(account) && entry.getValue().isRefused()).count();
            return perRequest.get().multipliedBy(StartQueue.REQUESTS * others);
        } finally {
            lock.unlock();
        }
    }
}
