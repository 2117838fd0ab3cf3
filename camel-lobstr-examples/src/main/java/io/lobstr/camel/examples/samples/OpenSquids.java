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
package io.lobstr.camel.examples.samples;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Header;

/**
 * Tells by the list of squids of which of them the runs are to be read: a run is open, or something has happened since
 * they were read. After a restart these are all that have had a run in the last two days. For one route.
 */
public class OpenSquids {

    private static final Duration RECENT = Duration.ofDays(2);

    private final Clock clock = Clock.systemUTC();
    private final Map<String, String> read = new HashMap<>();
    private final Map<String, String> listed = new HashMap<>();
    private final Set<String> open = new HashSet<>();

    /**
     * @param  squids all squids
     * @return        the hashes of those whose runs are to be read
     */
    public synchronized List<String> toRead(@Body Iterator<Squid> squids) {
        List<String> hashes = new ArrayList<>();
        listed.clear();
        while (squids.hasNext()) {
            Squid squid = squids.next();
            String id = squid.getId();
            if (id == null || listed.put(id, state(squid)) != null) {
                continue;
            }
            boolean isNews = read.containsKey(id) ? !read.get(id).equals(listed.get(id)) : isRecent(squid);
            if (isNews || open.contains(id) || isActive(squid.getLastRunStatus())) {
                hashes.add(id);
            }
        }
        read.keySet().retainAll(listed.keySet());
        open.retainAll(listed.keySet());
        return hashes;
    }

    /**
     * Remembers that this was done, so that it is not done again before something happens.
     *
     * @param squid its hash
     * @param runs  its newest runs
     */
    public synchronized void wasRead(@Header("CamelLobstrSquidId") String squid, @ExchangeProperty("runs") List<Run> runs) {
        read.put(squid, listed.getOrDefault(squid, ""));
        if (runs.stream().allMatch(Run::isFinished)) {
            open.remove(squid);
        } else {
            open.add(squid);
        }
    }

    private static boolean isActive(String status) {
        return status != null && !Run.FINISHED_STATUSES.contains(status);
    }

    private boolean isRecent(Squid squid) {
        return squid.getTotalRuns() > 0
                && (squid.getLastRunAt() == null || squid.getLastRunAt().toInstant().isAfter(clock.instant().minus(RECENT)));
    }

    private static String state(Squid squid) {
        return squid.getLastRunStatus() + " " + squid.getLastRunAt() + " " + squid.getTotalRuns();
    }
}
