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

import java.util.concurrent.TimeUnit;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.internal.client.RequestBudget;

/**
 * Whether the API can be asked, whether it takes the key, and when the next look may be. For one thread at a time.
 */
final class Reach {

    private static final long MOST_BACKOFF = TimeUnit.MINUTES.toNanos(1);
    private static final int MOST_DOUBLINGS = 6;
    private static final int UNAUTHORIZED = 401;

    private final LastingAnswer refusal = new LastingAnswer();
    private boolean keyWorks;
    private int failures;
    private long notBefore;

    long notBefore() {
        return notBefore;
    }

    boolean keyWorks() {
        return keyWorks;
    }

    /** The key was seen to be taken. */
    void keyWorks(boolean seen) {
        keyWorks |= seen;
    }

    /**
     * A look was answered.
     *
     * @param  next when another may be
     * @return      whether that ends an outage
     */
    boolean answered(long next) {
        boolean ends = failures > 0;
        failures = 0;
        refusal.clear();
        notBefore = next;
        return ends;
    }

    /** Whether the key is refused for good: one refusal between good answers says nothing. */
    boolean isRefused(LobstrException e, long now) {
        return e.getStatusCode() == UNAUTHORIZED && (!keyWorks || refusal.lasts(now));
    }

    /**
     * A look failed.
     *
     * @param  interval the time between two looks
     * @return          whether that begins an outage
     */
    boolean failed(Throwable e, long now, long interval) {
        boolean begins = failures++ == 0;
        long backoff = Math.max(interval, Math.min(interval << Math.min(failures, MOST_DOUBLINGS), MOST_BACKOFF));
        if (e instanceof LobstrException failure && failure.getRetryAfter() != null) {
            backoff = Math.max(backoff, RequestBudget.remembered(failure.getRetryAfter()).toNanos());
        }
        notBefore = now + backoff;
        return begins;
    }
}
