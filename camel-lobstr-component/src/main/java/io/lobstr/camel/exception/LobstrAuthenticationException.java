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
 * The API refused the key (401), or what the key may do (403).
 */
public class LobstrAuthenticationException extends LobstrException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message    what was asked, and what came of it
     * @param statusCode the HTTP status of the answer, 0 where there was no answer
     * @param type       the API's word for the kind of error, or null
     * @param param      the parameter that the API complains about, or null
     * @param retryAfter how long the API asked to wait, or null
     * @param cause      what led to it, or null
     */
    public LobstrAuthenticationException(String message, int statusCode, String type, String param, Duration retryAfter,
                                         Throwable cause) {
        super(message, statusCode, type, param, retryAfter, cause);
    }
}
