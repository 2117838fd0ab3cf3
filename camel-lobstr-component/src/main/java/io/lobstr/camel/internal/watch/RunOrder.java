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
import java.util.List;

import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import io.lobstr.camel.model.Run;

/**
 * What the place of each run in the list says of it, from the newest down.
 */
final class RunOrder {

    /** Older marks of an earlier watch, which are to be forgotten one day, stand this close to the newest. */
    private static final int LOOK_BELOW = 40;

    private final KnownRuns runs;
    /** Whether the list was read down to what is remembered, or to its end, before. */
    private final boolean grounded;
    /** Whether there are runs above the mark that were never read. */
    private final boolean hole;
    /** Whether an earlier watch knew of runs below the mark that are to come out. */
    private final boolean apart;
    private final List<Run> fresh = new ArrayList<>();
    private final List<Run> known = new ArrayList<>();
    private final List<Run> left = new ArrayList<>();
    private final List<Run> below = new ArrayList<>();
    private final List<Run> settled = new ArrayList<>();
    private final List<Run> late = new ArrayList<>();
    private final List<Run> unsure = new ArrayList<>();
    private final List<String> olderMarks = new ArrayList<>();
    private String gap;
    private String mark;
    private int looked;

    RunOrder(KnownRuns runs, boolean grounded, boolean hole) {
        this.runs = runs;
        this.grounded = grounded;
        this.hole = hole;
        this.apart = !grounded && runs.remembersApart();
    }

    /**
     * Takes the next. On the first page, what stands below the mark is looked at too, and as far as an earlier watch
     * knew of runs there that are to come out.
     */
    void take(Run run, boolean firstPage) {
        String id = run.getId();
        if (runs.get(id) != null) {
            known.add(run);
            placeUnsure();
            if (mark == null && runs.isBelowMark(id)) {
                mark = id;
            }
        } else if (mark != null) {
            takeBelowMark(run, firstPage);
        } else if (runs.marks().contains(id)) {
            mark = id;
            settled.add(run);
            placeUnsure();
        } else if (gap != null) {
            (isLeft(id) ? left : settled).add(run);
        } else if (!grounded && runs.remembers(Fact.GAP, id)) {
            gap = id;
            settled.add(run);
        } else if (known.isEmpty()) {
            fresh.add(run);
        } else if (hole) {
            below.add(run);
        } else if (firstPage) {
            unsure.add(run);
        }
    }

    private boolean isLeft(String run) {
        return runs.remembers(Fact.LEFT, run) && !runs.remembers(Fact.SETTLED, run);
    }

    private void takeBelowMark(Run run, boolean firstPage) {
        if (!firstPage && !looksOn()) {
            return;
        }
        if (!grounded) {
            if (++looked <= LOOK_BELOW && olderMarks.size() < Marks.SPARE && runs.remembers(Fact.MARK, run.getId())) {
                olderMarks.add(run.getId());
            }
            settled.add(run);
        } else if (runs.marks().hasPassed(run.getId())) {
            placeUnsure();
            settled.add(run);
        } else {
            unsure.add(run);
        }
    }

    /** One that was not there stands above one that was: it has shown up late. */
    private void placeUnsure() {
        if (!hole) {
            late.addAll(unsure);
            unsure.clear();
        }
    }

    /** Whether the list is to be read on although it was read down to the mark. */
    boolean looksOn() {
        return apart && mark != null && looked < Marks.PASSED;
    }

    boolean isAtEnd() {
        return mark != null || !known.isEmpty() && !hole;
    }

    /** Whether something of it is remembered. */
    boolean isAnchored() {
        return mark != null || gap != null;
    }

    /** The runs that were not known, newest first. */
    List<Run> fresh() {
        return fresh;
    }

    /** Those that were known, as they are now. */
    List<Run> known() {
        return known;
    }

    /** Those that an earlier watch left behind below its mark. */
    List<Run> left() {
        return left;
    }

    /** Those that are older than the known ones, and were never read. */
    List<Run> below() {
        return below;
    }

    /** Those that were settled, as they are now. */
    List<Run> settled() {
        return settled;
    }

    /** Those that showed up late among them. */
    List<Run> late() {
        return late;
    }

    /** Those at the bottom of the page, older than all that was seen. */
    List<Run> unsure() {
        return unsure;
    }

    /** How far down all but the left ones are settled, or null. */
    String gap() {
        return gap;
    }

    /** What an earlier watch remembered below its mark, newest first. */
    List<String> olderMarks() {
        return olderMarks;
    }

    /** How far down the list was read: everything from here on is settled. Null where it ended otherwise. */
    String mark() {
        return mark;
    }
}
