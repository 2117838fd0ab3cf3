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

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.lobstr.camel.benchmarks.BareClient;
import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.benchmarks.server.RunJson;
import io.lobstr.camel.model.Run;
import org.apache.camel.Endpoint;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Reads a backlog in three ways in turn, and says how many runs a second each has managed.
 */
final class BacklogApplication {

    private static final double NANOS = 1e9;

    /** A page, as one reads it without the component. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    record Page(List<Run> data, @JsonProperty("total_pages") int totalPages) {
    }

    private BacklogApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        int runs = Integer.parseInt(arguments[1]);
        for (int round = -Integer.parseInt(arguments[3]); round < Integer.parseInt(arguments[2]); round++) {
            double bare = bare(arguments[0], runs, run -> {
            });
            double lobstr = lobstr(arguments[0], runs, false);
            double byHand = byHand(arguments[0], runs);
            if (round >= 0) {
                System.out.println("bare=" + bare);
                System.out.println("lobstr=" + lobstr);
                System.out.println("byHand=" + byHand);
            }
        }
        lobstr(arguments[0], runs, true);
        System.exit(0);
    }

    /** Each run goes into a route that does nothing. */
    private static double byHand(String baseUrl, int runs) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:run").process(exchange -> {
                    });
                }
            });
            context.start();
            ProducerTemplate template = context.createProducerTemplate();
            Endpoint route = context.getEndpoint("direct:run");
            return bare(baseUrl, runs, run -> template.sendBody(route, run));
        }
    }

    private static double bare(String baseUrl, int runs, Consumer<Run> handler) throws Exception {
        try (BareClient client = new BareClient()) {
            System.gc();
            long begin = System.nanoTime();
            int count = 0;
            Page page;
            int number = 1;
            do {
                page = client.get(baseUrl + "/runs?squid=" + RunJson.SQUID + "&page=" + number++ + "&limit=100", Page.class);
                page.data().forEach(handler);
                count += page.data().size();
            } while (number <= page.totalPages());
            return rate(count, runs, begin);
        }
    }

    private static double lobstr(String baseUrl, int runs, boolean look) throws Exception {
        AtomicInteger count = new AtomicInteger();
        DefaultCamelContext context = Contexts.start(baseUrl, "key", new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?startScheduler=false&startFrom=earliest&squid=" + RunJson.SQUID).routeId("watch")
                        .process(exchange -> {
                            if (count.incrementAndGet() == 1 && look) {
                                System.gc();
                                System.out.println("heap="
                                                   + (ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
                                                      >> 20));
                            }
                        });
            }
        });
        // neither is to clear up after the other
        System.gc();
        long begin = System.nanoTime();
        ((Runnable) context.getRoute("watch").getConsumer()).run();
        double rate = rate(count.get(), runs, begin);
        context.stop();
        return rate;
    }

    private static double rate(int count, int runs, long begin) {
        if (count != runs) {
            throw new IllegalStateException(count + " of " + runs);
        }
        return count * NANOS / (System.nanoTime() - begin);
    }
}
