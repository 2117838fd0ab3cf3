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

import io.lobstr.camel.simulator.state.WebhookEvent;

/**
 * A fault that waits for its calls.
 */
public final class WebhookFaultRule {

    private final String event;
    private final WebhookFault fault;
    private long left;

    WebhookFaultRule(String event, WebhookFault fault, long left) {
        this.event = event;
        this.fault = fault;
        this.left = left;
    }

    /**
     * {@return how many calls will meet the fault}
     */
    public synchronized long left() {
        return left;
    }

    /**
     * Ends it.
     */
    public synchronized void clear() {
        left = 0;
    }

    boolean isMeant(WebhookEvent happened) {
        return "*".equals(event) || event.equals(happened.word());
    }

    synchronized WebhookFault take() {
        left--;
        return fault;
    }
}
