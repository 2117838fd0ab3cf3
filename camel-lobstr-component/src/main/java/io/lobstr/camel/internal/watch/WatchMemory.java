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

/**
 * What is remembered of the runs of one squid, beyond the life of a watch if the user gave something that lasts.
 */
public interface WatchMemory {

    /** Of whom a memory tells that is no squid's: what is remembered of all squids of an account together. */
    String ACCOUNT = "*";

    /** What can be said of a run. */
    enum Fact {
        /** The squid, or the account, has been watched before; says nothing of a run. */
        STARTED,
        /** This run and all older ones are settled. */
        MARK,
        /** This run and all older ones are settled, but for those that are {@link #LEFT}, down to a {@link #MARK}. */
        GAP,
        /** This run was not settled when a {@link #GAP} passed it. */
        LEFT,
        /** This run is settled. */
        SETTLED,
        /** A place and a digit: the watch was begun at the instant that these spell. */
        SINCE,
        /** There was nothing to read when the list of squids showed this line. */
        SHOWN,
        /**
         * This run is to come out wherever it stands: it was opened again, or showed up late. Empty if there is one.
         */
        APART,
        /**
         * A run and the second of its end: it was settled as it had ended then, and may have been opened again since.
         */
        ENDED,
        /** Somebody has named the squid to a machine that does not watch it; of all squids, one of a part of them. */
        HINTED
    }

    /**
     * @param  fact what to look for
     * @param  run  the hash of a run, or the word that the fact goes with; may be empty
     * @return      whether it is remembered
     */
    boolean contains(Fact fact, String run);

    /**
     * Remembers something, before anything is built on it.
     *
     * @param fact what to remember
     * @param run  the hash of a run, or the word that the fact goes with; may be empty
     */
    void add(Fact fact, String run);

    /**
     * Says that something is not needed any more. It may stay: a fact stays true.
     *
     * @param fact what is not needed
     * @param run  the hash of a run, or the word that the fact goes with
     */
    void remove(Fact fact, String run);
}
