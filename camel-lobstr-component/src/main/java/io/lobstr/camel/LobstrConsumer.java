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
package io.lobstr.camel;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;

import io.lobstr.camel.client.LobstrAuthenticationException;
import io.lobstr.camel.client.LobstrException;
import io.lobstr.camel.client.LobstrRateLimitException;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.observe.RunActivity;
import io.lobstr.camel.watch.DueRun;
import io.lobstr.camel.watch.SquidWatch;
import io.lobstr.camel.watch.StartFrom;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.ShutdownStrategy;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.EmptyAsyncCallback;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls lobstr.io for runs that have finished, and sends each as one exchange. A run counts as handled only after its
 * exchange has succeeded; until then it comes out again in a later poll.
 */
@ManagedResource(description = "Managed lobstr.io consumer")
public class LobstrConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(LobstrConsumer.class);

    private static final int SQUIDS_PER_BATCH = 50;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final StoppablePause pause = new StoppablePause();
    /** Held from the claim of a run until its exchange has left the consumer's thread. */
    private final ReentrantLock handing = new ReentrantLock();
    /** Squids that could not be read: the others come first. */
    private final Set<String> failing = new HashSet<>();
    private RunMemory memory;
    private RunActivity activity;
    private Instant started;
    private WatchedSquids squids;
    private RunReader reader;
    private volatile long notBefore = System.nanoTime();

    /**
     * @param endpoint  what to watch
     * @param processor the route
     */
    public LobstrConsumer(LobstrEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        setExceptionHandler(new LobstrExceptionHandler(endpoint.getCamelContext()));
    }

    @Override
    public LobstrEndpoint getEndpoint() {
        return (LobstrEndpoint) super.getEndpoint();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        Set<String> statuses = getEndpoint().wantedStatuses();
        Predicate<Run> wanted = run -> statuses.isEmpty() || statuses.contains(run.getStatus());
        activity = new RunActivity(getEndpoint().getComponent().activity(), getRouteId());
        memory = RunMemory.in(getEndpoint().getIdempotentRepository());
        Function<String, SquidWatch> newWatch = squid -> new SquidWatch(memory.of(squid), wanted);
        squids = getEndpoint().squids().isEmpty()
                ? new AccountSquids(newWatch) : WatchedSquids.of(getEndpoint().squids(), newWatch);
    }

    @Override
    protected void doStart() throws Exception {
        reader = new RunReader(
                getEndpoint().client(), pause, StartFrom.parse(getEndpoint().getStartFrom()),
                getEndpoint().getComponent().clock());
        pause.allow();
        started = getEndpoint().getComponent().clock().instant().minus(CLOCKS_DIFFER);
        LOG.info("Watching {} for finished runs, from {} on where nothing is remembered, remembering in {}",
                watched(getEndpoint().squids()), getEndpoint().getStartFrom(), memory);
        super.doStart();
    }

    private static String watched(List<String> squids) {
        return switch (squids.size()) {
            case 0 -> "every squid of the account";
            case 1 -> "squid " + squids.get(0);
            default -> squids.size() + " squids (" + String.join(", ", squids) + ")";
        };
    }

    @Override
    protected void doSuspend() throws Exception {
        pause.stop();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        pause.allow();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        pause.stop();
        boolean interrupted = !awaitExchange();
        try {
            super.doStop();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Camel waits for what is in flight before it stops the consumer of a route, since that interrupts its thread. One
     * that is in other hands, such as those of {@code master:}, is stopped at once.
     *
     * @return false if whoever stops does not want to wait any longer
     */
    private boolean awaitExchange() {
        if (getRoute() != null) {
            return true;
        }
        ShutdownStrategy strategy = getEndpoint().getCamelContext().getShutdownStrategy();
        try {
            if (handing.tryLock(strategy.getTimeout(), strategy.getTimeUnit())) {
                handing.unlock();
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    @Override
    public void run() {
        if (System.nanoTime() - notBefore < 0) {
            LOG.debug("lobstr.io asked to be left alone for longer: no poll of {}", getEndpoint());
            return;
        }
        // greedy polls stay within one round: what fails in it waits for the next, and holds nothing back
        squids.watches().forEach(SquidWatch::nextRound);
        super.run();
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        try {
            Deque<String> toRead = inTurn(squids.next(reader));
            int count = 0;
            LobstrException failure = null;
            do {
                failure = read(toRead, failure);
                count += processBatch(due(), maxMessagesPerPoll - count);
            } while (!toRead.isEmpty() && mayGoOn() && (maxMessagesPerPoll <= 0 || count < maxMessagesPerPoll));
            if (failure != null) {
                throw failure;
            }
            forceConsumerAsReady();
            return count;
        } catch (StoppablePause.StoppedException e) {
            LOG.debug("Stopped while polling {}", getEndpoint());
            return 0;
        } catch (LobstrException e) {
            leaveAlone(e);
            throw e;
        }
    }

    private Deque<String> inTurn(Collection<String> squids) {
        failing.retainAll(squids);
        Deque<String> turns = new ArrayDeque<>(squids);
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

    private Queue<Object> due() {
        Queue<Object> due = new ArrayDeque<>();
        squids.watches().stream().flatMap(watch -> watch.due().stream()).sorted(DueRun.ORDER).forEach(due::add);
        return due;
    }

    private boolean mayGoOn() {
        return isBatchAllowed() && !isSuspendingOrSuspended();
    }

    private void leaveAlone(LobstrException failure) {
        if (failure.getRetryAfter() != null) {
            notBefore = System.nanoTime() + failure.getRetryAfter().toNanos();
        }
    }

    @Override
    public int processBatch(Queue<Object> exchanges) throws Exception {
        return processBatch(exchanges, maxMessagesPerPoll);
    }

    private int processBatch(Queue<Object> exchanges, int most) {
        int total = maxMessagesPerPoll > 0 ? Math.min(most, exchanges.size()) : exchanges.size();
        int count = 0;
        while (count < total) {
            DueRun due = (DueRun) exchanges.remove();
            pendingExchanges = total - count - 1;
            handing.lock();
            try {
                if (!mayGoOn()) {
                    return count;
                }
                process(due, count, total);
            } finally {
                handing.unlock();
            }
            count++;
        }
        return count;
    }

    private void process(DueRun due, int index, int total) {
        Exchange exchange = exchange(due, index, total);
        if (!due.claim()) {
            releaseExchange(exchange, false);
            return;
        }
        exchange.getExchangeExtension().addOnCompletion(new Settlement(due));
        activity.emitted(delay(due));
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    private Exchange exchange(DueRun due, int index, int total) {
        Exchange exchange = createExchange(true);
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
        return Duration.between(due.endedAt(), getEndpoint().getComponent().clock().instant());
    }

    /**
     * @return how many squids are watched; of an account, those of the last sweep
     */
    @ManagedAttribute(description = "Number of squids watched")
    public int getWatchedSquids() {
        return squids.size();
    }

    /**
     * @return where runs are remembered
     */
    @ManagedAttribute(description = "Where handled runs are remembered")
    public String getMemory() {
        return memory.toString();
    }

    /**
     * @return how many runs came out, those that came out again counted again
     */
    @ManagedAttribute(description = "Number of runs that came out")
    public long getEmittedRuns() {
        return activity.getEmitted();
    }

    /**
     * @return how many runs were handled
     */
    @ManagedAttribute(description = "Number of runs handled")
    public long getSettledRuns() {
        return activity.getSettled();
    }

    /**
     * @return how many exchanges failed, so that their runs come out again
     */
    @ManagedAttribute(description = "Number of exchanges that failed")
    public long getFailedRuns() {
        return activity.getFailed();
    }

    /**
     * @return how many exchanges go on
     */
    @ManagedAttribute(description = "Number of exchanges that go on")
    public long getInFlightRuns() {
        return activity.getInFlight();
    }

    /**
     * @return from the end of the last new run to the moment it came out, in milliseconds; -1 where none came out yet
     */
    @ManagedAttribute(description = "From the end of the last new run to the moment it came out, in milliseconds")
    public long getLastDelayMillis() {
        return activity.getLastDelay() == null ? -1 : activity.getLastDelay().toMillis();
    }

    /** What becomes of the claim: it goes where the exchange goes, over threads and queues within the context. */
    private final class Settlement implements Synchronization {

        private final DueRun due;

        Settlement(DueRun due) {
            this.due = due;
        }

        @Override
        public void onComplete(Exchange exchange) {
            try {
                due.settle();
                activity.settled();
            } catch (RuntimeException e) {
                activity.failed();
                getExceptionHandler().handleException(
                        "Run " + due.run().getId() + " was handled, but that cannot be recorded: it comes out again", exchange,
                        e);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            due.release();
            activity.failed();
            if (wasReported(exchange)) {
                LOG.debug("Run {} was not handled: it comes out again", due.run().getId());
            } else {
                getExceptionHandler().handleException(
                        "Run " + due.run().getId() + " was not handled: it comes out again", exchange, exchange.getException());
            }
        }

        /** By the error handler that gave up on it; in a multicast, a copy of the exchange knows of that. */
        private static boolean wasReported(Exchange exchange) {
            return exchange.getExchangeExtension().isErrorHandlerHandledSet()
                    || exchange.getException() instanceof CamelExchangeException inCopy
                            && inCopy.getExchange() != exchange && wasReported(inCopy.getExchange());
        }
    }
}
