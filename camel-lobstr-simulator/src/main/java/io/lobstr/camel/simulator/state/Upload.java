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

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A file of tasks on its way into a squid.
 */
public final class Upload {

    private final String id;
    private final SimulatedSquid squid;
    private final List<Map<String, Object>> valid;
    private final int invalid;
    private final boolean failing;
    private final Instant created;
    private final Instant end;
    private int inserted;
    private boolean settled;

    Upload(String id, SimulatedSquid squid, List<Map<String, Object>> valid, int invalid, boolean failing, Instant created,
           Duration length) {
        this.id = id;
        this.squid = squid;
        this.valid = valid;
        this.invalid = invalid;
        this.failing = failing;
        this.created = created;
        this.end = created.plus(length);
    }

    /**
     * {@return its id}
     */
    public String id() {
        return id;
    }

    /**
     * How it stands.
     *
     * @param  now the time
     * @return     {@code PENDING}, {@code PROGRESS}, {@code SUCCESS} or {@code FAILURE}
     */
    public String stateAt(Instant now) {
        if (!now.isBefore(end)) {
            return failing ? "FAILURE" : "SUCCESS";
        }
        boolean early = Duration.between(created, now).multipliedBy(4).compareTo(Duration.between(created, end)) < 0;
        return early ? "PENDING" : "PROGRESS";
    }

    /**
     * {@return how many rows are tasks, whether or not they were there already}
     */
    public int valid() {
        return valid.size();
    }

    /**
     * {@return how many tasks were added}
     */
    public int inserted() {
        return inserted;
    }

    /**
     * {@return how many rows are no tasks}
     */
    public int invalid() {
        return invalid;
    }

    /** Adds the tasks once it is over. */
    void catchUp(Instant now) {
        if (!settled && !now.isBefore(end)) {
            settled = true;
            if (!failing) {
                inserted = (int) valid.stream().filter(params -> squid.addTask(params).isPresent()).count();
            }
        }
    }
}
