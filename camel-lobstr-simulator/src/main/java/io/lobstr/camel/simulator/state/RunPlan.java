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
import java.time.Duration;

/**
 * What becomes of a run if nobody interferes. Immutable, and shared by runs that have the same.
 *
 * @param pending       how long it waits
 * @param running       how long it collects
 * @param uploading     how long it exports
 * @param ending        how it ends
 * @param results       how many rows it collects in all
 * @param creditsPerRow what a row costs
 * @param afterwards    what still happens when it is over
 */
record RunPlan(
        Duration pending, Duration running, Duration uploading, Ending ending, int results, BigDecimal creditsPerRow,
        Afterwards afterwards) {

    /** Longer than any test: such a phase ends when it is told to. */
    static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    RunPlan withEnding(Ending newEnding) {
        return new RunPlan(pending, running, uploading, newEnding, results, creditsPerRow, afterwards);
    }

    RunPlan withResults(int newResults) {
        return new RunPlan(pending, running, uploading, ending, newResults, creditsPerRow, afterwards);
    }

    RunPlan withAfterwards(Afterwards newAfterwards) {
        return new RunPlan(pending, running, uploading, ending, results, creditsPerRow, newAfterwards);
    }

    /** A run without tasks is complete at once, with no results. */
    RunPlan withoutTasks() {
        return new RunPlan(Duration.ZERO, Duration.ZERO, Duration.ZERO, Ending.done(), 0, creditsPerRow, afterwards);
    }
}
