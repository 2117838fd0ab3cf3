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

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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

    /** So much of a page in the wrong order is no chance. */
    private static final int DISORDER = 10;

    private final SquidWatch watch;
    private final List<Run> rows = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();
    private Long total;
    private boolean shrinks;
    private boolean disorder;
    private boolean whole;
    private RunOrder order;

    RunReading(SquidWatch watch) {
        this.watch = watch;
        this.order = watch.order();
    }

    /** A list that shrinks again and again is read as it is: what slipped by is seen when it is read next. */
    public void shrinks() {
        shrinks = true;
    }

    /**
     * @param  page  the runs of the next page, newest first; those that were already read, since the list grew
     *               meanwhile, are passed over
     * @param  total how many runs the page says there are, or null
     * @return       what to do next
     */
    public Next read(List<Run> page, Long total) {
        if (!shrinks && total != null && this.total != null && total < this.total) {
            return Next.AGAIN;
        }
        this.total = total == null ? this.total : total;
        boolean first = rows.isEmpty();
        disorder |= isDisordered(page);
        watch.locked(() -> page.forEach(run -> take(run, first)));
        return !disorder && !order.looksOn() && (order.isAtEnd() || watch.endsAtHistory() && isHistory())
                ? Next.END : Next.PAGE;
    }

    private void take(Run run, boolean firstPage) {
        if (!seen.contains(run.getId())) {
            // this asks the memory, which may fail: then the page is read once more
            order.take(run, firstPage);
            seen.add(run.getId());
            rows.add(run);
        }
    }

    /** Counted from the oldest, which is 1; -1 where that is not known. */
    long number(int index) {
        return total == null || disorder ? -1 : total - index;
    }

    private static boolean isDisordered(List<Run> page) {
        int wrong = 0;
        OffsetDateTime newer = null;
        for (Run run : page) {
            OffsetDateTime created = run.getCreatedAt();
            if (created != null && newer != null && created.isAfter(newer)) {
                wrong++;
            }
            newer = created == null ? newer : created;
        }
        return wrong > 1 && wrong * DISORDER > page.size();
    }

    /**
     * Whether all that is further down had ended before the watch began, as far as its order tells.
     *
     * @param startFrom where to begin if nothing is remembered of the squid
     * @param moment    when the first page was asked for
     */
    public boolean isHistory(StartFrom startFrom, Moment moment) {
        watch.locked(() -> watch.begin(order, startFrom, moment));
        return isHistory();
    }

    private boolean isHistory() {
        return !rows.isEmpty() && watch.isHistory(rows.get(rows.size() - 1), number(rows.size() - 1));
    }

    /**
     * @return how many different runs were read
     */
    public int size() {
        return rows.size();
    }

    /**
     * Takes over what was read.
     *
     * @param startFrom where to begin if nothing is remembered of the squid
     * @param moment    when the first page was asked for
     */
    public void finish(StartFrom startFrom, Moment moment) {
        apply(startFrom, moment, true);
    }

    /**
     * Takes over what was read, while more would have to be: nothing is taken for settled by its place in the list.
     *
     * @param startFrom where to begin if nothing is remembered of the squid
     * @param moment    when the first page was asked for
     */
    public void finishPart(StartFrom startFrom, Moment moment) {
        apply(startFrom, moment, false);
    }

    private void apply(StartFrom startFrom, Moment moment, boolean complete) {
        if (disorder) {
            rows.sort(Comparator.comparing(Run::getCreatedAt, Comparator.nullsLast(Comparator.reverseOrder())));
            order = watch.order();
            watch.locked(() -> rows.forEach(run -> order.take(run, false)));
        }
        whole = complete || order.mark() != null && !order.looksOn();
        watch.locked(() -> watch.apply(this, startFrom, moment));
        watch.history().habits().learn(rows);
    }

    /**
     * Whether the list was read down to all that an earlier watch knew of. An empty page may be a lie: it says nothing
     * of what was there before.
     */
    boolean isWhole() {
        return whole && !rows.isEmpty();
    }

    /** The list is not newest first. */
    boolean isDisordered() {
        return disorder;
    }

    RunOrder order() {
        return order;
    }

    /** Where each run stands, counted from the newest. */
    Map<String, Integer> places() {
        Map<String, Integer> places = new HashMap<>();
        rows.forEach(run -> places.put(run.getId(), places.size()));
        return places;
    }

    Listed listed() {
        return Listed.of(rows, total);
    }

    Set<String> seen() {
        return seen;
    }
}
