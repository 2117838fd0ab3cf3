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
package io.lobstr.camel.examples;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * What stands before several machines: it hands each request to the next of them, and to another where that one is not
 * there.
 */
final class RoundRobin implements AutoCloseable {

    private static final int OK = 200;
    private static final int BAD_GATEWAY = 502;

    private final List<Integer> ports = new CopyOnWriteArrayList<>();
    private final AtomicInteger turns = new AtomicInteger();
    private final AtomicInteger answered = new AtomicInteger();
    private final AtomicReference<Callable<Void>> afterNext = new AtomicReference<>();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2)).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    RoundRobin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void add(int port) {
        ports.add(port);
    }

    /** Does something as soon as a machine has answered the next request, once. */
    void afterNext(Callable<Void> task) {
        afterNext.set(task);
    }

    /** @return how many requests a machine has taken */
    int answered() {
        return answered.get();
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        int status = handOn(exchange.getRequestURI().toString(), body);
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private int handOn(String path, byte[] body) {
        int first = turns.getAndIncrement();
        int last = BAD_GATEWAY;
        for (int i = 0; i < ports.size(); i++) {
            int port = ports.get(Math.floorMod(first - i, ports.size()));
            try {
                last = client.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).timeout(Duration.ofSeconds(20))
                                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(body)).build(),
                        BodyHandlers.discarding()).statusCode();
            } catch (IOException e) {
                // it has been killed
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return BAD_GATEWAY;
            }
            if (last == OK) {
                answered.incrementAndGet();
                doAfterThis();
                return OK;
            }
        }
        return last;
    }

    private void doAfterThis() {
        Callable<Void> task = afterNext.getAndSet(null);
        try {
            if (task != null) {
                task.call();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
