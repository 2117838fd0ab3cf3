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

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;

/**
 * Says where the results of squids go. What is sent for a kind replaces what was said before, and comes back as it
 * came.
 */
final class DeliveryHandlers {

    /** The fields that each kind needs. */
    private static final Map<String, List<String>> NEEDED = Map.of(
            "google_sheet_fields", List.of("url", "append", "is_active"),
            "s3_fields", List.of("bucket", "target_path", "is_active"),
            "ftp_fields", List.of("host", "port", "username", "password", "directory", "is_active"));

    private final Behaviour behaviour;

    DeliveryHandlers(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    JsonNode deliver(Call call) {
        SimulatedSquid squid = call.squid(call.needed("squid"));
        JsonNode body = call.body();
        WebhookDelivery webhook = body.has("webhook_fields") ? webhook(body.get("webhook_fields")) : null;
        Map<String, ObjectNode> others = new LinkedHashMap<>();
        NEEDED.forEach((kind, fields) -> {
            if (body.has(kind)) {
                others.put(kind, checked(kind, body.get(kind), fields));
            }
        });
        if (body.has("email")) {
            others.put("email", mail(call, body));
        }
        if (webhook == null && others.isEmpty()) {
            throw new ApiException(ApiError.needed("webhook_fields"));
        }
        if (behaviour.has(Quirk.DELIVERY_REPLACES_ALL)) {
            squid.deliveries().clear();
            squid.deliverTo(null);
        }
        others.forEach((kind, fields) -> squid.deliveries().replace(kind, Json.map(fields)));
        ObjectNode answer = Json.object();
        if (webhook != null) {
            squid.deliverTo(webhook);
            answer.set("webhook_fields", SquidJson.webhook(webhook));
        }
        others.forEach((kind, fields) -> echo(answer, kind, fields));
        return answer;
    }

    private static WebhookDelivery webhook(JsonNode fields) {
        if (!fields.isObject()) {
            throw new ApiException(ApiError.needed("webhook_fields"));
        }
        Set<String> events = new HashSet<>();
        fields.path("events").properties().forEach(event -> {
            if (event.getValue().asBoolean()) {
                events.add(event.getKey());
            }
        });
        return new WebhookDelivery(
                Call.needed(fields, "url"), fields.path("is_active").asBoolean(), fields.path("retry").asBoolean(), events);
    }

    private static ObjectNode checked(String kind, JsonNode given, List<String> needed) {
        if (!given.isObject()) {
            throw new ApiException(ApiError.invalid(kind, "it must be an object"));
        }
        needed.stream().filter(field -> !given.hasNonNull(field)).findFirst().ifPresent(field -> {
            throw new ApiException(ApiError.needed(field));
        });
        return given.deepCopy();
    }

    private static ObjectNode mail(Call call, JsonNode body) {
        String address = Call.needed(body, "email");
        if (!body.path("notifications").isBoolean()) {
            throw new ApiException(ApiError.needed("notifications"));
        }
        boolean on = body.get("notifications").booleanValue();
        return Json.object().put("email", address).put("notifications", on)
                .put("notifications_activation_date", on ? Times.seconds(call.account().now()) : null);
    }

    /** As the examples of the page show it: what is said of SFTP comes back without {@code is_active}. */
    private static void echo(ObjectNode answer, String kind, ObjectNode fields) {
        if (kind.equals("email")) {
            answer.setAll(fields);
        } else {
            answer.set(kind, kind.equals("ftp_fields") ? fields.deepCopy().without("is_active") : fields);
        }
    }
}
