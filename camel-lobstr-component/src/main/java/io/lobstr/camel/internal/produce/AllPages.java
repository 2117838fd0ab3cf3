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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.PageIterator;
import io.lobstr.camel.internal.operation.Parameter;
import org.apache.camel.Exchange;

/**
 * Answers an iterator at once, which asks for each page when it comes to it.
 */
final class AllPages implements ProducerAction {

    private final LobstrClient client;

    AllPages(LobstrClient client) {
        this.client = client;
    }

    @Override
    public CompletionStage<PageIterator<Object>> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        int limit = Integer.parseInt(request.parameters().get(Parameter.LIMIT));
        return CompletableFuture.completedFuture(
                new PageIterator<>(
                        Integer.parseInt(request.parameters().get(Parameter.PAGE)),
                        page -> client.get(request.page(page, limit), Pause.BLOCKING)));
    }
}
