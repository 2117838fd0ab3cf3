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
package io.lobstr.camel.internal.runtime;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

/**
 * Whether producers can work: lobstr.io answers, and takes the API key. One small request tells, at most every half
 * minute, however often it is called and however many producers there are. For readiness only: a new process would have
 * the same key.
 */
final class LobstrHealthCheck implements HealthCheck {

    private static final Duration GOOD_FOR = Duration.ofSeconds(30);
    private static final Pause NEVER = (delay, task) -> {
        throw new IllegalStateException("the budget is used up");
    };

    private final String id;
    private final LobstrClient client;
    private final LongSupplier nanoTime;
    private volatile boolean enabled = true;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Seen seen;

    /** What the API said last. */
    private record Seen(long at, LobstrException failure) {
    }

    /**
     * @param client without retries
     */
    LobstrHealthCheck(String id, LobstrClient client) {
        this(id, client, System::nanoTime);
    }

    LobstrHealthCheck(String id, LobstrClient client, LongSupplier nanoTime) {
        this.id = id;
        this.client = client;
        this.nanoTime = nanoTime;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(this).detail(CHECK_KIND, Kind.READINESS);
        if (!enabled) {
            return builder.message("Disabled").detail(CHECK_ENABLED, false).unknown().build();
        }
        LobstrException failure = look().failure();
        if (failure == null) {
            return builder.up().build();
        }
        if (failure.getStatusCode() > 0) {
            builder.detail(HTTP_RESPONSE_CODE, failure.getStatusCode());
        }
        return builder.down().message(failure.getMessage()).error(failure).build();
    }

    /** One asks; the others take what was seen last, and wait only where nothing was. */
    private Seen look() {
        Seen last = seen;
        if (last != null && (!isOld(last) || !asking.tryLock())) {
            return last;
        }
        if (last == null) {
            asking.lock();
        }
        try {
            if (seen == null || isOld(seen)) {
                seen = new Seen(nanoTime.getAsLong(), ask(last));
            }
            return seen;
        } finally {
            asking.unlock();
        }
    }

    private boolean isOld(Seen what) {
        return nanoTime.getAsLong() - what.at() > GOOD_FOR.toNanos();
    }

    private LobstrException ask(Seen last) {
        try {
            client.get(new LobstrRequest(LobstrOperation.getBalance, Map.of()), NEVER);
            return null;
        } catch (LobstrException e) {
            return e;
        } catch (IllegalStateException e) {
            // others get answers with this key just now: what was last seen still holds
            return last == null ? null : last.failure();
        }
    }
}
