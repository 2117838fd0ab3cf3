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
import java.util.Set;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.observe.PushActivity;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.Moment;
import io.lobstr.camel.internal.watch.Trust;
import org.slf4j.Logger;

/**
 * Of which runs somebody has told before they were found, and of which nobody has; what follows for how far apart looks
 * may be: of each squid that is named by its own runs, and of those of an account by all of theirs. That nothing is
 * told any more is said once, and that it is told again. For one thread.
 */
public final class HeardRuns {

    /** What is looked at where no squid is named. */
    static final String ALL = "";
    /** Aborted runs have no call. */
    private static final Set<String> CALLED_FOR = Set.of("done", "error");
    /** A list shows what was told of so much later at most. */
    private static final long LATE = Duration.ofMinutes(2).toNanos();

    private static final Logger LOG = ConsumerLog.LOG;

    private final boolean ofAccount;
    private final Duration delay;
    private final Duration most;
    private final Registrations registrations;
    private final LongSupplier nanoTime;
    private final PushActivity activity;
    private final Map<String, Trust> trusts = new HashMap<>();
    /** Since when each squid is called for. */
    private final Map<String, Long> called = new HashMap<>();
    /** Of these it was told that something had happened, but not to which run, and until when it may be found. */
    private final Map<String, Long> toldOf = new HashMap<>();
    /** What was due when each squid was read last. */
    private final Map<String, Set<String>> due = new HashMap<>();
    /** Those of which no call told when it should have. */
    private final Set<String> silent = new HashSet<>();
    private boolean covered;
    private volatile boolean wasDeaf;
    /** By the clock of the API, as the first look had it. */
    private Instant start;

    /**
     * @param ofAccount     whether every squid of the account is watched
     * @param delay         how far apart looks are
     * @param most          how far apart they may be
     * @param registrations for which squids calls are to come
     * @param nanoTime      the time
     * @param activity      is told what became of it
     */
    public HeardRuns(
                     boolean ofAccount, Duration delay, Duration most, Registrations registrations, LongSupplier nanoTime,
                     PushActivity activity) {
        this.ofAccount = ofAccount;
        this.delay = delay;
        this.most = most;
        this.registrations = registrations;
        this.nanoTime = nanoTime;
        this.activity = activity;
    }

    private Trust trust(String squid) {
        return trusts.computeIfAbsent(ofAccount ? ALL : squid, id -> new Trust(delay, most, nanoTime.getAsLong()));
    }

    private static String key(String squid, String run) {
        return squid + "/" + run;
    }

    /** Somebody has told of a squid, and of these of its runs, none where it is not known of which. */
    void told(String squid, Set<String> runs) {
        runs.forEach(run -> trust(squid).called(key(squid, run)));
        if (runs.isEmpty()) {
            toldOf.put(squid, nanoTime.getAsLong() + LATE);
            trust(squid).calledOf(key(squid, ""));
        }
        registrations.heard(squid);
    }

    /** For a time no call was taken: what ended meanwhile was not missed. On any thread. */
    void resumed() {
        wasDeaf = true;
    }

    /**
     * Time has passed.
     *
     * @param used the squids that have had a run
     */
    void review(Collection<String> used) {
        long now = nanoTime.getAsLong();
        toldOf.values().removeIf(until -> now - until >= 0);
        trusts.values().forEach(trust -> trust.missed(now).forEach(this::missed));
        for (String squid : registrations.lost()) {
            if (!ofAccount) {
                trust(squid).lost(now);
            }
        }
        called.keySet().removeIf(squid -> wasDeaf || !registrations.isOurs(squid));
        wasDeaf = false;
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

    /** How far apart looks may be, at a squid that is named or at all of an account. */
    Duration distance(String squid) {
        boolean isCalledFor = ofAccount ? covered : called.containsKey(squid);
        return isCalledFor ? trust(squid).distance(nanoTime.getAsLong()) : delay;
    }

    /** A look at a squid shows what is due. */
    void shown(String squid, List<DueRun> runs, Moment moment) {
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
        Trust trust = trust(squid);
        long now = nanoTime.getAsLong();
        if (toldOf.containsKey(squid)) {
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
}
