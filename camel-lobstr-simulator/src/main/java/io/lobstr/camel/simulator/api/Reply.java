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

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.traffic.Answer;

/**
 * What a handler answers.
 *
 * @param status the HTTP status
 * @param json   the body; none where it is null
 */
record Reply(int status, JsonNode json) {

    private static final int NO_CONTENT = 204;

    static Reply nothing() {
        return new Reply(NO_CONTENT, null);
    }

    Answer answer() {
        return json == null ? Answer.empty(status) : Answer.of(status, Json.TYPE, Json.body(json));
    }
}
