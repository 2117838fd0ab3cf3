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
package io.lobstr.camel.internal.wait;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;

/**
 * What a list of squids tells of the runs of one: whether its newest may be over, and whether another became the
 * newest.
 *
 * @param status    of its newest run; null where it has none
 * @param over      whether the newest run may be over
 * @param totalRuns how many runs it has had; -1 where the list does not have it
 */
record SquidState(String status, boolean over, long totalRuns) {

    /** A squid that was deleted, or that the list does not show: its runs have to be asked for. */
    static final SquidState UNSEEN = new SquidState(null, true, -1);

    static SquidState of(Squid squid) {
        String status = squid.getLastRunStatus();
        return new SquidState(status, !Run.ACTIVE_STATUSES.contains(status == null ? "" : status), squid.getTotalRuns());
    }

    /** Whether a run may have come to its end since the other was seen. */
    boolean suggestsAnEndSince(SquidState other) {
        return other == null ? over : over && !other.over || totalRuns != other.totalRuns;
    }
}
