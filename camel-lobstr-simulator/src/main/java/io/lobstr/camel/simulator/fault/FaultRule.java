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
package io.lobstr.camel.simulator.fault;

import java.time.Instant;

import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.RequestPattern;

/**
 * A fault that waits for its requests.
 */
public final class FaultRule {

    private final RequestPattern pattern;
    private final Fault fault;
    private long left;
    private Instant end = Instant.MAX;

    FaultRule(RequestPattern pattern, Fault fault, long times) {
        this.pattern = pattern;
        this.fault = fault;
        this.left = times;
    }

    /**
     * Sets how many requests meet the fault from now on.
     *
     * @param  count how many
     * @return       this rule
     */
    public synchronized FaultRule times(long count) {
        left = count;
        return this;
    }

    /**
     * Lets no request meet the fault from an instant on, by the simulator's clock: an outage for a time.
     *
     * @param  instant when it ends
     * @return         this rule
     */
    public synchronized FaultRule until(Instant instant) {
        end = instant;
        return this;
    }

    /**
     * {@return how many requests will meet the fault}
     */
    public synchronized long left() {
        return left;
    }

    /**
     * Ends it.
     */
    public void clear() {
        times(0);
    }

    RequestPattern pattern() {
        return pattern;
    }

    Fault fault() {
        return fault;
    }

    synchronized boolean take(ReceivedRequest request) {
        if (left <= 0 || !request.at().isBefore(end) || !pattern.matches(request.method(), request.path())) {
            return false;
        }
        left--;
        return true;
    }
}
