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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Deliveries;

/**
 * Writes where the results of a squid go, but for its webhook.
 */
final class DeliveryJson {

    private static final List<String> KINDS = List.of("google_sheet_fields", "ftp_fields", "s3_fields", "slack_fields");

    private DeliveryJson() {
    }

    /** The fields of a squid that say it. */
    static ObjectNode of(Deliveries deliveries) {
        ObjectNode json = Json.object();
        deliveries.of("email").ifPresentOrElse(
                mail -> json.setAll((ObjectNode) Json.of(mail)),
                () -> json.putNull("email").put("notifications", false).putNull("notifications_activation_date"));
        KINDS.forEach(kind -> json.set(kind, Json.of(deliveries.of(kind).orElse(null))));
        return json;
    }
}
