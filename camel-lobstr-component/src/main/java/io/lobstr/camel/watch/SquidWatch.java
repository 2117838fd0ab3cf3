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
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;

/**
 * Watches the runs of one squid. The API lists them newest first; this keeps those that stand above a mark, which is a
 * run that is settled together with all before it. What is kept so grows with the runs since the oldest one that is
 * still open, not with the history.
 *
 * <pre>
 *   newest  r9  open       ─┐
 *           r8  settled     │ kept: the runs above the mark
 *           r7  open       ─┘
 *           r6  ← mark        settled, like all below
 *           r5
 * </pre>
 *
 * A run that comes out is claimed, then settled after success, or released after a failure. Callers may use several
 * threads.
 */
public final class SquidWatch {

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
            this.run = run;
            this.state = state;
        }

        boolean isDue() {
            return state == State.DUE || state == State.RETRY;
        }
    }

    private final WatchMemory memory;
    private final StartFrom startFrom;
    private final Predicate<Run> wanted;

    /** Oldest first. */
    private final Deque<Entry> above = new ArrayDeque<>();
    private final Map<String, Entry> byId = new HashMap<>();
    /** Those that pages did not show, the one that waited longest first. */
    private final Set<String> askAlone = new LinkedHashSet<>();
    private String mark;
    private boolean begun;

    /**
     * @param memory    what is remembered of the squid
     * @param startFrom where to begin when nothing is
     * @param wanted    which finished runs are to come out; the others settle by themselves
     */
    public SquidWatch(WatchMemory memory, StartFrom startFrom, Predicate<Run> wanted) {
        this.memory = memory;
        this.startFrom = startFrom;
        this.wanted = wanted;
    }

    /**
     * Begins to read the list of runs. Nothing changes before {@link RunReading#finish()}, so that a reading can be
     * given up.
     *
     * @return takes the pages, from the first on
     */
    public synchronized RunReading read() {
        return new RunReading(this);
    }

    /** Below a run for which this is true, the list shows nothing new. */
    synchronized boolean isKnown(String run) {
        return byId.containsKey(run);
    }

    synchronized boolean isMark(String run) {
        return run.equals(mark) || memory.isMark(run);
    }

    /**
     * @param fresh  the runs that were not known, newest first
     * @param known  those that were, as they are now
     * @param marked whether the reading came down to a mark
     */
    synchronized void apply(List<Run> fresh, List<Run> known, boolean marked) {
        boolean first = !begun && !marked && !memory.isMark(WatchMemory.BEGINNING);
        for (int i = fresh.size() - 1; i >= 0; i--) {
            Run run = fresh.get(i);
            Entry entry = new Entry(run, stateOf(run));
            if (entry.state == State.DUE && (first && !startFrom.wants(run) || memory.isSettled(run.getId()))) {
                settleQuietly(entry);
            }
            above.addLast(entry);
            byId.put(entry.id, entry);
        }
        known.forEach(this::update);
        listOpenBut(Stream.concat(fresh.stream(), known.stream()).map(Run::getId).collect(Collectors.toSet()));
        begun = true;
        advance();
        if (first && mark == null) {
            memory.mark(WatchMemory.BEGINNING);
        }
    }

    /**
     * An open run that the pages read did not show, because many newer ones stand above it; another one at each call.
     *
     * @return the hash of the run to ask for, if there is one
     */
    public synchronized Optional<String> nextToAsk() {
        Optional<String> next = askAlone.stream().findFirst();
        next.ifPresent(askAlone::remove);
        return next;
    }

    /**
     * Takes note of a run that was asked for alone.
     *
     * @param run the run as it is now
     */
    public synchronized void update(Run run) {
        Entry entry = byId.get(run.getId());
        if (entry != null && entry.state == State.OPEN) {
            entry.run = run;
            entry.state = stateOf(run);
            if (entry.state == State.SETTLED) {
                settleQuietly(entry);
            }
        }
    }

    /**
     * Takes note that a run does not exist any more.
     *
     * @param run the hash of the run
     */
    public synchronized void gone(String run) {
        Entry entry = byId.get(run);
        if (entry != null && entry.state == State.OPEN) {
            settleQuietly(entry);
        }
    }

    /**
     * Begins a new round: what failed before may come out again.
     */
    public synchronized void nextRound() {
        above.stream().filter(entry -> entry.state == State.FAILED).forEach(entry -> entry.state = State.RETRY);
    }

    /**
     * @return the runs that are to come out, in {@link DueRun#ORDER}
     */
    public synchronized List<DueRun> due() {
        return above.stream().filter(Entry::isDue)
                .map(entry -> new DueRun(this, entry.run, entry.state == State.RETRY))
                .sorted(DueRun.ORDER).toList();
    }

    synchronized boolean claim(String run) {
        Entry entry = byId.get(run);
        if (entry == null || !entry.isDue()) {
            return false;
        }
        entry.state = State.CLAIMED;
        return true;
    }

    synchronized void settle(String run) {
        Entry entry = byId.get(run);
        if (entry == null || entry.state != State.CLAIMED) {
            return;
        }
        try {
            if (entry == above.peekFirst()) {
                memory.mark(lastSettledAfter(entry).id);
            } else {
                memory.settle(run);
            }
        } catch (RuntimeException e) {
            entry.state = State.FAILED;
            throw e;
        }
        settleQuietly(entry);
        drop();
    }

    synchronized void release(String run) {
        Entry entry = byId.get(run);
        if (entry != null && entry.state == State.CLAIMED) {
            entry.state = State.FAILED;
        }
    }

    private State stateOf(Run run) {
        if (!run.isFinished()) {
            return State.OPEN;
        }
        return wanted.test(run) ? State.DUE : State.SETTLED;
    }

    private static void settleQuietly(Entry entry) {
        entry.state = State.SETTLED;
        entry.run = null;
    }

    private void listOpenBut(Set<String> seen) {
        Set<String> unseen = above.stream().filter(entry -> entry.state == State.OPEN && !seen.contains(entry.id))
                .map(entry -> entry.id).collect(Collectors.toCollection(LinkedHashSet::new));
        askAlone.retainAll(unseen);
        askAlone.addAll(unseen);
    }

    private Entry lastSettledAfter(Entry first) {
        Entry last = first;
        Iterator<Entry> newer = above.iterator();
        newer.next();
        while (newer.hasNext()) {
            Entry entry = newer.next();
            if (entry.state != State.SETTLED) {
                break;
            }
            last = entry;
        }
        return last;
    }

    /** Moves the mark over what settled by itself. */
    private void advance() {
        Entry first = above.peekFirst();
        if (first != null && first.state == State.SETTLED) {
            memory.mark(lastSettledAfter(first).id);
            drop();
        }
    }

    private void drop() {
        while (!above.isEmpty() && above.peekFirst().state == State.SETTLED) {
            mark = above.removeFirst().id;
            byId.remove(mark);
        }
    }
}
