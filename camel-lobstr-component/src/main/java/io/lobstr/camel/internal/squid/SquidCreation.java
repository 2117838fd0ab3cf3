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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.http.Json;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.model.Squid;

/**
 * Makes a squid that is ready to run: the API takes its crawler and name at first, and everything else in an update,
 * without which no run of it starts. A squid that cannot be set up is deleted again, since it would hold a slot; not
 * one that was found after its answer was lost, which may be somebody else's after all.
 */
public final class SquidCreation {

    private static final String CRAWLER = Parameter.CRAWLER.toString();
    private static final String NAME = "name";

    private final LobstrClient client;
    private final LobstrRequest request;
    private final Pause pause;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final String name;

    /**
     * @param client  the API
     * @param request a filled row of {@link LobstrOperation#createSquid}
     * @param pause   how to wait for the budget and between retries
     */
    public SquidCreation(LobstrClient client, LobstrRequest request, Pause pause) {
        this.client = client;
        this.request = request;
        this.pause = pause;
        ((Map<?, ?>) request.payload()).forEach((field, value) -> settings.put(String.valueOf(field), value));
        settings.remove(CRAWLER);
        this.name = settings.get(NAME) instanceof String text && !text.isBlank() ? text : null;
        if (name == null) {
            settings.remove(NAME);
        }
    }

    /**
     * @return the squid as it is then, or a {@link LobstrException}
     */
    public CompletionStage<Squid> run() {
        return make().thenCompose(this::setUp);
    }

    private CompletionStage<MadeSquid> make() {
        LobstrRequest create = request.asking(
                request.call(), request.parameters(), name == null ? Map.of() : Map.of(NAME, name));
        if (name != null) {
            return new NamedSquid(client, create, name, pause).make();
        }
        return client.<Squid> send(create, pause).thenApply(MadeSquid::answered).exceptionally(thrown -> {
            Throwable failure = LobstrClient.unwrap(thrown);
            throw failure instanceof LobstrServerException lost && lost.isRequestSent()
                    ? client.errors().unknown(
                            lost, "whether a squid was made cannot be known, since it was given no name: look at the newest"
                                  + " squids before making another")
                    : new CompletionException(failure);
        });
    }

    private CompletionStage<Squid> setUp(MadeSquid made) {
        try {
            Parameter.SQUID.checked(Parameter.SQUID.toString(), made.id());
        } catch (IllegalArgumentException e) {
            throw client.errors().unusable(request, "was answered a squid that cannot be set up: " + e.getMessage());
        }
        SquidUpdate update = new SquidUpdate(client, request, made.id(), pause);
        return exactly(made.squid(), update).thenCompose(usual -> update.set(new SquidSettings(settings).completedBy(usual)))
                .handle((answer, thrown) -> thrown == null
                        ? read(update, made.id()) : undo(update, made, LobstrClient.unwrap(thrown)))
                .thenCompose(Function.identity());
    }

    /** What it has by itself is sent back, and so must be what it is. */
    private static CompletionStage<Squid> exactly(Squid made, SquidUpdate update) {
        return Json.mayHaveLost(made.getParams()) ? update.toMerge() : CompletableFuture.completedFuture(made);
    }

    private CompletionStage<Squid> read(SquidUpdate update, String squid) {
        return update.read().exceptionally(thrown -> {
            Throwable failure = LobstrClient.unwrap(thrown);
            throw failure instanceof LobstrException known
                    ? client.errors().done(
                            known, "squid " + squid + " was made, is set up and ready to run: only reading it has failed")
                    : new CompletionException(failure);
        });
    }

    private CompletionStage<Squid> undo(SquidUpdate update, MadeSquid made, Throwable failure) {
        if (made.found()) {
            return left(failure,
                    "squid " + made.id() + " was found by its name after the answer was lost, and is left as it is");
        }
        return update.delete().handle((deleted, thrown) -> {
            if (thrown == null) {
                return left(failure, "the squid is deleted again");
            }
            failure.addSuppressed(LobstrClient.unwrap(thrown));
            return left(failure, "squid " + made.id() + " was made and is still there, since deleting it failed as well");
        }).thenCompose(Function.identity());
    }

    private CompletionStage<Squid> left(Throwable failure, String words) {
        return CompletableFuture.failedFuture(
                failure instanceof LobstrException known ? client.errors().leaving(known, words) : failure);
    }
}
