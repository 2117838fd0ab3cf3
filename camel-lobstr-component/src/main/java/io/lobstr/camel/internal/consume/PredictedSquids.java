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
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.lobstr.camel.internal.watch.Forecast;
import io.lobstr.camel.internal.watch.LookTimes;
import io.lobstr.camel.internal.watch.Moment;
import io.lobstr.camel.internal.watch.SquidWatch;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Looks at squids when their runs are likely to end: at each squid that is named in its own time, and at those of an
 * account all at once, since their list shows them together. A poll in which nothing is due asks nothing.
 */
public final class PredictedSquids extends ForwardingSquids {

    /** What is looked at where no squid is named. */
    private static final String ALL = "";

    private final WatchedSquids squids;
    private final Set<String> named;
    private final Duration delay;
    private final LongSupplier nanoTime;
    private final Consumer<Duration> wakeIn;
    private final Map<String, Look> looks = new ConcurrentHashMap<>();
    private final Set<String> started = new LinkedHashSet<>();

    /** How one squid, or the account, is looked at. */
    private static final class Look {

        private final LookTimes times;
        /** In this poll. */
        private boolean taken;
        private boolean failed;
        private boolean unfinished;
        private long at;
        /** The same by the clock of the API; null before the first. */
        private Instant moment;

        Look(Duration delay) {
            times = new LookTimes(delay);
        }

        void begin(long nanos) {
            at = nanos;
            taken = true;
            failed = true;
            unfinished = false;
        }

        void shows(Moment when) {
            failed = false;
            moment = when.now();
        }
    }

    /**
     * @param squids   how they are read
     * @param named    their hashes, none for every squid of the account
     * @param delay    how far apart even looks would be
     * @param nanoTime the time
     * @param wakeIn   is told in how long to poll, besides the even polls
     */
    public PredictedSquids(
                           WatchedSquids squids, Collection<String> named, Duration delay, LongSupplier nanoTime,
                           Consumer<Duration> wakeIn) {
        super(squids);
        this.squids = squids;
        this.named = Set.copyOf(named);
        this.delay = delay;
        this.nanoTime = nanoTime;
        this.wakeIn = wakeIn;
    }

    /**
     * @param  consumer                 what polls
     * @param  squids                   how they are read
     * @param  named                    their hashes, none for every squid of the account
     * @param  nanoTime                 the time
     * @return                          the same at predicted times
     * @throws IllegalArgumentException if the consumer has a scheduler that cannot be woken
     */
    public static PredictedSquids of(
            ScheduledPollConsumer consumer, WatchedSquids squids, Collection<String> named, LongSupplier nanoTime) {
        PollClock clock = PollClock.needed(consumer, "pollTimes=predicted", "pollTimes=even");
        return new PredictedSquids(squids, named, PollClock.delayOf(consumer), nanoTime, clock::wakeIn);
    }

    @Override
    public void started(String squid) {
        if (named.isEmpty() || named.contains(squid)) {
            started.add(squid);
        }
    }

    private Look look(String squid) {
        return looks.computeIfAbsent(named.isEmpty() ? ALL : squid, id -> new Look(delay));
    }

    @Override
    public boolean mayAsk(String squid) {
        Look look = look(squid);
        return look.taken || look.times.isDue(nanoTime.getAsLong());
    }

    @Override
    public Collection<String> next(RunReader reader) {
        if (!named.isEmpty()) {
            return squids.next(reader).stream().filter(this::mayAsk).toList();
        }
        if (!mayAsk(ALL)) {
            return List.of();
        }
        look(ALL).begin(nanoTime.getAsLong());
        long begun = reader.nanoTime();
        Collection<String> next = squids.next(reader);
        look(ALL).shows(reader.moment(begun));
        return next;
    }

    @Override
    public void read(String squid, RunReader reader) {
        Look look = look(squid);
        if (named.isEmpty()) {
            squids.read(squid, reader);
        } else {
            look.begin(nanoTime.getAsLong());
            long begun = reader.nanoTime();
            squids.read(squid, reader);
            look.shows(reader.moment(begun));
        }
        look.unfinished |= reader.goesOn(squid);
    }

    @Override
    public void polled() {
        Set<Look> changed = new HashSet<>();
        for (String squid : started) {
            Look look = look(squid);
            Optional<SquidWatch> watch = squids.watch(squid).filter(known -> look.moment != null);
            if (watch.isPresent()) {
                Forecast.started(watch.get(), look.moment.plusNanos(nanoTime.getAsLong() - look.at));
                changed.add(look);
            }
        }
        started.clear();
        looks.forEach((squid, look) -> plan(squid, look, changed.contains(look)));
        long now = nanoTime.getAsLong();
        // what is due and had no turn has one in the next even poll
        looks.values().stream().mapToLong(look -> look.times.next(now) - now).filter(wait -> wait > 0).min()
                .ifPresent(wait -> wakeIn.accept(Duration.ofNanos(wait)));
    }

    private void plan(String squid, Look look, boolean changed) {
        if (look.taken && look.failed) {
            look.times.failed(look.at);
        } else if (look.taken && look.unfinished) {
            look.times.goesOn(look.at);
        } else if (look.taken || changed) {
            Collection<SquidWatch> shown = named.isEmpty() ? squids.watches() : squids.watch(squid).stream().toList();
            Forecast forecast = Forecast.of(shown, look.moment, look.times.horizon());
            if (look.taken) {
                look.times.looked(look.at, forecast);
            } else {
                look.times.foresee(forecast);
            }
        }
        look.taken = false;
    }

    @Override
    public String nextLook() {
        long now = nanoTime.getAsLong();
        return looks.entrySet().stream().min(Comparator.comparingLong(look -> look.getValue().times.next(now) - now))
                .map(look -> "in " + Duration.ofNanos(Math.max(0, look.getValue().times.next(now) - now)).toSeconds() + " s"
                             + (look.getKey().equals(ALL) ? "" : " at squid " + look.getKey()) + ": "
                             + look.getValue().times.why())
                .orElse("with the first poll");
    }
}
