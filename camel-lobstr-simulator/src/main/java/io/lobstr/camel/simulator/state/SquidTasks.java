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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The tasks of a squid, in the order in which they were added, none of them twice.
 */
final class SquidTasks {

    private final Map<Map<String, Object>, SimulatedTask> byParams = new LinkedHashMap<>();
    private final Map<String, SimulatedTask> byId = new LinkedHashMap<>();
    private List<SimulatedTask> all = List.of();

    Optional<SimulatedTask> add(Map<String, Object> params, Ids ids, Instant now) {
        if (byParams.containsKey(params)) {
            return Optional.empty();
        }
        SimulatedTask task = new SimulatedTask(ids.next(), now, new LinkedHashMap<>(params));
        byParams.put(task.params(), task);
        byId.put(task.id(), task);
        all = null;
        return Optional.of(task);
    }

    Optional<SimulatedTask> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** Removes some, and tells which. */
    List<SimulatedTask> remove(Predicate<SimulatedTask> which) {
        List<SimulatedTask> gone = all().stream().filter(which).toList();
        gone.forEach(task -> {
            byParams.remove(task.params());
            byId.remove(task.id());
        });
        all = null;
        return gone;
    }

    List<SimulatedTask> all() {
        if (all == null) {
            all = List.copyOf(byParams.values());
        }
        return all;
    }
}
