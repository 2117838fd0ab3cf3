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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.SquidWatch;
import org.slf4j.Logger;

/**
 * One poll: which squids are read, in what turn, and that what is due comes out before, in between and after. For one
 * thread.
 */
public final class Poller {

    private static final int SQUIDS_PER_BATCH = 50;
    /** What took longer to fail is not tried again in the same poll: all others would wait for it. */
    private static final Duration QUICK = Duration.ofSeconds(2);
    /** When so many one after the other cannot be read, the others cannot be either. */
    private static final int MOST_IN_A_ROW = 3;

    private static final Logger LOG = ConsumerLog.LOG;

    /** Takes what is due. */
    @FunctionalInterface
    public interface Batches {

        /**
         * @param  runs what is due, in its order
         * @param  most how many at most
         * @return      how many were handed over
         */
        int hand(Queue<DueRun> runs, int most);
    }

    private final WatchedSquids squids;
    private final RunReader patient;
    private final RunReader hasty;
    private final BooleanSupplier mayGoOn;
    private final Batches batches;
    private final RetryAfter retryAfter;
    private final LongSupplier nanoTime;
    /** Squids that are to be read, over polls: one that was not read in a poll comes first in the next. */
    private final Set<String> turns = new LinkedHashSet<>();
    /** Those of them that could not be read: the others come first. The one that was tried longest ago comes first. */
    private final Set<String> failing = new LinkedHashSet<>();
    /** What could not be read when it was asked for last, and why. */
    private final Map<String, Throwable> failures = new LinkedHashMap<>();
    /** Those of this poll. */
    private final List<LobstrException> news = new ArrayList<>();
    private int failedInARow;
    private int left;

    /**
     * @param squids     which squids are watched
     * @param patient    asks the API, again where that may help
     * @param hasty      asks the API, and lets the others have their turn where it fails
     * @param mayGoOn    false while the consumer is stopped or suspended
     * @param batches    takes what is due
     * @param retryAfter when nothing may be asked
     */
    public Poller(
                  WatchedSquids squids, RunReader patient, RunReader hasty, BooleanSupplier mayGoOn, Batches batches,
                  RetryAfter retryAfter) {
        this(squids, patient, hasty, mayGoOn, batches, retryAfter, System::nanoTime);
    }

    Poller(
           WatchedSquids squids, RunReader patient, RunReader hasty, BooleanSupplier mayGoOn, Batches batches,
           RetryAfter retryAfter, LongSupplier nanoTime) {
        this.squids = squids;
        this.patient = patient;
        this.hasty = hasty;
        this.mayGoOn = mayGoOn;
        this.batches = batches;
        this.retryAfter = retryAfter;
        this.nanoTime = nanoTime;
    }

    /**
     * A new round begins: what failed in the last comes out again.
     */
    public void nextRound() {
        squids.watches().forEach(SquidWatch::nextRound);
    }

    /**
     * @param  most            how many runs come out at most
     * @return                 how many came out
     * @throws LobstrException if something could not be read; what is due has come out all the same
     */
    public int poll(int most) {
        left = most;
        news.clear();
        // what is not asked for again in this poll still is as it was
        failures.keySet().removeIf(squid -> !failing.contains(squid) && !squid.isEmpty() || squids.mayAsk(squid));
        Optional<LobstrException> refusal = retryAfter.refusal();
        if (refusal.isPresent()) {
            // what is known needs no request; to say again what is wrong keeps the consumer's health as it is
            hand(due -> true);
            throw refusal.get();
        }
        // what was due before needs no request; what failed before comes after what is new
        hand(due -> !due.isRetry());
        try {
            read();
        } finally {
            squids.polled();
        }
        hand(due -> true);
        news.stream().filter(failures::containsValue).forEach(retryAfter::heed);
        for (Map.Entry<String, Throwable> failed : failures.entrySet()) {
            if (failed.getValue() instanceof RuntimeException failure) {
                throw failure;
            }
            // an Error would end the polling
            throw new IllegalStateException(
                    (failed.getKey().isEmpty() ? "The list of squids" : "Squid " + failed.getKey()) + " cannot be read",
                    failed.getValue());
        }
        return most - left;
    }

    private void read() {
        List<String> others = List.of();
        try {
            Collection<String> next = squids.next(patient);
            if (!squids.isWhole()) {
                others = List.copyOf(turns);
                turns.clear();
            }
            turns.addAll(next);
        } catch (StoppablePause.StoppedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            fails("", e);
            return;
        }
        List<String> late = failing.stream().filter(squids::mayAsk).toList();
        turns.removeAll(failing);
        failedInARow = 0;
        Set<String> again = new LinkedHashSet<>();
        do {
            readBatch(again);
            hand(due -> !due.isRetry());
        } while (!turns.isEmpty() && mayGoOn() && left > 0);
        if (!again.isEmpty() || !late.isEmpty()) {
            hand(due -> true);
        }
        // one of them shows whether the API is there again
        failedInARow -= failedInARow == MOST_IN_A_ROW ? 1 : 0;
        again.stream().takeWhile(squid -> mayGoOn()).forEach(squid -> read(squid, patient));
        late.stream().takeWhile(squid -> mayGoOn()).forEach(squid -> read(squid, hasty));
        turns.addAll(others);
    }

    private boolean mayGoOn() {
        return failedInARow < MOST_IN_A_ROW && mayGoOn.getAsBoolean();
    }

    /** Reads some squids: where there are thousands, what has finished is not to wait for the last of them. */
    private void readBatch(Set<String> again) {
        for (int i = 0; i < SQUIDS_PER_BATCH && !turns.isEmpty() && mayGoOn(); i++) {
            Iterator<String> next = turns.iterator();
            String squid = next.next();
            next.remove();
            // retries hold up no turn
            boolean isLast = turns.isEmpty();
            long begun = nanoTime.getAsLong();
            read(squid, isLast ? patient : hasty);
            boolean quick = nanoTime.getAsLong() - begun <= QUICK.toNanos();
            if (!isLast && quick && mayPass(failures.get(squid))) {
                again.add(squid);
            }
        }
    }

    /** Whatever is thrown while one squid is read, it is that squid's: the others are read all the same. */
    private void read(String squid, RunReader reader) {
        failing.remove(squid);
        try {
            squids.read(squid, reader);
            failures.remove(squid);
            failedInARow = 0;
        } catch (StoppablePause.StoppedException e) {
            throw e;
        } catch (RuntimeException | Error e) {
            failing.add(squid);
            fails(squid, e);
            failedInARow = isRefused(e) ? 2 * MOST_IN_A_ROW : saysNothingOfOthers(e) ? 0 : failedInARow + 1;
        }
    }

    private void fails(String squid, Throwable failure) {
        failures.put(squid, failure);
        if (failure instanceof LobstrException e) {
            news.add(e);
        }
    }

    private static boolean mayPass(Throwable failure) {
        return failure instanceof LobstrRateLimitException || failure instanceof LobstrServerException server
                && (server.getStatusCode() == 0 || server.getStatusCode() >= 500);
    }

    /** Whether the key is, with which all are read. */
    private static boolean isRefused(Throwable failure) {
        return failure instanceof LobstrAuthenticationException e && e.getStatusCode() == 401;
    }

    /** The API is there, but the squid is gone, or its runs cannot be read. */
    private static boolean saysNothingOfOthers(Throwable failure) {
        return failure instanceof LobstrException e && !(e instanceof LobstrRateLimitException)
                && !(e instanceof LobstrAuthenticationException) && e.getStatusCode() >= 200 && e.getStatusCode() < 500;
    }

    private void hand(Predicate<DueRun> which) {
        Queue<DueRun> due = new ArrayDeque<>();
        squids.watches().stream().flatMap(watch -> watch.due().stream()).filter(which).sorted(DueRun.ORDER).forEach(due::add);
        left -= batches.hand(due, left);
    }
}
