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

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.observe.RunActivity;
import io.lobstr.camel.internal.watch.DueRun;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EmptyAsyncCallback;
import org.slf4j.Logger;

/**
 * Hands runs over to the route: claims each, makes its exchange, and sees to what becomes of the claim. So many at most
 * go on at once; the others wait until one of them ends.
 */
public final class HandOver implements Claim.Owner {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final Logger LOG = ConsumerLog.LOG;

    private final DefaultConsumer consumer;
    private final BooleanSupplier mayGoOn;
    private final RunActivity activity;
    private final Clock clock;
    private final int mostInFlight;
    private final IntConsumer pending;
    /**
     * Held from the claim of a run until its exchange has left the thread, so that two threads do not cross. Fair: a
     * poll has its turn between two runs that another thread hands over.
     */
    private final ReentrantLock handing = new ReentrantLock(true);
    /** Of those whose claim is this consumer's, whoever handed them over. */
    private final AtomicInteger inFlight = new AtomicInteger();
    /** Since the poll began, or asked last, by whichever thread. */
    private final AtomicInteger handed = new AtomicInteger();
    /**
     * Whether an exchange, the last that was handed over or one of its batch, ended on the thread that handed it over.
     */
    private boolean endedHere;
    private final AtomicBoolean refilling = new AtomicBoolean();
    private final Queue<DueRun> waiting = new LinkedBlockingQueue<>();
    private volatile boolean full;
    private volatile Instant started;
    private volatile Executor refills;
    private volatile Claims claims;

    /**
     * @param consumer     whose route gets the runs
     * @param mayGoOn      false while the consumer is stopped or suspended: then nothing more is claimed
     * @param activity     is told what became of them
     * @param clock        the component's
     * @param mostInFlight how many exchanges go on at once at most
     * @param pending      is told how many runs wait for their turn
     */
    public HandOver(
                    DefaultConsumer consumer, BooleanSupplier mayGoOn, RunActivity activity, Clock clock, int mostInFlight,
                    IntConsumer pending) {
        this.consumer = consumer;
        this.mayGoOn = mayGoOn;
        this.activity = activity;
        this.clock = clock;
        this.mostInFlight = mostInFlight;
        this.pending = pending;
    }

    /**
     * The consumer starts.
     *
     * @param  memory                   where it remembers
     * @param  name                     what it is called
     * @param  squids                   what it watches, none for the whole account
     * @param  executor                 hands over what waits when an exchange has ended
     * @throws IllegalArgumentException if another consumer is in its way
     */
    public void start(RunMemory memory, String name, List<String> squids, Executor executor) {
        claims = Claims.join(consumer.getEndpoint().getCamelContext(), memory, this, name, squids);
        refills = executor;
        started = clock.instant().minus(CLOCKS_DIFFER);
    }

    /**
     * The consumer stops; what goes on goes on.
     */
    public void stop() {
        if (claims == null) {
            return;
        }
        try {
            claims.record();
        } catch (Claims.UnrecordedException e) {
            LOG.warn("{} (tried once more at the stop; what an application ends without recording comes out again)",
                    e.getMessage(), e.getCause());
        } finally {
            full = false;
            waiting.clear();
            claims.leave(this);
        }
    }

    /**
     * A poll begins: what could not be recorded is tried again, and what can never end comes out again.
     *
     * @throws RuntimeException if something cannot be recorded: then nothing new is to come out
     */
    public void tidy() {
        handed.set(0);
        claims.releaseDropped();
        claims.record();
    }

    /**
     * @param  runs what is due
     * @param  most how many are handed over at most
     * @return      how many were handed over since the poll began or called this last; others of them wait for their
     *              turn
     */
    public int hand(Queue<DueRun> runs, int most) {
        handing.lock();
        try {
            runs.removeIf(due -> claims.isTaken(due, this));
            waiting.clear();
            runs.stream().limit(Math.max(0, most - handed.get())).forEach(waiting::add);
            do {
                handOut();
                // where it goes on elsewhere, what becomes free is for the other thread, and the poll for its next
            } while (endedHere && isMore());
            if (isMore()) {
                refill();
            }
            return handed.getAndSet(0);
        } finally {
            handing.unlock();
        }
    }

    /** A batch, of as many as may go on. */
    private void handOut() {
        full = false;
        int total = Math.min(free(), waiting.size());
        boolean more = true;
        for (int index = 0; more && index < total; index++) {
            handing.lock();
            try {
                // a poll that came in between may have taken their places
                DueRun due = isFree() ? waiting.poll() : null;
                more = due != null;
                if (more) {
                    pending.accept(waiting.size());
                    endedHere = false;
                    process(due, index, total);
                    handed.incrementAndGet();
                }
            } finally {
                handing.unlock();
            }
        }
        full = !waiting.isEmpty() && mayGoOn();
    }

    private boolean isFree() {
        return free() > 0 && mayGoOn();
    }

    private boolean isMore() {
        return full && isFree();
    }

    private boolean mayGoOn() {
        return mayGoOn.getAsBoolean() && !claims.hasUnrecorded();
    }

    private int free() {
        return Math.max(0, mostInFlight - inFlight.get());
    }

    @Override
    public void claimed() {
        inFlight.incrementAndGet();
    }

    @Override
    public void settled() {
        activity.settled();
        ended();
    }

    @Override
    public void failed() {
        activity.failed();
        ended();
    }

    private void ended() {
        inFlight.decrementAndGet();
        if (handing.isHeldByCurrentThread()) {
            endedHere = true;
        }
        if (full) {
            refill();
        }
    }

    /** Never on the thread of the exchange that has ended, which may be anybody's. */
    private void refill() {
        if (refilling.compareAndSet(false, true)) {
            try {
                refills.execute(this::handOutWaiting);
            } catch (RejectedExecutionException e) {
                refilling.set(false);
                LOG.debug("Stopped: {} runs wait for a start", waiting.size());
            }
        }
    }

    private void handOutWaiting() {
        refilling.set(false);
        do {
            handOut();
        } while (isMore());
    }

    /**
     * Waits until no exchange is in the hands of the consumer's thread.
     *
     * @param  strategy says how long at most
     * @return          false if whoever waits does not want to any longer
     */
    public boolean await(ShutdownStrategy strategy) {
        try {
            if (handing.tryLock(strategy.getTimeout(), strategy.getTimeUnit())) {
                handing.unlock();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private void process(DueRun due, int index, int total) {
        Exchange exchange = RunExchange.of(consumer, due, index, total);
        Claim claim = claims.claim(due, this);
        if (claim == null) {
            consumer.releaseExchange(exchange, false);
            return;
        }
        Settlement settlement = new Settlement(claim, consumer.getExceptionHandler());
        exchange.getExchangeExtension().addOnCompletion(settlement);
        exchange.setProperty(Settlement.PROPERTY, settlement);
        activity.emitted(delay(due));
        try {
            consumer.getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
        } catch (RuntimeException | Error e) {
            // Camel does not throw: something is badly wrong, but not with the other runs
            exchange.setException(e);
            settlement.onFailure(exchange);
        }
    }

    /** What had finished before the start, or failed before, says nothing of how soon a run comes out. */
    private Duration delay(DueRun due) {
        if (due.isRetry() || due.endedAt() == null || due.endedAt().isBefore(started)) {
            return null;
        }
        return Duration.between(due.endedAt(), clock.instant());
    }
}
