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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.lobstr.camel.internal.http.Json;
import io.lobstr.camel.model.RunEvent;

/**
 * What the body of a call says.
 */
final class WebhookCalls {

    private static final Pattern EVENT = Pattern.compile("run\\.[A-Za-z_.-]{1,64}");
    /** A hash has 32 digits. Whatever is no word may be a path, a line of a log, or an expression. */
    private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private WebhookCalls() {
    }

    /**
     * @param  squid the squid whose address was called: whatever the body says of that does not count
     * @param  body  what was sent
     * @return       the event, none where it is something else, as a test may send
     */
    static Optional<RunEvent> event(String squid, byte[] body) {
        try {
            if (Json.value(body) instanceof Map<?, ?> said && said.get("event") instanceof String event
                    && EVENT.matcher(event).matches() && said.get("id") instanceof String run
                    && RUN.matcher(run).matches()) {
                return Optional.of(new RunEvent(ofSquid(squid, said)));
            }
        } catch (IllegalArgumentException e) {
            // no JSON, or none that is read
        }
        return Optional.empty();
    }

    private static Map<String, Object> ofSquid(String squid, Map<?, ?> said) {
        Map<String, Object> json = fields(said);
        Map<String, Object> of = json.get("squid") instanceof Map<?, ?> named ? fields(named) : new LinkedHashMap<>();
        of.put("id", squid);
        json.put("squid", of);
        return json;
    }

    private static Map<String, Object> fields(Map<?, ?> json) {
        Map<String, Object> fields = new LinkedHashMap<>();
        json.forEach((name, value) -> fields.put(String.valueOf(name), value));
        return fields;
    }
}
