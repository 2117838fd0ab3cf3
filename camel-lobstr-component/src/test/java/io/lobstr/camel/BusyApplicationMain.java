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

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.lobstr.camel.model.Run;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * An application that does everything at once, and badly: a route that is slow, fails, and downloads; runs that are
 * started and awaited, whose routes go on slowly; calls that come by the hundred. It is told by lines: {@code work},
 * {@code burst}, {@code restart} a route; each line is answered with the heap in use, the threads, and how many
 * exchanges of work and bursts have not ended.
 */
public final class BusyApplicationMain {

    private static final int BURST = 300;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Lines handled;
    private final AtomicInteger pending = new AtomicInteger();
    private volatile String known;

    private BusyApplicationMain(String[] args) throws Exception {
        handled = new Lines(Path.of(args[2]));
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(20);
        LobstrComponent lobstr = SimulatedLobstr.addTo(context, args[0], args[1]);
        lobstr.getConfiguration().setRequestTimeout(2_000);
        lobstr.getConfiguration().setRetryDelay(20);
        context.getRegistry().bind("handled",
                FileIdempotentRepository.fileIdempotentRepository(Path.of(args[4]).toFile(), 1000, 64 * 1024));
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("lobstr:finishedRuns?initialDelay=0&delay=200&startFrom=earliest&maxInFlight=20"
                     + "&idempotentRepository=#handled").routeId("watch")
                        .threads(8, 8).maxQueueSize(100)
                        .process(exchange -> known = exchange.getMessage().getHeader(LobstrConstants.RUN_ID, String.class))
                        .setProperty("run", body())
                        .process(exchange -> sometimes(20, () -> pause(300)))
                        .filter(exchange -> ThreadLocalRandom.current().nextInt(20) == 0)
                        .to("lobstr:downloadRun?awaitTimeout=5s")
                        .process(BusyApplicationMain::readToTheEnd)
                        .end()
                        .process(exchange -> sometimes(50, () -> {
                            throw new IllegalStateException("the database is down");
                        }))
                        .process(exchange -> handled.write(exchange.getProperty("run", Run.class).getId()));
                from("direct:work")
                        .toD("lobstr:startRun?squid=" + args[5] + "&onActiveRun=join")
                        .to("lobstr:awaitRun?pollInterval=200&awaitTimeout=20s")
                        .process(exchange -> pause(500));
                from("direct:look").to("lobstr:getRun?maxRetries=10").process(exchange -> pause(20));
                from("direct:wait").to("lobstr:awaitRun?pollInterval=200&awaitTimeout=20s").process(exchange -> pause(200));
            }
        });
    }

    /**
     * @param  args      base URL, API key, file for the runs handled, file for the answers, file that remembers, squid
     *                   to start
     * @throws Exception if the context does not start
     */
    public static void main(String[] args) throws Exception {
        new BusyApplicationMain(args).run(args[3]);
    }

    private void run(String file) throws Exception {
        try (handled; context; Lines answers = new Lines(Path.of(file))) {
            context.start();
            AsyncProducer work = producer("direct:work");
            AsyncProducer look = producer("direct:look");
            AsyncProducer wait = producer("direct:wait");
            BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                switch (line) {
                    case "work" -> send(work, null);
                    case "burst" -> {
                        for (int i = 0; i < BURST && known != null; i++) {
                            send(i % 2 == 0 ? look : wait, known);
                        }
                    }
                    case "restart" -> {
                        context.getRouteController().stopRoute("watch", 10, TimeUnit.SECONDS);
                        context.getRouteController().startRoute("watch");
                    }
                    default -> System.gc();
                }
                answers.write(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() + " "
                              + ManagementFactory.getThreadMXBean().getThreadCount() + " " + pending);
            }
        }
    }

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context.getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    private void send(AsyncProducer producer, String run) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeaders(run == null ? Map.of() : Map.of(LobstrConstants.RUN_ID, run));
        pending.incrementAndGet();
        producer.process(exchange, done -> pending.decrementAndGet());
    }

    private static void readToTheEnd(Exchange exchange) throws Exception {
        try (InputStream file = exchange.getMessage().getBody(InputStream.class)) {
            file.transferTo(OutputStream.nullOutputStream());
        }
    }

    private static void sometimes(int in, Runnable what) {
        if (ThreadLocalRandom.current().nextInt(in) == 0) {
            what.run();
        }
    }

    private static void pause(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }
}
