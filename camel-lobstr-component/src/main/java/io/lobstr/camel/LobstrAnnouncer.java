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
package io.lobstr.camel;

import io.lobstr.camel.internal.consume.HintListeners;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.produce.Requests;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/**
 * Tells the consumers of the context that something happened to a squid. It asks the API nothing, and leaves the
 * message as it is.
 */
public class LobstrAnnouncer extends DefaultProducer {

    private final Requests requests;

    /**
     * @param endpoint whose operation to do
     */
    public LobstrAnnouncer(LobstrEndpoint endpoint) {
        super(endpoint);
        requests = new Requests(endpoint.getOperation(), endpoint.options());
    }

    @Override
    public void process(Exchange exchange) {
        LobstrRequest said = requests.of(exchange.getMessage());
        HintListeners.of(exchange.getContext())
                .tell(said.parameters().get(Parameter.SQUID), said.parameters().get(Parameter.RUN));
    }
}
