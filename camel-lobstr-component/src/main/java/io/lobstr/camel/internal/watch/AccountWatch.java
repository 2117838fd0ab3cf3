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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;

/**
 * Watches every squid of an account through the list of squids, which shows the newest run of a hundred of them at
 * once: only those where something has changed are read. For one thread.
 */
public final class AccountWatch {

    /** A page that shifts can pass a squid over; one that is missing so often is gone. */
    private static final int SWEEPS_UNTIL_GONE = 3;

    /** What the list of squids shows of the runs of one. */
    private record Shown(String lastRunStatus, OffsetDateTime lastRunAt, long totalRuns) {

        static Shown of(Squid squid) {
            return new Shown(squid.getLastRunStatus(), squid.getLastRunAt(), squid.getTotalRuns());
        }

        boolean isOver() {
            return Run.FINISHED_STATUSES.contains(String.valueOf(lastRunStatus));
        }
    }

    private static final class Watched {

        private final SquidWatch watch;
        private Shown shown;
        /** What was shown before the runs were last read. */
        private Shown read;
        private int missing;

        Watched(SquidWatch watch) {
            this.watch = watch;
        }

        /** The two lists may tell of a change one after the other. */
        boolean hasChanged() {
            return !watch.hasBegun() || !shown.equals(read) || shown.isOver() && watch.isNewestOpen();
        }
    }

    private final Function<String, SquidWatch> newWatch;
    private final Map<String, Watched> squids = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> turns = new ArrayDeque<>();
    /** Those with an open run that their line does not show, the one that was read longest ago first. */
    private final Set<String> covered = new LinkedHashSet<>();

    /**
     * @param newWatch how to watch a squid that has appeared
     */
    public AccountWatch(Function<String, SquidWatch> newWatch) {
        this.newWatch = newWatch;
    }

    /**
     * Takes a page of the list of squids. A sweep begins with the first page, and counts when {@link #finish()} is
     * called after the last.
     *
     * @param page  what it lists
     * @param first whether it is the first
     */
    public void read(List<Squid> page, boolean first) {
        if (first) {
            seen.clear();
        }
        for (Squid squid : page) {
            seen.add(squid.getId());
            squids.computeIfAbsent(squid.getId(), id -> new Watched(newWatch.apply(id))).shown = Shown.of(squid);
        }
    }

    /**
     * Ends a sweep.
     *
     * @return the squids whose runs are to be read now: first those with a run that is open
     */
    public List<String> finish() {
        squids.entrySet().removeIf(entry -> isGone(entry.getKey(), entry.getValue()));
        List<String> over = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        squids.forEach((id, squid) -> {
            if (squid.hasChanged()) {
                (squid.shown.isOver() ? over : changed).add(id);
            }
        });
        changed.addAll(over);
        return changed;
    }

    private boolean isGone(String id, Watched squid) {
        squid.missing = seen.contains(id) ? 0 : squid.missing + 1;
        return squid.missing >= SWEEPS_UNTIL_GONE && squid.watch.isIdle();
    }

    /**
     * Takes note that the runs of a squid were read, after the last sweep had shown it.
     *
     * @param squid the hash of the squid
     */
    public void hasRead(String squid) {
        Watched watched = squids.get(squid);
        if (watched != null) {
            watched.read = watched.shown;
        }
    }

    /**
     * Another squid to read although its line in the list has not changed, to make sure.
     *
     * @return the hash of a squid, another one at each call
     */
    public Optional<String> nextToReconcile() {
        if (turns.isEmpty()) {
            turns.addAll(squids.keySet());
        }
        return Optional.ofNullable(turns.poll()).filter(squids::containsKey);
    }

    /**
     * Squids to read although their line in the list has not changed, since it shows nothing of a run that is open and
     * not the newest.
     *
     * @param  most how many
     * @return      their hashes, others at each call, each once
     */
    public List<String> nextCovered(int most) {
        Set<String> all = new LinkedHashSet<>();
        squids.forEach((id, squid) -> {
            if (squid.watch.hasCovered()) {
                all.add(id);
            }
        });
        covered.retainAll(all);
        covered.addAll(all);
        List<String> next = covered.stream().limit(most).toList();
        next.forEach(covered::remove);
        covered.addAll(next);
        return next;
    }

    /**
     * @param  squid the hash of a squid
     * @return       its watch, if it is watched
     */
    public Optional<SquidWatch> watch(String squid) {
        return Optional.ofNullable(squids.get(squid)).map(watched -> watched.watch);
    }

    /**
     * @return the watches of all squids
     */
    public Collection<SquidWatch> watches() {
        return squids.values().stream().map(watched -> watched.watch).toList();
    }

    /**
     * @return how many squids are watched
     */
    public int size() {
        return squids.size();
    }
}
