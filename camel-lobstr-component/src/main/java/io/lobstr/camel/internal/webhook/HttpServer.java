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
package io.lobstr.camel.internal.webhook;

import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.RestConfiguration;
import org.apache.camel.spi.RestConsumerFactory;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The HTTP server of the application, which Camel knows as {@code platform-http} in all its runtimes.
 */
final class HttpServer {

    private static final String COMPONENT = "platform-http";
    /** lobstr.io waits for 30 s, and has sent an event by then. */
    private static final String TIMEOUT = "requestTimeout";
    private static final long MOST_MILLIS = 20_000;

    private HttpServer() {
    }

    /**
     * @throws IllegalArgumentException if there is none; the message says what to add
     */
    static Consumer listen(CamelContext context, String path, Processor calls) {
        Component component = context.getComponent(COMPONENT, true);
        if (!(component instanceof RestConsumerFactory server)) {
            throw missing(null);
        }
        try {
            // not the application's own REST configuration: that moves its paths, and adds methods
            Consumer consumer = server.createConsumer(
                    context, calls, "POST", path, "{squid}/{token}", null, null, new RestConfiguration(),
                    bounded(component));
            ServiceHelper.startService(consumer);
            return consumer;
        } catch (Exception e) {
            throw missing(e);
        }
    }

    /** A body that trickles in is given up, where the server can do that. */
    private static Map<String, Object> bounded(Component component) {
        Map<String, Object> parameters = new HashMap<>();
        if (component.getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter options
                && options.getOptionType(TIMEOUT, true) != null) {
            parameters.put(TIMEOUT, MOST_MILLIS);
        }
        return parameters;
    }

    private static IllegalArgumentException missing(Exception cause) {
        return new IllegalArgumentException(
                "The calls of webhooks come in on the HTTP server of the application, and there is none: add"
                                            + " camel-platform-http-main and set camel.server.enabled=true with Camel Main, add"
                                            + " camel-platform-http-starter with Spring Boot, or"
                                            + " camel-quarkus-platform-http with Quarkus",
                cause);
    }
}
