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
package io.lobstr.camel.simulator.state;

import java.util.Locale;

/**
 * The statuses of a run, as the Get Run page lists them.
 */
public enum RunStatus {
    /** Waits to start. */
    PENDING,
    /** Collects data. */
    RUNNING,
    /** Has collected, now exports. */
    UPLOADING,
    /** Was paused; can be resumed or aborted. */
    PAUSED,
    /** Was stopped by the user. */
    ABORTED,
    /** Finished and exported. */
    DONE,
    /** Failed. */
    ERROR;

    /**
     * {@return whether a run with this status is over}
     */
    public boolean isOver() {
        return this == DONE || this == ABORTED || this == ERROR;
    }

    /**
     * {@return the word as runs spell it, in lower case}
     */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
