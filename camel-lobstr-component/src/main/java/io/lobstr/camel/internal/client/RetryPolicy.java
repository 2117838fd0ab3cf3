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
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.operation.Safety;

/**
 * When a failed request is sent again.
 *
 * @param maxRetries how often at most
 * @param delay      the wait before the first retry; it doubles with each, less a jitter of up to a half
 * @param maxDelay   the longest wait; an API that asks for a longer one is not asked again
 */
public record RetryPolicy(int maxRetries, Duration delay, Duration maxDelay) {

    /**
     * @return the same for a caller that asks again by itself
     */
    public RetryPolicy none() {
        return new RetryPolicy(0, delay, maxDelay);
    }

    /**
     * @param  safety  what sending it again would do
     * @param  failure what became of it
     * @param  retries how often it was already sent again
     * @return         how long to wait before it is sent again, empty if it is not to be
     */
    public Optional<Duration> next(Safety safety, LobstrException failure, int retries) {
        if (retries >= maxRetries || !mayRepeat(safety, failure)) {
            return Optional.empty();
        }
        Duration asked = failure.getRetryAfter();
        // none at all is no wait that anybody can have meant
        if (asked != null && !asked.isZero()) {
            return asked.compareTo(maxDelay) > 0 ? Optional.empty() : Optional.of(asked);
        }
        return next(retries);
    }

    /** How long to wait before another look, empty if there were enough. */
    public Optional<Duration> next(int retries) {
        if (retries >= maxRetries) {
            return Optional.empty();
        }
        double wait = Math.min(nanos(delay) * Math.pow(2, retries), nanos(maxDelay));
        return Optional.of(Duration.ofNanos((long) (wait * ThreadLocalRandom.current().nextDouble(0.5, 1))));
    }

    private static long nanos(Duration duration) {
        return TimeUnit.NANOSECONDS.convert(duration);
    }

    /** What may be done twice is repeated only when it certainly was not done. */
    private static boolean mayRepeat(Safety safety, LobstrException failure) {
        if (failure instanceof LobstrServerException server) {
            int status = failure.getStatusCode();
            // a 404 here is a gateway's
            boolean unanswered = status == 0 || status == 404 || status >= 500;
            return !server.isRequestSent() || safety != Safety.ONCE && unanswered;
        }
        return failure instanceof LobstrRateLimitException;
    }
}
