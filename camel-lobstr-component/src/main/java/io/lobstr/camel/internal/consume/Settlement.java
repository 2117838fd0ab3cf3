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

import io.lobstr.camel.internal.observe.RunActivity;
import io.lobstr.camel.internal.watch.DueRun;
import org.apache.camel.CamelExchangeException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.apache.camel.spi.Synchronization;
import org.slf4j.Logger;

/**
 * What becomes of the claim: it goes where the exchange goes, over threads and queues within the context.
 */
final class Settlement implements Synchronization {

    private static final Logger LOG = ConsumerLog.LOG;

    private final DueRun due;
    private final RunActivity activity;
    private final ExceptionHandler failures;

    Settlement(DueRun due, RunActivity activity, ExceptionHandler failures) {
        this.due = due;
        this.activity = activity;
        this.failures = failures;
    }

    @Override
    public void onComplete(Exchange exchange) {
        try {
            due.settle();
            activity.settled();
        } catch (RuntimeException e) {
            activity.failed();
            failures.handleException(
                    "Run " + due.run().getId() + " was handled, but that cannot be recorded: it comes out again", exchange, e);
        }
    }

    @Override
    public void onFailure(Exchange exchange) {
        due.release();
        activity.failed();
        if (wasReported(exchange)) {
            LOG.debug("Run {} was not handled: it comes out again", due.run().getId());
        } else {
            failures.handleException(
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
