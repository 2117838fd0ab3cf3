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
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.client.LobstrRequest;
import io.lobstr.camel.client.Parameter;
import io.lobstr.camel.client.Pause;
import io.lobstr.camel.client.RunDownloads;
import io.lobstr.camel.client.RunFile;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Answers the exported file of a run as a stream.
 */
final class DownloadRun implements ProducerAction {

    private final LobstrEndpoint endpoint;
    private final RunDownloads downloads;

    DownloadRun(LobstrEndpoint endpoint, RunDownloads downloads) {
        this.endpoint = endpoint;
        this.downloads = downloads;
    }

    @Override
    public CompletionStage<Object> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        Map<Parameter, String> parameters = new EnumMap<>(request.parameters());
        parameters.put(Parameter.FILE_FORMAT, endpoint.getFileFormat());
        boolean blocking = pause == Pause.BLOCKING;
        CompletableFuture<RunFile> answer = WaitingExchanges.until(downloads.open(
                new LobstrRequest(request.operation(), parameters), Duration.ofMillis(endpoint.getAwaitTimeout()),
                Duration.ofMillis(endpoint.getPollInterval()),
                // a thread that sleeps would not hear of the stop
                blocking ? endpoint.getComponent().clients().asynchronous() : pause, ExchangeHelper.getAtRouteId(exchange)),
                exchange);
        if (blocking) {
            WaitingExchanges.hold(answer);
        }
        return answer.thenApply(file -> new DownloadBody(file, exchange));
    }

    @Override
    public void stop() {
        downloads.stop(WaitingExchanges.stoppedRoutes(endpoint.getCamelContext()));
    }

}
