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
package io.lobstr.camel.watch;

/**
 * What is remembered of the runs of one squid, beyond the life of a watch if the user gave something that lasts.
 */
public interface WatchMemory {

    /** In place of a run, marks the beginning of a squid's history. */
    String BEGINNING = "beginning";

    /**
     * @param  run the hash of a run, or {@link #BEGINNING}
     * @return     whether this run and all before it are settled
     */
    boolean isMark(String run);

    /**
     * @param  run the hash of a run
     * @return     whether this run is settled
     */
    boolean isSettled(String run);

    /**
     * Remembers that this run and all before it are settled.
     *
     * @param run the hash of a run, or {@link #BEGINNING}
     */
    void mark(String run);

    /**
     * Remembers that this run is settled, while one before it is not.
     *
     * @param run the hash of a run
     */
    void settle(String run);
}
