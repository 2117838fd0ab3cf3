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

import java.io.File;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

/**
 * A context of its own with one route, {@code watch}, that consumes finished runs, and with one of Camel's
 * repositories.
 */
final class WatchingContext implements AutoCloseable {

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final HikariDataSource pool = new HikariDataSource();
    private ExecutorService handlers;

    /**
     * @param repository {@code none}, {@code memory}, a JDBC URL, or a file, if need be followed by {@code ?} and the
     *                   most bytes it may have
     * @param options    of the endpoint
     * @param threads    how many threads handle runs beside the one that polls, 0 for none
     */
    WatchingContext(String baseUrl, String apiKey, String repository, String options, int threads, Processor handler)
                                                                                                                      throws Exception {
        context.disableJMX();
        context.getShutdownStrategy().setTimeout(20);
        SimulatedLobstr.addTo(context, baseUrl, apiKey);
        String remembering = "";
        if (!"none".equals(repository)) {
            context.getRegistry().bind("handled", repository(repository));
            remembering = "&idempotentRepository=#handled";
        }
        String uri = "lobstr:finishedRuns?initialDelay=0&" + options + remembering;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                ProcessorDefinition<?> route = from(uri).routeId("watch");
                if (threads > 0) {
                    // not Camel's own: on virtual threads that has no bound
                    handlers = Executors.newFixedThreadPool(threads);
                    route = route.threads().executorService(handlers);
                }
                route.process(handler);
            }
        });
        context.start();
    }

    private IdempotentRepository repository(String name) {
        if ("memory".equals(name)) {
            return MemoryIdempotentRepository.memoryIdempotentRepository();
        }
        if (name.startsWith("jdbc:")) {
            return new JdbcMessageIdRepository(connections(name), "watch");
        }
        int size = name.lastIndexOf('?');
        return size < 0
                ? FileIdempotentRepository.fileIdempotentRepository(new File(name))
                : FileIdempotentRepository.fileIdempotentRepository(
                        new File(name.substring(0, size)), 1000, Long.parseLong(name.substring(size + 1)));
    }

    private DataSource connections(String url) {
        pool.setJdbcUrl(url);
        pool.setMaximumPoolSize(2);
        return pool;
    }

    CamelContext context() {
        return context;
    }

    @Override
    public void close() throws InterruptedException {
        context.stop();
        if (handlers != null) {
            handlers.shutdown();
            handlers.awaitTermination(20, TimeUnit.SECONDS);
        }
        pool.close();
    }
}
