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
import java.time.Instant;
import java.util.List;

/**
 * A run as it is at one instant.
 *
 * @param id             its id
 * @param squid          the id of its squid
 * @param crawler        the id of its squid's crawler
 * @param status         its status
 * @param createdAt      when it was created
 * @param startedAt      when it started to collect; while it is pending, when it was created
 * @param endedAt        when it stopped to collect; null before
 * @param duration       how long it has been collecting, pauses apart
 * @param results        how many rows it has collected
 * @param plannedResults how many rows it would collect in all
 * @param credits        what it has cost
 * @param creditsPerRow  what a row costs
 * @param origin         who started it: {@code user}, {@code schedule}, {@code chain}
 * @param forceLaunch    whether it was launched beside an active one
 * @param exportDone     whether its file is there; null while that is open
 * @param exportTime     when its file was made, or null
 * @param doneReason     why it ended, or null
 * @param doneReasonDesc more on that, or null
 * @param isDone         what the API calls {@code is_done}: true from {@code uploading} on
 * @param tasks          its tasks, as they were when it was started
 * @param tasksDone      how many of them are completed
 * @param progress       how much of it is collected, from 0 to 1
 * @param eta            how long until it is over; null when unknown
 * @param verification   how the verification of its e-mail addresses stands; null where there is none
 * @param mailTime       when its results were sent by e-mail, or null
 */
public record RunSnapshot(
        String id, String squid, String crawler, RunStatus status, Instant createdAt, Instant startedAt, Instant endedAt,
        Duration duration, int results, int plannedResults, BigDecimal credits, BigDecimal creditsPerRow, String origin,
        boolean forceLaunch,
        Boolean exportDone, Instant exportTime, String doneReason, String doneReasonDesc, boolean isDone,
        List<SimulatedTask> tasks,
        int tasksDone, double progress, Duration eta, Verification verification, Instant mailTime) {

    /**
     * {@return whether the exported file can be downloaded}
     */
    public boolean isExported() {
        return Boolean.TRUE.equals(exportDone);
    }
}
