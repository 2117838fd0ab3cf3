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
package io.lobstr.camel.internal.client;

import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.internal.operation.Call;
import io.lobstr.camel.internal.operation.LobstrRequest;

/**
 * For what the API's pages publish under different paths: which of them this API knows.
 */
public final class Editions {

    private static final String NO_SUCH_PATH = "HTTPNotFound";

    private final LobstrClient client;
    private final Set<Call> unknown = ConcurrentHashMap.newKeySet();

    Editions(LobstrClient client) {
        this.client = client;
    }

    /**
     * Sends the request, or, where the API does not know its path, what other pages have instead; from then on that.
     *
     * @param  request what to ask
     * @param  other   what else to ask; what it throws is the answer
     * @param  pause   how to wait for the budget and between retries
     * @param  <T>     what both answer
     * @return         the answer, or a {@link LobstrException}
     */
    public <T> CompletionStage<T> send(LobstrRequest request, Supplier<LobstrRequest> other, Pause pause) {
        if (unknown.contains(request.call())) {
            return client.send(other.get(), pause);
        }
        return client.<T> send(request, pause).handle((value, thrown) -> {
            if (LobstrClient.unwrap(thrown) instanceof LobstrNotFoundException refused
                    && NO_SUCH_PATH.equals(refused.getType())) {
                return client.<T> send(other.get(), pause).whenComplete((answer, failure) -> {
                    if (failure == null) {
                        unknown.add(request.call());
                    }
                });
            }
            return thrown == null ? CompletableFuture.completedFuture(value) : CompletableFuture.<T> failedFuture(thrown);
        }).thenCompose(Function.identity());
    }
}
