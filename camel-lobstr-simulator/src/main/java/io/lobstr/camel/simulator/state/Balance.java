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

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the plan allots, and what was consumed of it. Whoever uses it holds the account's lock.
 */
final class Balance {

    private final List<SimulatedRun> unsettled = new ArrayList<>();
    private BigDecimal allotment = BigDecimal.valueOf(10_000);
    private BigDecimal consumed = BigDecimal.ZERO;

    void set(BigDecimal newAllotment, BigDecimal newConsumed) {
        allotment = newAllotment;
        consumed = newConsumed;
        unsettled.clear();
    }

    BigDecimal allotment() {
        return allotment;
    }

    BigDecimal consumed() {
        BigDecimal open = BigDecimal.ZERO;
        for (Iterator<SimulatedRun> i = unsettled.iterator(); i.hasNext();) {
            RunSnapshot run = i.next().snapshot();
            if (run.status().isOver()) {
                consumed = consumed.add(run.credits());
                i.remove();
            } else {
                open = open.add(run.credits());
            }
        }
        return consumed.add(open);
    }

    void bill(SimulatedRun run) {
        unsettled.add(run);
    }

    /** What a run has cost until now is open once more. */
    void billAgain(SimulatedRun run) {
        if (!unsettled.contains(run)) {
            consumed = consumed.subtract(run.snapshot().credits());
            unsettled.add(run);
        }
    }
}
