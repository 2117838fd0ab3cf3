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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.message.AbortedRun;
import io.lobstr.camel.internal.message.LobstrHeaders;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Page;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;

/**
 * What a producer does with an exchange: makes a request of it, has it answered, and sets its body to the answer.
 */
public final class Calls {

    private final Requests requests;
    private final ProducerAction action;
    private final Pause asynchronous;
    private final Executor routes;

    /**
     * @param requests     what an exchange asks
     * @param action       how it is answered
     * @param asynchronous how an exchange waits that holds no thread
     * @param routes       where a route goes on that has waited
     */
    public Calls(Requests requests, ProducerAction action, Pause asynchronous, Executor routes) {
        this.requests = requests;
        this.action = action;
        this.asynchronous = asynchronous;
        this.routes = routes;
    }

    /**
     * @param  exchange gets the answer, or the exception
     * @param  callback is told then, whatever happens
     * @return          true if that was within this call
     */
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<?> answer;
        try {
            LobstrRequest request = requests.of(exchange.getMessage());
            answer = action.answer(request, exchange, exchange.isTransacted() ? Pause.BLOCKING : asynchronous)
                    .toCompletableFuture();
        } catch (Throwable e) {
            exchange.setException(e);
            callback.done(true);
            return true;
        }
        if (answer.isDone()) {
            answer.whenComplete((body, failure) -> end(exchange, body, failure));
            callback.done(true);
            return true;
        }
        // what keeps time, or talks to the API, is not to be held by the route
        answer.whenCompleteAsync((body, failure) -> {
            end(exchange, body, failure);
            callback.done(false);
        }, routes);
        return false;
    }

    /** The producer is stopped. */
    public void stop() {
        action.stop();
    }

    /** Whatever is thrown is the exchange's: nobody else hears of it on another thread. */
    private static void end(Exchange exchange, Object body, Throwable failure) {
        try {
            if (failure == null) {
                answer(exchange.getMessage(), body);
            } else {
                exchange.setException(LobstrClient.unwrap(failure));
            }
        } catch (Throwable e) {
            exchange.setException(e);
        }
    }

    private static void answer(Message message, Object body) {
        LobstrHeaders.set(message, body);
        message.setBody(body instanceof Page<?> page ? page.items() : body instanceof AbortedRun ended ? ended.run() : body);
    }
}
