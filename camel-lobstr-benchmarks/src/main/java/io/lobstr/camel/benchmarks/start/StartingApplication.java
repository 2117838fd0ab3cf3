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
package io.lobstr.camel.benchmarks.start;

import io.lobstr.camel.LobstrComponent;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Starts a context with one route, and says how many milliseconds after the start of the program it was there.
 */
final class StartingApplication {

    private static final double NANOS_PER_MILLI = 1e6;

    private StartingApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        long begin = System.nanoTime();
        DefaultCamelContext context = new DefaultCamelContext();
        if (arguments[0].startsWith("lobstr")) {
            LobstrComponent component = new LobstrComponent();
            component.getConfiguration().setApiKey("key");
            context.addComponent("lobstr", component);
        }
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:start").to(arguments[0]);
            }
        });
        context.start();
        System.out.println("milliseconds=" + (System.nanoTime() - begin) / NANOS_PER_MILLI);
        System.exit(0);
    }
}
