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
package io.lobstr.camel.simulator;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Somebody's HTTP server that webhooks call.
 */
final class Receiver implements AutoCloseable {

    private final List<Received> received = new ArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile int status = 200;
    private volatile CountDownLatch hold = new CountDownLatch(0);

    Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", this::receive);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    Receiver answering(int newStatus) {
        status = newStatus;
        return this;
    }

    /** Lets all answers wait from now on. */
    CountDownLatch holding() {
        hold = new CountDownLatch(1);
        return hold;
    }

    synchronized List<Received> received() {
        return List.copyOf(received);
    }

    /** Waits until so many calls have come. */
    synchronized void await(int count) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (received.size() < count) {
            long left = end - System.nanoTime();
            assertThat(left).as("%s calls of %s came", received.size(), count).isPositive();
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    private synchronized void add(Received call) {
        received.add(call);
        notifyAll();
    }

    /** The events that came, in the order in which they did. */
    List<String> events() {
        return received().stream().map(call -> call.body().replaceAll(".*\"event\":\"([^\"]*)\".*", "$1")).toList();
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            add(new Received(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    exchange.getRequestHeaders().getFirst("Content-Type"), exchange.getRequestHeaders().getFirst("X-Forged"),
                    body));
            hold.await(30, TimeUnit.SECONDS);
            exchange.sendResponseHeaders(status, -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        hold.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    record Received(String request, String type, String forged, String body) {
    }
}
