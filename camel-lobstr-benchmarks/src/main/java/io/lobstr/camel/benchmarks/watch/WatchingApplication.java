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

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.benchmarks.Contexts;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;

/**
 * An application that watches one squid in one of two ways, remembers in a file what it has seen, and writes the id of
 * each run that it has handled to another. Forked, it can die like one that is killed.
 */
final class WatchingApplication implements AutoCloseable {

    /** With the component, or with the route that one writes without it. */
    enum Way {
        LOBSTR,
        BY_HAND
    }

    /** Where it dies. */
    enum Crash {
        NEVER,
        /** Before the exchange's work is done. */
        WITHIN,
        /** When the work is done, before anybody could record it. */
        AFTER
    }

    /** The exchange in which it dies. */
    static final int FATAL = 5;
    /** As a process that was killed. */
    static final int KILLED = 137;

    private static final int DELAY = 100;

    private final DefaultCamelContext context;

    WatchingApplication(Way way, String baseUrl, String apiKey, String squid, Path folder, Crash crash) throws Exception {
        AtomicInteger count = new AtomicInteger();
        Processor handler = exchange -> {
            boolean fatal = count.incrementAndGet() == FATAL;
            if (fatal && crash == Crash.WITHIN) {
                Runtime.getRuntime().halt(KILLED);
            }
            Files.writeString(folder.resolve("handled.txt"), id(way, exchange) + "\n", StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (fatal && crash == Crash.AFTER) {
                Runtime.getRuntime().halt(KILLED);
            }
        };
        File seen = folder.resolve("seen.txt").toFile();
        context = Contexts.start(baseUrl, apiKey, way == Way.LOBSTR ? new RouteBuilder() {
            @Override
            public void configure() {
                getContext().getRegistry().bind("seen", FileIdempotentRepository.fileIdempotentRepository(seen));
                from("lobstr:finishedRuns?initialDelay=0&delay=" + DELAY + "&idempotentRepository=#seen&squid=" + squid)
                        .process(handler);
            }
        } : new WatchByHand("timer:poll?delay=0&period=" + DELAY, baseUrl, apiKey, List.of(squid), seen, handler));
    }

    private static String id(Way way, Exchange exchange) {
        return way == Way.LOBSTR
                ? exchange.getMessage().getHeader("CamelLobstrRunId", String.class)
                : exchange.getContext().resolveLanguage("simple").createExpression("${body[id]}").evaluate(exchange,
                        String.class);
    }

    @SuppressWarnings("try")
    public static void main(String[] arguments) throws Exception {
        try (WatchingApplication application = new WatchingApplication(
                Way.valueOf(arguments[0]), arguments[1], arguments[2], arguments[3], Path.of(arguments[4]),
                Crash.valueOf(arguments[5]))) {
            System.in.read();
        }
    }

    @Override
    public void close() {
        context.stop();
    }
}
