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
package io.lobstr.camel.simulator.state;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A call of a webhook that is to be made.
 *
 * @param squid   the id of the squid whose webhook it is
 * @param lane    calls of one lane are made one after another
 * @param due     when it is to be made
 * @param url     the address
 * @param retry   whether a failed call is tried again
 * @param message what is told
 * @param body    what is sent instead of the message, or null
 * @param headers headers besides the usual ones
 */
public record WebhookOrder(
        String squid, String lane, Instant due, String url, boolean retry, WebhookMessage message, String body,
        Map<String, String> headers) {

    /**
     * The call of a squid's webhook for one event.
     *
     * @param  squid   the squid
     * @param  webhook its webhook
     * @param  event   what happened
     * @param  run     the id of the run that it happened to
     * @param  at      when
     * @return         the call, which is due then
     */
    public static WebhookOrder of(SimulatedSquid squid, WebhookDelivery webhook, WebhookEvent event, String run, Instant at) {
        WebhookMessage message = new WebhookMessage(event.word(), run, squid.id(), squid.name(), at);
        return new WebhookOrder(squid.id(), squid.id(), at, webhook.url(), webhook.retry(), message, null, Map.of());
    }

    /**
     * The same call, later.
     *
     * @param  delay how much later
     * @return       the call
     */
    public WebhookOrder after(Duration delay) {
        return new WebhookOrder(squid, lane, due.plus(delay), url, retry, message, body, headers);
    }

    /**
     * The same call, not before an instant.
     *
     * @param  instant the instant
     * @return         the call
     */
    public WebhookOrder notBefore(Instant instant) {
        return instant.isAfter(due) ? after(Duration.between(due, instant)) : this;
    }
}
