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

/**
 * Makes the calls of webhooks. It is called while the account is locked, and must not wait.
 */
public interface WebhookCaller {

    /** Makes no calls. */
    WebhookCaller NOBODY = new WebhookCaller() {

        @Override
        public void begin() {
            // nobody minds the clock
        }

        @Override
        public void call(WebhookOrder order) {
            // nobody calls
        }
    };

    /**
     * Minds the clock from now on: there is a webhook.
     */
    void begin();

    /**
     * Makes a call when it is due.
     *
     * @param order the call
     */
    void call(WebhookOrder order);
}
