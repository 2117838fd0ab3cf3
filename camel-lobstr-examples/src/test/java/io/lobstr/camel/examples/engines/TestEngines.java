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
package io.lobstr.camel.examples.engines;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Engines that the tests of one JVM share, each started when it is first wanted and ended with the JVM.
 */
public final class TestEngines {

    private static final AtomicInteger COUNT = new AtomicInteger();
    /** Whoever has it has the ports above it, as long as the JVM lives. */
    private static final ServerSocket RANGE = range();
    private static final AtomicInteger NEXT_PORT = new AtomicInteger(RANGE.getLocalPort() + 1);
    private static final Map<Engine, String> ADDRESSES = new EnumMap<>(Engine.class);
    private static EmbeddedEngines embedded;

    private TestEngines() {
    }

    /** @return the address of the engine */
    public static synchronized String address(Engine engine) {
        return ADDRESSES.computeIfAbsent(engine, TestEngines::start);
    }

    private static String start(Engine engine) {
        try {
            if (embedded == null) {
                Path folder = Files.createTempDirectory("engines");
                embedded = new EmbeddedEngines(folder);
                Runtime.getRuntime().addShutdownHook(new Thread(embedded::close));
            }
            return embedded.start(engine);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static ServerSocket range() {
        for (int first = 20_000;; first += 500) {
            try {
                return listen(first);
            } catch (BindException e) {
                // another JVM's
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static ServerSocket listen(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
    }

    /**
     * Not one of those that outgoing connections get: while a server is away, a client's could be in its place. Each
     * JVM of the tests has some of its own, and none comes twice, since it may be a while until somebody listens there.
     */
    public static int freePort() throws IOException {
        while (true) {
            try (ServerSocket free = listen(NEXT_PORT.getAndIncrement())) {
                return free.getLocalPort();
            } catch (BindException e) {
                // the next
            }
        }
    }

    /** @return the JDBC URL of a new, empty database for the samples' user */
    public static String newDatabase() throws Exception {
        String server = address(Engine.DATABASE);
        return EmbeddedDatabase.add(server.substring(0, server.lastIndexOf('/') + 1), "samples" + COUNT.incrementAndGet());
    }

    /** @return what is in one of the databases, for whom may see all of it */
    public static JdbcTemplate tables(String url) {
        return new JdbcTemplate(new DriverManagerDataSource(url, "postgres", "postgres"));
    }

    /** @return a connection to one of the databases, for whom may do anything */
    public static Connection connect(String url) throws Exception {
        return DriverManager.getConnection(url, "postgres", "postgres");
    }
}
