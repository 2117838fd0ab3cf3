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

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.SquidWatch;

/**
 * One poll: which squids are read, in what turn, and that what is due comes out in between. For one thread.
 */
public final class Poller {

    private static final int SQUIDS_PER_BATCH = 50;

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
    private final RunReader reader;
    private final BooleanSupplier mayGoOn;
    private final Batches batches;
    private final RetryAfter retryAfter;
    /** Squids that could not be read: the others come first. */
    private final Set<String> failing = new HashSet<>();

    /**
     * @param squids     which squids are watched
     * @param reader     asks the API
     * @param mayGoOn    false while the consumer is stopped or suspended
     * @param batches    takes what is due
     * @param retryAfter when nothing may be asked
     */
    public Poller(
                  WatchedSquids squids, RunReader reader, BooleanSupplier mayGoOn, Batches batches, RetryAfter retryAfter) {
        this.squids = squids;
        this.reader = reader;
        this.mayGoOn = mayGoOn;
        this.batches = batches;
        this.retryAfter = retryAfter;
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
     * @throws LobstrException if something could not be read; what was read has come out all the same
     */
    public int poll(int most) {
        Optional<LobstrException> refusal = retryAfter.refusal();
        if (refusal.isPresent()) {
            // what is known needs no request; to say again what is wrong keeps the consumer's health as it is
            batches.hand(due(), most);
            throw refusal.get();
        }
        try {
            Deque<String> toRead = inTurn(squids.next(reader));
            int count = 0;
            LobstrException failure = null;
            do {
                failure = read(toRead, failure);
                count += batches.hand(due(), most - count);
            } while (!toRead.isEmpty() && mayGoOn.getAsBoolean() && count < most);
            if (failure != null) {
                throw failure;
            }
            return count;
        } catch (LobstrException e) {
            retryAfter.heed(e);
            throw e;
        }
    }

    private Deque<String> inTurn(Collection<String> chosen) {
        failing.retainAll(chosen);
        Deque<String> turns = new ArrayDeque<>(chosen);
        turns.removeAll(failing);
        turns.addAll(failing);
        return turns;
    }

    /** Reads some squids: where there are thousands, what has finished is not to wait for the last of them. */
    private LobstrException read(Deque<String> toRead, LobstrException earlier) {
        LobstrException failure = earlier;
        for (int i = 0; i < SQUIDS_PER_BATCH && !toRead.isEmpty(); i++) {
            String squid = toRead.remove();
            try {
                squids.read(squid, reader);
                failing.remove(squid);
            } catch (LobstrException e) {
                failing.add(squid);
                failure = e;
                if (!isOfOneSquid(e)) {
                    toRead.clear();
                }
            }
        }
        return failure;
    }

    /** Whether there is no reason to keep the other squids waiting: one is gone, or its runs cannot be read. */
    private static boolean isOfOneSquid(LobstrException e) {
        return !(e instanceof LobstrAuthenticationException || e instanceof LobstrRateLimitException)
                && e.getStatusCode() >= 200 && e.getStatusCode() < 500;
    }

    private Queue<DueRun> due() {
        Queue<DueRun> due = new ArrayDeque<>();
        squids.watches().stream().flatMap(watch -> watch.due().stream()).sorted(DueRun.ORDER).forEach(due::add);
        return due;
    }
}
