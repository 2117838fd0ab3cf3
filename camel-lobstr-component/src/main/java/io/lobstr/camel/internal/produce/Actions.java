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
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import io.lobstr.camel.OnActiveRun;
import io.lobstr.camel.internal.client.CappedLists;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.download.RunDownloads;
import io.lobstr.camel.internal.job.Job;
import io.lobstr.camel.internal.job.Jobs;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Step;
import io.lobstr.camel.internal.squid.SquidCreation;
import io.lobstr.camel.internal.squid.SquidUpdate;
import io.lobstr.camel.internal.start.RunStart;
import io.lobstr.camel.internal.start.RunStarts;
import io.lobstr.camel.internal.wait.RunEnd;
import io.lobstr.camel.internal.wait.RunWaits;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What producers are made of: how each gets from a request to the answer.
 *
 * @param uri          what the endpoint's URI says
 * @param client       the API
 * @param waits        what waits for runs
 * @param downloads    what downloads files
 * @param jobs         what waits for the API's own work
 * @param starts       what waits to start runs
 * @param polls        the waits of these three
 * @param awaited      when a run is what awaitRun waits for
 * @param asynchronous waits without a thread
 * @param context      knows which routes are stopped
 */
public record Actions(
        UriOptions uri, LobstrClient client, RunWaits waits, RunDownloads downloads, Jobs jobs, RunStarts starts, Polls polls,
        RunEnd awaited, Pause asynchronous, CamelContext context) {

    private static final Logger LOG = LoggerFactory.getLogger("io.lobstr.camel.LobstrProducer");

    /** Those of more than one request. */
    private static final Map<LobstrOperation, Function<Actions, ProducerAction>> OWN = new EnumMap<>(
            Map.of(
                    LobstrOperation.startRun, Actions::start,
                    LobstrOperation.awaitRun, Actions::await,
                    LobstrOperation.downloadRun, Actions::download,
                    LobstrOperation.estimateSquid, Actions::estimate,
                    LobstrOperation.retryRunTask, Actions::retry,
                    LobstrOperation.createSquid, Actions::create,
                    LobstrOperation.updateSquid, Actions::update,
                    LobstrOperation.addTasks, Actions::add,
                    LobstrOperation.uploadTasks, actions -> actions.job(Job.UPLOAD),
                    LobstrOperation.syncAccount, actions -> actions.job(Job.SYNCHRONIZATION)));

    /**
     * @return whether the operation sends its one request, and another for each page
     */
    public static boolean isPlain(LobstrOperation operation) {
        return !OWN.containsKey(operation);
    }

    /**
     * @return what a producer of the operation does
     */
    public ProducerAction of(LobstrOperation operation) {
        if (operation.isList()) {
            CappedLists capped = new CappedLists(LOG);
            return uri.get("allPages", Boolean.class) ? new AllPages(client, capped) : onePage(capped);
        }
        return OWN.getOrDefault(operation, Actions::send).apply(this);
    }

    private ProducerAction onePage(CappedLists capped) {
        return (request, exchange, pause) -> client.<Page<Object>> send(request, pause)
                .thenApply(page -> capped.heard(request, page));
    }

    private ProducerAction send() {
        return (request, exchange, pause) -> client.send(request, pause);
    }

    private ProducerAction start() {
        OnActiveRun onActiveRun = uri.get("onActiveRun", OnActiveRun.class);
        if (onActiveRun == OnActiveRun.wait) {
            return polled(starts::start, (run, exchange) -> run);
        }
        return (request, exchange, pause) -> new RunStart(client, request, onActiveRun, pause).run();
    }

    private ProducerAction estimate() {
        return (request, exchange, pause) -> client.editions().send(
                request, () -> request.asking(Step.ESTIMATE_OF_SQUID.call(), request.parameters(), null), pause);
    }

    private ProducerAction retry() {
        return new RetryRunTask(client);
    }

    private ProducerAction create() {
        return (request, exchange, pause) -> new SquidCreation(client, request, pause).run();
    }

    @SuppressWarnings("unchecked")
    private ProducerAction update() {
        boolean merge = uri.get("mergeParams", Boolean.class);
        return (request, exchange, pause) -> new SquidUpdate(
                client, request, request.parameters().get(Parameter.SQUID), pause)
                .change((Map<String, Object>) request.payload(), merge);
    }

    private ProducerAction await() {
        return new AwaitRun(
                waits, duration("awaitTimeout"), duration("pollInterval"), awaited, uri.get("maxCredits", Double.class),
                context);
    }

    private ProducerAction download() {
        return polled(downloads::open, DownloadBody::new);
    }

    private ProducerAction add() {
        return (request, exchange, pause) -> new AddTasks(client, request, pause).run().thenApply(added -> {
            UnsentTasks.forget(exchange);
            return added;
        });
    }

    private ProducerAction job(Job job) {
        return polled((request, patience) -> jobs.run(job, request, patience), (end, exchange) -> end);
    }

    private <T> ProducerAction polled(PolledAnswer.Beginning<T> beginning, BiFunction<T, Exchange, Object> body) {
        return new PolledAnswer<>(
                beginning, polls::stop, body, duration("awaitTimeout"), duration("pollInterval"), asynchronous, context);
    }

    private Duration duration(String option) {
        return Duration.ofMillis(uri.get(option, Long.class));
    }
}
