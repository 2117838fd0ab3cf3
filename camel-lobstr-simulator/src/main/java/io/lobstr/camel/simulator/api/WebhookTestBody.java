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

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Ids;

/**
 * What the test of a webhook posts. The API's pages do not say it.
 */
public enum WebhookTestBody {
    /** An object that is no event of a run. */
    WORDS(Json.text(Json.object().put("object", "webhook").put("event", "test"))),
    /** An empty object. */
    EMPTY_OBJECT("{}"),
    /** No body. */
    NOTHING(""),
    /** JSON that is no object. */
    TEXT("\"test\""),
    /** As a true call, of a run and a squid that do not exist. */
    EVENT(Json.text(event()));

    private final String body;

    WebhookTestBody(String body) {
        this.body = body;
    }

    /**
     * {@return the body}
     */
    public String body() {
        return body;
    }

    private static ObjectNode event() {
        ObjectNode event = Json.object().put("id", Ids.of("test run")).put("object", "run").put("event", "run.done");
        event.putObject("squid").put("id", Ids.of("test squid")).put("name", "Test");
        return event.put("timestamp", "2025/06/18 17:32:31");
    }
}
