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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;

import io.lobstr.camel.client.LobstrClient;
import io.lobstr.camel.client.LobstrException;
import io.lobstr.camel.client.LobstrNotFoundException;
import io.lobstr.camel.client.LobstrOperation;
import io.lobstr.camel.client.LobstrRequest;
import io.lobstr.camel.client.Page;
import io.lobstr.camel.client.Parameter;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.watch.DueRun;
import io.lobstr.camel.watch.RunReading;
import io.lobstr.camel.watch.SquidWatch;
import io.lobstr.camel.watch.StartFrom;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.EmptyAsyncCallback;
import org.apache.camel.support.ScheduledBatchPollingConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls lobstr.io for runs that have finished, and sends each as one exchange. A run counts as handled only after its
 * exchange has succeeded; until then it comes out again in a later poll.
 */
public class LobstrConsumer extends ScheduledBatchPollingConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(LobstrConsumer.class);

    /** The biggest page costs no more than a small one. */
    private static final int PAGE_SIZE = 100;

    private final StoppablePause pause = new StoppablePause();
    private final Map<String, SquidWatch> watches = new LinkedHashMap<>();
    private LobstrClient client;
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
        StartFrom startFrom = StartFrom.parse(getEndpoint().getStartFrom());
        Set<String> statuses = getEndpoint().wantedStatuses();
        Predicate<Run> wanted = run -> statuses.isEmpty() || statuses.contains(run.getStatus());
        for (String squid : getEndpoint().squids()) {
            watches.computeIfAbsent(squid, hash -> new SquidWatch(
                    new RepositoryMemory(getEndpoint().getIdempotentRepository(), hash), startFrom, wanted));
        }
    }

    @Override
    protected void doStart() throws Exception {
        client = getEndpoint().client();
        pause.allow();
        LOG.info("Watching {} for finished runs, from {} on where nothing is remembered, remembering in {}",
                watches.size() == 1 ? "squid " + getEndpoint().getSquid() : watches.size() + " squids",
                getEndpoint().getStartFrom(), getEndpoint().getIdempotentRepository().getClass().getSimpleName());
        super.doStart();
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
        super.doStop();
    }

    @Override
    public void run() {
        if (System.nanoTime() - notBefore < 0) {
            LOG.debug("lobstr.io asked to be left alone for longer: no poll of {}", getEndpoint());
            return;
        }
        // greedy polls stay within one round: what fails in it waits for the next, and holds nothing back
        watches.values().forEach(SquidWatch::nextRound);
        super.run();
    }

    @Override
    protected int poll() throws Exception {
        shutdownRunningTask = null;
        pendingExchanges = 0;
        LobstrException failure = null;
        for (Map.Entry<String, SquidWatch> watch : watches.entrySet()) {
            try {
                read(watch.getKey(), watch.getValue());
            } catch (StoppablePause.StoppedException e) {
                LOG.debug("Stopped while polling {}", getEndpoint());
                return 0;
            } catch (LobstrNotFoundException e) {
                failure = e;
            } catch (LobstrException e) {
                failure = e;
                break;
            }
        }
        if (failure == null) {
            forceConsumerAsReady();
        }
        Queue<Object> due = new ArrayDeque<>();
        watches.values().stream().flatMap(watch -> watch.due().stream()).sorted(DueRun.ORDER).forEach(due::add);
        int count = processBatch(due);
        if (failure != null) {
            leaveAlone(failure);
            throw failure;
        }
        return count;
    }

    private void read(String squid, SquidWatch watch) {
        LobstrRequest request = new LobstrRequest(LobstrOperation.finishedRuns, Map.of(Parameter.SQUID, squid));
        RunReading reading = watch.read();
        int number = 1;
        Page<Run> page;
        do {
            page = client.get(request.page(number++, PAGE_SIZE), pause);
        } while (reading.read(page.items()) && !page.last());
        reading.finish();
        watch.nextToAsk().ifPresent(run -> ask(run, watch));
    }

    private void ask(String run, SquidWatch watch) {
        try {
            watch.update(client.get(new LobstrRequest(LobstrOperation.getRun, Map.of(Parameter.RUN, run)), pause));
        } catch (LobstrNotFoundException e) {
            LOG.debug("Run {} is gone before it finished", run);
            watch.gone(run);
        }
    }

    private void leaveAlone(LobstrException failure) {
        if (failure.getRetryAfter() != null) {
            notBefore = System.nanoTime() + failure.getRetryAfter().toNanos();
        }
    }

    @Override
    public int processBatch(Queue<Object> exchanges) throws Exception {
        int total = maxMessagesPerPoll > 0 ? Math.min(maxMessagesPerPoll, exchanges.size()) : exchanges.size();
        int count = 0;
        while (count < total && isBatchAllowed() && !isSuspendingOrSuspended()) {
            DueRun due = (DueRun) exchanges.remove();
            pendingExchanges = total - count - 1;
            if (due.claim()) {
                process(due, count, total);
            }
            count++;
        }
        return count;
    }

    private void process(DueRun due, int index, int total) {
        Exchange exchange = createExchange(true);
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, index);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, total);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, index == total - 1);
        Message message = exchange.getMessage();
        Run run = due.run();
        message.setBody(run);
        LobstrHeaders.set(message, run);
        if (run.getEndedAt() != null) {
            message.setHeader(LobstrConstants.MESSAGE_TIMESTAMP, run.getEndedAt().toInstant().toEpochMilli());
        }
        exchange.getExchangeExtension().addOnCompletion(new Settlement(due));
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
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
            } catch (RuntimeException e) {
                getExceptionHandler().handleException(
                        "Run " + due.run().getId() + " was handled, but that cannot be recorded: it comes out again", exchange,
                        e);
            }
        }

        @Override
        public void onFailure(Exchange exchange) {
            due.release();
            if (exchange.getExchangeExtension().isErrorHandlerHandledSet()) {
                LOG.debug("Run {} was not handled: it comes out again", due.run().getId());
            } else {
                // the route has no error handler that would have said it
                getExceptionHandler().handleException(
                        "Run " + due.run().getId() + " was not handled: it comes out again", exchange, exchange.getException());
            }
        }
    }
}
