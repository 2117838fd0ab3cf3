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

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.api.Json;
import io.lobstr.camel.simulator.state.WebhookMessage;
import io.lobstr.camel.simulator.state.WebhookOrder;

/**
 * One try of a call.
 *
 * @param order  the call
 * @param number the number of the try, from 1
 */
record Attempt(WebhookOrder order, int number) {

    private static final int LAST = 4;
    private static final Duration APART = Duration.ofMinutes(15);
    private static final DateTimeFormatter TIME
            = DateTimeFormatter.ofPattern("uuuu/MM/dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    Instant due() {
        return order.due();
    }

    /** The next try, if there is one. */
    Optional<Attempt> next() {
        return order.retry() && number < LAST ? Optional.of(new Attempt(order.after(APART), number + 1)) : Optional.empty();
    }

    /** What is posted. */
    String body(boolean timeOfTry) {
        if (order.body() != null) {
            return order.body();
        }
        WebhookMessage message = order.message();
        Instant time = timeOfTry && number > 1 ? due() : message.timestamp();
        ObjectNode json = Json.object().put("id", message.run()).put("object", "run").put("event", message.event());
        json.putObject("squid").put("id", message.squid()).put("name", message.squidName());
        return Json.text(json.put("timestamp", TIME.format(time)));
    }

    WebhookCall made(String body, int status) {
        WebhookMessage message = order.message();
        return new WebhookCall(due(), order.squid(), order.url(), message.event(), message.run(), body, number, status);
    }
}
