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
package io.lobstr.camel.internal.produce;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.Service;
import org.apache.camel.spi.InflightRepository;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.support.service.ServiceSupport;

/**
 * The exchanges of a route that wait for a run or its file.
 * <p>
 * Camel suspends a route when nothing is in flight in it any more. What still is after the shutdown timeout is rejected
 * from there on, since the steps of the route are stopped, and they stay so when the route is resumed. A wait takes
 * longer than that, so its exchange is taken out of the count of what is in flight while its route is suspended. A stop
 * gives it the shutdown timeout, like everything else.
 */
final class WaitingExchanges extends ServiceSupport implements ShutdownPrepared {

    private final Route route;
    private final InflightRepository inflight;
    private final Set<Exchange> counted = new LinkedHashSet<>();
    private final Set<Exchange> uncounted = new LinkedHashSet<>();

    private WaitingExchanges(Route route) {
        this.route = route;
        this.inflight = route.getCamelContext().getInflightRepository();
    }

    /**
     * @param  exchange waits, from before its wait can be seen
     * @param  wait     begins it
     * @return          what it waits for; the exchange goes on with what follows it
     */
    static <T> CompletableFuture<T> until(Supplier<? extends CompletionStage<T>> wait, Exchange exchange) {
        List<WaitingExchanges> all = of(exchange);
        all.forEach(waiting -> waiting.add(exchange));
        boolean begun = false;
        try {
            CompletableFuture<T> answer = wait.get().toCompletableFuture();
            begun = true;
            CompletableFuture<T> goesOn
                    = answer.whenComplete((value, failure) -> all.forEach(waiting -> waiting.remove(exchange)));
            // who gives up here waits for nothing there: what is opened later would be closed by nobody
            goesOn.whenComplete((value, failure) -> {
                if (failure != null) {
                    answer.completeExceptionally(failure);
                }
            });
            return goesOn;
        } finally {
            if (!begun) {
                all.forEach(waiting -> waiting.remove(exchange));
            }
        }
    }

    /** Holds the calling thread. The wait itself ends after awaitTimeout, or when the context stops. */
    static void hold(CompletableFuture<?> answer) {
        try {
            answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.completeExceptionally(new IllegalStateException("interrupted while waiting for lobstr.io", e));
        } catch (ExecutionException e) {
            // the caller sees it
        }
    }

    /** A producer is stopped by a cache too, while its route goes on: then its waits go on. */
    static Predicate<String> stoppedRoutes(CamelContext context) {
        return id -> {
            // the route's own status still says that it is started
            Route stopping = id == null ? null : context.getRoute(id);
            return stopping != null && ServiceHelper.isStopped(stopping.getConsumer());
        };
    }

    private static List<WaitingExchanges> of(Exchange exchange) {
        boolean whole = exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX) == null
                && exchange.getProperty(ExchangePropertyKey.MULTICAST_INDEX) == null
                && exchange.getProperty(ExchangePropertyKey.AGGREGATED_SIZE) == null;
        if (!whole) {
            // Camel counts what it is a part of
            return List.of();
        }
        return Stream.of(exchange.getFromRouteId(), ExchangeHelper.getAtRouteId(exchange)).filter(Objects::nonNull).distinct()
                .map(exchange.getContext()::getRoute).filter(Objects::nonNull).map(WaitingExchanges::of).toList();
    }

    private static WaitingExchanges of(Route route) {
        synchronized (route) {
            for (Service service : route.getServices()) {
                if (service instanceof WaitingExchanges waiting) {
                    return waiting;
                }
            }
            WaitingExchanges waiting = new WaitingExchanges(route);
            route.addService(waiting);
            return waiting;
        }
    }

    private synchronized void add(Exchange exchange) {
        counted.add(exchange);
    }

    private synchronized void remove(Exchange exchange) {
        counted.remove(exchange);
        if (uncounted.remove(exchange)) {
            inflight.add(exchange, route.getRouteId());
        }
    }

    @Override
    public synchronized void prepareShutdown(boolean suspendOnly, boolean forced) {
        if (suspendOnly) {
            counted.forEach(exchange -> inflight.remove(exchange, route.getRouteId()));
            uncounted.addAll(counted);
            counted.clear();
        } else {
            uncounted.forEach(exchange -> inflight.add(exchange, route.getRouteId()));
            counted.addAll(uncounted);
            uncounted.clear();
        }
    }
}
