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
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

import io.lobstr.camel.internal.watch.WatchMemory.Fact;

/**
 * The mark in the list of runs, below which all are settled. Some that it passed stay known, so that the reading of the
 * list still ends when the marked run is deleted.
 */
final class Marks {

    /** So many stay remembered below the newest. */
    static final int SPARE = 8;
    /** So many runs below the mark are known in the life of the watch: more than a page shows. */
    static final int PASSED = 256;

    private final WatchMemory memory;
    /** What was settled last below the mark. */
    private final RecentRuns passed = new RecentRuns(PASSED);
    /** Older marks that are still true, oldest first. */
    private final Deque<String> spare = new ArrayDeque<>();
    private String mark;
    private boolean gap;

    Marks(WatchMemory memory) {
        this.memory = memory;
    }

    /** Takes up where an earlier watch was. */
    void resume(String newest, String newestGap, List<String> older) {
        gap = newestGap != null;
        mark = gap ? newestGap : newest;
        if (mark != null) {
            pass(mark, null);
        }
        if (newest != null) {
            spare.add(newest);
            older.forEach(spare::addFirst);
        }
    }

    boolean contains(String run) {
        return passed.contains(run) || memory.contains(Fact.MARK, run);
    }

    boolean hasPassed(String run) {
        return passed.contains(run);
    }

    /** When a run that it has passed ended, null where that is not known. */
    Instant ended(String run) {
        return passed.ended(run);
    }

    boolean hasGap() {
        return gap;
    }

    /**
     * Remembers a new mark, before anything is built on it.
     *
     * @param settled what it passes, oldest first; the last of them is the mark
     * @param withGap whether some below it are not settled
     */
    void goUp(List<WatchedRun> settled, boolean withGap) {
        String next = settled.get(settled.size() - 1).id();
        memory.add(withGap ? Fact.GAP : Fact.MARK, next);
        settled.forEach(run -> pass(run.id(), run.ended()));
        if (gap) {
            memory.remove(Fact.GAP, mark);
        }
        mark = next;
        gap = withGap;
        if (!gap) {
            replaceOldest();
        }
    }

    /** All below the mark are settled now. */
    void closeGap() {
        memory.add(Fact.MARK, mark);
        gap = false;
        memory.remove(Fact.GAP, mark);
        replaceOldest();
    }

    void pass(String run, Instant ended) {
        passed.add(run, ended);
    }

    private void replaceOldest() {
        spare.addLast(mark);
        while (spare.size() > SPARE) {
            memory.remove(Fact.MARK, spare.removeFirst());
        }
    }
}
