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
package io.lobstr.camel.examples.demo;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.lobstr.camel.LobstrConstants;
import io.lobstr.camel.LobstrEndpoint;
import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.model.Balance;
import io.lobstr.camel.model.Run;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSentEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Writes into the book what Camel says of the routes, which know nothing of the demo.
 */
final class RouteWatcher extends EventNotifierSupport {

    /**
     * The routes that begin with something else than a run, and are through with one in the end, whose id they have.
     */
    private static final Map<String, Sample> OF_AN_ID = Map.of("search-results", Sample.SEARCH_TERMS_TO_RESULTS,
            Sample.COSTS_TO_DATABASE.toString(), Sample.COSTS_TO_DATABASE);
    private static final String BEGUN = "demo.begun";

    /**
     * The run that an exchange began with: what it carries changes on its way, and its parts take its properties along.
     */
    private record Begun(String exchangeId, Run run) {
    }

    private final RunBook book;
    private final Map<String, Sample> samples
            = Arrays.stream(Sample.values()).collect(Collectors.toMap(Sample::toString, Function.identity()));

    RouteWatcher(RunBook book) {
        this.book = book;
    }

    @Override
    public void notify(CamelEvent event) {
        Exchange exchange = ((ExchangeEvent) event).getExchange();
        if (event instanceof ExchangeCreatedEvent) {
            if (exchange.getMessage().getBody() instanceof Run run && exchange.getProperty(BEGUN) == null) {
                exchange.setProperty(BEGUN, new Begun(exchange.getExchangeId(), run));
            }
        } else if (event instanceof ExchangeSentEvent sent) {
            if (starts(sent) && exchange.getMessage().getBody() instanceof Run run) {
                book.started(run, bySchedule(exchange));
            }
        } else if (event instanceof ExchangeCompletedEvent) {
            completed(exchange);
        } else if (event instanceof ExchangeFailedEvent) {
            failed(exchange, exchange.getException());
        }
    }

    private void completed(Exchange exchange) {
        String route = exchange.getFromRouteId();
        if (route == null) {
            // of a template, or a call of a webhook
            return;
        }
        if (OF_AN_ID.containsKey(route)) {
            book.handled(exchange.getMessage().getHeader(LobstrConstants.RUN_ID, String.class), OF_AN_ID.get(route));
        } else if (exchange.getProperty(BEGUN) instanceof Begun begun && begun.exchangeId().equals(exchange.getExchangeId())
                && samples.containsKey(route)) {
            book.handled(begun.run(), samples.get(route));
        } else if (bySchedule(exchange) && exchange.getMessage().getBody() instanceof Balance balance) {
            // the guard held, and no wait brings credits
            book.refused(
                    "%s credits are left, and scheduled-start.minimum-balance wants %s: -Dscheduled-start.minimum-balance=0 asks for none"
                            .formatted(balance.getLeft().toPlainString(),
                                    exchange.getContext().resolvePropertyPlaceholders("{{scheduled-start.minimum-balance}}")));
        } else {
            failed(exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class));
        }
    }

    private static boolean starts(ExchangeSentEvent sent) {
        return sent.getEndpoint() instanceof LobstrEndpoint endpoint && "startRun".equals(endpoint.getOperation().toString());
    }

    private static boolean bySchedule(Exchange exchange) {
        return Sample.SCHEDULED_START.toString().equals(exchange.getFromRouteId());
    }

    /**
     * What passes is tried again; anything else stays as it is until somebody acts: no credits, a squid that is not
     * ready.
     */
    private void failed(Exchange exchange, Throwable cause) {
        if (bySchedule(exchange) && cause instanceof LobstrException
                && !(cause instanceof LobstrServerException) && !(cause instanceof LobstrRateLimitException)) {
            book.refused(cause.getMessage());
        }
    }

    /** Camel tells what was sent only to those who want to know what is about to be. */
    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeSendingEvent || event instanceof ExchangeCreatedEvent
                || event instanceof ExchangeCompletedEvent
                || event instanceof ExchangeSentEvent || event instanceof ExchangeFailedEvent;
    }
}
