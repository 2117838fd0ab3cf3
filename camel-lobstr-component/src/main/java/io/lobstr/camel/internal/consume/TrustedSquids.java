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
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.observe.PushActivity;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.Moment;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.Trust;
import org.slf4j.Logger;

/**
 * Lets polls pass in which nothing need be asked, since calls of webhooks prove to tell of what happens: of each squid
 * that is named by its own calls, and of those of an account by all of theirs, since their list shows them together. It
 * is looked at as ever where a squid of it that has had a run is not called for, or a run has ended and what it still
 * waits for is told by no call. A squid that the list has not shown yet, or that has had no run, is found with the next
 * look at the list.
 */
public final class TrustedSquids implements WatchedSquids {

    /** What is looked at where no squid is named. */
    private static final String ALL = "";
    /** Aborted runs have no call. */
    private static final Set<String> CALLED_FOR = Set.of("done", "error");
    /** A tick of a clock that is a bit early is a tick. */
    private static final int TOLERANCE = 10;

    private static final Logger LOG = ConsumerLog.LOG;

    private final WatchedSquids squids;
    private final Set<String> named;
    private final Duration delay;
    private final Duration most;
    private final boolean isWaitingForMore;
    private final Registrations registrations;
    private final LongSupplier nanoTime;
    private final PushActivity activity;
    private final Map<String, Look> looks = new HashMap<>();
    /** Since when each squid is called for. */
    private final Map<String, Long> called = new HashMap<>();
    /** Of these it was told that something had happened, but not to which run. */
    private final Set<String> toldOf = new HashSet<>();
    /** What was due when each squid was read last. */
    private final Map<String, Set<String>> due = new HashMap<>();
    /** Those of which no call told when it should have. */
    private final Set<String> silent = new HashSet<>();
    private boolean covered;
    /** By the clock of the API, as the first look had it. */
    private Instant start;
    private volatile String nextLook;

    /** How one squid, or the account, is looked at. */
    private static final class Look {

        private final Trust trust;
        private long last;
        /** In this poll. */
        private boolean taken;
        /** It failed, or has not shown all. */
        private boolean again = true;

        Look(Trust trust) {
            this.trust = trust;
        }

        void begin(long nanos) {
            last = nanos;
            taken = true;
            again = false;
        }
    }

    /**
     * @param squids           how they are read
     * @param named            their hashes, none for every squid of the account
     * @param delay            how far apart polls are
     * @param most             how far apart looks may be
     * @param isWaitingForMore whether more than the end of a run is waited for
     * @param registrations    for which squids calls are to come
     * @param nanoTime         the time
     * @param activity         is told what became of it
     */
    public TrustedSquids(
                         WatchedSquids squids, Collection<String> named, Duration delay, Duration most,
                         boolean isWaitingForMore, Registrations registrations, LongSupplier nanoTime, PushActivity activity) {
        this.squids = squids;
        this.named = Set.copyOf(named);
        this.delay = delay;
        this.most = most;
        this.isWaitingForMore = isWaitingForMore;
        this.registrations = registrations;
        this.nanoTime = nanoTime;
        this.activity = activity;
    }

    private Look look(String squid) {
        return looks.computeIfAbsent(named.isEmpty() ? ALL : squid,
                id -> new Look(new Trust(delay, most, nanoTime.getAsLong())));
    }

    private static String key(String squid, String run) {
        return squid + "/" + run;
    }

    @Override
    public void told(String squid, Set<String> runs) {
        Trust trust = look(squid).trust;
        runs.forEach(run -> trust.called(key(squid, run)));
        if (runs.isEmpty()) {
            toldOf.add(squid);
            trust.calledOf(key(squid, ""));
        }
        registrations.heard(squid);
    }

    @Override
    public void started(String squid) {
        squids.started(squid);
    }

    private void prepare() {
        long now = nanoTime.getAsLong();
        looks.values().forEach(look -> look.trust.missed(now).forEach(this::missed));
        for (String squid : registrations.lost()) {
            if (!named.isEmpty()) {
                look(squid).trust.lost(now);
            }
        }
        Collection<String> used = squids.used();
        called.keySet().removeIf(squid -> !registrations.isOurs(squid));
        used.stream().filter(registrations::isOurs).forEach(squid -> called.putIfAbsent(squid, now));
        covered = called.keySet().containsAll(used);
    }

    private void missed(String key) {
        int slash = key.indexOf('/');
        String squid = key.substring(0, slash);
        activity.missed();
        registrations.missed(squid);
        if (silent.isEmpty()) {
            LOG.warn("Squid {}: its run {} has ended, and no call of its webhook told of it: polls are {} s apart again until"
                     + " calls come",
                    squid, key.substring(slash + 1), delay.toSeconds());
        }
        silent.add(squid);
    }

    private Duration distance(String squid) {
        Look look = look(squid);
        boolean isSure = named.isEmpty() ? covered : called.containsKey(squid);
        return isSure && !isWaiting(squid) ? look.trust.distance(nanoTime.getAsLong()) : delay;
    }

    private boolean isWaiting(String squid) {
        return isWaitingForMore && (named.isEmpty()
                ? squids.watches().stream().anyMatch(watch -> !watch.isIdle())
                : squids.watch(squid).filter(watch -> !watch.isIdle()).isPresent());
    }

    private boolean isDue(String squid) {
        Look look = look(squid);
        if (look.taken || look.again) {
            return true;
        }
        Duration distance = distance(squid);
        // with the next tick it would be too late
        Duration early = delay.minus(delay.dividedBy(TOLERANCE));
        return distance.compareTo(delay) <= 0 || nanoTime.getAsLong() - look.last >= distance.minus(early).toNanos();
    }

    @Override
    public boolean mayAsk(String squid) {
        return isDue(squid) && squids.mayAsk(squid);
    }

    @Override
    public Collection<String> next(RunReader reader) {
        prepare();
        if (!named.isEmpty()) {
            return squids.next(reader).stream().filter(this::isDue).toList();
        }
        if (!mayAsk(ALL)) {
            return List.of();
        }
        Collection<String> next = squids.next(reader);
        look(ALL).begin(nanoTime.getAsLong());
        return next;
    }

    @Override
    public void read(String squid, RunReader reader) {
        Look look = look(squid);
        long begun = reader.nanoTime();
        boolean whole = false;
        try {
            squids.read(squid, reader);
            whole = !reader.goesOn(squid);
        } finally {
            if (!named.isEmpty()) {
                look.begin(nanoTime.getAsLong());
            }
            look.again |= !whole;
        }
        squids.watch(squid).ifPresent(watch -> note(squid, watch.due(), reader.moment(begun)));
        toldOf.remove(squid);
    }

    private void note(String squid, List<DueRun> runs, Moment moment) {
        start = start == null ? moment.start() : start;
        Set<String> before = due.getOrDefault(squid, Set.of());
        Set<String> now = new HashSet<>();
        for (DueRun run : runs) {
            Instant ended = run.endedAt() == null ? moment.now() : run.endedAt();
            String id = run.run().getId();
            if (!run.isRetry() && CALLED_FOR.contains(run.run().getStatus()) && now.add(id) && !before.contains(id)
                    && !ended.isBefore(start)) {
                found(squid, id, Duration.between(ended, moment.now()));
            }
        }
        if (now.isEmpty()) {
            due.remove(squid);
        } else {
            due.put(squid, now);
        }
    }

    private void found(String squid, String run, Duration age) {
        Trust trust = look(squid).trust;
        long now = nanoTime.getAsLong();
        if (toldOf.contains(squid)) {
            trust.called(key(squid, run));
        }
        boolean told = trust.found(key(squid, run));
        Long since = called.get(squid);
        if (!told && since != null && now - since >= age.toNanos()) {
            trust.untold(key(squid, run), age, now);
        }
        activity.found(told);
        if (told && silent.remove(squid) && silent.isEmpty()) {
            LOG.info("Calls of webhooks tell of runs again, of squid {} too", squid);
        }
    }

    @Override
    public void polled() {
        squids.polled();
        looks.values().forEach(look -> look.taken = false);
        Collection<String> used = squids.used();
        registrations.polled(used);
        Collection<String> keys = named.isEmpty() ? List.of(ALL) : used;
        Duration nearest = keys.stream().map(this::distance).min(Duration::compareTo).orElse(delay);
        Duration farthest = keys.stream().map(this::distance).max(Duration::compareTo).orElse(delay);
        activity.apart(nearest, farthest);
        nextLook = nearest.compareTo(delay) <= 0
                ? null
                : "with a poll in " + nearest.toSeconds() + " s at the latest, or with a call: calls have told of runs";
    }

    @Override
    public String nextLook() {
        String trusted = nextLook;
        return trusted == null ? squids.nextLook() : trusted;
    }

    @Override
    public Optional<SquidWatch> watch(String squid) {
        return squids.watch(squid);
    }

    @Override
    public Collection<SquidWatch> watches() {
        return squids.watches();
    }

    @Override
    public Collection<String> used() {
        return squids.used();
    }

    @Override
    public int size() {
        return squids.size();
    }
}
