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
package io.lobstr.camel.internal.consume;

import java.util.Collection;
import java.util.List;

/**
 * What is registered at lobstr.io, as far as polls ask for it, and what they tell of it. Nothing here takes time.
 */
public interface Registrations {

    /**
     * @param  squid its hash
     * @return       whether lobstr.io is to call this application when a run of the squid ends
     */
    boolean isOurs(String squid);

    /**
     * @return the squids of which that has turned out not to be so any more, since it was last asked
     */
    default Collection<String> lost() {
        return List.of();
    }

    /**
     * A call came.
     *
     * @param squid its hash
     */
    default void heard(String squid) {
        // who registers elsewhere knows
    }

    /**
     * A run has ended, and no call has told of it.
     *
     * @param squid its hash
     */
    default void missed(String squid) {
        // who registers elsewhere has to look there
    }

    /**
     * A poll is over: there is time to see to what is registered.
     *
     * @param squids those whose calls are wanted, the most urgent first
     */
    default void polled(Collection<String> squids) {
        // nothing is to be done
    }
}
