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

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.internal.operation.Call;
import io.lobstr.camel.internal.operation.LobstrRequest;

/**
 * For what the API's pages publish under different paths: which of them this API knows. That changes when the API does,
 * and an answer may be mistaken, so that it is asked anew from time to time.
 */
public final class Editions {

    private static final String NO_SUCH_PATH = "HTTPNotFound";
    private static final Duration FOR_A_WHILE = Duration.ofHours(1);

    private final LobstrClient client;
    private final LongSupplier nanoTime;
    /** Since when the other path has worked instead. */
    private final Map<Call, Long> replaced = new ConcurrentHashMap<>();

    Editions(LobstrClient client) {
        this(client, System::nanoTime);
    }

    Editions(LobstrClient client, LongSupplier nanoTime) {
        this.client = client;
        this.nanoTime = nanoTime;
    }

    /**
     * Sends the request, or, where the API does not know its path, what other pages have instead; for a while that is
     * then asked first.
     *
     * @param  request what to ask
     * @param  other   what else to ask; what it throws is the answer
     * @param  pause   how to wait for the budget and between retries
     * @param  <T>     what both answer
     * @return         the answer, or a {@link LobstrException}
     */
    public <T> CompletionStage<T> send(LobstrRequest request, Supplier<LobstrRequest> other, Pause pause) {
        boolean otherFirst = isReplaced(request.call());
        return client.<T> send(otherFirst ? other.get() : request, pause).handle((value, thrown) -> {
            if (LobstrClient.unwrap(thrown) instanceof LobstrNotFoundException refused
                    && NO_SUCH_PATH.equals(refused.getType())) {
                return client.<T> send(otherFirst ? request : other.get(), pause)
                        .whenComplete((answer, failure) -> works(request.call(), otherFirst, failure));
            }
            return thrown == null ? CompletableFuture.completedFuture(value) : CompletableFuture.<T> failedFuture(thrown);
        }).thenCompose(Function.identity());
    }

    private boolean isReplaced(Call call) {
        Long since = replaced.get(call);
        return since != null && nanoTime.getAsLong() - since < FOR_A_WHILE.toNanos();
    }

    /** What did not work is not remembered. */
    private void works(Call call, boolean itself, Throwable failure) {
        if (failure == null && itself) {
            replaced.remove(call);
        } else if (failure == null) {
            replaced.put(call, nanoTime.getAsLong());
        }
    }
}
