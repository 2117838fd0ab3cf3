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
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import io.lobstr.camel.internal.watch.WatchedRun.State;
import io.lobstr.camel.model.Run;

/**
 * Watches the runs of one squid. The API lists them newest first; a mark goes up that list, below which every run is
 * settled, but for the few that were left behind because they stay open, or fail, while many newer ones are settled.
 *
 * <pre>
 *   newest  r9  open        above the mark: each is known by itself
 *           r8  settled
 *           r7  open
 *           r6  = mark      settled, like all below
 *           r5
 *           r4  paused      left behind
 *           r3  = floor     settled, like all below, without exception
 * </pre>
 *
 * So what is kept, here and in the memory, grows with what is open and not with the history. A run that comes out is
 * claimed, then settled after success, or released after a failure. Callers may use several threads.
 */
public final class SquidWatch {

    /** So many runs may be settled above an open one before it is left behind. */
    private static final int WINDOW = 100;

    private final WatchMemory memory;
    private final Marks marks;
    private final Predicate<Run> wanted;
    private final int window;

    /** Above the mark, oldest first. */
    private final Deque<WatchedRun> above = new ArrayDeque<>();
    /** Left behind below the mark, oldest first. */
    private final Map<String, WatchedRun> left = new LinkedHashMap<>();
    /** Both of them. */
    private final Map<String, WatchedRun> known = new HashMap<>();
    /** Open runs that pages did not show, the one that waited longest first. */
    private final Set<String> hidden = new LinkedHashSet<>();
    private int settledAbove;
    private boolean begun;
    /** Until what a first start leaves out is remembered, and that there was one. */
    private boolean first;
    private boolean started;

    /**
     * @param memory what is remembered of the squid
     * @param wanted which finished runs are to come out; the others settle by themselves
     */
    public SquidWatch(WatchMemory memory, Predicate<Run> wanted) {
        this(memory, wanted, WINDOW);
    }

    SquidWatch(WatchMemory memory, Predicate<Run> wanted, int window) {
        this.memory = memory;
        this.marks = new Marks(memory);
        this.wanted = wanted;
        this.window = window;
    }

    /**
     * Begins to read the list of runs. Nothing changes before {@link RunReading#finish}, so that a reading can be given
     * up.
     *
     * @return takes the pages, from the first on
     */
    public RunReading read() {
        return new RunReading(this);
    }

    WatchMemory memory() {
        return memory;
    }

    /** The list shows nothing new below a run for which this is true. */
    synchronized boolean isKnown(String run) {
        return known.containsKey(run);
    }

    synchronized boolean isMark(String run) {
        return marks.contains(run);
    }

    synchronized boolean isOlderMark(String run) {
        return !begun && memory.contains(Fact.MARK, run);
    }

    synchronized boolean isGap(String run) {
        return !begun && memory.contains(Fact.GAP, run);
    }

    synchronized boolean isLeft(String run) {
        return memory.contains(Fact.LEFT, run) && !memory.contains(Fact.SETTLED, run);
    }

    synchronized void apply(RunReading reading, StartFrom startFrom) {
        if (!begun) {
            first = reading.mark() == null && reading.gap() == null && !memory.contains(Fact.STARTED, "");
        }
        // all that is asked of the memory, which may fail, before anything changes here
        List<WatchedRun> fresh = reading.fresh().stream().map(run -> watched(run, startFrom)).toList();
        if (!begun) {
            resume(reading);
            begun = true;
        }
        for (int i = fresh.size() - 1; i >= 0; i--) {
            add(fresh.get(i));
        }
        reading.known().forEach(this::update);
        noteHidden(reading.seen());
        advance();
        if (!started) {
            memory.add(Fact.STARTED, "");
            started = true;
            first = false;
        }
    }

    private WatchedRun watched(Run run, StartFrom startFrom) {
        State state = stateOf(run);
        boolean over = state == State.DUE
                && (first && !startFrom.wants(run) || memory.contains(Fact.SETTLED, run.getId()));
        return new WatchedRun(run, over ? State.SETTLED : state);
    }

    /** Takes up where an earlier watch was. */
    private void resume(RunReading reading) {
        marks.resume(reading.mark(), reading.gap(), reading.olderMarks());
        for (int i = reading.left().size() - 1; i >= 0; i--) {
            Run run = reading.left().get(i);
            WatchedRun watched = new WatchedRun(run, stateOf(run));
            left.put(watched.id(), watched);
            known.put(watched.id(), watched);
        }
    }

    private void add(WatchedRun watched) {
        above.addLast(watched);
        known.put(watched.id(), watched);
        if (watched.isSettled()) {
            settledAbove++;
        }
    }

    /**
     * An open run that the pages read did not show, because many newer ones stand above it; another one at each call.
     *
     * @return the hash of the run to ask for, if there is one
     */
    public synchronized Optional<String> nextToAsk() {
        Optional<String> next = hidden.stream().findFirst();
        next.ifPresent(hidden::remove);
        return next;
    }

    /**
     * @return whether a run that is not the newest is open: whoever looks at the newest alone does not see it end
     */
    public synchronized boolean hasCovered() {
        WatchedRun newest = above.peekLast();
        return known.values().stream().anyMatch(watched -> watched != newest && watched.is(State.OPEN));
    }

    /**
     * @return whether the newest run was open when it was last seen
     */
    public synchronized boolean isNewestOpen() {
        return !above.isEmpty() && above.peekLast().is(State.OPEN);
    }

    /**
     * @return whether the list of runs has been read
     */
    public synchronized boolean hasBegun() {
        return begun;
    }

    /**
     * @return whether nothing is known but settled runs
     */
    public synchronized boolean isIdle() {
        return known.values().stream().allMatch(WatchedRun::isSettled);
    }

    /**
     * Takes note of a run that was asked for alone.
     *
     * @param run the run as it is now
     */
    public synchronized void update(Run run) {
        WatchedRun watched = known.get(run.getId());
        if (watched == null || !watched.is(State.OPEN)) {
            return;
        }
        State state = stateOf(run);
        if (state == State.SETTLED) {
            settled(watched);
        } else if (state == State.DUE) {
            watched.become(state, run);
        }
    }

    /**
     * Takes note that a run does not exist any more.
     *
     * @param run the hash of the run
     */
    public synchronized void gone(String run) {
        WatchedRun watched = known.get(run);
        if (watched != null && watched.is(State.OPEN)) {
            settled(watched);
        }
    }

    /**
     * Takes note that the squid does not exist any more: nothing that is open will finish.
     */
    public synchronized void allGone() {
        known.values().stream().filter(watched -> watched.is(State.OPEN)).forEach(this::settled);
    }

    /**
     * Begins a new round: what failed before may come out again.
     */
    public synchronized void nextRound() {
        known.values().stream().filter(watched -> watched.is(State.FAILED)).forEach(watched -> watched.become(State.RETRY));
    }

    /**
     * @return the runs that are to come out, in {@link DueRun#ORDER}
     */
    public synchronized List<DueRun> due() {
        return Stream.concat(left.values().stream(), above.stream()).filter(WatchedRun::isDue)
                .map(watched -> new DueRun(this, watched.run(), watched.is(State.RETRY)))
                .sorted(DueRun.ORDER).toList();
    }

    synchronized boolean claim(String run) {
        WatchedRun watched = known.get(run);
        if (watched == null || !watched.isDue()) {
            return false;
        }
        watched.become(State.CLAIMED);
        return true;
    }

    synchronized void settle(String run) {
        WatchedRun watched = known.get(run);
        if (watched == null || !watched.is(State.CLAIMED)) {
            return;
        }
        if (watched == above.peekFirst()) {
            // the mark can go up at once: that this one is settled need not be remembered by itself
            goUp(next -> next == watched || next.isSettled());
        } else {
            memory.add(Fact.SETTLED, run);
            settled(watched);
        }
        tidy();
    }

    synchronized void release(String run) {
        WatchedRun watched = known.get(run);
        if (watched != null && watched.is(State.CLAIMED)) {
            watched.become(State.FAILED);
        }
    }

    /** The exchange has succeeded and that is remembered: what is left to do can wait for the next poll. */
    private void tidy() {
        try {
            advance();
        } catch (RuntimeException e) {
            // the memory says so again at the next poll, where it is reported
        }
    }

    private void settled(WatchedRun watched) {
        watched.become(State.SETTLED);
        if (!left.containsKey(watched.id())) {
            settledAbove++;
        }
    }

    private State stateOf(Run run) {
        if (!run.isFinished()) {
            return State.OPEN;
        }
        return wanted.test(run) ? State.DUE : State.SETTLED;
    }

    private void noteHidden(Set<String> seen) {
        Set<String> unseen = known.values().stream().filter(watched -> watched.is(State.OPEN) && !seen.contains(watched.id()))
                .map(WatchedRun::id).collect(Collectors.toCollection(LinkedHashSet::new));
        hidden.retainAll(unseen);
        hidden.addAll(unseen);
    }

    /** Moves the mark over all that is settled, and past what stays open while too much is settled above it. */
    private void advance() {
        // what a first start leaves out is remembered at once: nothing else would tell it from what comes later
        int most = first ? 0 : window;
        goUp(WatchedRun::isSettled);
        while (settledAbove > most) {
            leaveBehind();
            goUp(WatchedRun::isSettled);
        }
        closeGap();
    }

    private void goUp(Predicate<WatchedRun> isSettled) {
        List<WatchedRun> settled = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (WatchedRun watched : above) {
            if (!isSettled.test(watched)) {
                break;
            }
            settled.add(watched);
            ids.add(watched.id());
        }
        if (settled.isEmpty()) {
            return;
        }
        if (!left.isEmpty()) {
            // an earlier watch may have left one of them behind, and a gap would have it come out again
            settled.forEach(watched -> memory.remove(Fact.LEFT, watched.id()));
        }
        marks.goUp(ids, !left.isEmpty());
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
            marks.pass(watched.id());
        });
        if (left.isEmpty() && marks.hasGap()) {
            marks.closeGap();
        }
        // only now: as long as the gap is remembered, so must be what is settled in it
        done.forEach(watched -> memory.remove(Fact.LEFT, watched.id()));
        done.forEach(watched -> memory.remove(Fact.SETTLED, watched.id()));
    }
}
