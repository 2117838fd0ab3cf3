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
import java.util.ArrayList;
import java.util.List;

/**
 * The runs of a squid in the order of their creation. A page of it costs what is on the page, however long it is.
 */
final class RunHistory {

    private final List<SimulatedRun> oldestFirst = new ArrayList<>();

    int size() {
        return oldestFirst.size();
    }

    /** The run at this place, counted from the newest. */
    SimulatedRun newest(int index) {
        return oldestFirst.get(oldestFirst.size() - 1 - index);
    }

    /** Adds a run behind those created before it or at the same instant. */
    void add(SimulatedRun run) {
        int low = 0;
        int high = oldestFirst.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (oldestFirst.get(middle).timeline().created().isAfter(run.timeline().created())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        oldestFirst.add(low, run);
    }

    /** Adds runs that are older than all there are; oldest first. */
    void addOldest(List<SimulatedRun> older) {
        oldestFirst.addAll(0, older);
    }

    void remove(SimulatedRun run) {
        oldestFirst.remove(run);
    }

    Instant oldestOr(Instant other) {
        return oldestFirst.isEmpty() ? other : oldestFirst.get(0).timeline().created();
    }

    List<SimulatedRun> newestFirst() {
        List<SimulatedRun> copy = new ArrayList<>(oldestFirst.size());
        for (int i = 0; i < oldestFirst.size(); i++) {
            copy.add(newest(i));
        }
        return copy;
    }
}
