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
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.client.Pause;

/**
 * Wakes the waits by the earliest time that was asked for since it last did. Times are those of the waits' clock.
 */
final class WaitAlarm {

    static final long NEVER = Long.MAX_VALUE;

    /** Those that a sooner one has made needless still ring: not too many of them, and not too late. */
    private static final long LONGEST = TimeUnit.MINUTES.toNanos(1);

    private final Pause pause;
    private final LongSupplier clock;
    private final Runnable wake;
    private final Runnable stop;
    private long armed = NEVER;

    /**
     * @param pause runs what comes then on a thread that may be held
     * @param clock nanoseconds
     * @param wake  what to do then
     * @param stop  what to do where it will never ring again
     */
    WaitAlarm(Pause pause, LongSupplier clock, Runnable wake, Runnable stop) {
        this.pause = pause;
        this.clock = clock;
        this.wake = wake;
        this.stop = stop;
    }

    void set(long at) {
        long wait;
        long before;
        long next;
        synchronized (this) {
            if (at >= armed) {
                return;
            }
            long now = clock.getAsLong();
            wait = Math.max(0, Math.min(at - now, LONGEST));
            next = now + wait;
            if (next >= armed) {
                return;
            }
            before = armed;
            armed = next;
        }
        try {
            pause.then(Duration.ofNanos(wait), this::ring, stopping -> stop.run());
        } catch (Throwable e) {
            disarm(next, before);
            throw e;
        }
    }

    /** There is none for this time after all. */
    private synchronized void disarm(long at, long before) {
        if (armed == at) {
            armed = before;
        }
    }

    private void ring() {
        synchronized (this) {
            if (clock.getAsLong() >= armed) {
                armed = NEVER;
            }
        }
        wake.run();
    }
}
