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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.lobstr.camel.internal.watch.SquidWatch;

/**
 * Which squids a consumer watches, and which of them it reads in a poll.
 */
public interface WatchedSquids {

    /** The squids whose runs are to be read in this poll. */
    Collection<String> next(RunReader reader);

    /** Reads the runs of one of them. */
    void read(String squid, RunReader reader);

    Collection<SquidWatch> watches();

    /** Their hashes, as far as they are known. */
    default Collection<String> known() {
        return List.of();
    }

    /** The watch of one of them, if it is known by its hash. */
    default Optional<SquidWatch> watch(String squid) {
        return Optional.empty();
    }

    /** Whether what could not be read may be asked for again in this poll; an empty word is the list of squids. */
    default boolean mayAsk(String squid) {
        return true;
    }

    /**
     * Those that have had a run, as far as is known, the one that ran last first; those that are named all the same.
     */
    default Collection<String> used() {
        return List.of();
    }

    /** Whether this poll is one at all of them, and not only at those that somebody has hinted at. */
    default boolean isWhole() {
        return true;
    }

    /** Somebody who knows says that a run of a squid has started; before {@link #polled()}. */
    default void started(String squid) {
        // even polls come when they come
    }

    /**
     * Somebody has told of a squid that is about to be read, and of these of its runs, none where it is not known of
     * which.
     */
    default void told(String squid, Set<String> runs) {
        // even polls come when they come
    }

    /** Polls go on after nothing was taken from outside for a time; on any thread. */
    default void resumed() {
        // even polls come when they come
    }

    /** The poll has asked all that it asks. */
    default void polled() {
        // even polls are as they are
    }

    /** When they are looked at next, and why; to be asked at any time. */
    default String nextLook() {
        return "with the next poll";
    }

    /** How many squids are watched; to be asked at any time, also while a poll finds more. */
    int size();

    /** The squids that the URI names. */
    static WatchedSquids of(List<String> squids, Function<String, SquidWatch> newWatch) {
        Map<String, SquidWatch> watches = new LinkedHashMap<>();
        squids.forEach(squid -> watches.computeIfAbsent(squid, newWatch));
        return new WatchedSquids() {
            @Override
            public Collection<String> next(RunReader reader) {
                return watches.keySet();
            }

            @Override
            public void read(String squid, RunReader reader) {
                // one alone keeps no other waiting
                reader.read(squid, watches.get(squid), watches.size() == 1 ? RunReader.MOST_PAGES : RunReader.PAGES_PER_POLL);
            }

            @Override
            public Collection<String> known() {
                return watches.keySet();
            }

            @Override
            public Collection<SquidWatch> watches() {
                return watches.values();
            }

            @Override
            public Optional<SquidWatch> watch(String squid) {
                return Optional.ofNullable(watches.get(squid));
            }

            @Override
            public Collection<String> used() {
                return watches.keySet();
            }

            @Override
            public int size() {
                return watches.size();
            }
        };
    }
}
