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

import java.util.HashMap;
import java.util.Map;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A context with a {@code lobstr} component that talks to a simulator of its own.
 */
abstract class SimulatorTestSupport extends CamelTestSupport {

    static final String KEY = SimulatedLobstr.KEY;

    @RegisterExtension
    final SimulatedLobstr lobstr = new SimulatedLobstr();
    final LobstrSimulator simulator = lobstr.simulator();
    final SimulatedSquid squid = lobstr.squid();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        lobstr.addTo(context);
        return context;
    }

    Exchange send(String uri) {
        return send(uri, Map.of());
    }

    Exchange send(String uri, Map<String, Object> headers) {
        return template().request(uri, exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
    }

    <T extends Exception> T failure(Class<T> type, Exchange exchange) {
        Exception failure = exchange.getException();
        assertThat(failure).isExactlyInstanceOf(type);
        return type.cast(failure);
    }
}
