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

import java.util.Objects;

/**
 * How a run ends.
 *
 * @param status      one of the statuses of a run that is over
 * @param reason      the done reason
 * @param description more words on the reason; may be null
 */
public record Ending(RunStatus status, String reason, String description) {

    /**
     * Checks the parts.
     *
     * @param status      one of the statuses of a run that is over
     * @param reason      the done reason
     * @param description more words on the reason; may be null
     */
    public Ending {
        Objects.requireNonNull(status, "status");
        if (!status.isOver()) {
            throw new IllegalArgumentException("A run does not end as " + status.word());
        }
    }

    /**
     * {@return all tasks done}
     */
    public static Ending done() {
        return new Ending(RunStatus.DONE, "tasks_done", null);
    }

    /**
     * {@return stopped by the user}
     */
    public static Ending aborted() {
        return new Ending(RunStatus.ABORTED, "aborted", null);
    }

    /**
     * An error.
     *
     * @param  reason the done reason, such as {@code no_credits_left}
     * @return        the ending
     */
    public static Ending error(String reason) {
        return new Ending(RunStatus.ERROR, reason, null);
    }

    boolean exports() {
        return status != RunStatus.ERROR;
    }
}
