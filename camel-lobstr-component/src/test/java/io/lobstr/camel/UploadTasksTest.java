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

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.model.Upload;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

class UploadTasksTest extends WireTestSupport {

    private static final String CSV = "url\nhttps://example.com/ä\n";
    private static final String UPLOAD = "lobstr:uploadTasks?squid=s1&pollInterval=5";
    private static final String SUCCESS
            = "{\"id\":\"u1\",\"object\":\"task_upload\",\"state\":\"SUCCESS\","
              + "\"meta\":{\"valid\":8,\"inserted\":5,\"duplicates\":3,\"invalid\":1}}";
    private static final String PENDING = "{\"id\":\"u1\",\"object\":\"task_upload\",\"state\":\"PENDING\",\"meta\":null}";
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    @BeforeEach
    void accept() {
        wire.register(post("/v1/tasks/upload").willReturn(okJson("{\"id\":\"u1\",\"object\":\"task_upload\"}")));
        wire.register(get("/v1/tasks/upload/u1").willReturn(okJson(SUCCESS)));
    }

    /** One after another; the last stays. */
    private void reports(ResponseDefinitionBuilder... answers) {
        for (int i = 0; i < answers.length; i++) {
            wire.register(get("/v1/tasks/upload/u1").inScenario("report")
                    .whenScenarioStateIs(i == 0 ? Scenario.STARTED : "report " + i)
                    .willSetStateTo("report " + Math.min(i + 1, answers.length - 1)).willReturn(answers[i]));
        }
    }

    private Path file(String name) throws Exception {
        return Files.writeString(folder.resolve(name), CSV);
    }

    private String part(Request request, String name) {
        return request.getPart(name).getBody().asString();
    }

    @Test
    void sendsAFileWaitsForTheReportAndSaysWhatBecameOfItsRows() {
        reports(jsonResponse(PENDING, 202), okJson(PENDING.replace("PENDING", "PROGRESS")), okJson(SUCCESS));

        Upload upload = answer(Upload.class, send(UPLOAD, CSV));

        assertThat(List.of(upload.getValid(), upload.getInserted(), upload.getDuplicates(), upload.getInvalid()))
                .containsExactly(8L, 5L, 3L, 1L);
        assertThat(upload.getState()).isEqualTo("success");
        assertThat(asked()).containsExactly("POST /tasks/upload", "GET /tasks/upload/u1", "GET /tasks/upload/u1",
                "GET /tasks/upload/u1");
        Request sent = requests().get(0);
        assertThat(sent.getHeader("Authorization")).isEqualTo("Token " + KEY);
        assertThat(part(sent, "squid")).isEqualTo("s1");
        assertThat(part(sent, "file")).isEqualTo(CSV);
        assertThat(sent.getPart("file").getHeader("Content-Disposition").firstValue()).contains("filename=\"tasks.csv\"");
        assertThat(sent.getPart("file").getHeader("Content-Type").firstValue()).isEqualTo("text/csv");
    }

    /** How long a stream is that nobody holds is not known. */
    @ParameterizedTest
    @CsvSource({ "text, true", "bytes, true", "file, true", "path, true", "stream, false" })
    void takesAFileFromWhereverItIs(String where, boolean lengthIsSaid) throws Exception {
        Object body = switch (where) {
            case "text" -> CSV;
            case "bytes" -> CSV.getBytes(StandardCharsets.UTF_8);
            case "file" -> file("some.csv").toFile();
            case "path" -> file("some.csv");
            default -> new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8));
        };

        answer(Upload.class, send(UPLOAD, body));

        assertThat(part(requests().get(0), "file")).isEqualTo(CSV);
        assertThat(requests().get(0).containsHeader("Content-Length")).isEqualTo(lengthIsSaid);
    }

    @Test
    void takesWhatOtherComponentsCallAFileAndWhatIsCached() throws Exception {
        MockEndpoint done = context.getEndpoint("mock:done", MockEndpoint.class);
        done.expectedMessageCount(2);
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("file:" + folder + "?initialDelay=0&delay=50").routeId("files").to(UPLOAD).to("mock:done");
                from("direct:cached").to("log:read?showBody=true").to(UPLOAD).to("mock:done");
            }
        });

        file("some.tsv");
        template.sendBody("direct:cached", new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8)));

        done.assertIsSatisfied(SOON.toMillis());
        // or it would still put the file away while the folder is deleted
        context.getRouteController().stopRoute("files");
        List<Request> sent = new ArrayList<>(requests());
        sent.removeIf(request -> request.getMethod().isOneOf(RequestMethod.GET));
        assertThat(sent).hasSize(2).allSatisfy(request -> {
            assertThat(part(request, "file")).isEqualTo(CSV);
            assertThat(request.containsHeader("Content-Length")).isTrue();
        });
        assertThat(sent).extracting(request -> request.getPart("file").getHeader("Content-Type").firstValue())
                .containsExactlyInAnyOrder("text/csv", "text/tab-separated-values");
    }

    static Stream<Arguments> tabsAreSaidByTheOptionTheNameOrTheType() {
        return Stream.of(arguments("&uploadFormat=tsv", Map.of(), "tsv"),
                arguments("", Map.of(Exchange.FILE_NAME, "in/a.TSV"), "tsv"),
                arguments("", Map.of(Exchange.CONTENT_TYPE, "text/tab-separated-values; charset=utf-8"), "tsv"),
                arguments("&uploadFormat=csv", Map.of(Exchange.FILE_NAME, "a.tsv"), "csv"),
                arguments("", Map.of(Exchange.FILE_NAME, "a.txt", Exchange.CONTENT_TYPE, "text/plain"), "csv"));
    }

    @ParameterizedTest
    @MethodSource
    void tabsAreSaidByTheOptionTheNameOrTheType(String options, Map<String, Object> headers, String format) {
        answer(Upload.class, send(UPLOAD + options, CSV, headers));

        assertThat(requests().get(0).getPart("file").getHeader("Content-Disposition").firstValue())
                .contains("\"tasks." + format + "\"");
    }

    static Stream<Arguments> whatIsNoFileOfTasksIsNotSent() {
        return Stream.of(arguments(null, "there is none"), arguments("", "this one is empty"), arguments(" \n", "empty"),
                arguments(Map.of("url", "x"), "this one is a Map"), arguments(List.of("url"), "this one is a List"),
                arguments(7, "this one is a Integer"),
                arguments("{\"url\":\"x\"}", "begins with {"), arguments(" [1]".getBytes(StandardCharsets.UTF_8), "with ["),
                arguments("<rows/>", "begins with <"), arguments("PK\u0003\u0004rest of a workbook", "a workbook"),
                arguments("\ufeff[{\"url\":\"x\"}]", "begins with ["), arguments("\ufeff \n", "empty"),
                arguments("\ufeff{}".getBytes(StandardCharsets.UTF_16LE), "begins with {"),
                arguments("\ufeff{}".getBytes(StandardCharsets.UTF_16BE), "begins with {"),
                arguments("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1".getBytes(StandardCharsets.ISO_8859_1),
                        "of old (.xls)"),
                arguments(new byte[] { 9, 4, 6, 0, 0, 0, 16, 0 }, "no text"),
                arguments(new byte[] { 31, (byte) 139, 8 }, "gzip"),
                arguments("%PDF-1.7", "a PDF"), arguments("PK\u0005\u0006", "an empty archive"),
                arguments(new ByteArrayInputStream(new byte[0]), "this one is empty"),
                arguments(Path.of("no", "such", "file.csv"), "cannot read its body"));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsNoFileOfTasksIsNotSent(Object body, String why) {
        assertThat(send(UPLOAD, body).getException()).isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("uploadTasks ").hasMessageContaining(why);

        assertThat(asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "UTF-8", "UTF-16LE", "UTF-16BE" })
    void aMarkOfTheEncodingIsSentAlong(Charset charset) {
        byte[] marked = ("\ufeff" + CSV).getBytes(charset);

        answer(Upload.class, send(UPLOAD, marked));

        assertThat(requests().get(0).getPart("file").getBody().asBytes()).isEqualTo(marked);
    }

    /** The next attempt sends it from its beginning, unless it is gone. */
    @ParameterizedTest
    @CsvSource({ "429, 3, 1", "500, 3, 1", "0, 3, 1", "400, 1, 1" })
    void whatCanBeReadAgainIsSentAgain(int status, int again, int gone) throws Exception {
        wire.register(post("/v1/tasks/upload").willReturn(
                status == 0 ? aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER) : aResponse().withStatus(status)));
        String cached = "direct:cached-" + status;
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(cached).errorHandler(noErrorHandler()).to(UPLOAD);
            }
        });

        for (Object body : List.of(CSV, file("again.csv"))) {
            assertThat(send(UPLOAD, body).getException()).isInstanceOf(LobstrException.class);
            assertThat(requests()).hasSize(again).allSatisfy(sent -> assertThat(part(sent, "file")).isEqualTo(CSV));
            forgetRequests();
        }
        assertThat(send(cached, new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8))).getException())
                .isInstanceOf(LobstrException.class);
        assertThat(requests()).hasSize(again).allSatisfy(sent -> assertThat(part(sent, "file")).isEqualTo(CSV));
        forgetRequests();
        assertThat(send(UPLOAD, new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8))).getException())
                .isInstanceOf(LobstrException.class).hasMessageNotContaining("cannot be read");
        assertThat(requests()).hasSize(gone);
    }

    @Test
    void aStreamThatWasNotReadYetIsSentAgain() {
        long before = lobstr.getRequests();
        Exception failure = send(UPLOAD + "&baseUrl=http://localhost:1/v1",
                new ByteArrayInputStream(CSV.getBytes(StandardCharsets.UTF_8))).getException();

        assertThat(failure).isExactlyInstanceOf(LobstrServerException.class).hasMessageContaining("no connection");
        assertThat(lobstr.getRequests() - before).isEqualTo(3);
    }

    @Test
    void aFailureOfTheUploadIsSaidInTheWordsOfTheApi() {
        reports(jsonResponse(PENDING, 202),
                okJson("{\"id\":\"u1\",\"object\":\"task_upload\",\"state\":\"FAILURE\",\"meta\":{\"error\":\"BadEncoding\"}}"));

        assertThat(send(UPLOAD, CSV).getException()).isExactlyInstanceOf(LobstrException.class)
                .hasMessage("uploadTasks of squid s1 failed: upload u1: {error=BadEncoding}");
        assertThat(requests()).hasSize(3);
    }

    /** The file is there: whoever sent it again would wait all the longer. */
    @Test
    void anOutageOrAnAnswerThatPassesDoesNotEndTheWait() {
        reports(aResponse().withStatus(404).withBody("{\"error\":{\"message\":\"Not found\",\"type\":\"HTTPNotFound\"}}"),
                aResponse().withStatus(500), aResponse().withStatus(502), aResponse().withStatus(500),
                aResponse().withStatus(429),
                aResponse().withStatus(403), aResponse().withFault(Fault.EMPTY_RESPONSE), okJson("garbage"),
                jsonResponse(PENDING, 202), okJson(SUCCESS));

        assertThat(answer(Upload.class, send(UPLOAD, CSV)).getInserted()).isEqualTo(5);
    }

    @Test
    void theWaitEndsAfterAwaitTimeout() {
        wire.register(get("/v1/tasks/upload/u1").willReturn(aResponse().withStatus(500)));

        assertThat(send(UPLOAD + "&awaitTimeout=2000", CSV).getException()).isExactlyInstanceOf(LobstrTimeoutException.class)
                .hasMessageStartingWith(
                        "uploadTasks of squid s1: upload u1 was not worked off within 2000 ms (awaitTimeout); the last look failed:")
                .hasCauseExactlyInstanceOf(LobstrServerException.class);
    }

    @Test
    void waitsWithoutAThread() throws Exception {
        wire.register(get("/v1/tasks/upload/u1").willReturn(jsonResponse(PENDING, 202)));
        AsyncProducer producer = context.getEndpoint(UPLOAD).createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setBody(CSV);
        CompletableFuture<Boolean> later = new CompletableFuture<>();

        assertThat(producer.process(exchange, doneSync -> later.complete(doneSync))).isFalse();
        await().atMost(SOON).until(() -> requests().size() > 3);
        wire.register(get("/v1/tasks/upload/u1").willReturn(okJson(SUCCESS)));

        assertThat(later.get(SOON.toSeconds(), TimeUnit.SECONDS)).isFalse();
        assertThat(exchange.getMessage().getBody()).isInstanceOf(Upload.class);
        producer.stop();
    }

    @Test
    void aStopEndsTheWait() {
        wire.register(get("/v1/tasks/upload/u1").willReturn(jsonResponse(PENDING, 202)));
        CamelContext other = started();
        CompletableFuture<Exchange> waiting = other.createProducerTemplate().asyncSend(
                "lobstr:uploadTasks?squid=s1&pollInterval=1h&awaitTimeout=2h",
                exchange -> exchange.getMessage().setBody(CSV));
        await().atMost(SOON).until(() -> asked().contains("POST /tasks/upload"));

        other.stop();

        assertThat(waiting.join().getException()).isExactlyInstanceOf(LobstrStoppedException.class)
                .hasMessageStartingWith("uploadTasks of squid s1 was given up");
    }

    /** Also while it is sent. */
    @Test
    void aStopEndsTheSending() throws Exception {
        CamelContext other = started();
        AtomicInteger read = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return read.incrementAndGet() % 20 == 0 ? '\n' : 'x';
            }
        };
        try (SlowReader server = new SlowReader((in, out) -> SlowReader.toItsEnd(in, OutputStream.nullOutputStream()))) {
            CompletableFuture<Exchange> sending = other.createProducerTemplate().asyncSend(UPLOAD + "&baseUrl=" + server.url(),
                    exchange -> exchange.getMessage().setBody(endless));
            await().atMost(SOON).until(() -> read.get() > 1_000_000);

            other.getComponent("lobstr", LobstrComponent.class).clients().stopWaiting();

            assertThat(sending.orTimeout(SOON.toSeconds(), TimeUnit.SECONDS).join().getException())
                    .isExactlyInstanceOf(LobstrStoppedException.class);
        } finally {
            other.stop();
        }
    }

    /** The server must not take for whole what broke off. */
    @Test
    void aFileThatCannotBeReadToItsEndIsNotSentAsIfItHadEndedThere() throws Exception {
        byte[] rows = CSV.repeat(10_000).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        InputStream broken = new FilterInputStream(new ByteArrayInputStream(rows)) {
            private int count;

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                if (count > rows.length / 2) {
                    // a connection that is cut takes with it what was not read yet
                    await().atMost(SOON).until(() -> received.size() > 10_000);
                    throw new IOException("the disk is gone");
                }
                int some = super.read(bytes, offset, length);
                count += some;
                return some;
            }
        };
        try (SlowReader server = new SlowReader(1 << 20, (in, out) -> SlowReader.toItsEnd(in, received))) {
            Exception failure = send(UPLOAD + "&baseUrl=" + server.url(), broken).getException();

            assertThat(failure).isExactlyInstanceOf(LobstrException.class).hasMessage(
                    "uploadTasks of squid s1 was given up, since what it sends cannot be read: the disk is gone");
            await().atMost(SOON).until(() -> server.served() == 1);
            assertThat(received.toString(StandardCharsets.ISO_8859_1)).startsWith("POST /tasks/upload ")
                    .doesNotEndWith("\r\n0\r\n\r\n");
        }
    }

    /** As long as it gets on, it may take longer than requestTimeout. */
    @Test
    void requestTimeoutBoundsTheSilenceBetweenTwoPieces() throws Exception {
        byte[] rows = CSV.repeat(1_500_000).getBytes(StandardCharsets.UTF_8);
        try (SlowReader server = new SlowReader((in, out) -> {
            byte[] piece = new byte[64 * 1024];
            long began = System.nanoTime();
            while (System.nanoTime() - began < TimeUnit.MILLISECONDS.toNanos(4500)) {
                in.readNBytes(piece, 0, piece.length);
                // whoever trickles has no clock that a test could move
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            }
            SlowReader.readForm(in);
            SlowReader.answer(out, "200 OK", SUCCESS);
        })) {
            answer(Upload.class, send(UPLOAD + "&requestTimeout=3000&maxRetries=0&baseUrl=" + server.url(), rows));
        }
    }

    @Test
    void aServerThatReadsNoFurtherIsGivenUp() throws Exception {
        byte[] rows = CSV.repeat(500_000).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (SlowReader server = new SlowReader((in, out) -> {
            over.join();
        })) {
            assertThat(send(UPLOAD + "&requestTimeout=300&maxRetries=0&baseUrl=" + server.url(), rows).getException())
                    .isExactlyInstanceOf(LobstrServerException.class)
                    .hasMessage("uploadTasks of squid s1 got no answer: no answer within 300 ms (requestTimeout)");
            over.complete(null);
        }
    }

    /** Whoever refuses a file need not read it. */
    @Test
    void anAnswerThatComesEarlyCounts() throws Exception {
        byte[] rows = CSV.repeat(500_000).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (SlowReader server = new SlowReader((in, out) -> {
            SlowReader.answer(out, "400 Bad Request",
                    "{\"error\":{\"message\":\"too big\",\"type\":\"FileSizeLimitExceeded\"}}");
            in.readNBytes(4 * 1024 * 1024);
            over.join();
        })) {
            LobstrException failure
                    = (LobstrException) send(UPLOAD + "&maxRetries=0&baseUrl=" + server.url(), rows).getException();

            assertThat(failure).hasMessage("uploadTasks of squid s1 failed: 400 Bad Request: too big (FileSizeLimitExceeded)");
            assertThat(failure.getType()).isEqualTo("FileSizeLimitExceeded");
            over.complete(null);
        }
    }

    /** Whoever takes it must have read it. */
    @Test
    void aSuccessThatComesBeforeAllWasSentIsNone() throws Exception {
        byte[] rows = CSV.repeat(500_000).getBytes(StandardCharsets.UTF_8);
        CompletableFuture<Void> over = new CompletableFuture<>();
        try (SlowReader server = new SlowReader((in, out) -> {
            SlowReader.answer(out, "200 OK", SUCCESS);
            in.readNBytes(4 * 1024 * 1024);
            over.join();
        })) {
            Exception failure = send(UPLOAD + "&maxRetries=0&baseUrl=" + server.url(), rows).getException();

            assertThat(failure).isExactlyInstanceOf(LobstrServerException.class)
                    .hasMessage("uploadTasks of squid s1 got no answer: what came was 200, before the body was sent whole");
            assertThat(((LobstrServerException) failure).isRequestSent()).isTrue();
        } finally {
            over.complete(null);
        }
    }
}
