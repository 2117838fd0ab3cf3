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

/**
 * The share of a budget that may be spent because somebody outside says that something has happened: a tenth, however
 * many say so, and however many consumers hear it.
 */
public final class HintShare {

    private static final int SHARE = 10;

    private final SlidingWindow window;
    private boolean begun;
    private long origin;

    /**
     * @param requestsPerMinute the whole budget; 0 for no limit
     */
    public HintShare(int requestsPerMinute) {
        window = requestsPerMinute == 0
                ? null : new SlidingWindow(Math.max(1, requestsPerMinute / SHARE), Duration.ofMinutes(1));
    }

    /**
     * @param  nanos the time
     * @return       how many requests may be sent now
     */
    public synchronized int free(long nanos) {
        return window == null ? Integer.MAX_VALUE : window.free(since(nanos));
    }

    /**
     * @param  nanos the time
     * @return       zero if something may be asked now, otherwise in how long
     */
    public synchronized Duration untilFree(long nanos) {
        long now = since(nanos);
        return window == null || window.free(now) > 0 ? Duration.ZERO : Duration.ofNanos(window.next(0, now) - now);
    }

    /**
     * @param requests how many were sent, also more than were free
     * @param nanos    the time
     */
    public synchronized void took(long requests, long nanos) {
        for (long i = 0; window != null && i < requests; i++) {
            window.take(since(nanos));
        }
    }

    /** From our own beginning, since the clock's may lie just before its overflow. */
    private long since(long nanos) {
        if (!begun) {
            begun = true;
            origin = nanos;
        }
        return nanos - origin;
    }
}
