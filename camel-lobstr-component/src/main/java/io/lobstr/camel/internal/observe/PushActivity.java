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
 * What the calls of webhooks have done for a consumer.
 */
public final class PushActivity {

    private static final String PUSH = "push";
    private static final String POLL = "poll";

    private final LobstrActivity activity;
    private final String route;
    private final AtomicLong heard = new AtomicLong();
    private final AtomicLong polled = new AtomicLong();
    private final AtomicLong missed = new AtomicLong();
    private volatile String distance = "";

    /**
     * @param activity the component's
     * @param route    the consumer's route
     */
    public PushActivity(LobstrActivity activity, String route) {
        this.activity = activity;
        this.route = route == null ? "" : route;
    }

    /**
     * From here on something may come: who collects sees that nothing has come yet.
     */
    public void begin() {
        activity.meters().found(route, PUSH, 0);
        activity.meters().found(route, POLL, 0);
        activity.meters().missed(route, 0);
    }

    /**
     * A run has ended, in a way of which calls tell.
     *
     * @param told whether a call had told of it
     */
    public void found(boolean told) {
        (told ? heard : polled).incrementAndGet();
        activity.meters().found(route, told ? PUSH : POLL, 1);
    }

    /**
     * No call told of a run in time.
     */
    public void missed() {
        missed.incrementAndGet();
        activity.meters().missed(route, 1);
    }

    /**
     * How far apart looks may be.
     *
     * @param nearest  at the squid that is looked at most often
     * @param farthest at the squid that is looked at least often
     */
    public void apart(Duration nearest, Duration farthest) {
        distance = nearest.equals(farthest)
                ? nearest.toSeconds() + " s"
                : nearest.toSeconds() + " s to " + farthest.toSeconds() + " s";
    }

    /**
     * @return how many runs a call had told of before they were found
     */
    public long getHeard() {
        return heard.get();
    }

    /**
     * @return how many runs were found before a call told of them
     */
    public long getPolled() {
        return polled.get();
    }

    /**
     * @return how many runs no call told of in time
     */
    public long getMissed() {
        return missed.get();
    }

    /**
     * @return how far apart looks at a squid are, empty before the first
     */
    public String getDistance() {
        return distance;
    }
}
