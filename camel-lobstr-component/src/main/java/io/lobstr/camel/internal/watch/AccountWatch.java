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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.lobstr.camel.model.Squid;

/**
 * Watches every squid of an account through the list of squids, which shows the newest run of a hundred of them at
 * once: only those where more has happened than that a run has begun are read, after a start, too, since the line that
 * was shown when all was settled is remembered. For one thread.
 */
public final class AccountWatch {

    /** More than this are not watched, whatever the list says. */
    private static final int MOST_SQUIDS = 200_000;

    private final Beginning beginning;
    private final Function<String, SquidWatch> newWatch;
    private final Map<String, WatchedSquid> squids = new LinkedHashMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> turns = new ArrayDeque<>();
    /** Those with an open run that their line does not show, the one that was read longest ago first. */
    private final Set<String> covered = new LinkedHashSet<>();
    /** Those of which a run may have ended between the start and the first sweep, the likeliest first. */
    private final Deque<String> unsure = new ArrayDeque<>();
    private final List<String> said = new ArrayList<>();
    private long sweeps;

    /**
     * @param memory   what is remembered of all squids together
     * @param newWatch how to watch a squid that has appeared
     */
    public AccountWatch(WatchMemory memory, Function<String, SquidWatch> newWatch) {
        this.beginning = new Beginning(memory);
        this.newWatch = newWatch;
    }

    /**
     * Takes a page of the list of squids. A sweep begins with the first page, and counts when {@link #finish} is called
     * after the last.
     *
     * @param  page  what it lists
     * @param  first whether it is the first
     * @return       how many of them no page of this sweep had shown
     */
    public int read(List<Squid> page, boolean first) {
        if (first) {
            seen.clear();
        }
        int fresh = 0;
        for (Squid squid : page) {
            if (seen.size() < MOST_SQUIDS && seen.add(squid.getId())) {
                fresh++;
                WatchedSquid watched = squids.computeIfAbsent(squid.getId(), this::appears);
                watched.show(Shown.of(squid));
                watched.watch().history().habits().launches(squid.getNextLaunchAt());
            }
        }
        return fresh;
    }

    private WatchedSquid appears(String id) {
        SquidWatch watch = newWatch.apply(id);
        watch.history().joins(beginning);
        return new WatchedSquid(watch);
    }

    /**
     * Ends a sweep.
     *
     * @param  startFrom where to begin if nothing is remembered of the account
     * @param  moment    when the sweep was begun
     * @param  whole     whether every page was read, so that what was not shown is not there
     * @return           the squids whose runs are to be read now: first those with a run that is open
     */
    public List<String> finish(StartFrom startFrom, Moment moment, boolean whole) {
        sweeps++;
        boolean first = beginning.since() == null && !goesOn();
        if (first) {
            beginning.begin(startFrom, moment);
            squids.values().forEach(squid -> squid.begin(startFrom, moment, beginning.since()));
            squids.entrySet().stream().filter(squid -> squid.getValue().isUnsure())
                    .sorted(Comparator.comparing(squid -> squid.getValue().lastRunAt(),
                            Comparator.nullsFirst(Comparator.reverseOrder())))
                    .forEach(squid -> unsure.add(squid.getKey()));
        } else {
            beginning.remember();
            squids.values().forEach(WatchedSquid::takeUp);
        }
        if (whole) {
            squids.entrySet().removeIf(squid -> squid.getValue().isGone(seen.contains(squid.getKey())));
        }
        squids.values().forEach(WatchedSquid::rememberLine);
        return changed();
    }

    /** Whether something is remembered. */
    private boolean goesOn() {
        boolean remembered = beginning.recall();
        if (!remembered && squids.values().stream().anyMatch(WatchedSquid::isRemembered)) {
            beginning.goOn();
            remembered = true;
            say("the repository has forgotten that the account was watched before");
        }
        if (remembered) {
            sayWhatIsForgotten();
        }
        return remembered;
    }

    private void sayWhatIsForgotten() {
        Instant since = beginning.isIncomplete() ? Instant.MAX : beginning.since();
        long forgotten = squids.values().stream().filter(squid -> squid.isForgotten(since)).count();
        if (beginning.isIncomplete() || forgotten > 2 + squids.size() / 10) {
            say("the repository has forgotten some of its keys, at least those of " + forgotten + " of " + squids.size()
                + " squids: these are read anew, and runs that came out may come out again. Does it have an upper bound?");
        }
    }

    private List<String> changed() {
        List<String> over = new ArrayList<>();
        List<String> changed = new ArrayList<>();
        squids.forEach((id, squid) -> {
            if (squid.isToRead(sweeps)) {
                (squid.isOver() ? over : changed).add(id);
            }
        });
        changed.addAll(over);
        return changed;
    }

    /**
     * Takes note that the runs of a squid were read, after the last sweep had shown it.
     *
     * @param squid  the hash of the squid
     * @param whole  whether they were read down to what is known; if not, that goes on at the next poll
     * @param moment when they were asked for
     */
    public void hasRead(String squid, boolean whole, Moment moment) {
        Optional.ofNullable(squids.get(squid)).ifPresent(watched -> watched.hasRead(whole, sweeps, moment.now()));
        beginning.remember();
    }

    /**
     * Takes note that the API says that a squid does not exist. That may pass, and says nothing of one that is listed:
     * it is asked for less and less often.
     *
     * @param squid  the hash of the squid
     * @param moment when it was asked for
     */
    public void notFound(String squid, Moment moment) {
        Optional.ofNullable(squids.get(squid)).ifPresent(watched -> watched.notFound(sweeps, moment.now()));
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
        return Optional.ofNullable(turns.poll()).filter(this::mayBeRead);
    }

    private boolean mayBeRead(String id) {
        return squids.containsKey(id) && !squids.get(id).rests(sweeps);
    }

    /**
     * Squids to read because the first sweep came so late that a run of theirs may have ended between it and the start.
     *
     * @param  most how many
     * @return      their hashes, each once
     */
    public List<String> nextUnsure(int most) {
        List<String> next = new ArrayList<>();
        while (!unsure.isEmpty() && next.size() < most) {
            String id = unsure.remove();
            if (squids.containsKey(id) && squids.get(id).isUnsure()) {
                next.add(id);
            }
        }
        return next;
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
            if (squid.watch().hasCovered() && mayBeRead(id)) {
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
        return Optional.ofNullable(squids.get(squid)).map(WatchedSquid::watch);
    }

    /**
     * @return the hashes of all squids
     */
    public Collection<String> squids() {
        return squids.keySet();
    }

    /**
     * @return the watches of all squids
     */
    public Collection<SquidWatch> watches() {
        return squids.values().stream().map(WatchedSquid::watch).toList();
    }

    /**
     * @return the hashes of the squids that have had a run, the one that ran last first
     */
    public List<String> used() {
        return squids.entrySet().stream().filter(squid -> squid.getValue().isUsed())
                .sorted(Comparator.comparing(squid -> squid.getValue().lastRunAt(),
                        Comparator.nullsLast(Comparator.reverseOrder())))
                .map(Map.Entry::getKey).toList();
    }

    /**
     * @return how many squids are watched
     */
    public int size() {
        return squids.size();
    }

    private void say(String what) {
        said.add(what);
    }

    /**
     * @return what there is to warn of since it was last asked
     */
    public List<String> said() {
        List<String> all = List.copyOf(said);
        said.clear();
        return all;
    }
}
