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

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.stream.Collectors;

import io.lobstr.camel.internal.consume.HandOver;
import io.lobstr.camel.internal.consume.LobstrExceptionHandler;
import io.lobstr.camel.internal.consume.Lookout;
import io.lobstr.camel.internal.consume.RunReader;
import io.lobstr.camel.internal.consume.StoppablePause;
import io.lobstr.camel.internal.consume.WatchedSquids;
import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.observe.RunActivity;
import io.lobstr.camel.internal.runtime.Lease;
import io.lobstr.camel.internal.runtime.LobstrClients;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.StartFrom;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
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

    private final StoppablePause pause = new StoppablePause();
    /** What a start has taken is given back at the stop, the last first. */
    private final Deque<Runnable> taken = new ArrayDeque<>();
    private RunMemory memory;
    private RunActivity activity;
    private Lookout lookout;
    private HandOver handOver;
    private Pushes pushes;
    private volatile boolean newRound;

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
    protected void doBuild() throws Exception {
        pushes = new Pushes(this);
        super.doBuild();
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        memory = RunMemory.in(getEndpoint().getIdempotentRepository(), getEndpoint().getMemoryName());
        lookout = new Lookout(
                this, getEndpoint().options().squids(), getEndpoint().getPollTimes() == PollTimes.predicted, squids());
        activity = getEndpoint().activity(getRouteId());
        handOver = new HandOver(
                this, this::mayGoOn, activity, getEndpoint().getComponent().clock(), getEndpoint().getMaxInFlight(),
                left -> pendingExchanges = left);
    }

    WatchedSquids squids() {
        return getEndpoint().options().watches(memory);
    }

    @Override
    protected void doStart() throws Exception {
        LobstrClients clients = getEndpoint().getComponent().clients();
        Lease lease = getEndpoint().lease();
        taken.push(lease::giveBack);
        RunReader patient = new RunReader(
                lease.client(), pause, StartFrom.parse(getEndpoint().getStartFrom()), getEndpoint().getComponent().clock());
        taken.push(lookout::stop);
        taken.push(pushes::stop);
        lookout.start(
                pushes.start(lease), patient, patient.by(lease.withoutRetries()), lease.hints(), this::mayGoOn,
                handOver::hand, getEndpoint().getComponent().nanoTime());
        lease.onStart(lookout::started);
        pause.allow();
        ExecutorService executor = clients.handOverThread(this);
        taken.push(() -> clients.end(executor));
        taken.push(handOver::stop);
        handOver.start(memory, name(), getEndpoint().options().squids(), executor);
        LOG.info("Watching {} for finished runs, from {} on where nothing is remembered, remembering in {}",
                getEndpoint().options().watched(), getEndpoint().getStartFrom(), memory);
        pushes.open(() -> isStarted() && mayGoOn(), lookout);
        super.doStart();
    }

    private String name() {
        return getRouteId() == null ? "A consumer of " + getEndpoint() : "Route " + getRouteId();
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
        lookout.resume();
    }

    @Override
    protected void doStop() throws Exception {
        pause.stop();
        boolean interrupted = !awaitExchange();
        try {
            super.doStop();
        } finally {
            // Camel stops a route, too, of which nothing was started, since another one could not be
            while (!taken.isEmpty()) {
                taken.pop().run();
            }
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
        return getRoute() != null || handOver.await(getEndpoint().getCamelContext().getShutdownStrategy());
    }

    /** Camel throws an Error on, and with it ends the polling for good, with its own scheduler and with most others. */
    @Override
    public void run() {
        newRound = true;
        int backoff = getBackoffMultiplier();
        if (!lookout.isLookingAtAll()) {
            // what leaves polls out leaves out nothing that somebody has hinted at
            setBackoffMultiplier(0);
        }
        try {
            super.run();
        } catch (Error e) {
            LOG.debug("Camel has said what it is: the next poll comes all the same", e);
        } finally {
            setBackoffMultiplier(backoff);
        }
    }

    @Override
    protected void processEmptyMessage() throws Exception {
        if (lookout.isLookingAtAll()) {
            super.processEmptyMessage();
        }
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        try {
            // greedy polls stay within one round: what fails in it waits for the next, and holds nothing back
            boolean first = newRound;
            newRound = false;
            handOver.tidy();
            int count = lookout.poll(maxMessagesPerPoll > 0 ? maxMessagesPerPoll : Integer.MAX_VALUE, first);
            forceConsumerAsReady();
            return count;
        } catch (StoppablePause.StoppedException e) {
            LOG.debug("Stopped while polling {}", getEndpoint());
            return 0;
        } catch (Error e) {
            // a poll that failed, as for any other reason: the consumer's health and its exception handler are told
            throw new RuntimeCamelException(e);
        }
    }

    private boolean mayGoOn() {
        return isBatchAllowed() && !isSuspendingOrSuspended();
    }

    @Override
    public int processBatch(Queue<Object> exchanges) {
        Queue<DueRun> due = exchanges.stream().map(DueRun.class::cast).collect(Collectors.toCollection(ArrayDeque::new));
        return handOver.hand(due, Integer.MAX_VALUE);
    }

    /** @return what it watches, and when it looks */
    Lookout lookout() {
        return lookout;
    }

    /** @return how many squids are watched; of an account, those of the last sweep */
    @ManagedAttribute(description = "Number of squids watched")
    public int getWatchedSquids() {
        return lookout.size();
    }

    /** @return when the API is asked next, and why; with even polls, with the next of them */
    @ManagedAttribute(description = "When the API is asked next, and why")
    public String getNextLook() {
        return lookout.nextLook();
    }

    /** @return where runs are remembered */
    @ManagedAttribute(description = "Where handled runs are remembered")
    public String getMemory() {
        return memory.toString();
    }

    /** @return how many runs came out, those that came out again counted again */
    @ManagedAttribute(description = "Number of runs that came out")
    public long getEmittedRuns() {
        return activity.getEmitted();
    }

    /** @return how many runs were handled */
    @ManagedAttribute(description = "Number of runs handled")
    public long getSettledRuns() {
        return activity.getSettled();
    }

    /** @return how many exchanges failed, so that their runs come out again */
    @ManagedAttribute(description = "Number of exchanges that failed")
    public long getFailedRuns() {
        return activity.getFailed();
    }

    /** @return how many exchanges go on */
    @ManagedAttribute(description = "Number of exchanges that go on")
    public long getInFlightRuns() {
        return activity.getInFlight();
    }

    /** @return from the end of the last new run until it came out, in milliseconds; -1 where none came out yet */
    @ManagedAttribute(description = "From the end of the last new run to the moment it came out, in milliseconds")
    public long getLastDelayMillis() {
        return activity.getLastDelay() == null ? -1 : activity.getLastDelay().toMillis();
    }

    /** @return with push, whether the webhooks are registered, or why not */
    @ManagedAttribute(description = "Whether the webhooks are registered, or why not")
    public String getWebhook() {
        return pushes.webhook();
    }

    /** @return how many runs calls of webhooks have told of */
    @ManagedAttribute(description = "Number of runs that calls of webhooks have told of")
    public long getHeardRuns() {
        return pushes.activity().getHeard();
    }

    /** @return how many runs no call of a webhook has told of */
    @ManagedAttribute(description = "Number of runs that no call of a webhook has told of")
    public long getMissedRuns() {
        return pushes.activity().getMissed();
    }

    /** @return how far apart polls of a squid are, as far as calls of webhooks are trusted */
    @ManagedAttribute(description = "How far apart polls are, as far as calls of webhooks are trusted")
    public String getPollDistance() {
        return pushes.activity().getDistance();
    }
}
