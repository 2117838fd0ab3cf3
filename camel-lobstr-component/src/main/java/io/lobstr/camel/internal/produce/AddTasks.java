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

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.Tasks;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.model.AddedTasks;

/**
 * Adds tasks, in as many requests as their number takes, one after another.
 */
final class AddTasks {

    private final LobstrClient client;
    private final LobstrRequest request;
    private final Tasks tasks;
    private final Pause pause;
    private final CompletableFuture<AddedTasks> answer = new CompletableFuture<>();

    /**
     * @param client  the API
     * @param request with the tasks as they come
     * @param pause   how to wait
     */
    AddTasks(LobstrClient client, LobstrRequest request, Pause pause) {
        this.client = client;
        this.request = request;
        this.tasks = (Tasks) request.payload();
        this.pause = pause;
    }

    CompletionStage<AddedTasks> run() {
        next();
        return answer;
    }

    /** A loop where nothing is waited for: there may be many of them. */
    private void next() {
        try {
            for (List<Map<String, Object>> list = list(); !list.isEmpty(); list = list()) {
                CompletableFuture<AddedTasks> sent
                        = client.<AddedTasks> send(request.sending(list, after()), pause).toCompletableFuture();
                if (!sent.isDone()) {
                    sent.whenComplete((some, failure) -> {
                        if (failure == null) {
                            tasks.added(some);
                            next();
                        } else {
                            fail(failure);
                        }
                    });
                    return;
                }
                tasks.added(sent.join());
            }
            answer.complete(AddedTasks.sum(tasks.added()));
        } catch (Throwable e) {
            fail(e);
        }
    }

    /** A stop that is no longer in time must not pass for one that was. */
    private void fail(Throwable thrown) {
        Throwable failure = LobstrClient.unwrap(thrown);
        answer.completeExceptionally(failure instanceof LobstrStoppedException stopped && !tasks.added().isEmpty()
                ? new LobstrServerException(
                        stopped.getMessage() + "; the rest was not added", 0, null, null, null, true, stopped)
                : failure);
    }

    private List<Map<String, Object>> list() {
        try {
            return tasks.next();
        } catch (RuntimeException e) {
            if (tasks.added().isEmpty()) {
                throw e;
            }
            String message = request.sending(tasks, after()) + " failed, since the next tasks cannot be had: " + e.getMessage();
            throw e instanceof IllegalArgumentException
                    ? new IllegalArgumentException(message, e) : new IllegalStateException(message, e);
        }
    }

    /** What a failure leaves behind. */
    private String after() {
        List<AddedTasks> added = tasks.added();
        if (added.isEmpty()) {
            return null;
        }
        long there = added.stream().mapToLong(AddedTasks::getDuplicatedCount).sum();
        long count = added.stream().map(AddedTasks::getTasks).filter(Objects::nonNull).mapToLong(List::size).sum();
        return "after " + count + " tasks were added" + (there == 0 ? "" : " and " + there + " were there already");
    }
}
