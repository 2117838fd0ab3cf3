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

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where the results of a squid go, and what it tells of its runs.
 */
public abstract sealed class SquidWebhook permits SquidRuns {

    private final Account account;
    private final Deliveries deliveries = new Deliveries();
    private WebhookDelivery webhook;

    SquidWebhook(Account account) {
        this.account = account;
    }

    abstract SimulatedSquid squid();

    /**
     * {@return the webhook that was configured for it}
     */
    public Optional<WebhookDelivery> webhook() {
        synchronized (account) {
            return Optional.ofNullable(webhook);
        }
    }

    /**
     * Replaces the webhook, whoever configured it; it is called for what happens from now on.
     *
     * @param delivery the new one; null for none
     */
    public void deliverTo(WebhookDelivery delivery) {
        synchronized (account) {
            account.turns().catchUp();
            webhook = delivery;
            if (delivery != null) {
                account.webhookCaller().begin();
            }
        }
    }

    /**
     * Calls the webhook now as for an event of the newest run, whatever is true of that run and however the webhook is
     * set.
     *
     * @param  event                 the event
     * @throws IllegalStateException if it has no webhook, or no run
     */
    public void callWebhook(WebhookEvent event) {
        callWebhook(event, call -> {
        });
    }

    /**
     * Calls the webhook as for an event, or any other address with anything.
     *
     * @param  event                 the event
     * @param  change                what differs from a true call for the newest run
     * @throws IllegalStateException if it has no webhook, or no run, and the change does not say where to or which
     */
    public void callWebhook(WebhookEvent event, Consumer<WebhookCallSetup> change) {
        synchronized (account) {
            WebhookCallSetup setup = new WebhookCallSetup();
            change.accept(setup);
            List<WebhookOrder> orders = setup.orders(squid(), event, account.now());
            account.turns().catchUp();
            account.webhookCaller().begin();
            orders.forEach(account.webhookCaller()::call);
        }
    }

    /**
     * {@return where its results go besides}
     */
    public Deliveries deliveries() {
        return deliveries;
    }
}
