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
package io.lobstr.camel.internal.client;

import java.time.Duration;

import io.lobstr.camel.internal.operation.LobstrOperation;

/**
 * Hears of each request that was sent.
 */
@FunctionalInterface
public interface RequestObserver {

    /** The status where there was no answer, or none that could be read to its end. */
    int NO_ANSWER = 0;

    /**
     * @param operation what was asked
     * @param status    the HTTP status, or {@link #NO_ANSWER}
     * @param took      from sending the request to the end of its answer
     */
    void answered(LobstrOperation operation, int status, Duration took);
}
