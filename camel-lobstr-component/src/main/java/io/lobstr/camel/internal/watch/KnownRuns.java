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
import java.util.ArrayList;
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
 * The runs of a squid that are known by themselves, and what becomes of each.
 */
final class KnownRuns {

    private final WatchMemory memory;
    private final Predicate<Run> wanted;
    private final Finishing finishing;
    private final MarkedRuns marked;
    private final ApartRuns apart;
    /** Open runs that pages did not show, the one that waited longest first. */
    private final Set<String> hidden = new LinkedHashSet<>();
    private final List<String> said = new ArrayList<>();
    private final Set<String> saidOnce = new LinkedHashSet<>();
    private int late;

    KnownRuns(WatchMemory memory, Predicate<Run> wanted, Finishing finishing, int window) {
        this.memory = memory;
        this.wanted = wanted;
        this.finishing = finishing;
        this.marked = new MarkedRuns(memory, window);
        this.apart = new ApartRuns(memory, marked.marks());
    }

    Marks marks() {
        return marked.marks();
    }

    boolean remembers(Fact fact, String run) {
        return memory.contains(fact, run);
    }

    /** Whether an earlier watch may know of runs that are to come out wherever they stand. */
    boolean remembersApart() {
        return apart.isRemembered();
    }

    /** One that is to come out again although the mark has passed it. */
    boolean isBelowMark(String run) {
        return apart.get(run) != null && marks().contains(run);
    }

    WatchedRun get(String run) {
        WatchedRun watched = apart.get(run);
        return watched == null ? marked.get(run) : watched;
    }

    Stream<WatchedRun> all() {
        return Stream.concat(marked.all(), apart.all().stream());
    }

    WatchedRun newest() {
        return marked.newest();
    }

    List<WatchedRun> open() {
        return all().filter(watched -> watched.is(State.OPEN)).toList();
    }

    /**
     * Takes up where an earlier watch was.
     *
     * @param all whether the list was read as far down as anything is taken up
     */
    void resume(RunOrder order, Stream<Run> shown, boolean all) {
        apart.resume(shown.filter(run -> get(run.getId()) == null || get(run.getId()).isSettled()), all);
        marks().resume(order.mark(), order.gap(), order.olderMarks());
        for (int i = order.left().size() - 1; i >= 0; i--) {
            Run run = order.left().get(i);
            if (get(run.getId()) == null) {
                marked.addLeft(new WatchedRun(run, isRecorded(run) ? State.SETTLED : State.OPEN));
            }
        }
    }

    /** A run that the list shows for the first time. */
    WatchedRun watched(Run run, boolean leftOut, Instant now) {
        if (leftOut || isRecorded(run)) {
            return new WatchedRun(run, State.SETTLED);
        }
        WatchedRun watched = new WatchedRun(run, State.OPEN);
        watched.become(stateOf(run, watched.overSince(run, now), now), run);
        return watched;
    }

    /** Whether it was settled as it is now. */
    private boolean isRecorded(Run run) {
        if (memory.contains(Fact.SETTLED, run.getId())) {
            return true;
        }
        String end = WatchedRun.end(run.getId(), WatchedRun.endOf(run));
        boolean forLater = run.isFinished() && memory.contains(Fact.ENDED, end);
        if (forLater) {
            // from here on this watch knows whether it is opened again
            memory.add(Fact.SETTLED, run.getId());
            memory.remove(Fact.ENDED, end);
        }
        return forLater;
    }

    /** Newest first. */
    void addNewest(List<WatchedRun> fresh) {
        for (int i = fresh.size() - 1; i >= 0; i--) {
            marked.addNewest(fresh.get(i));
            countLate(fresh.get(i));
        }
    }

    /** Those that were not read when others above them were, and at which places all of them stand. */
    void insert(List<WatchedRun> below, Map<String, Integer> places) {
        marked.insert(below, places);
        below.forEach(this::countLate);
    }

    /** One that showed up among those that are settled. */
    void addLate(Run run, boolean leftOut, Moment moment) {
        if (leftOut || isRecorded(run)) {
            marks().pass(run.getId(), WatchedRun.endOf(run));
        } else {
            apart.addLate(run);
            update(run, moment);
        }
    }

    /** Those below the mark, newest first. */
    void noteSettled(List<Run> below, Moment moment) {
        // the oldest first, since that is to be the first that is not known any more
        for (int i = below.size() - 1; i >= 0; i--) {
            Run run = below.get(i);
            if (get(run.getId()) != null) {
                update(run, moment);
            } else if (!run.isFinished()) {
                apart.addReopened(run, marks().ended(run.getId()), moment);
            } else if (marks().ended(run.getId()) == null) {
                marks().pass(run.getId(), WatchedRun.endOf(run));
            }
        }
    }

    /** Takes note of a run as it is now. */
    void update(Run run, Moment moment) {
        WatchedRun watched = get(run.getId());
        if (watched == null) {
            return;
        }
        Instant over = watched.overSince(run, moment.now());
        if (!run.isFinished()) {
            isActive(watched, run, moment);
        } else if (watched == apart.get(run.getId()) && apart.isAsBefore(run)) {
            apart.showAsBefore(watched, run, moment.now());
        } else if (watched.takesNews(run)) {
            watched.trust();
            become(watched, stateOf(run, over, moment.now()), run);
        }
    }

    private void isActive(WatchedRun watched, Run run, Moment moment) {
        watched.trust();
        if (watched.isSettled()) {
            apart.addReopened(run, watched.ended(), moment);
        } else if (watched.is(State.CLAIMED)) {
            watched.reopen(true);
        } else {
            watched.become(State.OPEN, run);
        }
    }

    private void become(WatchedRun watched, State state, Run run) {
        if (state == State.SETTLED) {
            watched.ended(WatchedRun.endOf(run));
            settled(watched);
        } else if (state == State.DUE && !watched.is(State.OPEN)) {
            // failed before, or is due already: it comes as it is now
            watched.become(watched.state(), run);
        } else {
            watched.become(state, run);
            countLate(watched);
        }
    }

    private State stateOf(Run run, Instant over, Instant now) {
        if (!finishing.isFinished(run, over, now)) {
            return State.OPEN;
        }
        return wanted.test(run) ? State.DUE : State.SETTLED;
    }

    private void countLate(WatchedRun watched) {
        if (watched.is(State.DUE) && !finishing.isComplete(watched.run())) {
            late++;
        }
    }

    private void settled(WatchedRun watched) {
        if (watched == apart.get(watched.id())) {
            apart.settle(watched);
        } else {
            marked.becomeSettled(watched);
        }
    }

    void gone(String run, Instant now) {
        WatchedRun watched = get(run);
        if (watched != null && watched.is(State.OPEN) && watched.isBelieved(now)) {
            settled(watched);
            say("run " + run + " is gone before it finished, as the API has said several times: it will not come out");
        }
    }

    void allGone() {
        List<WatchedRun> open = open();
        open.forEach(this::settled);
        if (!open.isEmpty()) {
            say("it is gone, as the API has said several times, and " + open.size() + " of its runs before they finished: "
                + open.stream().map(WatchedRun::id).collect(Collectors.joining(", ")));
        }
    }

    /** If the memory throws, the run stays claimed, so that this can be tried again. */
    void settle(WatchedRun watched, boolean markMayMove) {
        Run run = watched.run();
        if (watched == apart.get(watched.id())) {
            apart.settle(watched);
            Optional.ofNullable(marked.get(watched.id())).ifPresent(before -> before.ended(watched.ended()));
        } else {
            marked.settle(watched, markMayMove);
        }
        if (watched.isReopened()) {
            apart.addReopened(run, WatchedRun.endOf(run), new Moment(null, null, false, false));
        }
    }

    void noteHidden(Set<String> seen) {
        Set<String> unseen = open().stream().map(WatchedRun::id).filter(run -> !seen.contains(run))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        hidden.retainAll(unseen);
        hidden.addAll(unseen);
    }

    Optional<String> nextToAsk() {
        Optional<String> next = hidden.stream().findFirst();
        next.ifPresent(hidden::remove);
        return next;
    }

    void advance(boolean atOnce) {
        marked.advance(atOnce);
    }

    void say(String what) {
        said.add(what);
    }

    void sayOnce(String what) {
        if (saidOnce.add(what)) {
            say(what);
        }
    }

    List<String> said() {
        if (late > 0) {
            say(late + " of its runs come out although finishedWhen=" + finishing.when()
                + " waits for more: finishedTimeout has passed");
            late = 0;
        }
        List<String> all = List.copyOf(said);
        said.clear();
        return all;
    }
}
