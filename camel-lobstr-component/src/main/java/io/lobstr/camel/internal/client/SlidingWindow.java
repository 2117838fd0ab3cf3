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
package io.lobstr.camel.internal.client;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * No more than so many requests in any span of time, however it is cut out. It remembers those that were sent.
 */
final class SlidingWindow {

    /** The times of the last requests, a ring. */
    private final long[] sent;
    private final long span;
    private long count;

    SlidingWindow(int permits, Duration span) {
        this.sent = new long[permits];
        this.span = TimeUnit.NANOSECONDS.convert(span);
    }

    /** How many may be sent now. */
    int free(long now) {
        int free = sent.length;
        for (long i = count - 1; i >= Math.max(0, count - sent.length) && at(i) + span > now; i--) {
            free--;
        }
        return free;
    }

    /** When one may be sent, if so many others are sent before it, as soon as they may be. */
    long next(int before, long now) {
        int free = free(now);
        int place = before % sent.length;
        // places come free in the order in which they were taken, and after each use a whole span later
        long first = place < free ? now : at(count - sent.length + place) + span;
        return first + (long) (before / sent.length) * span;
    }

    void take(long now) {
        sent[(int) (count % sent.length)] = now;
        count++;
    }

    private long at(long index) {
        return sent[(int) (index % sent.length)];
    }
}
