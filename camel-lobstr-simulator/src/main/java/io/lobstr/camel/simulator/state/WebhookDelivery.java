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

import java.util.Set;

/**
 * The webhook that was configured for a squid.
 *
 * @param url    where the calls go
 * @param active whether it is switched on
 * @param retry  whether a failed call is tried again
 * @param events the events that are switched on, such as {@code run.done}
 */
public record WebhookDelivery(String url, boolean active, boolean retry, Set<String> events) {

    /**
     * Takes a copy of the events.
     *
     * @param url    where the calls go
     * @param active whether it is switched on
     * @param retry  whether a failed call is tried again
     * @param events the events that are switched on
     */
    public WebhookDelivery {
        events = Set.copyOf(events);
    }

    /**
     * Tells whether a call has succeeded. 204 is not among the statuses that the API's page lists.
     *
     * @param  status the HTTP status that was answered
     * @return        whether it is 200, 201 or 202
     */
    public static boolean accepts(int status) {
        return status == 200 || status == 201 || status == 202;
    }

    /**
     * Tells whether calls for an event are made.
     *
     * @param  event the event
     * @return       whether the webhook and the event are switched on
     */
    public boolean wants(WebhookEvent event) {
        return active && events.contains(event.word());
    }
}
