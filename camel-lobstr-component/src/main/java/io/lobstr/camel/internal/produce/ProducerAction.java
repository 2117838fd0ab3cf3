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

import java.util.concurrent.CompletionStage;

import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.operation.LobstrRequest;
import org.apache.camel.Exchange;

/**
 * How a producer gets from a request to the answer, where one request is not all of it.
 */
@FunctionalInterface
public interface ProducerAction {

    /**
     * @param  request  what the exchange asks
     * @param  exchange the exchange; its body and headers are set when the answer has come
     * @param  pause    how to wait
     * @return          the new body
     */
    CompletionStage<?> answer(LobstrRequest request, Exchange exchange, Pause pause);

    /**
     * The producer is stopped.
     */
    default void stop() {
        // most have nothing that goes on
    }
}
