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

import io.lobstr.camel.internal.http.Answer;

/**
 * What is known of the limits of one path of the API. Times are those of the budget's clock.
 */
final class PathLimits {

    private static final Duration LONGEST_REFUSAL = Duration.ofHours(1);
    private static final int TOO_MANY_REQUESTS = 429;

    private final SlidingWindow window;
    private long closedUntil = Long.MIN_VALUE;
    private long refusedUntil = Long.MIN_VALUE;

    /**
     * @param window null where no limit is documented
     */
    PathLimits(SlidingWindow window) {
        this.window = window;
    }

    int free(long now) {
        if (!isOpen(now)) {
            return 0;
        }
        return window == null ? Integer.MAX_VALUE : window.free(now);
    }

    long next(int before, long now) {
        return Math.max(closedUntil, window == null ? now : window.next(before, now));
    }

    void take(long now) {
        if (window != null) {
            window.take(now);
        }
    }

    boolean isOpen(long now) {
        return closedUntil <= now;
    }

    /** How long the API still asks for no request, zero or more. */
    Duration refused(long now) {
        return Duration.ofNanos(Math.max(0, Math.max(0, refusedUntil) - now));
    }

    void listen(Answer answer, long now) {
        if (answer.usedUp() != null) {
            closedUntil = Math.max(closedUntil, now + answer.usedUp().toNanos());
        }
        if (answer.outcome() == TOO_MANY_REQUESTS && answer.retryAfter() != null) {
            refusedUntil = Math.max(refusedUntil, now + remembered(answer.retryAfter()).toNanos());
            closedUntil = Math.max(closedUntil, refusedUntil);
        }
    }

    /** One answer must not silence all who ask, and did not get it, for longer. */
    static Duration remembered(Duration retryAfter) {
        return retryAfter.compareTo(LONGEST_REFUSAL) > 0 ? LONGEST_REFUSAL : retryAfter;
    }
}
