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
package io.lobstr.camel.internal.wait;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LastingAnswer;
import io.lobstr.camel.model.Run;

/**
 * A run that is waited for, by one caller or by several, and what was seen of it. Times are those of the waits' clock.
 */
final class AwaitedRun {

    /** How many intervals pass between two reads of a run whose squid does not suggest that it is over. */
    private static final int SELDOM = 12;
    /** Between two looks at a run of which nobody knows how long it takes. */
    private static final long MOST = TimeUnit.SECONDS.toNanos(30);
    /** Any run may be aborted, however long others took. */
    private static final long LONGEST_SILENCE = TimeUnit.MINUTES.toNanos(5);
    private static final Duration JUST_BEGUN = Duration.ofMinutes(1);
    private static final long UNKNOWN = Long.MIN_VALUE;

    private final String id;
    private final List<Waiter> waiters = new ArrayList<>();
    private String squid;
    private Run known;
    private String status;
    private Throwable failure;
    private boolean told;
    private SquidState seen;
    private int patience = 1;
    private long lastRead = Long.MIN_VALUE;
    private long nextRead = Long.MIN_VALUE;
    private final long firstLook;
    private long lastLook = UNKNOWN;
    /** When it started, or the wait for it did; and when it can be over. */
    private long started;
    private long over = UNKNOWN;
    private boolean justBegun;
    /** Whether it is there, and may be read. */
    private final LastingAnswer doubt = new LastingAnswer();
    private final Abort abort = new Abort();
    private final UnsaidCredits unsaid = new UnsaidCredits();

    AwaitedRun(String id, long now) {
        this.id = id;
        this.firstLook = now;
        this.started = now;
    }

    String id() {
        return id;
    }

    synchronized void add(Waiter waiter) {
        waiters.add(waiter);
        if (squid == null) {
            squid = waiter.wanted().squid();
        }
        if (known == null && waiter.wanted().known() != null) {
            know(waiter.wanted().known());
        }
    }

    private void know(Run run) {
        known = run;
        status = run.getStatus();
        // what some calls answer of a run has no squid
        squid = run.getSquid() == null ? squid : run.getSquid();
    }

    synchronized void remove(Waiter waiter) {
        waiters.remove(waiter);
        abort.forget(waiter);
    }

    private Optional<BigDecimal> lowestCap() {
        return waiters.stream().map(waiter -> waiter.wanted().cap().most()).filter(Objects::nonNull)
                .min(Comparator.naturalOrder());
    }

    /** @return the cap that cannot be kept, since the run does not say what it has used; once, and else nothing */
    synchronized Optional<BigDecimal> capInTheDark(Run read) {
        return lowestCap().filter(cap -> unsaid.isToldAfter(read));
    }

    /** @return those for whom it has cost too much, so that it is to be aborted now; none where it is not */
    synchronized List<Waiter> toAbortFor(Run read, long now) {
        return abort.isDue(read, now)
                ? waiters.stream().filter(waiter -> waiter.wanted().cap().isExceededBy(read)).toList()
                : List.of();
    }

    /** @return how often the API has said before that it aborts it */
    synchronized int abortIsSent() {
        abort.sent();
        return abort.accepted();
    }

    synchronized void aborted(List<Waiter> by, long now) {
        abort.done(by, now);
    }

    /** @return whether it cannot be aborted */
    synchronized boolean isAbortRefused(LobstrException e, List<Waiter> by, long now) {
        return abort.failed(e, by, now);
    }

    /** @return what is known of its abort, which continues a sentence; null where none was sent */
    synchronized String abortWords() {
        return abort.words();
    }

    /** Whether it has ended since it cost more than this one lets it. */
    synchronized boolean wasAbortedFor(Waiter waiter, Run end) {
        return abort.hasEnded(end, waiter);
    }

    synchronized List<Waiter> waiters() {
        return List.copyOf(waiters);
    }

    synchronized boolean isAwaited() {
        return !waiters.isEmpty();
    }

    synchronized long interval() {
        long least = waiters.stream().mapToLong(Waiter::interval).min().orElse(Waiter.LONGEST);
        return doubt.isOpen() ? Math.min(least, LastingAnswer.SOON.toNanos()) : least;
    }

    synchronized String squid() {
        return squid;
    }

    synchronized Run known() {
        return known;
    }

    synchronized String status() {
        return status;
    }

    synchronized Throwable failure() {
        return failure;
    }

    /**
     * Whether no list of squids tells when it is what is waited for: it is over, and its file is still made, or its
     * squid stays unknown, or what it costs counts.
     */
    synchronized boolean isReadInTurn() {
        return lowestCap().isPresent() || known != null && (known.isFinished() || squid == null);
    }

    /** Whether its last read failed. */
    synchronized boolean isFailing() {
        return failure != null;
    }

    /** How long it may go on, as far as that is known. */
    synchronized void foresee(RunSource source, long now) {
        if (known == null) {
            return;
        }
        Optional<Duration> age = source.age(known);
        boolean goesOn = !known.isFinished() && !"paused".equals(status);
        started = age.map(time -> now - time.toNanos()).orElse(started);
        over = goesOn && age.isPresent()
                ? source.shortest(squid).map(length -> started + length.toNanos()).orElse(UNKNOWN) : UNKNOWN;
        justBegun = goesOn && age.isPresent() && age.get().compareTo(JUST_BEGUN) <= 0;
    }

    /** At once, but for a run of which the caller knows that it has just begun. */
    synchronized long nextLook() {
        if (lastLook == UNKNOWN && !justBegun) {
            return firstLook;
        }
        long from = lastLook == UNKNOWN ? firstLook : lastLook;
        return beforeTheEnd(from, from + gap(from));
    }

    /** No wait ends without a look that is younger than the time between two. */
    private long beforeTheEnd(long from, long look) {
        long left = waiters.stream().mapToLong(Waiter::deadline).min().orElse(look) - from;
        if (look - from <= left || lastLook != UNKNOWN && left <= interval()) {
            return look;
        }
        return from + Math.max(left - interval(), left / 2);
    }

    private long gap(long from) {
        long interval = interval();
        if (doubt.isOpen() || failure != null || isReadInTurn()) {
            return interval;
        }
        if (over == UNKNOWN) {
            double growing = Math.sqrt((double) Math.max(0, from - started) * interval);
            return Math.max(interval, (long) Math.min(MOST, growing));
        }
        return Math.max(interval, Math.min(over - from, LONGEST_SILENCE));
    }

    synchronized long lastRead() {
        return lastRead;
    }

    synchronized void looked(long now) {
        lastLook = now;
    }

    /** @return whether the state suggests that the run has ended since its squid was last seen */
    synchronized boolean saw(SquidState state) {
        boolean suggestive = state.suggestsAnEndSince(seen);
        seen = state;
        if (state.status() != null) {
            status = state.status();
        }
        if (suggestive) {
            patience = 1;
        }
        return suggestive;
    }

    /** @return whether it is to be read although nothing suggests that it has ended */
    synchronized boolean isReadAnyway(long now) {
        return nextRead <= now;
    }

    synchronized void read(Run run, long now) {
        know(run);
        abort.saw(run);
        failure = null;
        doubt.clear();
        readAt(now);
    }

    /** @return whether it was said for so long that it is believed */
    synchronized boolean isRefused(long now) {
        boolean lasts = doubt.lasts(now);
        patience = 1;
        readAt(now);
        return lasts;
    }

    synchronized void failed(Throwable e, long now) {
        failure = e;
        readAt(now);
    }

    /**
     * Says that its answer cannot be taken, which each look may find again, and whether that is said for the first
     * time.
     */
    synchronized boolean tell() {
        boolean first = !told;
        told = true;
        return first;
    }

    private void readAt(long now) {
        lastRead = now;
        // a list that runs ahead of the run is followed up soon, and then less and less
        boolean soon = doubt.isOpen() || seen != null && seen.over();
        nextRead = now + interval() * (soon ? patience : SELDOM);
        patience = Math.min(2 * patience, SELDOM);
    }
}
