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
package io.lobstr.camel.internal.consume;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.lobstr.camel.exception.LobstrException;
import org.slf4j.Logger;

/**
 * A time in which the API wants no request; it holds whatever makes the consumer poll.
 */
public final class RetryAfter {

    private static final Logger LOG = ConsumerLog.LOG;

    private final LongSupplier nanoTime;
    private final Consumer<Duration> nextLook;
    private volatile Hold hold;

    private record Hold(LobstrException refusal, long until) {
    }

    /**
     * @param nanoTime the time
     * @param nextLook is told in how long requests are welcome again
     */
    public RetryAfter(LongSupplier nanoTime, Consumer<Duration> nextLook) {
        this.nanoTime = nanoTime;
        this.nextLook = nextLook;
    }

    /** Notes what an answer asked for, if it did; of several, the longest counts. What has passed asks for nothing. */
    void heed(LobstrException refusal) {
        Duration asked = refusal.getRetryAfter();
        Hold last = hold;
        if (asked == null || asked.isZero() || asked.isNegative()) {
            return;
        }
        long until = nanoTime.getAsLong() + asked.toNanos();
        if (last == null || until - last.until() > 0) {
            hold = new Hold(refusal, until);
            LOG.info("lobstr.io wants no request for {} s: until then nothing is asked", asked.toSeconds());
            nextLook.accept(asked);
        }
    }

    /** @return why nothing may be asked now */
    Optional<LobstrException> refusal() {
        Hold now = hold;
        return now == null || nanoTime.getAsLong() - now.until() >= 0 ? Optional.empty() : Optional.of(now.refusal());
    }
}
