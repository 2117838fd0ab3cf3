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

/**
 * A turn that a run takes.
 *
 * @param run    the run
 * @param what   which turn
 * @param at     when
 * @param ending how the run ends or will end, as far as is planned
 * @param again  whether the run was over before
 */
public record RunTurn(SimulatedRun run, What what, Instant at, Ending ending, boolean again) {

    /** The turns of a run. */
    public enum What {
        /** It collects from now on; also after a pause. */
        RUNNING,
        /** It was paused. */
        PAUSED,
        /** It has collected all that it will, and has yet to export. */
        COLLECTED,
        /** It is over. */
        OVER
    }

    boolean isDone() {
        return what == What.OVER && ending.status() == RunStatus.DONE;
    }
}
