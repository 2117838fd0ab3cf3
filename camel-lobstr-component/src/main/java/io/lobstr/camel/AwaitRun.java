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

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.client.LobstrRequest;
import io.lobstr.camel.client.Parameter;
import io.lobstr.camel.client.Pause;
import io.lobstr.camel.client.RunWait;
import io.lobstr.camel.client.RunWaits;
import io.lobstr.camel.model.Run;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Waits for a run, together with all others that wait.
 */
final class AwaitRun implements ProducerAction {

    private final LobstrEndpoint endpoint;
    private final RunWaits waits;

    AwaitRun(LobstrEndpoint endpoint, RunWaits waits) {
        this.endpoint = endpoint;
        this.waits = waits;
    }

    @Override
    public CompletionStage<Object> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        String run = request.parameters().get(Parameter.RUN);
        Run known = exchange.getMessage().getBody() instanceof Run body && body.getId().equals(run) ? body : null;
        CompletableFuture<Run> answer = WaitingExchanges.until(waits.await(
                new RunWait(
                        run, squid(exchange), known, Duration.ofMillis(endpoint.getAwaitTimeout()),
                        Duration.ofMillis(endpoint.getPollInterval()), ExchangeHelper.getAtRouteId(exchange))),
                exchange);
        if (pause == Pause.BLOCKING) {
            WaitingExchanges.hold(answer);
        }
        return answer.thenApply(Run.class::cast);
    }

    private String squid(Exchange exchange) {
        String squid = endpoint.getSquid() == null || endpoint.getSquid().isBlank()
                ? exchange.getMessage().getHeader(LobstrConstants.SQUID, String.class) : endpoint.getSquid();
        return squid == null || squid.isBlank() ? null : squid.strip();
    }

    @Override
    public void stop() {
        waits.stop(WaitingExchanges.stoppedRoutes(endpoint.getCamelContext()));
    }
}
