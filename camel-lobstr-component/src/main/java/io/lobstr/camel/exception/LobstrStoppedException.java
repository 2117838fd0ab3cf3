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

import io.lobstr.camel.model.Run;

/**
 * A wait was ended because the context or its route was stopped. What was waited for goes on.
 */
public class LobstrStoppedException extends LobstrException {

    private static final long serialVersionUID = 1L;

    private final transient Run run;

    /**
     * @param message what was waited for, and why it ended
     * @param run     the run as it was last read, or null
     * @param cause   what led to it, or null
     */
    public LobstrStoppedException(String message, Run run, Throwable cause) {
        super(message, 0, null, null, null, cause);
        this.run = run;
    }

    /**
     * @return the run as it was last read; null if it was never read
     */
    public Run getRun() {
        return run;
    }
}
