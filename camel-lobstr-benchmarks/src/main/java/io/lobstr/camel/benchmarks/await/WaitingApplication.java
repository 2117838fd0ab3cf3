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
package io.lobstr.camel.benchmarks.await;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.benchmarks.Contexts;
import io.lobstr.camel.model.Run;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Lets an exchange wait for the run of each squid, all at once, and says how many threads that took.
 */
final class WaitingApplication {

    /** With the component, or with the route that one writes without it. */
    enum Way {
        LOBSTR,
        BY_HAND
    }

    /** As many as Camel's own pool has. */
    private static final int DELAY_THREADS = 10;

    private WaitingApplication() {
    }

    public static void main(String[] arguments) throws Exception {
        List<String> runs = Files.readAllLines(Path.of(arguments[3]));
        DefaultCamelContext context
                = Contexts.start(arguments[0], arguments[1], routes(arguments[0], arguments[1], arguments[4]));
        AsyncProducer route = context.getEndpoint("direct:" + arguments[2]).createAsyncProducer();
        route.start();
        // what the first call of all starts is not what waiting takes
        context.createProducerTemplate().requestBody("lobstr:listSquids?limit=1", (Object) null);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        int before = threads.getThreadCount();
        threads.resetPeakThreadCount();
        CountDownLatch left = new CountDownLatch(runs.size());
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger whileWaiting = new AtomicInteger();
        for (String run : runs) {
            Exchange exchange = route.getEndpoint().createExchange();
            exchange.getMessage().setHeader("CamelLobstrSquidId", run.substring(0, run.indexOf(' ')));
            exchange.getMessage().setHeader("CamelLobstrRunId", run.substring(run.indexOf(' ') + 1));
            route.process(exchange, doneSync -> {
                whileWaiting.compareAndSet(0, threads.getPeakThreadCount());
                if (exchange.isFailed() || !exchange.getMessage().getBody(Run.class).isFinished()) {
                    failed.incrementAndGet();
                }
                left.countDown();
            });
        }
        System.out.println("waiting=" + left.getCount());
        left.await();
        System.out.println("threads=" + (whileWaiting.get() - before));
        System.out.println("peak=" + (threads.getPeakThreadCount() - before));
        System.exit(failed.get() == 0 ? 0 : 1);
    }

    private static RouteBuilder routes(String baseUrl, String apiKey, String interval) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                // Camel's own pool takes 1,000 delays, and then holds the callers
                ScheduledExecutorService delays = Executors.newScheduledThreadPool(DELAY_THREADS);
                from("direct:" + Way.LOBSTR).to("lobstr:awaitRun?pollInterval=" + interval);
                from("direct:" + Way.BY_HAND)
                        .setHeader("Authorization", constant("Token " + apiKey))
                        .loopDoWhile(simple("${body} == null || ${body.finished} == false"))
                        .setBody(constant((Object) null))
                        .setHeader("CamelHttpPath", simple("/runs/${header.CamelLobstrRunId}"))
                        .to(baseUrl)
                        .unmarshal().json(Run.class)
                        .choice().when(simple("${body.finished} == false")).delay(Long.parseLong(interval)).asyncDelayed()
                        .executorService(delays).end().end()
                        .end();
            }
        };
    }
}
