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
package io.lobstr.camel.internal.webhook;

import java.util.Map;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.Line;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.DeliveryTest;
import io.lobstr.camel.model.Squid;

/**
 * What lobstr.io is asked about the webhooks of squids.
 */
final class WebhookRequests {

    private static final int OK = 200;

    private final LobstrClient client;
    private final Pause pause;

    /**
     * @param client asks the API, each thing once
     * @param pause  on whose threads it is asked
     */
    WebhookRequests(LobstrClient client, Pause pause) {
        this.client = client;
        this.pause = pause;
    }

    /** What is registered for a squid. */
    CompletionStage<Hook> look(String squid) {
        return this.<Squid> ask(LobstrOperation.getSquid, Map.of(Parameter.SQUID, squid), null)
                .thenApply(shown -> Hook.of(shown.toMap().get("webhook_fields")));
    }

    /** Registers an address for a squid. */
    CompletionStage<?> register(String squid, String url) {
        return ask(LobstrOperation.configureDelivery, Map.of(Parameter.SQUID, squid), Hook.registering(url));
    }

    /**
     * Lets lobstr.io call an address.
     *
     * @return what it got instead of a success, null where it got one
     */
    CompletionStage<String> test(String url) {
        return this.<DeliveryTest> ask(LobstrOperation.testDelivery, Map.of(Parameter.DELIVERY, "webhook"), Map.of("url", url))
                .thenApply(WebhookRequests::trouble);
    }

    private static String trouble(DeliveryTest test) {
        boolean isSuccess = test.getSuccess() == null ? test.getStatusCode() == OK : test.getSuccess();
        if (isSuccess) {
            return null;
        }
        return test.getStatusCode() == 0 ? "it got no answer" : "it was answered " + test.getStatusCode();
    }

    private <T> CompletionStage<T> ask(LobstrOperation operation, Map<Parameter, String> ids, Object body) {
        return client.send(new LobstrRequest(operation, ids, body).in(Line.WRITE), pause);
    }
}
