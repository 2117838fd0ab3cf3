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

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrServerException;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * A file comes whole, or it is said that it does not; wherever its host cuts it, and whatever that sends instead.
 */
class BrokenDownloadsTest extends CamelTestSupport {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String FILE = "0123456789";

    private RawServer api;
    private RawServer files;

    @Override
    protected CamelContext createCamelContext() throws Exception {
        files = new RawServer((request, out) -> RawServer.answer(out, "200 OK", "", FILE));
        api = new RawServer((request, out) -> RawServer.json(out, "{\"s3\":\"" + files.url() + "/file\"}"));
        CamelContext context = super.createCamelContext();
        SimulatedLobstr.addTo(context, api.url(), "k3y");
        return context;
    }

    @AfterEach
    void closeServers() throws Exception {
        api.close();
        files.close();
    }

    private CompletableFuture<Exchange> send(String options) throws Exception {
        AsyncProducer producer = context().getEndpoint("lobstr:downloadRun?run=r1" + options).createAsyncProducer();
        producer.start();
        Exchange exchange = new DefaultExchange(context());
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        producer.process(exchange, done -> answer.complete(exchange));
        return answer;
    }

    private String download() throws Exception {
        CompletableFuture<Exchange> answer = send("");
        assertThat(answer).succeedsWithin(SOON);
        if (answer.join().getException() != null) {
            throw answer.join().getException();
        }
        return new String(answer.join().getMessage().getBody(InputStream.class).readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    private static boolean isFirst(String request) {
        return !request.toLowerCase().contains("range:");
    }

    /** Five bytes of ten, and then nothing. */
    private static void cut(OutputStream out, boolean lengthIsSaid) throws Exception {
        String head = "HTTP/1.1 200 OK\r\nETag: \"v1\"\r\n";
        RawServer.write(out, lengthIsSaid
                ? head + "Content-Length: 10\r\n\r\n01234" : head + "Transfer-Encoding: chunked\r\n\r\n5\r\n01234\r\n");
        throw new IllegalStateException("cut");
    }

    private void thenAnswers(boolean lengthIsSaid, String status, String headers, String body) {
        files.answers((request, out) -> {
            if (isFirst(request)) {
                cut(out, lengthIsSaid);
            }
            RawServer.answer(out, status, "ETag: \"v1\"\r\n" + headers, body);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void theRestInOnePieceMakesItWhole(boolean lengthIsSaid) throws Exception {
        thenAnswers(lengthIsSaid, "206 Partial Content", "Content-Range: bytes 5-9/10\r\n", "56789");

        assertThat(download()).isEqualTo(FILE);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void shorterRangesThanAskedForAddUp(boolean lengthIsSaid) throws Exception {
        files.answers((request, out) -> {
            if (isFirst(request)) {
                cut(out, lengthIsSaid);
            }
            int from = Integer.parseInt(request.replaceAll("(?s).*[Rr]ange: bytes=(\\d+)-.*", "$1"));
            int to = Math.min(9, from + 1);
            RawServer.answer(out, "206 Partial Content",
                    "ETag: \"v1\"\r\nContent-Range: bytes " + from + "-" + to + "/10\r\n", FILE.substring(from, to + 1));
        });

        assertThat(download()).isEqualTo(FILE);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "Content-Range: bytes 5-6/*|56", "Content-Range: bytes 5-9/*|56789", "Content-Range: bytes 6-9/10|6789",
            "Content-Range: bytes 5-9/11|56789x", "Content-Range: bytes 5-10/10|56789x", "Content-Range: bytes 5-9/10|567",
            "Content-Range: bytes 5-9/10|567890", "Content-Range: bytes 5-4/10|", "|56789",
            "Content-Range: bytes 5-9/10\r\nContent-Encoding: gzip|56789",
            "Content-Range: bytes 5-9/10\r\nETag: \"v2\"\r\nX-Old|56789",
            "Content-Type: multipart/byteranges; boundary=b|--b\r\nContent-Range: bytes 5-9/10\r\n\r\n56789\r\n--b--" })
    void anythingElseFailsLoudly(String answer) {
        String headers = answer.substring(0, answer.indexOf('|'));
        String body = answer.substring(answer.indexOf('|') + 1);
        files.answers((request, out) -> {
            if (isFirst(request)) {
                cut(out, false);
            }
            String etag = headers.contains("ETag") ? "" : "ETag: \"v1\"\r\n";
            RawServer.answer(out, "206 Partial Content", etag + headers.replace("\r\nX-Old", "")
                                                         + (headers.isEmpty() ? "" : "\r\n"),
                    body);
        });

        assertThat(catchThrowable(this::download)).isInstanceOf(LobstrException.class);
    }

    /** What each answer says of the file: of its beginning, and of the rest, that is another file's. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "none", value = {
            "ETag: \"a\"; none", "ETag: \"a\"; ETag: W/\"a\"", "ETag: \"a\"; ETag: \"b\"",
            "ETag: \"a\"; Last-Modified: Thu, 26 Nov 2026 12:00:00 GMT",
            "Last-Modified: Thu, 26 Nov 2026 12:00:00 GMT; none",
            "Last-Modified: Thu, 26 Nov 2026 12:00:00 GMT; ETag: \"a\"",
            "Last-Modified: Thu, 26 Nov 2026 12:00:00 GMT; Last-Modified: Thu, 26 Nov 2026 13:00:00 GMT",
            "ETag: W/\"a\"; ETag: W/\"a\"",
            "ETag: \"a\"; ETag: \"a\"+Content-Type: multipart/byteranges; boundary=x" })
    void aRestThatDoesNotProveToBeOfTheSameFileIsNotTaken(String first, String rest) {
        for (boolean total : List.of(true, false)) {
            files.answers((request, out) -> {
                if (isFirst(request)) {
                    RawServer.write(out, "HTTP/1.1 200 OK\r\n" + first + "\r\nContent-Length: 10\r\n\r\n01234");
                    throw new IllegalStateException("cut");
                }
                RawServer.answer(out, "206 Partial Content", (rest == null ? "" : rest.replace("+", "\r\n") + "\r\n")
                                                             + "Content-Range: bytes 5-9/" + (total ? "10" : "*") + "\r\n",
                        "other");
            });

            assertThat(catchThrowable(this::download)).isInstanceOf(LobstrServerException.class)
                    .hasMessageMatching(".* the file (was changed at|cannot be resumed) .*");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "ETag: \"a\"", "Last-Modified: Thu, 26 Nov 2026 12:00:00 GMT",
            "ETag: W/\"a\"\r\nLast-Modified: Thu, 26 Nov 2026 12:00:00 GMT" })
    void aRestThatProvesToBeOfTheSameFileIsTaken(String says) throws Exception {
        files.answers((request, out) -> {
            if (isFirst(request)) {
                RawServer.write(out, "HTTP/1.1 200 OK\r\n" + says + "\r\nContent-Length: 10\r\n\r\n01234");
                throw new IllegalStateException("cut");
            }
            RawServer.answer(out, "206 Partial Content", says + "\r\nContent-Range: bytes 5-9/10\r\n", "56789");
        });

        assertThat(download()).isEqualTo(FILE);
    }

    /** A part that is longer than it said, where HTTP does not bound it. */
    @Test
    void aChunkedPartThatIsLongerThanItSaidFailsLoudly() {
        files.answers((request, out) -> {
            if (isFirst(request)) {
                cut(out, false);
            }
            RawServer.write(out, "HTTP/1.1 206 Partial Content\r\nETag: \"v1\"\r\nContent-Range: bytes 5-6/10\r\n"
                                 + "Transfer-Encoding: chunked\r\n\r\n5\r\n56789\r\n0\r\n\r\n");
        });

        assertThat(catchThrowable(this::download)).isInstanceOf(LobstrException.class);
    }

    @Test
    void aCopyThatIsSentEncodedIsNotSkippedInto() {
        thenAnswers(true, "200 OK", "Content-Encoding: gzip\r\n", FILE);

        assertThat(catchThrowable(this::download)).isInstanceOf(LobstrServerException.class)
                .hasMessageContaining("the encoding gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = { "HTTP/1.1 103 Early Hints\r\n\r\n", "X-Slow: slow\r\n" })
    void whatTricklesBeforeTheBodyEnds(String drop) throws Exception {
        files.answers((request, out) -> {
            if (drop.startsWith("X")) {
                RawServer.write(out, "HTTP/1.1 200 OK\r\n");
            }
            RawServer.forEver(out, drop, 100);
        });

        CompletableFuture<Exchange> answer = send("&requestTimeout=1s&maxRetries=0");

        assertThat(answer).succeedsWithin(SOON);
        assertThat(answer.join().getException()).isInstanceOf(LobstrServerException.class)
                .hasMessageContaining("no answer within 1000 ms (requestTimeout)");
    }

    /** The API is out there, reached by a proxy, and tells of places in here. */
    @ParameterizedTest
    @ValueSource(strings = {
            "https://127.0.0.1/file", "https://localhost/file", "https://2130706433/file",
            "https://[::1]/file", "https://[::ffff:10.0.0.1]/file", "https://10.1.2.3/file", "https://192.168.0.1/file",
            "https://169.254.169.254/latest/meta-data", "https://files.localhost./file", "https://100.64.0.1/file" })
    void aFileIsNotFetchedFromInHere(String link) throws Exception {
        RawServer proxy = new RawServer((request, out) -> RawServer.json(out, "{\"s3\":\"" + link + "\"}"));
        try (proxy) {
            CompletableFuture<Exchange> answer = send("&baseUrl=http://api.example.com/v1&proxyHost=127.0.0.1&proxyPort="
                                                      + proxy.port());

            assertThat(answer).succeedsWithin(SOON);
            assertThat(answer.join().getException()).isInstanceOf(LobstrServerException.class)
                    .hasMessageContaining("a host that is not public").hasMessageContaining("allowPrivateDownloads")
                    .hasMessageNotContaining("meta-data");
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void theComponentCanAllowIt() throws Exception {
        context().getComponent("lobstr", LobstrComponent.class).setAllowPrivateDownloads(true);
        RawServer proxy = new RawServer((request, out) -> {
            if (request.contains("/download")) {
                RawServer.json(out, "{\"s3\":\"http://127.0.0.1:1/file\"}");
            } else {
                RawServer.answer(out, "200 OK", "", FILE);
            }
        });
        try (proxy) {
            CompletableFuture<Exchange> answer = send("&baseUrl=http://api.example.com/v1&proxyHost=127.0.0.1&proxyPort="
                                                      + proxy.port());

            assertThat(answer).succeedsWithin(SOON);
            assertThat(answer.join().getException()).isNull();
            assertThat(answer.join().getMessage().getBody(InputStream.class)).hasContent(FILE);
        }
    }
}
