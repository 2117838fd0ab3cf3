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
package io.lobstr.camel.internal.observe;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The runs of a consumer: how many came out, and what became of their exchanges.
 */
public final class RunActivity {

    private final LobstrActivity activity;
    private final String route;
    private final AtomicLong emitted = new AtomicLong();
    private final AtomicLong settled = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private volatile Duration lastDelay;

    /**
     * @param activity the component's
     * @param route    the consumer's route
     */
    public RunActivity(LobstrActivity activity, String route) {
        this.activity = activity;
        this.route = route == null ? "" : route;
    }

    /**
     * @return the consumer's route
     */
    public String route() {
        return route;
    }

    /**
     * A run comes out.
     *
     * @param delay since the end of the run, null where that says nothing of the consumer
     */
    public void emitted(Duration delay) {
        emitted.incrementAndGet();
        activity.meters().emitted(route);
        if (delay != null) {
            lastDelay = delay.isNegative() ? Duration.ZERO : delay;
            activity.meters().delay(route, lastDelay);
        }
    }

    /**
     * An exchange succeeded, and that is recorded.
     */
    public void settled() {
        settled.incrementAndGet();
        activity.meters().settled(route);
    }

    /**
     * An exchange failed.
     */
    public void failed() {
        failed.incrementAndGet();
        activity.meters().failed(route);
    }

    /**
     * @return how many runs came out
     */
    public long getEmitted() {
        return emitted.get();
    }

    /**
     * @return how many exchanges succeeded
     */
    public long getSettled() {
        return settled.get();
    }

    /**
     * @return how many exchanges failed
     */
    public long getFailed() {
        return failed.get();
    }

    /**
     * @return how many exchanges go on
     */
    public long getInFlight() {
        return Math.max(0, emitted.get() - settled.get() - failed.get());
    }

    /**
     * @return from the end of the last run that came out to that moment, null where none came out yet
     */
    public Duration getLastDelay() {
        return lastDelay;
    }
}
