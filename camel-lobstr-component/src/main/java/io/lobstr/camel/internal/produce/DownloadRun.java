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

import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.download.RunDownloads;
import io.lobstr.camel.internal.download.RunFile;
import io.lobstr.camel.internal.operation.LobstrRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.ExchangeHelper;

/**
 * Answers the exported file of a run as a stream.
 */
final class DownloadRun implements ProducerAction {

    private final RunDownloads downloads;
    private final Duration timeout;
    private final Duration interval;
    private final Pause asynchronous;
    private final CamelContext context;

    /**
     * @param downloads    opens files
     * @param timeout      how long to wait until the file is made
     * @param interval     the time between two looks
     * @param asynchronous waits without a thread
     * @param context      knows which routes are stopped
     */
    DownloadRun(RunDownloads downloads, Duration timeout, Duration interval, Pause asynchronous, CamelContext context) {
        this.downloads = downloads;
        this.timeout = timeout;
        this.interval = interval;
        this.asynchronous = asynchronous;
        this.context = context;
    }

    @Override
    public CompletionStage<Object> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        boolean blocking = pause == Pause.BLOCKING;
        CompletableFuture<RunFile> answer = WaitingExchanges.until(() -> downloads.open(
                request, timeout, interval,
                // a thread that sleeps would not hear of the stop
                blocking ? asynchronous : pause, ExchangeHelper.getAtRouteId(exchange)),
                exchange);
        if (blocking) {
            WaitingExchanges.hold(answer);
        }
        return answer.thenApply(file -> new DownloadBody(file, exchange));
    }

    @Override
    public void stop() {
        downloads.stop(WaitingExchanges.stoppedRoutes(context));
    }

}
