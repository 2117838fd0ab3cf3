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

import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.message.AbortedRun;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.wait.CreditCap;
import io.lobstr.camel.internal.wait.RunEnd;
import io.lobstr.camel.internal.wait.RunWait;
import io.lobstr.camel.internal.wait.RunWaits;
import io.lobstr.camel.model.Run;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Waits for a run, together with all others that wait.
 */
final class AwaitRun implements ProducerAction {

    private final RunWaits waits;
    private final Duration timeout;
    private final Duration interval;
    private final RunEnd end;
    private final BigDecimal maxCredits;
    private final CamelContext context;

    /**
     * @param waits      where to wait
     * @param timeout    how long
     * @param interval   the time between two looks
     * @param end        when a run is what is waited for
     * @param maxCredits what a run may cost, null for any number
     * @param context    knows which routes are stopped
     */
    AwaitRun(
             RunWaits waits, Duration timeout, Duration interval, RunEnd end, Double maxCredits, CamelContext context) {
        this.waits = waits;
        this.timeout = timeout;
        this.interval = interval;
        this.end = end;
        this.maxCredits = maxCredits == null ? null : BigDecimal.valueOf(maxCredits);
        this.context = context;
    }

    @Override
    public CompletionStage<Object> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        String run = request.parameters().get(Parameter.RUN);
        Run known = exchange.getMessage().getBody() instanceof Run body && run.equals(body.getId()) ? body : null;
        AtomicBoolean aborted = new AtomicBoolean();
        CompletableFuture<Run> answer = WaitingExchanges.until(() -> waits.await(
                new RunWait(
                        run, request.parameters().get(Parameter.SQUID), known, timeout, interval,
                        ExchangeHelper.getAtRouteId(exchange), end, new CreditCap(maxCredits, () -> aborted.set(true)))),
                exchange);
        if (pause == Pause.BLOCKING) {
            WaitingExchanges.hold(answer);
        }
        return answer.thenApply(over -> aborted.get() ? new AbortedRun(over, "maxCredits") : over);
    }

    @Override
    public void stop() {
        waits.stop(WaitingExchanges.stoppedRoutes(context));
    }
}
