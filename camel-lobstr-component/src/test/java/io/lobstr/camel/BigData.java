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

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.concurrent.Executors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/**
 * Reads a file of a gigabyte or ten, or a list of 120,000 or a million runs, in a route with Camel's default stream
 * caching, or uploads a quarter of the file while it is read, and says what it took. For a JVM of its own.
 */
final class BigData {

    /** {@code -Dbig} reads ten times as much. */
    static final boolean BIG = System.getProperty("big") != null;
    static final long BYTES = BIG ? 10L << 30 : 1L << 30;
    static final long UPLOADED = BYTES / 4;
    static final int RUNS = BIG ? 1_000_000 : 120_000;

    private static final int PIECE = 1 << 16;
    private static final int PAGE = 100;

    private BigData() {
    }

    public static void main(String[] arguments) throws Exception {
        // or each answer waits 40 ms for the acknowledgement of its headers
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        String origin = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/v1/runs/r/download", exchange -> json(exchange, "{\"s3\":\"" + origin + "/file\"}"));
        server.createContext("/v1/runs/u/download", exchange -> json(exchange, "{\"s3\":\"" + origin + "/part\"}"));
        server.createContext("/v1/runs", BigData::page);
        server.createContext("/v1/tasks/upload", BigData::upload);
        server.createContext("/file", exchange -> file(exchange, BYTES));
        server.createContext("/part", exchange -> file(exchange, UPLOADED));
        server.start();
        long begin = System.nanoTime();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            LobstrComponent lobstr = new LobstrComponent();
            lobstr.getConfiguration().setApiKey("key");
            lobstr.getConfiguration().setBaseUrl(origin + "/v1");
            lobstr.setRequestsPerMinute(0);
            context.addComponent("lobstr", lobstr);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:download").to("lobstr:downloadRun?run=r").process(BigData::readFile);
                    from("direct:upload").to("lobstr:downloadRun?run=u").to("lobstr:uploadTasks?squid=s")
                            .setBody(simple("${body.inserted} bytes"));
                    from("direct:list").to("lobstr:listRuns?squid=s&allPages=true&limit=100").process(BigData::readList);
                }
            });
            context.start();
            String read = context.createProducerTemplate().requestBody("direct:" + arguments[0], null, String.class);
            long peak = ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getPeakUsage).mapToLong(usage -> usage.getUsed()).sum();
            System.out.printf("read %s in %d ms, peak heap %d MB of %d MB%n", read,
                    (System.nanoTime() - begin) / 1_000_000, peak >> 20, Runtime.getRuntime().maxMemory() >> 20);
        }
        System.exit(0);
    }

    private static void readFile(Exchange exchange) throws IOException {
        byte[] buffer = new byte[PIECE];
        long count = 0;
        try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
            for (int some = body.read(buffer); some >= 0; some = body.read(buffer)) {
                count += some;
            }
        }
        exchange.getMessage().setBody(count + " bytes");
    }

    private static void readList(Exchange exchange) {
        long count = 0;
        for (Iterator<?> runs = exchange.getMessage().getBody(Iterator.class); runs.hasNext(); runs.next()) {
            count++;
        }
        exchange.getMessage().setBody(count + " runs");
    }

    private static void page(HttpExchange exchange) throws IOException {
        int number = Integer.parseInt(exchange.getRequestURI().getQuery().replaceAll(".*page=(\\d+).*", "$1"));
        StringBuilder data = new StringBuilder();
        for (int i = 0; i < PAGE; i++) {
            data.append(i == 0 ? "" : ",").append("{\"id\":\"r").append(number).append('-').append(i)
                    .append("\",\"status\":\"done\",\"done_reason_desc\":\"").append("x".repeat(500)).append("\"}");
        }
        json(exchange, "{\"total_pages\":" + RUNS / PAGE + ",\"data\":[" + data + "]}");
    }

    /** What is around the file in the form is not counted. */
    private static void upload(HttpExchange exchange) throws IOException {
        byte[] piece = new byte[PIECE];
        long count = 0;
        for (int some = exchange.getRequestBody().read(piece); some >= 0; some = exchange.getRequestBody().read(piece)) {
            count += some;
        }
        json(exchange, "{\"id\":\"u\",\"state\":\"SUCCESS\",\"meta\":{\"inserted\":" + (count >> 10 << 10) + "}}");
    }

    private static void file(HttpExchange exchange, long length) throws IOException {
        byte[] piece = new byte[PIECE];
        Arrays.fill(piece, (byte) 'x');
        exchange.sendResponseHeaders(200, length);
        try (OutputStream body = exchange.getResponseBody()) {
            for (long sent = 0; sent < length; sent += PIECE) {
                body.write(piece);
            }
        }
    }

    private static void json(HttpExchange exchange, String text) throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
