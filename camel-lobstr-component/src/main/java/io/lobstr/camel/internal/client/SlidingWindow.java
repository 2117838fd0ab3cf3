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
 * No more than so many requests in any span of time, however it is cut out. It remembers those of the last span, so
 * that what it holds grows with what is sent, not with what may be.
 */
final class SlidingWindow {

    private static final int SMALL = 16;

    private final int permits;
    private final long span;
    /** The times of the requests that still count, a ring. */
    private long[] sent = new long[SMALL];
    private int first;
    private int count;

    SlidingWindow(int permits, Duration span) {
        this.permits = permits;
        this.span = TimeUnit.NANOSECONDS.convert(span);
    }

    /** How many may be sent now. */
    int free(long now) {
        while (count > 0 && at(0) + span <= now) {
            first = (first + 1) % sent.length;
            count--;
        }
        return permits - count;
    }

    /** When one may be sent, if so many others are sent before it, as soon as they may be. */
    long next(int before, long now) {
        int free = free(now);
        int place = before % permits;
        // places come free in the order in which they were taken, and after each use a whole span later
        long next = place < free ? now : at(place - free) + span;
        return next + (long) (before / permits) * span;
    }

    void take(long now) {
        if (count == sent.length) {
            long[] bigger = new long[count * 2];
            for (int i = 0; i < count; i++) {
                bigger[i] = at(i);
            }
            sent = bigger;
            first = 0;
        }
        sent[(first + count) % sent.length] = now;
        count++;
    }

    private long at(int index) {
        return sent[(first + index) % sent.length];
    }
}
