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

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.observe.LobstrMeters;
import io.lobstr.camel.model.Run;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whatever the far side sends, and whatever is thrown over it, each exchange ends, and the next request works.
 */
class HostileAnswersTest extends CamelTestSupport {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String RUN = "{\"id\":\"r1\",\"object\":\"run\",\"squid\":\"s1\",\"status\":\"done\"}";

    private RawServer server;

    @BeforeEach
    void setUpServer() throws Exception {
        if (server == null) {
            server = new RawServer((request, out) -> RawServer.json(out, RUN));
        }
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        setUpServer();
        CamelContext context = super.createCamelContext();
        SimulatedLobstr.addTo(context, server.url(), "k3y");
        return context;
    }

    @AfterEach
    void closeServer() throws Exception {
        server.close();
    }

    private CompletableFuture<Exchange> send(String uri) throws Exception {
        return send(producer(uri));
    }

    private AsyncProducer producer(String uri) {
        try {
            AsyncProducer producer = context().getEndpoint(uri).createAsyncProducer();
            producer.start();
            return producer;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CompletableFuture<Exchange> send(AsyncProducer producer) {
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setBody(Map.of("url", "x"));
        exchange.getMessage().setHeader(LobstrConstants.SQUID_ID, "s1");
        exchange.getMessage().setHeader(LobstrConstants.RUN_ID, "r1");
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        producer.process(exchange, done -> answer.complete(exchange));
        return answer;
    }

    private Exception failure(CompletableFuture<Exchange> answer) {
        assertThat(answer).succeedsWithin(SOON);
        return answer.join().getException();
    }

    private void worksAgain() throws Exception {
        server.answers((request, out) -> RawServer.json(out, RUN));
        CompletableFuture<Exchange> answer = send("lobstr:getRun");
        assertThat(failure(answer)).isNull();
        assertThat(answer.join().getMessage().getBody()).isInstanceOf(Run.class);
    }

    /** What takes memory before a body has begun. */
    @ParameterizedTest
    @ValueSource(strings = { "status line", "header", "headers", "chunk extension", "trailer" })
    void nothingBeforeOrAroundABodyIsWithoutEnd(String place) throws Exception {
        long before = Runtime.getRuntime().totalMemory();
        server.answers((request, out) -> {
            String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
            String much = "a".repeat(100_000);
            switch (place) {
                case "status line" -> RawServer.write(out, "HTTP/1.1 200 ");
                case "header" -> RawServer.write(out, "HTTP/1.1 200 OK\r\nX-Long: ");
                case "headers" -> {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\n");
                    RawServer.forEver(out, "X-Many: many\r\n".repeat(1000), 0);
                }
                case "chunk extension" -> RawServer.write(out, chunked + "5;a=");
                default -> RawServer.write(out, chunked + "2\r\n{}\r\n0\r\nX-Trailer: ");
            }
            RawServer.forEver(out, much, 0);
        });

        Exception failure = failure(send("lobstr:getRun?maxRetries=0"));

        assertThat(failure).isExactlyInstanceOf(LobstrServerException.class).hasMessageContaining("exceeded");
        assertThat(Runtime.getRuntime().totalMemory() - before).isLessThan(200_000_000);
        worksAgain();
    }

    @Test
    void whatABodyTakesInMemoryIsBounded() throws Exception {
        String some = "{},".repeat(100_000);
        server.answers((request, out) -> {
            RawServer.write(out, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n{\"data\":[");
            for (int i = 0; i < 100; i++) {
                RawServer.write(out, some);
            }
            RawServer.write(out, "{}]}");
            throw new IllegalStateException("done");
        });

        assertThat(failure(send("lobstr:getRun?maxRetries=0"))).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageContaining("maxResponseSize");
        worksAgain();
    }

    /** An Error on the way, after a wait that held no thread. */
    @ParameterizedTest
    @ValueSource(strings = { "getRun", "awaitRun", "downloadRun" })
    void anErrorEndsTheExchangeAndHarmsNoOther(String operation) throws Exception {
        AtomicInteger requests = new AtomicInteger();
        server.answers((request, out) -> {
            if (requests.incrementAndGet() == 1) {
                RawServer.answer(out, "503 Service Unavailable", "", "");
            } else {
                RawServer.json(out, RUN);
            }
        });
        context().getComponent("lobstr", LobstrComponent.class).activity().measure(new Broken());

        CompletableFuture<Exchange> answer
                = send("lobstr:" + operation + (operation.equals("getRun") ? "" : "?awaitTimeout=3s&pollInterval=50"));

        assertThat(failure(answer)).isNotNull();
        context().getComponent("lobstr", LobstrComponent.class).activity().measure(LobstrMeters.NONE);
        worksAgain();
    }

    /** Stands for an Error that strikes anywhere. */
    private static final class Broken implements LobstrMeters {

        @Override
        public void request(String operation, String outcome, Duration took) {
            throw new NoClassDefFoundError("made up");
        }
    }

    @Test
    void aBodyThatIsEncodedAThousandTimesIsRefused() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        server.answers((request, out) -> {
            if (requests.incrementAndGet() == 1) {
                RawServer.answer(out, "503 Service Unavailable", "", "");
            } else {
                RawServer.answer(out, "200 OK", "Content-Encoding: " + "gzip,".repeat(3000) + "gzip\r\n", RUN);
            }
        });

        assertThat(failure(send("lobstr:getRun?maxRetries=1"))).isExactlyInstanceOf(LobstrServerException.class);
        worksAgain();
    }

    @Test
    void aStopEndsWhatWaitsForARetry() throws Exception {
        server.answers((request, out) -> RawServer.answer(out, "503 Service Unavailable", "Retry-After: 3000\r\n", ""));
        List<CompletableFuture<Exchange>> all = List.of(
                send("lobstr:getRun?maxRetryDelay=1h"), send("lobstr:downloadRun?maxRetryDelay=1h"));
        await().atMost(SOON).until(() -> server.requests().size() >= 2);

        context().stop();

        for (CompletableFuture<Exchange> answer : all) {
            assertThat(failure(answer)).isExactlyInstanceOf(LobstrStoppedException.class)
                    .hasMessageContaining("of run r1 was given up");
        }
    }

    /** What the far side has answered, or does not answer, when the stop comes. */
    @ParameterizedTest
    @CsvSource({
            "startRun, hangs, true", "startRun, 503, true", "startRun, 429, false", "abortRun, hangs, true",
            "abortRun, 429, false", "addTasks, hangs, true", "addTasks, 503, true", "addTasks, 429, false" })
    void aStopSaysWhetherTheApiMayHaveActed(String operation, String answer, boolean mayHave) throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        server.answers((request, out) -> {
            if (request.startsWith("GET")) {
                RawServer.json(out, "{\"data\":[],\"total_results\":0}");
            } else if (answer.equals("hangs")) {
                over.await();
            } else {
                RawServer.answer(out, answer + " Not Now", "Retry-After: 3000\r\nConnection: close\r\n", "");
            }
        });
        // the thread that sends is held while nothing is answered
        CompletableFuture<Exchange> sent = CompletableFuture
                .supplyAsync(() -> send(producer("lobstr:" + operation + "?maxRetryDelay=1h&retryDelay=1h")))
                .thenCompose(answered -> answered);
        await().atMost(SOON).until(() -> server.requests().stream().anyMatch(request -> request.startsWith("POST")));
        if (!answer.equals("hangs")) {
            // the answer is taken in
            await().atMost(SOON).until(() -> server.open() == 0 || server.requests().size() > 2);
        }

        context().stop();

        Exception failure = failure(sent);
        if (mayHave) {
            assertThat(failure).isExactlyInstanceOf(LobstrServerException.class).hasMessageStartingWith(operation);
            assertThat(((LobstrServerException) failure).isRequestSent()).isTrue();
        } else {
            assertThat(failure).isExactlyInstanceOf(LobstrStoppedException.class);
        }
        if (operation.equals("startRun") && mayHave) {
            assertThat(failure).hasMessageContaining("whether a run was started cannot be known")
                    .hasMessageContaining("look at the squid's runs");
        }
        over.countDown();
    }

    @ParameterizedTest
    @ValueSource(strings = { "startRun", "abortRun", "addTasks" })
    void whatComesAfterTheStopIsNotSent(String operation) throws Exception {
        AsyncProducer producer = producer("lobstr:" + operation);
        context().getComponent("lobstr", LobstrComponent.class).stop();

        CompletableFuture<Exchange> sent = send(producer);

        Exception failure = failure(sent);
        assertThat(failure instanceof LobstrStoppedException
                || failure instanceof LobstrServerException server && !server.isRequestSent()).isTrue();
        assertThat(server.requests()).isEmpty();
    }

    /** As "Upgrade: TLS", to a proxy. */
    @ParameterizedTest
    @ValueSource(strings = { "getRun", "downloadRun" })
    void nothingIsOfferedThatNobodyMeans(String operation) throws Exception {
        context().getComponent("lobstr", LobstrComponent.class).setAllowPrivateDownloads(true);
        server.answers((request, out) -> RawServer.json(out,
                request.contains("/download") ? "{\"s3\":\"http://127.0.0.1:1/file\"}" : RUN));

        assertThat(failure(send("lobstr:" + operation + "?baseUrl=http://api.example.com/v1&proxyHost=127.0.0.1&proxyPort="
                                + server.port())))
                .isNull();

        assertThat(server.requests()).hasSize(operation.equals("getRun") ? 1 : 2)
                .noneMatch(request -> request.toLowerCase().contains("upgrade"));
    }

    /** "For ever", as some write it. */
    @Test
    void theLongestTimesAreTaken() throws Exception {
        long forEver = Long.MAX_VALUE;
        String times = "?awaitTimeout=" + forEver + "&requestTimeout=" + forEver
                       + "&retryDelay=" + forEver + "&maxRetryDelay=" + forEver + "&connectTimeout=" + forEver;
        assertThat(failure(send("lobstr:awaitRun" + times + "&pollInterval=" + forEver))).isNull();
        server.answers((request, out) -> RawServer.json(out, request.contains("/download")
                ? "{\"status\":\"processing\"}" : RUN));
        CompletableFuture<Exchange> download = send("lobstr:downloadRun" + times + "&pollInterval=50");
        await().atMost(SOON).until(() -> server.requests().size() >= 5);

        await().during(Duration.ofMillis(300)).atMost(SOON).until(() -> !download.isDone());
    }
}
