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
 * There is one while the list of runs cannot be read down to the mark: what is further down may be settled, or not.
 */
final class Hole {

    private Doubt doubt;

    boolean isOpen() {
        return doubt != null;
    }

    void close() {
        doubt = null;
    }

    /**
     * The list could be read no further.
     *
     * @param  shown how many runs it showed; where it showed none, there may be none
     * @return       whether that is believed: then there is nothing further down, and the hole is closed
     */
    boolean isTheEnd(int shown, Instant now) {
        if (shown == 0 && !isOpen()) {
            return false;
        }
        doubt = doubt == null ? new Doubt() : doubt;
        boolean end = doubt.isBelieved(now);
        if (end) {
            close();
        }
        return end;
    }
}
