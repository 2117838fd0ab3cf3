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
package io.lobstr.camel.exception;

import java.time.Duration;

/**
 * The far side failed: a 5xx, no answer in time, no connection, or an answer that cannot be read.
 */
public class LobstrServerException extends LobstrException {

    private static final long serialVersionUID = 1L;

    /** Whether the API may have acted. */
    private final boolean requestSent;

    /**
     * @param message     what was asked, and what came of it
     * @param statusCode  the HTTP status of the answer, 0 where there was no answer
     * @param type        the API's word for the kind of error, or null
     * @param param       the parameter that the API complains about, or null
     * @param retryAfter  how long the API asked to wait, or null
     * @param requestSent whether the API may have acted on the request
     * @param cause       what led to it, or null
     */
    public LobstrServerException(String message, int statusCode, String type, String param, Duration retryAfter,
                                 boolean requestSent, Throwable cause) {
        super(message, statusCode, type, param, retryAfter, cause);
        this.requestSent = requestSent;
    }

    /**
     * @return true if the request may have reached the API, which may have acted on it; false if it certainly did not
     */
    public boolean isRequestSent() {
        return requestSent;
    }
}
