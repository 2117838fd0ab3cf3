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
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.internal.message.LobstrHeaders;
import io.lobstr.camel.internal.observe.RunActivity;
import io.lobstr.camel.internal.watch.DueRun;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.EmptyAsyncCallback;

/**
 * Hands runs over to the route: claims each, makes its exchange, and sees to what becomes of the claim.
 */
public final class HandOver {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final DefaultConsumer consumer;
    private final BooleanSupplier mayGoOn;
    private final RunActivity activity;
    private final Clock clock;
    private final Instant started;
    /** Held from the claim of a run until its exchange has left the consumer's thread. */
    private final ReentrantLock handing = new ReentrantLock();

    /**
     * @param consumer whose route gets the runs
     * @param mayGoOn  false while the consumer is stopped or suspended: then nothing more is claimed
     * @param activity is told what became of them
     * @param clock    the component's
     */
    public HandOver(DefaultConsumer consumer, BooleanSupplier mayGoOn, RunActivity activity, Clock clock) {
        this.consumer = consumer;
        this.mayGoOn = mayGoOn;
        this.activity = activity;
        this.clock = clock;
        this.started = clock.instant().minus(CLOCKS_DIFFER);
    }

    /**
     * @param  runs    what is due
     * @param  most    how many are handed over at most
     * @param  pending is told how many of them are left
     * @return         how many were handed over
     */
    public int hand(Queue<DueRun> runs, int most, IntConsumer pending) {
        int total = Math.min(most, runs.size());
        for (int count = 0; count < total; count++) {
            pending.accept(total - count - 1);
            handing.lock();
            try {
                if (!mayGoOn.getAsBoolean()) {
                    return count;
                }
                process(runs.remove(), count, total);
            } finally {
                handing.unlock();
            }
        }
        return total;
    }

    /**
     * Waits until no exchange is in the hands of the consumer's thread.
     *
     * @param  timeout              the longest wait
     * @param  unit                 its unit
     * @throws InterruptedException if whoever waits does not want to any longer
     */
    public void await(long timeout, TimeUnit unit) throws InterruptedException {
        if (handing.tryLock(timeout, unit)) {
            handing.unlock();
        }
    }

    private void process(DueRun due, int index, int total) {
        Exchange exchange = exchange(due, index, total);
        if (!due.claim()) {
            consumer.releaseExchange(exchange, false);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new Settlement(due, activity, consumer.getExceptionHandler()));
        activity.emitted(delay(due));
        consumer.getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    private Exchange exchange(DueRun due, int index, int total) {
        Exchange exchange = consumer.createExchange(true);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
        Message message = exchange.getMessage();
        message.setBody(due.run());
        LobstrHeaders.set(message, due.run());
        if (due.endedAt() != null) {
            message.setHeader(LobstrConstants.MESSAGE_TIMESTAMP, due.endedAt().toEpochMilli());
        }
        return exchange;
    }

    /** What had finished before the start, or failed before, says nothing of how soon a run comes out. */
    private Duration delay(DueRun due) {
        if (due.isRetry() || due.endedAt() == null || due.endedAt().isBefore(started)) {
            return null;
        }
        return Duration.between(due.endedAt(), clock.instant());
    }
}
