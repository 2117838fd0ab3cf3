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
package io.lobstr.camel.internal.squid;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Step;
import io.lobstr.camel.model.Squid;

/**
 * Changes the settings of a squid. The API answers some of them only, so that the squid is read again afterwards. What
 * somebody else sets between the two readings may be lost: the API has nothing that would prevent it.
 */
public final class SquidUpdate {

    private final LobstrClient client;
    private final LobstrRequest request;
    private final Pause pause;
    private final Map<Parameter, String> squid;

    /**
     * @param client  the API
     * @param request of which operation this is part
     * @param squid   its hash
     * @param pause   how to wait for the budget and between retries
     */
    public SquidUpdate(LobstrClient client, LobstrRequest request, String squid, Pause pause) {
        this.client = client;
        this.request = request;
        this.pause = pause;
        this.squid = Map.of(Parameter.SQUID, squid);
    }

    /**
     * @param  fields what changes
     * @param  merge  whether parameters that are not named stay
     * @return        the squid as it is then
     */
    public CompletionStage<Squid> change(Map<String, Object> fields, boolean merge) {
        SquidSettings settings = new SquidSettings(fields);
        CompletionStage<SquidSettings> all = merge && settings.hasParams()
                ? toMerge().thenApply(settings::mergedWith) : CompletableFuture.completedFuture(settings);
        return all.thenCompose(this::set).thenCompose(answer -> read()
                .exceptionally(thrown -> unread(LobstrClient.unwrap(thrown))));
    }

    private Squid unread(Throwable failure) {
        throw failure instanceof LobstrException known
                ? client.errors().leaving(known, "what was asked for is set: only reading the squid has failed")
                : new CompletionException(failure);
    }

    /** What is sent back with others. */
    CompletionStage<Squid> toMerge() {
        return client.send(request.asking(Step.READ_SQUID_TO_MERGE.call(), squid, null), pause);
    }

    CompletionStage<Map<String, Object>> set(SquidSettings settings) {
        return client.send(request.asking(Step.SET_SQUID.call(), squid, settings.fields()), pause);
    }

    CompletionStage<Squid> read() {
        return client.send(request.asking(LobstrOperation.getSquid.call(), squid, null), pause);
    }

    CompletionStage<Object> delete() {
        return client.send(request.asking(LobstrOperation.deleteSquid.call(), squid, null), pause);
    }
}
