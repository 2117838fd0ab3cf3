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

import io.lobstr.camel.internal.operation.Words;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.Synchronization;
import org.slf4j.Logger;

/**
 * What becomes of the claim: it goes where the exchange goes, over threads and queues within the context, and into a
 * batch.
 */
public final class Settlement implements Synchronization {

    /** The exchange property that has it, for those who make a batch of several exchanges. */
    public static final String PROPERTY = "CamelLobstrSettlement";

    private static final Logger LOG = ConsumerLog.LOG;

    private final Claim claim;
    private final ExceptionHandler failures;
    /** Whether success is for the batch to tell. */
    private volatile boolean passedOn;

    Settlement(Claim claim, ExceptionHandler failures) {
        this.claim = claim;
        this.failures = failures;
        claim.goesWith(this);
    }

    /**
     * From now on the run is handled when the batch is.
     *
     * @param batch what the exchange goes into
     */
    public void passTo(Exchange batch) {
        passedOn = true;
        batch.getExchangeExtension().addOnCompletion(new Settlement(claim, failures));
    }

    @Override
    public void onComplete(Exchange exchange) {
        if (passedOn) {
            return;
        }
        if (exchange.isRollbackOnly() || exchange.isRollbackOnlyLast()) {
            onFailure(exchange);
            return;
        }
        try {
            claim.handled();
        } catch (RuntimeException | Error e) {
            failures.handleException("Run " + id() + " was handled, but that cannot be recorded yet: it is tried again at each"
                                     + " poll, and nothing new comes out until then",
                    exchange, e);
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        claim.release();
        if (exchange.getException() == null) {
            LOG.debug("Run {} was rolled back: it comes out again", id());
        } else if (wasReported(exchange)) {
            LOG.debug("Run {} was not handled: it comes out again", id());
        } else {
            failures.handleException("Run " + id() + " was not handled: it comes out again", exchange, exchange.getException());
        }
    }

    private String id() {
        return Words.brief(claim.run().run().getId());
    }

    /** By the error handler that gave up on it; in a multicast, a copy of the exchange knows of that. */
    private static boolean wasReported(Exchange exchange) {
        return exchange.getExchangeExtension().isErrorHandlerHandledSet()
                || exchange.getException() instanceof CamelExchangeException inCopy
                        && inCopy.getExchange() != exchange && wasReported(inCopy.getExchange());
    }

    @Override
    public String toString() {
        return "Settlement of run " + id();
    }
}
