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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.Run;

/**
 * The newest runs of a squid as they were at a time.
 */
final class RunsSeen {

    private final Map<String, Boolean> finished = new HashMap<>();

    RunsSeen(List<Run> newestFirst) {
        newestFirst.forEach(run -> finished.put(run.getId(), run.isFinished()));
    }

    /** Whether the run was over then. */
    boolean finished(Run run) {
        return finished.getOrDefault(run.getId(), false);
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
            if (run.getOrigin() == null || "user".equals(run.getOrigin())) {
                since.add(run);
            }
        }
        return finished.isEmpty() ? since : List.of();
    }
}
