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
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrOperation;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.DefaultMessage;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * However a call ends, its exchange does, once.
 */
class CallsTest {

    private final CamelContext context = new DefaultCamelContext();
    private final Exchange exchange = new DefaultExchange(context);
    private final AtomicInteger done = new AtomicInteger();

    private boolean process(ProducerAction action) {
        Requests requests = new Requests(LobstrOperation.getBalance, option -> null);
        return new Calls(requests, action, Pause.BLOCKING, Runnable::run).process(exchange, sync -> done.incrementAndGet());
    }

    @Test
    void anErrorBeforeTheAnswerIsTheExchanges() {
        Error error = new StackOverflowError();

        assertThat(process((request, asking, pause) -> {
            throw error;
        })).isTrue();

        assertThat(exchange.getException()).hasRootCause(error);
        assertThat(done).hasValue(1);
    }

    @Test
    void anErrorThatIsTheAnswerIsTheExchanges() {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        assertThat(process((request, asking, pause) -> answer)).isFalse();
        assertThat(done).hasValue(0);
        Error error = new OutOfMemoryError();

        answer.completeExceptionally(error);

        assertThat(exchange.getException()).hasRootCause(error);
        assertThat(done).hasValue(1);
    }

    @Test
    void anErrorAfterTheAnswerIsTheExchanges() {
        Error error = new NoClassDefFoundError();
        exchange.setMessage(new DefaultMessage(context) {
            @Override
            public void setBody(Object body) {
                throw error;
            }
        });
        CompletableFuture<Object> answer = new CompletableFuture<>();
        process((request, asking, pause) -> answer);

        answer.complete("body");

        assertThat(exchange.getException()).hasRootCause(error);
        assertThat(done).hasValue(1);
    }
}
