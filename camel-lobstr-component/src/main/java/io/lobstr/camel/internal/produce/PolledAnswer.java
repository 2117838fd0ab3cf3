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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Predicate;

import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Waits for what the API makes, such as a file or a report, and answers it.
 *
 * @param beginning    begins a wait
 * @param end          ends the waits of some routes
 * @param body         makes a body of what has come
 * @param timeout      how long to wait
 * @param interval     the time between two looks
 * @param asynchronous waits without a thread
 * @param context      knows which routes are stopped
 * @param <T>          what is waited for
 */
record PolledAnswer<T>(
        Beginning<T> beginning, Consumer<Predicate<String>> end, BiFunction<T, Exchange, Object> body, Duration timeout,
        Duration interval, Pause asynchronous, CamelContext context) implements ProducerAction {

    /** Begins a wait. */
    @FunctionalInterface
    interface Beginning<T> {
        CompletionStage<T> of(LobstrRequest request, Patience patience);
    }

    @Override
    public CompletionStage<Object> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        boolean blocking = pause == Pause.BLOCKING;
        Patience patience = new Patience(
                timeout, interval,
                // a thread that sleeps would not hear of the stop
                blocking ? asynchronous : pause, ExchangeHelper.getAtRouteId(exchange));
        CompletableFuture<T> answer = WaitingExchanges.until(() -> beginning.of(request, patience), exchange);
        if (blocking) {
            WaitingExchanges.hold(answer);
        }
        return answer.thenApply(value -> body.apply(value, exchange));
    }

    @Override
    public void stop() {
        end.accept(WaitingExchanges.stoppedRoutes(context));
    }
}
