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

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.lobstr.camel.internal.message.LobstrHeaders;
import io.lobstr.camel.model.RunEvent;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.Suspendable;
import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.support.DefaultConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each call of a webhook as one exchange, as it came, after it was answered. It promises nothing: a call may come
 * late, twice or never, and what a route does not keep up with is dropped.
 */
@ManagedResource(description = "Managed lobstr.io consumer of run events")
public class LobstrEventConsumer extends DefaultConsumer implements Suspendable {

    /** So many are in the route, or wait for it. */
    private static final int MOST = 1000;

    private static final Logger LOG = LoggerFactory.getLogger(LobstrEventConsumer.class);

    private final AtomicInteger here = new AtomicInteger();
    private final AtomicLong emitted = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicBoolean behind = new AtomicBoolean();
    private PushListener push;
    private Runnable registering;

    /**
     * @param endpoint  whose calls to send
     * @param processor the route
     */
    public LobstrEventConsumer(LobstrEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    @Override
    public LobstrEndpoint getEndpoint() {
        return (LobstrEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        push = PushListener.open(getEndpoint(), this::isListening, this::heard);
        LOG.info("Hearing what the webhooks of {} tell, on {}", getEndpoint().options().watched(),
                getEndpoint().getWebhookPath());
        registering = Pushes.keepRegistered(getEndpoint());
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        if (push != null) {
            push.close();
            push = null;
        }
        if (registering != null) {
            registering.run();
            registering = null;
        }
        super.doStop();
    }

    private boolean isListening() {
        return isStarted() && !isSuspendingOrSuspended();
    }

    private void heard(String squid, RunEvent event) {
        List<String> named = getEndpoint().options().squids();
        if (!named.isEmpty() && !named.contains(squid)) {
            return;
        }
        if (here.incrementAndGet() > MOST) {
            here.decrementAndGet();
            dropped.incrementAndGet();
            if (behind.compareAndSet(false, true)) {
                LOG.warn("The route does not keep up with the calls of webhooks: of those that come now, some are dropped");
            }
            return;
        }
        getEndpoint().getComponent().clients().routes().execute(() -> emit(event));
    }

    private void emit(RunEvent event) {
        if (!isListening()) {
            ended();
            dropped.incrementAndGet();
            return;
        }
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(event);
        LobstrHeaders.set(exchange.getMessage(), event);
        if (event.getTime() != null) {
            exchange.getMessage().setHeader(
                    LobstrConstants.MESSAGE_TIMESTAMP, event.getTime().toInstant().toEpochMilli());
        }
        emitted.incrementAndGet();
        AsyncCallback callback = doneSync -> {
            if (exchange.getException() != null) {
                getExceptionHandler().handleException("Cannot process a run event", exchange, exchange.getException());
            }
            releaseExchange(exchange, false);
            ended();
        };
        try {
            getAsyncProcessor().process(exchange, callback);
        } catch (RuntimeException | Error e) {
            // Camel does not throw: something is badly wrong, but not with the other events
            exchange.setException(e);
            callback.done(true);
        }
    }

    private void ended() {
        if (here.decrementAndGet() == 0) {
            behind.set(false);
        }
    }

    /** @return how many events came out */
    @ManagedAttribute(description = "Number of events that came out")
    public long getEmittedEvents() {
        return emitted.get();
    }

    /** @return how many events were dropped, since the route did not keep up, or was stopped */
    @ManagedAttribute(description = "Number of events that were dropped")
    public long getDroppedEvents() {
        return dropped.get();
    }
}
