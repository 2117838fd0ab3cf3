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
package io.lobstr.camel.internal.wait;

import java.time.Duration;
import java.util.Objects;

import io.lobstr.camel.model.Run;

/**
 * What a caller waits for.
 *
 * @param run      the hash of the run
 * @param squid    the hash of its squid, or null where the caller does not know it: then one request more is needed
 * @param known    the run as the caller knows it, or null
 * @param timeout  how long to wait
 * @param interval the time between two looks
 * @param group    what {@link RunWaits#stop(java.util.function.Predicate)} knows the wait by; may be null
 * @param end      when the run is what is waited for
 * @param cap      what the run may cost
 */
public record RunWait(String run, String squid, Run known, Duration timeout, Duration interval, String group,
        RunEnd end, CreditCap cap) {

    /**
     * @param run      the hash of the run
     * @param squid    the hash of its squid, or null
     * @param known    the run as the caller knows it, or null
     * @param timeout  how long to wait
     * @param interval the time between two looks
     * @param group    what the wait is known by, or null
     * @param end      when the run is what is waited for
     * @param cap      what the run may cost
     */
    public RunWait {
        Objects.requireNonNull(run, "run");
    }

    /**
     * Until the run is over, whatever it costs.
     *
     * @param run      the hash of the run
     * @param squid    the hash of its squid, or null
     * @param known    the run as the caller knows it, or null
     * @param timeout  how long to wait
     * @param interval the time between two looks
     * @param group    what the wait is known by, or null
     */
    public RunWait(String run, String squid, Run known, Duration timeout, Duration interval, String group) {
        this(run, squid, known, timeout, interval, group, RunEnd.FINISHED, CreditCap.NONE);
    }
}
