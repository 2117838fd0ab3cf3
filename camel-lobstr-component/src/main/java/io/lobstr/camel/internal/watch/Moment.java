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
package io.lobstr.camel.internal.watch;

import java.time.Instant;

/**
 * When a reading was begun, and when the watch was, by the clock of the API, which also set the times of the runs.
 *
 * @param start  when the watch was begun
 * @param now    when the reading was begun
 * @param atOnce whether the reading came with the start: what had finished then had finished before
 * @param dated  whether the API has said what its clock shows; otherwise this is the clock of this machine
 * @param here   when the watch was begun by the clock of this machine
 */
public record Moment(Instant start, Instant now, boolean atOnce, boolean dated, Instant here) {

    /**
     * Both clocks show the same.
     *
     * @param start  when the watch was begun
     * @param now    when the reading was begun
     * @param atOnce whether the reading came with the start
     * @param dated  whether the API has said what its clock shows
     */
    public Moment(Instant start, Instant now, boolean atOnce, boolean dated) {
        this(start, now, atOnce, dated, start);
    }
}
