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
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.lobstr.camel.model.Run;

/**
 * One reading of a squid's list of runs, from the first page down to what is known. For one thread.
 */
public final class RunReading {

    /** What to do after a page. */
    public enum Next {
        /** Read the page after it, if there is one. */
        PAGE,
        /** Nothing older is of interest. */
        END,
        /** The list has shrunk while it was read, so that a run may have slipped by: begin anew. */
        AGAIN
    }

    /** Older marks of an earlier watch, which are to be forgotten one day, stand this close to the newest. */
    private static final int LOOK_BELOW = 20;

    private final SquidWatch watch;
    private final List<Run> fresh = new ArrayList<>();
    private final List<Run> known = new ArrayList<>();
    private final List<Run> left = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private final List<String> olderMarks = new ArrayList<>();
    private String gap;
    private String mark;
    private int below;
    private Long total;

    RunReading(SquidWatch watch) {
        this.watch = watch;
    }

    /**
     * @param  page  the runs of the next page, newest first; those that were already read, since the list grew
     *               meanwhile, are passed over
     * @param  total how many runs the page says there are, or null
     * @return       what to do next
     */
    public Next read(List<Run> page, Long total) {
        if (total != null && this.total != null && total < this.total) {
            return Next.AGAIN;
        }
        this.total = total;
        for (Run run : page) {
            if (!seen.add(run.getId())) {
                continue;
            }
            if (watch.isKnown(run.getId())) {
                known.add(run);
            } else if (known.isEmpty()) {
                sort(run);
            }
        }
        return known.isEmpty() && mark == null ? Next.PAGE : Next.END;
    }

    private void sort(Run run) {
        if (mark != null) {
            if (++below <= LOOK_BELOW && watch.isOlderMark(run.getId())) {
                olderMarks.add(run.getId());
            }
        } else if (watch.isMark(run.getId())) {
            mark = run.getId();
        } else if (gap != null) {
            if (watch.isLeft(run.getId())) {
                left.add(run);
            }
        } else if (watch.isGap(run.getId())) {
            gap = run.getId();
        } else {
            fresh.add(run);
        }
    }

    /**
     * Takes over what was read.
     *
     * @param startFrom where to begin if nothing is remembered of the squid
     */
    public void finish(StartFrom startFrom) {
        watch.apply(this, startFrom);
    }

    Set<String> seen() {
        return seen;
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
