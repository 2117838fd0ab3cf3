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

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
 *           r4  paused      left behind
 *           r3  = floor     settled, like all below, without exception
 * </pre>
 *
 * So what is kept, here and in the memory, grows with what is open and not with the history. A run that comes out is
 * claimed, then settled after success, or released after a failure. Callers may use several threads.
 */
public final class SquidWatch extends Guarded {

    /** So many runs may be settled above an open one before it is left behind. */
    private static final int WINDOW = 100;

    private final WatchMemory memory;
    private final KnownRuns runs;
    private final History history;
    private boolean begun;
    /** Whether the list was read down to a mark, or to its end. */
    private boolean grounded;
    /** Until what a first reading leaves out is remembered. */
    private boolean first;
    private final Hole hole = new Hole();
    private Listed listed;

    /**
     * @param memory    what is remembered of the squid
     * @param wanted    which finished runs are to come out; the others settle by themselves
     * @param finishing when a run counts as finished
     */
    public SquidWatch(WatchMemory memory, Predicate<Run> wanted, Finishing finishing) {
        this(memory, wanted, finishing, WINDOW);
    }

    SquidWatch(WatchMemory memory, Predicate<Run> wanted, Finishing finishing, int window) {
        this.memory = memory;
        this.runs = new KnownRuns(memory, wanted, finishing, window);
        this.history = new History(memory);
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

    RunOrder order() {
        return new RunOrder(runs, grounded, hole.isOpen());
    }

    History history() {
        return history;
    }

    boolean endsAtHistory() {
        return history.isOfAccount() && !grounded;
    }

    boolean isHistory(Run run, long number) {
        return !grounded && history.leavesOut(run, number, false);
    }

    void begin(RunOrder order, StartFrom startFrom, Moment moment) {
        if (!begun) {
            history.begin(order.isAnchored(), startFrom, moment);
        }
    }

    void apply(RunReading reading, StartFrom startFrom, Moment moment) {
        RunOrder order = reading.order();
        begin(order, startFrom, moment);
        boolean end = !reading.isWhole() && hole.isTheEnd(reading.size(), moment.now());
        boolean complete = reading.isWhole() || end && order.mark() != null;
        boolean anchored = grounded || order.isAnchored();
        // all that is asked of the memory, which may fail, before anything changes here
        List<Run> settled = new ArrayList<>();
        List<WatchedRun> fresh = new ArrayList<>();
        for (int i = 0; i < order.fresh().size(); i++) {
            Run run = order.fresh().get(i);
            boolean leftOut = anchored
                    ? grounded && history.leaveOutLater(run, moment)
                    : history.leavesOut(run, reading.number(i), moment.atOnce() && !begun);
            fresh.add(runs.watched(run, leftOut, moment.now()));
            if (!grounded && fresh.get(i).isSettled()) {
                // it may have been opened again
                settled.add(run);
            }
        }
        List<WatchedRun> below = new ArrayList<>();
        for (Run run : order.below()) {
            WatchedRun watched = runs.watched(run, !anchored && isHistory(run, -1), moment.now());
            below.add(watched);
            if (watched.isSettled()) {
                settled.add(run);
            }
        }
        settled.addAll(order.settled());
        if (!grounded && complete) {
            runs.resume(order, Stream.concat(settled.stream(), order.known().stream()), reading.isWhole());
        }
        first = !anchored;
        if (!begun && history.isForgotten()) {
            runs.say("the repository has lost some of its keys: runs that came out may come out again");
        }
        begun = true;
        runs.addNewest(fresh);
        if (!below.isEmpty()) {
            runs.insert(below, reading.places());
        }
        order.known().forEach(run -> runs.update(run, moment));
        if (complete) {
            order.left().forEach(run -> runs.update(run, moment));
            order.late().forEach(run -> runs.addLate(run, history.leavesOut(run, -1, false), moment));
            runs.noteSettled(order.unsure(), moment);
            runs.noteSettled(settled, moment);
            hole.close();
        } else if (end) {
            runs.say("the list of runs cannot be read any further than " + reading.size()
                     + " runs deep: what is further down is not looked at");
        }
        if (reading.isDisordered()) {
            runs.sayOnce("its runs are not listed newest first, so that the whole list is read each time");
        }
        runs.noteHidden(reading.seen());
        listed = reading.listed();
        grounded |= !hole.isOpen() && reading.size() > 0;
        advance();
        first = !grounded;
    }

    /**
     * An open run that the pages read did not show, because many newer ones stand above it; another one at each call.
     *
     * @return the hash of the run to ask for, if there is one
     */
    public Optional<String> nextToAsk() {
        return locked(runs::nextToAsk);
    }

    /** Whether a run that is not the newest is open: whoever looks at the newest alone does not see it end. */
    boolean hasCovered() {
        return locked(() -> hole.isOpen() || runs.open().stream().anyMatch(watched -> watched != runs.newest()));
    }

    /** Whether the newest run was open when it was last seen. */
    boolean isNewestOpen() {
        return locked(() -> runs.newest() != null && runs.newest().is(State.OPEN));
    }

    /**
     * Whether runs of which somebody says that they are over do not look so: a list may be late, and so may a file.
     *
     * @param said their hashes, which may be of no run; none where nobody says which, so that the newest is meant
     */
    public boolean goesOn(Collection<String> said) {
        return said.isEmpty() ? isNewestOpen() : locked(() -> said.stream().anyMatch(this::isOpenOrUnknown));
    }

    private boolean isOpenOrUnknown(String run) {
        WatchedRun watched = runs.get(run);
        return watched == null ? !runs.marks().hasPassed(run) : watched.is(State.OPEN);
    }

    /** What the list said when it was read last. */
    Listed listed() {
        return listed;
    }

    /** Whether nothing is known but settled runs. */
    public boolean isIdle() {
        return locked(() -> !hole.isOpen() && runs.all().allMatch(WatchedRun::isSettled));
    }

    /**
     * Takes note of a run as it is now.
     *
     * @param run    the run
     * @param moment when it was asked for
     */
    public void update(Run run, Moment moment) {
        locked(() -> runs.update(run, moment));
    }

    /**
     * Takes note that the API says that a run does not exist. That may pass: it is believed after some time.
     *
     * @param run    the hash of the run
     * @param moment when it was asked for
     */
    public void gone(String run, Moment moment) {
        locked(() -> runs.gone(run, moment.now()));
    }

    /** The squid does not exist any more: nothing that is open will finish. */
    void allGone() {
        locked(() -> {
            runs.allGone();
            hole.close();
        });
    }

    /** Begins a new round: what failed before may come out again. */
    public void nextRound() {
        locked(() -> runs.all().filter(watched -> watched.is(State.FAILED))
                .forEach(watched -> watched.become(State.RETRY)));
    }

    /**
     * @return the runs that are to come out, in {@link DueRun#ORDER}
     */
    public List<DueRun> due() {
        return locked(() -> runs.all().filter(WatchedRun::isDue)
                .map(watched -> new DueRun(this, watched.run(), watched.is(State.RETRY)))
                .sorted(DueRun.ORDER).toList());
    }

    boolean claim(String run) {
        return locked(() -> Optional.ofNullable(runs.get(run)).filter(WatchedRun::claim).isPresent());
    }

    /** If the memory throws, the run stays claimed, so that this can be tried again. */
    void settle(String run) {
        locked(() -> claimed(run).ifPresent(this::settle));
    }

    private void settle(WatchedRun watched) {
        runs.settle(watched, !hole.isOpen());
        try {
            advance();
        } catch (RuntimeException e) {
            // what is left to do can wait for the next poll, where the memory says so again and it is reported
        }
    }

    void release(String run) {
        locked(() -> claimed(run).ifPresent(watched -> watched.become(State.FAILED)));
    }

    private Optional<WatchedRun> claimed(String run) {
        return Optional.ofNullable(runs.get(run)).filter(watched -> watched.is(State.CLAIMED));
    }

    private void advance() {
        if (!hole.isOpen()) {
            runs.advance(first);
        }
    }

    /**
     * @return what there is to warn of since it was last asked, each the end of a sentence about the squid
     */
    public List<String> said() {
        return locked(runs::said);
    }
}
