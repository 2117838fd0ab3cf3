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

import io.lobstr.camel.internal.client.CappedLists;
import io.lobstr.camel.internal.client.ListPages;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.PageIterator;
import org.apache.camel.Exchange;

/**
 * Answers an iterator at once, which asks for each page when it comes to it.
 */
final class AllPages implements ProducerAction {

    private final LobstrClient client;
    private final CappedLists capped;

    AllPages(LobstrClient client, CappedLists capped) {
        this.client = client;
        this.capped = capped;
    }

    @Override
    public CompletionStage<PageIterator<Object>> answer(LobstrRequest request, Exchange exchange, Pause pause) {
        ListPages<Object> pages = new ListPages<>(client, request, Pause.BLOCKING);
        return CompletableFuture.completedFuture(
                new PageIterator<>(pages.begin(), place -> capped.heard(request, pages.at(place))));
    }
}
