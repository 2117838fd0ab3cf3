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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.lobstr.camel.internal.watch.WatchMemory.Fact;

/**
 * The runs above the mark, and those that it left behind.
 */
final class MarkedRuns {

    private final WatchMemory memory;
    private final Marks marks;
    private final int window;
    /** Above the mark, oldest first. */
    private final Deque<WatchedRun> above = new ArrayDeque<>();
    /** Left behind below the mark, oldest first. */
    private final Map<String, WatchedRun> left = new LinkedHashMap<>();
    /** Both of them. */
    private final Map<String, WatchedRun> known = new LinkedHashMap<>();
    private int settledAbove;

    MarkedRuns(WatchMemory memory, int window) {
        this.memory = memory;
        this.marks = new Marks(memory);
        this.window = window;
    }

    Marks marks() {
        return marks;
    }

    WatchedRun get(String run) {
        return known.get(run);
    }

    WatchedRun newest() {
        return above.peekLast();
    }

    Stream<WatchedRun> all() {
        return Stream.concat(left.values().stream(), above.stream());
    }

    /** One that an earlier watch left behind. */
    void addLeft(WatchedRun watched) {
        left.put(watched.id(), watched);
        known.put(watched.id(), watched);
    }

    void addNewest(WatchedRun watched) {
        above.addLast(watched);
        note(watched);
    }

    /**
     * Those that were not read when others above them were.
     *
     * @param places of the runs that were read, counted from the newest
     */
    void insert(List<WatchedRun> below, Map<String, Integer> places) {
        Map<WatchedRun, Integer> placed = new LinkedHashMap<>();
        int place = Integer.MAX_VALUE;
        for (WatchedRun watched : above) {
            // one that is not shown stays beside the one below it
            place = places.getOrDefault(watched.id(), place);
            placed.put(watched, place);
        }
        below.forEach(watched -> placed.put(watched, places.get(watched.id())));
        above.clear();
        placed.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(one -> above.addLast(one.getKey()));
        below.forEach(this::note);
    }

    private void note(WatchedRun watched) {
        known.put(watched.id(), watched);
        if (watched.isSettled()) {
            settledAbove++;
        }
    }

    /** Its success is to be remembered; if that fails, nothing has changed. */
    void settle(WatchedRun watched, boolean markMayMove) {
        if (markMayMove && watched == above.peekFirst()) {
            // the mark can go up at once: that this one is settled need not be remembered by itself
            goUp(next -> next == watched || next.isSettled());
        } else {
            memory.add(Fact.SETTLED, watched.id());
            becomeSettled(watched);
        }
    }

    void becomeSettled(WatchedRun watched) {
        watched.become(WatchedRun.State.SETTLED);
        if (!left.containsKey(watched.id())) {
            settledAbove++;
        }
    }

    /**
     * Moves the mark over all that is settled, and past what stays open while too much is settled above it.
     *
     * @param atOnce what a first start leaves out is remembered at once: nothing else would tell it from what comes
     *               later
     */
    void advance(boolean atOnce) {
        goUp(WatchedRun::isSettled);
        while (settledAbove > (atOnce ? 0 : window)) {
            leaveBehind();
            goUp(WatchedRun::isSettled);
        }
        closeGap();
    }

    private void goUp(Predicate<WatchedRun> isSettled) {
        List<WatchedRun> settled = new ArrayList<>();
        for (WatchedRun watched : above) {
            if (!isSettled.test(watched)) {
                break;
            }
            settled.add(watched);
        }
        if (settled.isEmpty()) {
            return;
        }
        if (!left.isEmpty()) {
            // an earlier watch may have left one of them behind, and a gap would have it come out again
            settled.forEach(watched -> memory.remove(Fact.LEFT, watched.id()));
        }
        marks.goUp(settled, !left.isEmpty());
        settled.forEach(watched -> {
            above.removeFirst();
            known.remove(watched.id());
            settledAbove -= watched.isSettled() ? 1 : 0;
        });
        // what the mark passes at once was never remembered by itself
        settled.stream().filter(WatchedRun::isSettled).forEach(watched -> memory.remove(Fact.SETTLED, watched.id()));
    }

    /** Those that stay open longest are remembered by themselves, so that the mark can pass them. */
    private void leaveBehind() {
        List<WatchedRun> open = above.stream().takeWhile(watched -> !watched.isSettled()).toList();
        open.forEach(watched -> memory.add(Fact.LEFT, watched.id()));
        open.forEach(watched -> {
            above.removeFirst();
            left.put(watched.id(), watched);
        });
    }

    /** When all that was left behind is settled, the mark is one without exception. */
    private void closeGap() {
        if (left.isEmpty() && !marks.hasGap()) {
            return;
        }
        List<WatchedRun> done = left.values().stream().filter(WatchedRun::isSettled).toList();
        if (done.isEmpty() && !left.isEmpty()) {
            return;
        }
        for (WatchedRun watched : done) {
            // it may have settled by itself
            memory.add(Fact.SETTLED, watched.id());
        }
        done.forEach(watched -> {
            left.remove(watched.id());
            known.remove(watched.id());
            marks.pass(watched.id(), watched.ended());
        });
        if (left.isEmpty() && marks.hasGap()) {
            marks.closeGap();
        }
        // only now: as long as the gap is remembered, so must be what is settled in it
        done.forEach(watched -> memory.remove(Fact.LEFT, watched.id()));
        done.forEach(watched -> memory.remove(Fact.SETTLED, watched.id()));
    }
}
