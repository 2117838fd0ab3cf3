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
package io.lobstr.camel.simulator.api;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.WebhookDelivery;

/**
 * Tries where results could go. All but the webhook is only said to have been tried.
 */
final class DeliveryTestHandlers {

    private static final int METHOD_NOT_ALLOWED = 405;

    private final Behaviour behaviour;
    private final WebhookTester tester;

    DeliveryTestHandlers(Behaviour behaviour, WebhookTester tester) {
        this.behaviour = behaviour;
        this.tester = tester;
    }

    JsonNode email(Call call) {
        ObjectNode answer = tried(call, "email", List.of("email"));
        return behaviour.has(Quirk.TEST_EMAIL_SAYS_405) ? answer.put("status_code", METHOD_NOT_ALLOWED) : answer;
    }

    JsonNode googleSheet(Call call) {
        return tried(call, "googlesheet", List.of("url"));
    }

    JsonNode s3(Call call) {
        return tried(call, "s3", List.of("bucket"));
    }

    JsonNode sftp(Call call) {
        return tried(call, "sftp", List.of("host", "port", "username", "password", "directory"));
    }

    JsonNode webhook(Call call) {
        int status = tester.call(Call.needed(call.body(), "url"), behaviour.webhookTest().body());
        return Json.object().put("success", WebhookDelivery.accepts(status))
                .put("status_code", status == 0 ? null : Integer.valueOf(status));
    }

    private ObjectNode tried(Call call, String kind, List<String> needed) {
        JsonNode body = call.body();
        needed.stream().filter(field -> !body.hasNonNull(field)).findFirst().ifPresent(field -> {
            throw new ApiException(ApiError.needed(field));
        });
        return Json.object().put("success", !behaviour.failsDeliveryTest(kind));
    }
}
