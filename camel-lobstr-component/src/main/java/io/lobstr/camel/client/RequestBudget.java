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
package io.lobstr.camel.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What may be asked of the API in a time: the application's own limit over all paths, and the API's limits by path. A
 * request takes its place in line and is told how long to wait; nothing here waits.
 */
public final class RequestBudget {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final Window all;
    private final Map<String, Window> byPath;
    private final LongSupplier nanoTime;
    private final long origin;

    /**
     * @param requestsPerMinute what this application may use of the key's budget; 0 lifts every limit, those of the API
     *                          too
     */
    public RequestBudget(int requestsPerMinute) {
        this(requestsPerMinute, System::nanoTime);
    }

    RequestBudget(int requestsPerMinute, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.origin = nanoTime.getAsLong();
        this.all = requestsPerMinute == 0 ? null : new Window(requestsPerMinute, MINUTE);
        this.byPath = Map.of(
                "runs", new Window(120, MINUTE),
                "squids", new Window(120, MINUTE),
                "tasks", new Window(90, MINUTE),
                "runtasks", new Window(90, MINUTE),
                "results", new Window(2, Duration.ofSeconds(1)));
    }

    /**
     * Takes the next place in line.
     *
     * @param  operation what is to be asked
     * @return           how long to wait before it is asked, zero or more
     */
    public synchronized Duration reserve(LobstrOperation operation) {
        if (all == null) {
            return Duration.ZERO;
        }
        // counted from our own beginning, since the clock's may lie just before its overflow
        long now = nanoTime.getAsLong() - origin;
        Window path = byPath.get(operation.limitedBy());
        long at = Math.max(now, all.earliest());
        if (path != null) {
            at = Math.max(at, path.earliest());
            path.take(at);
        }
        all.take(at);
        return Duration.ofNanos(at - now);
    }

    /** No more than so many in any span of time, however it is cut out. */
    private static final class Window {

        private final long[] taken;
        private final long span;
        private int count;

        Window(int permits, Duration span) {
            this.taken = new long[permits];
            this.span = TimeUnit.NANOSECONDS.convert(span);
        }

        long earliest() {
            return count < taken.length ? Long.MIN_VALUE : taken[count % taken.length] + span;
        }

        void take(long at) {
            taken[count % taken.length] = at;
            count = count + 1 == 2 * taken.length ? taken.length : count + 1;
        }
    }
}
