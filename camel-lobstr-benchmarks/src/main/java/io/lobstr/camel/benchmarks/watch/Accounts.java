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
package io.lobstr.camel.benchmarks.watch;

import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.simulator.LobstrSimulator;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * The component's consumer, polled by hand.
 */
final class Accounts implements AutoCloseable {

    private final DefaultCamelContext context;

    Accounts(LobstrSimulator simulator, String options, Processor handler) throws Exception {
        context = Contexts.start(simulator.baseUrl(), simulator.apiKey(), new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?startScheduler=false" + options).routeId("watch").process(handler);
            }
        });
    }

    void poll() {
        ((Runnable) context.getRoute("watch").getConsumer()).run();
    }

    @Override
    public void close() {
        context.stop();
    }
}
