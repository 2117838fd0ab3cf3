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

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.watch.WatchMemory.Fact;

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
    /** So many marks stay remembered below the newest, for the case that the marked run is deleted. */
    private static final int SPARE_MARKS = 3;

    private enum State {
        /** Not finished when it was last seen. */
        OPEN,
        /** Finished, and to come out. */
        DUE,
        /** Came out, and its exchange goes on. */
        CLAIMED,
        /** Came out and failed; waits for the next round. */
        FAILED,
        /** Failed in an earlier round; to come out again. */
        RETRY,
        SETTLED
    }

    private static final class Entry {

        private final String id;
        private Run run;
        private State state;

        Entry(Run run, State state) {
            this.id = run.getId();
            this.run = state == State.SETTLED || state == State.OPEN ? null : run;
            this.state = state;
        }

        boolean isDue() {
            return state == State.DUE || state == State.RETRY;
        }

        boolean isSettled() {
            return state == State.SETTLED;
        }
    }

    private final WatchMemory memory;
    private final Predicate<Run> wanted;
    private final int window;

    /** Above the mark, oldest first. */
    private final Deque<Entry> above = new ArrayDeque<>();
    /** Left behind below the mark, oldest first. */
    private final Map<String, Entry> left = new LinkedHashMap<>();
    /** Both of them. */
    private final Map<String, Entry> known = new HashMap<>();
    /** Open runs that pages did not show, the one that waited longest first. */
    private final Set<String> hidden = new LinkedHashSet<>();
    /** What was settled last below the mark, for the case that the marked run is deleted. */
    private final Set<String> passed = new LinkedHashSet<>();
    /** Older marks that are still true, oldest first. */
    private final Deque<String> spareMarks = new ArrayDeque<>();
    private String mark;
    private boolean gap;
    private int settledAbove;
    private boolean begun;
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

    /** The list shows nothing new below a run for which this is true. */
    synchronized boolean isKnown(String run) {
        return known.containsKey(run);
    }

    synchronized boolean isMark(String run) {
        return passed.contains(run) || memory.contains(Fact.MARK, run);
    }

    synchronized boolean isGap(String run) {
        return !begun && memory.contains(Fact.GAP, run);
    }

    synchronized boolean isLeft(String run) {
        return memory.contains(Fact.LEFT, run) && !memory.contains(Fact.SETTLED, run);
    }

    synchronized void apply(RunReading reading, StartFrom startFrom) {
        boolean first = !begun && reading.mark() == null && reading.gap() == null && !memory.contains(Fact.STARTED, "");
        if (!begun) {
            resume(reading);
        }
        for (int i = reading.fresh().size() - 1; i >= 0; i--) {
            Run run = reading.fresh().get(i);
            State state = stateOf(run);
            if (state == State.DUE && (first && !startFrom.wants(run) || memory.contains(Fact.SETTLED, run.getId()))) {
                state = State.SETTLED;
            }
            add(new Entry(run, state));
        }
        reading.known().forEach(this::update);
        noteHidden(reading.seen());
        begun = true;
        // what a first start leaves out is remembered at once: nothing else would tell it from what comes later
        advance(first ? 0 : window);
        if (!started) {
            memory.add(Fact.STARTED, "");
            started = true;
        }
    }

    /** Takes up where an earlier watch was. */
    private void resume(RunReading reading) {
        mark = reading.gap() != null ? reading.gap() : reading.mark();
        gap = reading.gap() != null;
        if (mark != null) {
            pass(mark);
        }
        if (reading.mark() != null) {
            spareMarks.add(reading.mark());
        }
        for (int i = reading.left().size() - 1; i >= 0; i--) {
            Run run = reading.left().get(i);
            Entry entry = new Entry(run, stateOf(run));
            left.put(entry.id, entry);
            known.put(entry.id, entry);
        }
    }

    private void add(Entry entry) {
        above.addLast(entry);
        known.put(entry.id, entry);
        if (entry.isSettled()) {
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
     * @return whether there are open runs that the pages read did not show
     */
    public synchronized boolean hasHidden() {
        return !hidden.isEmpty();
    }

    /**
     * @return whether the newest run was open when it was last seen
     */
    public synchronized boolean isNewestOpen() {
        return !above.isEmpty() && above.peekLast().state == State.OPEN;
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
        return known.values().stream().allMatch(Entry::isSettled);
    }

    /**
     * Takes note of a run that was asked for alone.
     *
     * @param run the run as it is now
     */
    public synchronized void update(Run run) {
        Entry entry = known.get(run.getId());
        if (entry == null || entry.state != State.OPEN) {
            return;
        }
        State state = stateOf(run);
        if (state == State.SETTLED) {
            settled(entry);
        } else if (state == State.DUE) {
            entry.state = state;
            entry.run = run;
        }
    }

    /**
     * Takes note that a run does not exist any more.
     *
     * @param run the hash of the run
     */
    public synchronized void gone(String run) {
        Entry entry = known.get(run);
        if (entry != null && entry.state == State.OPEN) {
            settled(entry);
        }
    }

    /**
     * Takes note that the squid does not exist any more: nothing that is open will finish.
     */
    public synchronized void allGone() {
        known.values().stream().filter(entry -> entry.state == State.OPEN).forEach(this::settled);
    }

    /**
     * Begins a new round: what failed before may come out again.
     */
    public synchronized void nextRound() {
        known.values().stream().filter(entry -> entry.state == State.FAILED).forEach(entry -> entry.state = State.RETRY);
    }

    /**
     * @return the runs that are to come out, in {@link DueRun#ORDER}
     */
    public synchronized List<DueRun> due() {
        return Stream.concat(left.values().stream(), above.stream()).filter(Entry::isDue)
                .map(entry -> new DueRun(this, entry.run, entry.state == State.RETRY))
                .sorted(DueRun.ORDER).toList();
    }

    synchronized boolean claim(String run) {
        Entry entry = known.get(run);
        if (entry == null || !entry.isDue()) {
            return false;
        }
        entry.state = State.CLAIMED;
        return true;
    }

    synchronized void settle(String run) {
        Entry entry = known.get(run);
        if (entry == null || entry.state != State.CLAIMED) {
            return;
        }
        if (entry == above.peekFirst()) {
            // the mark can go up at once: that this one is settled need not be remembered by itself
            settled(entry);
            try {
                goUp();
            } catch (RuntimeException e) {
                entry.state = State.FAILED;
                settledAbove--;
                throw e;
            }
        } else {
            try {
                memory.add(Fact.SETTLED, run);
            } catch (RuntimeException e) {
                entry.state = State.FAILED;
                throw e;
            }
            settled(entry);
            entry.run = null;
        }
        tidy();
    }

    synchronized void release(String run) {
        Entry entry = known.get(run);
        if (entry != null && entry.state == State.CLAIMED) {
            entry.state = State.FAILED;
        }
    }

    /** The exchange has succeeded and that is remembered: what is left to do can wait for the next poll. */
    private void tidy() {
        try {
            advance(window);
        } catch (RuntimeException e) {
            // the memory says so again at the next poll, where it is reported
        }
    }

    private void settled(Entry entry) {
        entry.state = State.SETTLED;
        if (!left.containsKey(entry.id)) {
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
        Set<String> unseen = known.values().stream().filter(entry -> entry.state == State.OPEN && !seen.contains(entry.id))
                .map(entry -> entry.id).collect(Collectors.toCollection(LinkedHashSet::new));
        hidden.retainAll(unseen);
        hidden.addAll(unseen);
    }

    /** Moves the mark over all that is settled, and past what stays open while too much is settled above it. */
    private void advance(int most) {
        goUp();
        while (settledAbove > most) {
            leaveBehind();
            goUp();
        }
        closeGap();
    }

    private void goUp() {
        List<Entry> settled = settledFrom(above.iterator());
        if (settled.isEmpty()) {
            return;
        }
        String next = settled.get(settled.size() - 1).id;
        memory.add(left.isEmpty() ? Fact.MARK : Fact.GAP, next);
        settled.forEach(entry -> {
            above.removeFirst();
            known.remove(entry.id);
            settledAbove--;
            pass(entry.id);
        });
        replaceMark(next, !left.isEmpty());
        settled.forEach(entry -> memory.remove(Fact.SETTLED, entry.id));
    }

    private void pass(String run) {
        passed.add(run);
        if (passed.size() > WINDOW) {
            passed.remove(passed.iterator().next());
        }
    }

    /** Those that stay open longest are remembered by themselves, so that the mark can pass them. */
    private void leaveBehind() {
        List<Entry> open = new ArrayList<>();
        for (Entry entry : above) {
            if (entry.isSettled()) {
                break;
            }
            open.add(entry);
        }
        open.forEach(entry -> memory.add(Fact.LEFT, entry.id));
        open.forEach(entry -> {
            above.removeFirst();
            left.put(entry.id, entry);
        });
    }

    /** When all that was left behind is settled, the mark is one without exception. */
    private void closeGap() {
        List<Entry> done = left.values().stream().filter(Entry::isSettled).toList();
        if (done.isEmpty() && (!gap || !left.isEmpty())) {
            return;
        }
        for (Entry entry : done) {
            // it may have settled by itself
            memory.add(Fact.SETTLED, entry.id);
        }
        done.forEach(entry -> {
            left.remove(entry.id);
            known.remove(entry.id);
            pass(entry.id);
        });
        if (left.isEmpty() && gap) {
            memory.add(Fact.MARK, mark);
            gap = false;
            memory.remove(Fact.GAP, mark);
            spare(mark);
        }
        // only now: as long as the gap is remembered, so must be what is settled in it
        forget(done);
    }

    private void forget(Collection<Entry> done) {
        done.forEach(entry -> memory.remove(Fact.LEFT, entry.id));
        done.forEach(entry -> memory.remove(Fact.SETTLED, entry.id));
    }

    private void replaceMark(String next, boolean gapped) {
        if (gap) {
            memory.remove(Fact.GAP, mark);
        }
        mark = next;
        gap = gapped;
        if (!gapped) {
            spare(next);
        }
    }

    private void spare(String newest) {
        spareMarks.addLast(newest);
        while (spareMarks.size() > SPARE_MARKS) {
            memory.remove(Fact.MARK, spareMarks.removeFirst());
        }
    }

    private static List<Entry> settledFrom(Iterator<Entry> entries) {
        List<Entry> settled = new ArrayList<>();
        while (entries.hasNext()) {
            Entry entry = entries.next();
            if (!entry.isSettled()) {
                break;
            }
            settled.add(entry);
        }
        return settled;
    }
}
