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
package io.lobstr.camel.internal.start;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.lobstr.camel.model.Run;

/**
 * The newest runs of a squid as they were at a time.
 */
final class RunsSeen {

    /** A time may be cut to its second, and the machines of the API may differ a little. */
    private static final Duration MARGIN = Duration.ofSeconds(5);

    private final Map<String, Boolean> finished = new HashMap<>();
    private final Run active;
    private final String squid;
    private final Instant time;

    /**
     * @param squid       whose they are
     * @param newestFirst the newest of them
     * @param time        what the clock of the API showed then, null where it does not say so
     */
    RunsSeen(String squid, List<Run> newestFirst, Instant time) {
        this.squid = squid;
        this.time = time;
        newestFirst.forEach(run -> finished.put(run.getId(), run.isFinished()));
        this.active = newestFirst.stream().filter(run -> !run.isFinished()).findFirst().orElse(null);
    }

    /** The one that was active then. */
    Optional<Run> active() {
        return Optional.ofNullable(active);
    }

    /** Whether the run was active then, or is newer. */
    boolean wasActiveSince(Run run) {
        Boolean wasFinished = finished.get(run.getId());
        return wasFinished == null ? isNewer(run) : !wasFinished;
    }

    /**
     * What a user has started since: on top of the list come the new runs, then those of before. A list that shows none
     * of those says nothing.
     */
    List<Run> since(List<Run> newestFirst) {
        List<Run> since = new ArrayList<>();
        for (Run run : newestFirst) {
            if (finished.containsKey(run.getId())) {
                return since;
            }
            if (isNewer(run) && (run.getOrigin() == null || "user".equals(run.getOrigin()))) {
                since.add(run);
            }
        }
        return finished.isEmpty() ? since : List.of();
    }

    /** That it was not shown then proves nothing: the list may have been behind. */
    private boolean isNewer(Run run) {
        return time != null && run.getCreatedAt() != null && !run.getCreatedAt().toInstant().isBefore(time.minus(MARGIN))
                && (run.getSquid() == null || run.getSquid().equals(squid));
    }
}
