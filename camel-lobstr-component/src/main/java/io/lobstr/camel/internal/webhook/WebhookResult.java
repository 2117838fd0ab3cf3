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

/**
 * What becomes of a call.
 */
public enum WebhookResult {

    /** It said that something happened to a run. */
    TAKEN(200),
    /** It is none of the events, as a test may be. */
    NO_EVENT(200),
    /** Its body could not be read to its end. */
    BROKEN(400),
    /** Its token is not that of the squid. */
    UNKNOWN(404),
    /** It is no POST. */
    NO_POST(405),
    /** Its body is bigger than that of any event. */
    TOO_BIG(413),
    /** Whoever it is for is suspended, or stops just now. */
    CLOSED(503);

    private final int status;

    WebhookResult(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
