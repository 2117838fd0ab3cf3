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

/**
 * How a wait stands.
 *
 * @param run    the hash of the run
 * @param squid  the hash of its squid, or null while that is not known
 * @param status what was last seen of the run, or of its squid; null while nothing was
 * @param waited for how long it has been waited for
 * @param left   how long it is still waited for
 */
public record WaitSnapshot(String run, String squid, String status, Duration waited, Duration left) {

    @Override
    public String toString() {
        return "run " + run + (squid == null ? "" : " of squid " + squid) + ": " + (status == null ? "not seen yet" : status)
               + ", for " + waited.toSeconds() + " s, " + left.toSeconds() + " s left";
    }
}
