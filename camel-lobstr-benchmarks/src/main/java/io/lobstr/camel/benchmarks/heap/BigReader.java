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
package io.lobstr.camel.benchmarks.heap;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.benchmarks.server.RunJson;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Reads much, with the component, or page by page into a list; then says what it took.
 */
final class BigReader {

    private static final int IDLE_POLLS = 5;

    /** What is read. */
    enum What {
        listRuns,
        listResults,
        finishedRuns
    }

    /** How. */
    enum Way {
        LOBSTR,
        LIST
    }

    private BigReader() {
    }

    public static void main(String[] arguments) throws Exception {
        What what = What.valueOf(arguments[1]);
        try (DefaultCamelContext context = Contexts.start(arguments[0], "key", routes(what))) {
            Object held = Way.valueOf(arguments[2]) == Way.LIST ? list(context, what) : lobstr(context, what);
            System.gc();
            System.out.println("live=" + (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20));
            System.out.println("read=" + held);
        }
        System.exit(0);
    }

    private static RouteBuilder routes(What what) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                if (what == What.finishedRuns) {
                    from("lobstr:finishedRuns?startScheduler=false").routeId("watch").log("${body.id}");
                }
                from("direct:all").toD("lobstr:${header.what}?allPages=true&limit=100");
            }
        };
    }

    private static Object lobstr(DefaultCamelContext context, What what) {
        if (what == What.finishedRuns) {
            for (int i = 0; i <= IDLE_POLLS; i++) {
                ((Runnable) context.getRoute("watch").getConsumer()).run();
            }
            return context.getRoute("watch").getConsumer();
        }
        return count(all(context, what.name(), RunJson.SQUID));
    }

    private static Iterator<?> all(DefaultCamelContext context, String operation, String squid) {
        ProducerTemplate template = context.createProducerTemplate();
        return template.requestBodyAndHeaders("direct:all", null, Map.of("what", operation, "CamelLobstrSquidId", squid),
                Iterator.class);
    }

    private static int count(Iterator<?> items) {
        int count = 0;
        for (; items.hasNext(); items.next()) {
            count++;
        }
        return count;
    }

    /** What one gets who collects first. */
    private static Object list(DefaultCamelContext context, What what) {
        List<Object> all = new ArrayList<>();
        if (what == What.finishedRuns) {
            all(context, "listSquids", "")
                    .forEachRemaining(squid -> all(context, "listRuns", RunJson.SQUID).forEachRemaining(all::add));
        } else {
            all(context, what.name(), RunJson.SQUID).forEachRemaining(all::add);
        }
        return all;
    }
}
