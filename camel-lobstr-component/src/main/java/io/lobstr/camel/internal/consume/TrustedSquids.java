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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.observe.PushActivity;

/**
 * Lets polls pass in which nothing need be asked, since calls of webhooks prove to tell of what happens: of each squid
 * that is named by its own calls, and of those of an account by all of theirs, since their list shows them together. It
 * is looked at as ever where a squid of it that has had a run is not called for, or a run has ended and what it still
 * waits for is told by no call. A squid that the list has not shown yet, or that has had no run, is found with the next
 * look at the list.
 */
public final class TrustedSquids extends ForwardingSquids {

    /** A tick of a clock that is a bit early is a tick. */
    private static final int TOLERANCE = 10;

    private final WatchedSquids squids;
    private final Set<String> named;
    private final Duration delay;
    private final boolean isWaitingForMore;
    private final HeardRuns heard;
    private final Registrations registrations;
    private final LongSupplier nanoTime;
    private final PushActivity activity;
    private final Map<String, Look> looks = new HashMap<>();
    private volatile String nextLook;

    /** How one squid, or the account, is looked at. */
    private static final class Look {

        private long last;
        /** In this poll. */
        private boolean taken;
        /** It failed, or has not shown all. */
        private boolean again = true;

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
     * @param isWaitingForMore whether more than the end of a run is waited for
     * @param heard            of which runs calls tell
     * @param registrations    for which squids they are to come
     * @param nanoTime         the time
     * @param activity         is told what became of it
     */
    public TrustedSquids(
                         WatchedSquids squids, Collection<String> named, Duration delay, boolean isWaitingForMore,
                         HeardRuns heard, Registrations registrations, LongSupplier nanoTime, PushActivity activity) {
        super(squids);
        this.squids = squids;
        this.named = Set.copyOf(named);
        this.delay = delay;
        this.isWaitingForMore = isWaitingForMore;
        this.heard = heard;
        this.registrations = registrations;
        this.nanoTime = nanoTime;
        this.activity = activity;
    }

    private Look look(String squid) {
        return looks.computeIfAbsent(named.isEmpty() ? HeardRuns.ALL : squid, id -> new Look());
    }

    @Override
    public void told(String squid, Set<String> runs) {
        heard.told(squid, runs);
    }

    @Override
    public void resumed() {
        heard.resumed();
        squids.resumed();
    }

    private Duration distance(String squid) {
        return isWaiting(squid) ? delay : heard.distance(squid);
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
        heard.review(squids.used());
        if (!named.isEmpty()) {
            return squids.next(reader).stream().filter(this::isDue).toList();
        }
        if (!mayAsk(HeardRuns.ALL)) {
            return List.of();
        }
        Collection<String> next = squids.next(reader);
        look(HeardRuns.ALL).begin(nanoTime.getAsLong());
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
        squids.watch(squid).ifPresent(watch -> heard.shown(squid, watch.due(), reader.moment(begun)));
    }

    @Override
    public void polled() {
        squids.polled();
        looks.values().forEach(look -> look.taken = false);
        Collection<String> used = squids.used();
        registrations.polled(used);
        Collection<String> keys = named.isEmpty() ? List.of(HeardRuns.ALL) : used;
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
}
