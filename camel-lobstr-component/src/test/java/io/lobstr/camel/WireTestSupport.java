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

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A component that talks to a WireMock, which answers what a test says and nothing else.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WireTestSupport {

    static final String KEY = "k3y-of-the-account";
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().dynamicPort().containerThreads(50));

    /** One for all tests of a class. */
    final CamelContext context;
    final LobstrComponent lobstr;
    final ProducerTemplate template;
    final WireMock wire;

    WireTestSupport() {
        synchronized (SERVER) {
            if (!SERVER.isRunning()) {
                // for all classes: it ends with the JVM
                SERVER.start();
            }
        }
        wire = new WireMock(SERVER);
        context = started();
        lobstr = context.getComponent("lobstr", LobstrComponent.class);
        template = context.createProducerTemplate();
    }

    /** A context that is as the one of all tests. */
    static CamelContext started() {
        LobstrComponent component = new LobstrComponent();
        component.setRequestsPerMinute(0);
        LobstrConfiguration options = component.getConfiguration();
        options.setApiKey(KEY);
        options.setBaseUrl(SERVER.baseUrl() + "/v1");
        options.setMaxRetries(2);
        options.setRetryDelay(1);
        CamelContext started = new DefaultCamelContext();
        started.addComponent("lobstr", component);
        started.start();
        return started;
    }

    @BeforeEach
    void resetServer() {
        SERVER.resetAll();
    }

    @AfterAll
    void stopContext() {
        context.stop();
    }

    Exchange send(String uri, Object body, Map<String, Object> headers) {
        return template.request(uri, exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new HashMap<>(headers));
        });
    }

    Exchange send(String uri, Object body) {
        return send(uri, body, Map.of());
    }

    <T> T answer(Class<T> type, Exchange exchange) {
        assertThat(exchange.getException()).isNull();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(type);
        return type.cast(exchange.getMessage().getBody());
    }

    /** What was asked for, oldest first: the method and the path with its query. */
    List<String> asked() {
        return requests().stream().map(request -> request.getMethod() + " " + request.getUrl().replaceFirst("/v1", ""))
                .toList();
    }

    List<LoggedRequest> requests() {
        // there, one stands where its answer has ended
        return SERVER.getAllServeEvents().stream().map(ServeEvent::getRequest)
                .sorted(Comparator.comparing(LoggedRequest::getLoggedDate)).toList();
    }

    void forgetRequests() {
        SERVER.resetRequests();
    }
}
