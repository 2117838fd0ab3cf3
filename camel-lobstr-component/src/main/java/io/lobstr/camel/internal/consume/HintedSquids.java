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
package io.lobstr.camel.internal.consume;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;

import io.lobstr.camel.internal.client.HintShare;
import org.slf4j.Logger;

/**
 * Looks at squids at once of which somebody says that something has happened, beside the looks that come anyway. One
 * that still goes on then is looked at again a few times: whoever says that a run is over may be sooner than the list.
 * However many say what does not prove to be true, a squid is looked at once in five seconds for it, out of a share of
 * the budget.
 */
public final class HintedSquids extends ForwardingSquids {

    private static final Logger LOG = ConsumerLog.LOG;

    /** After a look that has found nothing new. */
    private static final long APART = TimeUnit.SECONDS.toNanos(5);
    /** After the look before. */
    private static final long[] AGAIN = LongStream.of(5, 10, 20, 40).map(TimeUnit.SECONDS::toNanos).toArray();
    /** The whole account is listed so often at most because of squids that are not known. */
    private static final long LISTS_APART = TimeUnit.MINUTES.toNanos(1);

    private final WatchedSquids squids;
    private final WatchedSquids timed;
    private final Hints hints;
    private final HintShare share;
    private final LongSupplier nanoTime;
    private final BooleanSupplier whole;
    private final Consumer<Duration> nudgeIn;
    private final Map<String, Look> looks = new HashMap<>();
    /** In this poll. */
    private final Set<String> taken = new LinkedHashSet<>();
    private final Set<String> unread = new HashSet<>();
    private boolean wantsList;
    private boolean listed;
    private long lastList;

    /** The looks at a squid that were taken because somebody named it. */
    private static final class Look {

        private Set<String> runs = Set.of();
        private long last;
        private boolean again;
        private long next;
        private int times;

        void begin(Set<String> named) {
            runs = named;
            times = 0;
            again = true;
        }

        void put(long now) {
            again = times < AGAIN.length;
            next = again ? now + AGAIN[times++] : now;
        }

        void over() {
            again = false;
        }
    }

    /**
     * @param squids   how they are read
     * @param timed    the same at the times that are theirs, may be the same
     * @param hints    who is named
     * @param share    what may be asked for that
     * @param nanoTime the time
     * @param whole    whether the poll that goes on is one at all squids
     * @param nudgeIn  is told in how long to poll, besides the other polls
     */
    HintedSquids(
                 WatchedSquids squids, WatchedSquids timed, Hints hints, HintShare share, LongSupplier nanoTime,
                 BooleanSupplier whole, Consumer<Duration> nudgeIn) {
        super(timed);
        this.squids = squids;
        this.timed = timed;
        this.hints = hints;
        this.share = share;
        this.nanoTime = nanoTime;
        this.whole = whole;
        this.nudgeIn = nudgeIn;
    }

    @Override
    public boolean isWhole() {
        return whole.getAsBoolean();
    }

    @Override
    public boolean mayAsk(String squid) {
        boolean lists = squid.isEmpty() && wantsList && untilList(nanoTime.getAsLong()) <= 0;
        return lists || taken.contains(squid) || isWhole() && timed.mayAsk(squid);
    }

    @Override
    public Collection<String> next(RunReader reader) {
        readNotes();
        takeKnown();
        Set<String> next = new LinkedHashSet<>(taken);
        if (isWhole()) {
            next.addAll(timed.next(reader));
        }
        List<String> unknown = unknown();
        boolean shown = isWhole() && timed == squids;
        wantsList |= !unknown.isEmpty();
        if (wantsList && !shown && untilList(nanoTime.getAsLong()) <= 0 && mayTake()) {
            next.addAll(list(reader));
            shown = true;
        }
        if (shown) {
            wantsList = false;
            takeKnown();
            next.addAll(taken);
            unknown().forEach(hints::drop);
        }
        unread.addAll(taken);
        return next;
    }

    /** On the poll's own thread: a repository takes its time, and an account has many squids. */
    private void readNotes() {
        HintNotes notes = hints.takeNotes();
        try {
            wantsList |= notes != null && notes.take(squids.known(), hints) && hints.areOfAnySquid();
        } catch (RuntimeException e) {
            LOG.debug("What other machines have hinted at cannot be read: the next poll at everything has to do", e);
        }
    }

    private void takeKnown() {
        long now = nanoTime.getAsLong();
        looks.forEach((squid, look) -> {
            if (look.again && now - look.next >= 0 && mayTake()) {
                taken.add(squid);
            }
        });
        for (String squid : hints.waiting()) {
            if (!taken.contains(squid) && untilLook(squid, now) <= 0 && squids.watch(squid).isPresent() && mayTake()) {
                taken.add(squid);
            }
        }
    }

    private boolean mayTake() {
        return share.free(nanoTime.getAsLong()) > taken.size();
    }

    private List<String> unknown() {
        return hints.waiting().stream().filter(squid -> squids.watch(squid).isEmpty()).toList();
    }

    private Collection<String> list(RunReader reader) {
        long before = reader.requests();
        listed = true;
        lastList = nanoTime.getAsLong();
        try {
            return squids.next(reader);
        } finally {
            share.took(reader.requests() - before, lastList);
        }
    }

    @Override
    public void read(String squid, RunReader reader) {
        long now = nanoTime.getAsLong();
        boolean forHint = taken.contains(squid);
        Set<String> named = hints.take(squid);
        unread.remove(squid);
        Look look = forHint || named != null ? looks.computeIfAbsent(squid, id -> new Look()) : looks.get(squid);
        if (named != null) {
            timed.told(squid, named);
            look.begin(named);
        }
        boolean open = goesOn(squid, look);
        long due = due(squid);
        long before = reader.requests();
        boolean over = false;
        try {
            timed.read(squid, reader);
            over = !reader.goesOn(squid) && !goesOn(squid, look);
        } finally {
            boolean isTrue = open && over || due(squid) > due;
            if (forHint && !isTrue) {
                // whoever told the truth has spared a poll; what comes to nothing is to be bounded
                share.took(reader.requests() - before, now);
            }
            if (forHint) {
                look.last = isTrue ? now - APART : now;
            }
            if (look != null && over) {
                look.over();
            } else if (forHint || named != null) {
                look.put(now);
            }
        }
    }

    private long due(String squid) {
        return squids.watch(squid).stream().mapToLong(one -> one.due().size()).sum();
    }

    private boolean goesOn(String squid, Look look) {
        return look != null && squids.watch(squid).stream().anyMatch(one -> one.goesOn(look.runs));
    }

    @Override
    public void polled() {
        hints.takeStarted().forEach(timed::started);
        timed.polled();
        long now = nanoTime.getAsLong();
        unread.forEach(squid -> {
            // it had no turn: not at once again
            Look look = looks.computeIfAbsent(squid, id -> new Look());
            look.last = now;
            look.next = now + APART;
        });
        unread.clear();
        taken.clear();
        looks.values().removeIf(look -> !look.again && now - look.last >= APART);
        OptionalLong wait = LongStream.concat(
                wantsList ? LongStream.of(untilList(now)) : LongStream.empty(),
                LongStream.concat(
                        looks.values().stream().filter(look -> look.again).mapToLong(look -> look.next - now),
                        hints.waiting().stream()
                                .mapToLong(squid -> squids.watch(squid).isPresent() ? untilLook(squid, now) : untilList(now))))
                .min();
        wait.ifPresent(nanos -> nudgeIn.accept(Duration.ofNanos(Math.max(nanos, share.untilFree(now).toNanos()))));
    }

    private long untilLook(String squid, long now) {
        Look look = looks.get(squid);
        return look == null ? 0 : look.last + APART - now;
    }

    private long untilList(long now) {
        return listed ? lastList + LISTS_APART - now : 0;
    }
}
