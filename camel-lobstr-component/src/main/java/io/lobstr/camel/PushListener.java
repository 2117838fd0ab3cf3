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
package io.lobstr.camel;

import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;

import io.lobstr.camel.internal.webhook.WebhookListener;
import io.lobstr.camel.internal.webhook.WebhookReceivers;
import io.lobstr.camel.internal.webhook.WebhookTokens;
import io.lobstr.camel.model.RunEvent;

/**
 * Hears of the calls of webhooks that come in by an endpoint, from its opening until it is closed.
 */
final class PushListener implements WebhookListener {

    private final LobstrEndpoint endpoint;
    private final WebhookTokens tokens;
    private final BooleanSupplier open;
    private final BiConsumer<String, RunEvent> heard;

    private PushListener(LobstrEndpoint endpoint, BooleanSupplier open, BiConsumer<String, RunEvent> heard) {
        this.endpoint = endpoint;
        this.tokens = WebhookOptions.tokens(endpoint);
        this.open = open;
        this.heard = heard;
    }

    /**
     * @param  endpoint                 says where calls come in, and has the secret
     * @param  open                     false while nothing is taken
     * @param  heard                    is told of each event, and of which squid it is
     * @throws IllegalArgumentException if the application has no HTTP server
     */
    static PushListener open(LobstrEndpoint endpoint, BooleanSupplier open, BiConsumer<String, RunEvent> heard) {
        PushListener listener = new PushListener(endpoint, open, heard);
        WebhookReceivers.of(endpoint.getCamelContext()).open(endpoint.getWebhookPath(), listener);
        return listener;
    }

    void close() {
        WebhookReceivers.of(endpoint.getCamelContext()).close(endpoint.getWebhookPath(), this);
    }

    @Override
    public boolean knows(String squid, String token) {
        return tokens.matches(squid, token);
    }

    @Override
    public boolean isOpen() {
        return open.getAsBoolean();
    }

    @Override
    public void called(String squid, RunEvent event) {
        heard.accept(squid, event);
    }
}
