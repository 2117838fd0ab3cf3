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

/**
 * The tasks of a squid, in the order in which they were added, none of them twice.
 */
final class SquidTasks {

    private final Map<Map<String, Object>, SimulatedTask> byParams = new LinkedHashMap<>();
    private List<SimulatedTask> all = List.of();

    Optional<SimulatedTask> add(Map<String, Object> params, Ids ids, Instant now) {
        if (byParams.containsKey(params)) {
            return Optional.empty();
        }
        SimulatedTask task = new SimulatedTask(ids.next(), now, new LinkedHashMap<>(params));
        byParams.put(task.params(), task);
        all = null;
        return Optional.of(task);
    }

    List<SimulatedTask> all() {
        if (all == null) {
            all = List.copyOf(byParams.values());
        }
        return all;
    }

    int count() {
        return byParams.size();
    }
}
