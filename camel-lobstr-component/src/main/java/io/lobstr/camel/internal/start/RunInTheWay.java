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
package io.lobstr.camel.internal.start;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.model.Run;

/**
 * Waits until a run is over that keeps others from starting.
 */
@FunctionalInterface
public interface RunInTheWay {

    /**
     * @param  run      as it was last read
     * @param  squid    the hash of its squid
     * @param  timeout  how long to wait
     * @param  interval the time between two looks
     * @return          the run when it is over; who cancels it waits no more
     */
    CompletionStage<Run> over(Run run, String squid, Duration timeout, Duration interval);
}
