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
package io.lobstr.camel.examples.demo;

import io.lobstr.camel.client.LobstrAuthenticationException;
import io.lobstr.camel.client.LobstrException;
import io.lobstr.camel.examples.routes.FinishedRunsRoute;
import io.lobstr.camel.examples.routes.FinishedRunsToDatabase;
import io.lobstr.camel.examples.routes.FinishedRunsToFile;
import io.lobstr.camel.examples.routes.FinishedRunsToQueue;
import io.lobstr.camel.examples.routes.ProgressRoute;
import io.lobstr.camel.examples.routes.QueueReaderRoute;
import io.lobstr.camel.examples.routes.StartRunsRoute;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.main.Main;

/**
 * A Camel application of the sample routes, with what they need from the registry.
 */
final class DemoRoutes implements AutoCloseable {

    private final Main camel = new Main();
    private final LobstrAccount account;

    DemoRoutes(DemoSettings settings, LobstrAccount account, RunDatabase database, EmbeddedBroker broker, RunBook book) {
        this.account = account;
        camel.bind("database", database.dataSource());
        camel.bind("handledRuns", database.handledRuns());
        camel.bind("broker", broker.connectionFactory());
        camel.bind("runBook", book);
        camel.configure().addRoutesBuilder(
                StartRunsRoute.class, FinishedRunsRoute.class, FinishedRunsToFile.class, FinishedRunsToQueue.class,
                FinishedRunsToDatabase.class, QueueReaderRoute.class, ProgressRoute.class);
        account.routeSettings().forEach((name, value) -> camel.addOverrideProperty((String) name, (String) value));
        camel.addOverrideProperty("demo.folder", settings.folder().toString());
    }

    /**
     * Starts the routes, if the account can be used.
     *
     * @throws DemoException if it cannot; the message says why
     */
    void start() throws Exception {
        camel.start();
        for (String squid : account.squids()) {
            tryKey(squid);
        }
        camel.getCamelContext().getRouteController().startAllRoutes();
    }

    /** One request tells whether the API is there, and knows the key. */
    private void tryKey(String squid) throws Exception {
        try {
            camel.getCamelTemplate().requestBody("lobstr:listRuns?limit=1&squid=" + squid, (Object) null);
        } catch (CamelExecutionException e) {
            if (e.getCause() instanceof LobstrAuthenticationException refused) {
                throw new DemoException("lobstr.io does not accept the key in LOBSTR_API_KEY: " + refused.getMessage(), e);
            }
            if (e.getCause() instanceof LobstrException failed) {
                throw new DemoException("lobstr.io cannot be used: " + failed.getMessage(), e);
            }
            throw e;
        }
    }

    Main camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.shutdown();
    }
}
