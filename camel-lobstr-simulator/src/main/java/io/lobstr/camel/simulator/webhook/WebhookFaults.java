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

import java.util.ArrayList;
import java.util.List;

import io.lobstr.camel.simulator.state.WebhookEvent;

/**
 * The faults that are to come over the calls of webhooks, but for those that are made by hand. A call meets the first
 * that was asked for, is meant for its event, and is not used up.
 */
public final class WebhookFaults {

    private final List<WebhookFaultRule> rules = new ArrayList<>();

    WebhookFaults() {
    }

    /**
     * Lets the next call meet a fault.
     *
     * @param  event which calls, such as {@code "run.done"}, or {@code "*"} for all
     * @param  fault what goes wrong
     * @return       the rule, to end it
     */
    public WebhookFaultRule next(String event, WebhookFault fault) {
        return times(event, 1, fault);
    }

    /**
     * Lets the next calls meet a fault.
     *
     * @param  event which calls
     * @param  count how many
     * @param  fault what goes wrong
     * @return       the rule, to end it
     */
    public synchronized WebhookFaultRule times(String event, long count, WebhookFault fault) {
        WebhookFaultRule rule = new WebhookFaultRule(event, fault, count);
        rules.add(rule);
        return rule;
    }

    /**
     * Lets all calls meet a fault, until it is cleared.
     *
     * @param  event which calls
     * @param  fault what goes wrong
     * @return       the rule, to end it
     */
    public WebhookFaultRule always(String event, WebhookFault fault) {
        return times(event, Long.MAX_VALUE, fault);
    }

    /**
     * Ends all faults.
     */
    public synchronized void clear() {
        rules.forEach(WebhookFaultRule::clear);
        rules.clear();
    }

    /** The fault that a call meets; one that changes nothing if it meets none. */
    synchronized WebhookFault take(WebhookEvent event) {
        rules.removeIf(rule -> rule.left() == 0);
        return rules.stream().filter(rule -> rule.isMeant(event)).findFirst().map(WebhookFaultRule::take)
                .orElse(WebhookFault.repeated(1));
    }
}
