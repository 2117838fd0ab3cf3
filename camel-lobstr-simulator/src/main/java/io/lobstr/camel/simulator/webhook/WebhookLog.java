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
package io.lobstr.camel.simulator.webhook;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * The calls of webhooks that were made: the latest of them, and how many there were. A call is in it once it was
 * answered, or was not in time.
 */
public final class WebhookLog {

    private final int capacity;
    private final Deque<WebhookCall> latest = new ArrayDeque<>();
    private long total;

    WebhookLog(int capacity) {
        this.capacity = capacity;
    }

    /**
     * {@return how many calls were made since the last reset}
     */
    public synchronized long count() {
        return total;
    }

    /**
     * {@return the latest calls, in the order of their answers}
     */
    public synchronized List<WebhookCall> all() {
        return new ArrayList<>(latest);
    }

    /**
     * The latest calls of a squid's webhook.
     *
     * @param  squid the squid
     * @return       those, in the order of their answers
     */
    public synchronized List<WebhookCall> of(SimulatedSquid squid) {
        return latest.stream().filter(call -> squid.id().equals(call.squid())).toList();
    }

    /**
     * {@return the last call, if there was one}
     */
    public synchronized Optional<WebhookCall> last() {
        return Optional.ofNullable(latest.peekLast());
    }

    /**
     * Forgets all.
     */
    public synchronized void reset() {
        latest.clear();
        total = 0;
    }

    synchronized void add(WebhookCall call) {
        total++;
        if (latest.size() == capacity) {
            latest.removeFirst();
        }
        latest.addLast(call);
    }
}
