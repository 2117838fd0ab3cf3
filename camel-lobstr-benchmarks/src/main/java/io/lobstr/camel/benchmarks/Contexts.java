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
package io.lobstr.camel.benchmarks;

import io.lobstr.camel.LobstrComponent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Camel contexts with the component.
 */
public final class Contexts {

    /** What a context needs besides, before it starts. */
    @FunctionalInterface
    public interface Change {

        /**
         * @param context   is not started yet
         * @param component its component
         */
        void apply(DefaultCamelContext context, LobstrComponent component);
    }

    private Contexts() {
    }

    /**
     * @param  baseUrl   where the API is
     * @param  apiKey    the key
     * @param  routes    what it does
     * @return           a context that is started, without a limit of requests
     * @throws Exception if it does not start
     */
    public static DefaultCamelContext start(String baseUrl, String apiKey, RouteBuilder routes) throws Exception {
        DefaultCamelContext context = prepare(baseUrl, apiKey, routes);
        context.start();
        return context;
    }

    /**
     * @param  baseUrl   where the API is
     * @param  apiKey    the key
     * @param  routes    what it does
     * @return           the same, not started yet
     * @throws Exception if the routes cannot be
     */
    public static DefaultCamelContext prepare(String baseUrl, String apiKey, RouteBuilder routes) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(10);
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey(apiKey);
        lobstr.getConfiguration().setBaseUrl(baseUrl);
        lobstr.setRequestsPerMinute(0);
        context.addComponent("lobstr", lobstr);
        context.addRoutes(routes);
        return context;
    }
}
