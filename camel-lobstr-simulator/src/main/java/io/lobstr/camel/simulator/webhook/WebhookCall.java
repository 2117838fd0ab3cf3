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

import java.time.Instant;

import io.lobstr.camel.simulator.state.WebhookDelivery;

/**
 * A call of a webhook that was made.
 *
 * @param at     when it was due, by the simulator's clock
 * @param squid  the id of the squid whose webhook it was; null of a test
 * @param url    the address
 * @param event  such as {@code run.done}; null of a test
 * @param run    the id of the run that it told of; null of a test
 * @param body   what was posted
 * @param number the number of this try, from 1
 * @param status the HTTP status that was answered; 0 where no answer came in time
 */
public record WebhookCall(
        Instant at, String squid, String url, String event, String run, String body, int number, int status) {

    /**
     * {@return whether the API takes it as a success}
     */
    public boolean succeeded() {
        return WebhookDelivery.accepts(status);
    }
}
