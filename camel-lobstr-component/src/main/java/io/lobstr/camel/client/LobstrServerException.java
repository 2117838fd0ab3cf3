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
package io.lobstr.camel.client;

/**
 * The far side failed: a 5xx, no answer in time, no connection, or an answer that cannot be read.
 */
public class LobstrServerException extends LobstrException {

    private static final long serialVersionUID = 1L;

    /** Whether the API may have acted. */
    private final boolean requestSent;

    LobstrServerException(Failure failure) {
        super(failure);
        this.requestSent = failure.requestSent();
    }

    /**
     * @return true if the request may have reached the API, which may have acted on it; false if it certainly did not
     */
    public boolean isRequestSent() {
        return requestSent;
    }
}
