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
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.simulator.fault.Fault;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * A download that breaks off goes on where that is certain to be right, and fails everywhere else. The host says, byte
 * for byte, what the test says, an answer for each connection.
 */
class ResumeTest extends SimulatorTestSupport {

    private static final String FILE = "0123456789";
    private static final String CUT = whole("Content-Length: 10\nETag: \"a\"", "01234");

    private static String whole(String headers, String body) {
        return answer("200 OK", headers, body);
    }

    private static String part(String headers, String body) {
        return answer("206 Partial Content", headers + "\nContent-Length: " + body.length(), body);
    }

    private static String answer(String status, String headers, String body) {
        return ("HTTP/1.1 " + status + "\n" + headers + "\n\n").replace("\n", "\r\n") + body;
    }

    static Stream<Arguments> resumed() {
        return Stream.of(
                arguments("the next part", List.of(CUT, part("Content-Range: bytes 5-9/10\nETag: \"a\"", "56789"))),
                arguments("parts that are shorter than asked for", List.of(CUT,
                        part("Content-Range: bytes 5-7/10\nETag: \"a\"", "567"),
                        part("Content-Range: bytes 8-9/10\nETag: \"a\"", "89"))),
                arguments("the same file of a host that knows no ranges",
                        List.of(CUT, whole("Content-Length: 10\nETag: \"a\"", FILE))),
                arguments("a file that is known by its date", List.of(
                        whole("Content-Length: 10\nLast-Modified: Sun, 01 Feb 2026 00:00:00 GMT", "01234"),
                        part("Content-Range: bytes 5-9/10\nLast-Modified: Sun, 01 Feb 2026 00:00:00 GMT", "56789"))),
                arguments("chunks", List.of(whole("Transfer-Encoding: chunked", "5\r\n01234\r\n5\r\n56789\r\n0\r\n\r\n"))),
                arguments("chunks that break off", List.of(
                        whole("Transfer-Encoding: chunked\nETag: \"a\"", "5\r\n01234\r\n5\r\n"),
                        part("Content-Range: bytes 5-9/10\nETag: \"a\"", "56789"))),
                arguments("a first answer that breaks off before it begins", List.of("", CUT.replace("01234", FILE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void resumed(String what, List<String> answers) throws Exception {
        try (Host host = new Host(answers)) {
            Exchange exchange = download(host);

            assertThat(exchange.getException()).isNull();
            assertThat(exchange.getMessage().getBody(String.class)).isEqualTo(FILE);
        }
    }

    static Stream<Arguments> refused() {
        String changed = "was changed at its host after 5 bytes of it were read";
        return Stream.of(
                arguments("a part from another place", changed, List.of(CUT, part("Content-Range: bytes 4-9/10", "456789"))),
                arguments("a part of a longer file", changed, List.of(CUT, part("Content-Range: bytes 5-9/11", "56789"))),
                arguments("a part from nowhere", changed, List.of(CUT, part("ETag: \"a\"", "56789"))),
                arguments("a part of another version", changed,
                        List.of(CUT, part("Content-Range: bytes 5-9/10\nETag: \"b\"", "56789"))),
                arguments("a part that does not repeat its version", "says by nothing whether it is still the same file",
                        List.of(CUT, part("Content-Range: bytes 5-9/10", "56789"))),
                arguments("another version", changed, List.of(CUT, whole("Content-Length: 10\nETag: \"b\"", FILE))),
                arguments("a longer version", changed, List.of(CUT, whole("Content-Length: 11\nETag: \"a\"", FILE + "x"))),
                arguments("the whole again, which may be another of the same second", changed, List.of(
                        whole("Content-Length: 10\nLast-Modified: Sun, 01 Feb 2026 00:00:00 GMT", "01234"),
                        whole("Content-Length: 10\nLast-Modified: Sun, 01 Feb 2026 00:00:00 GMT", FILE))),
                arguments("a part of a file of unknown length", "its host does not say how long it is", List.of(
                        whole("Transfer-Encoding: chunked\nETag: \"a\"", "5\r\n01234\r\n5\r\n"),
                        part("Content-Range: bytes 5-9/*\nETag: \"a\"", "56789"))),
                arguments("a file that has become shorter", changed,
                        List.of(CUT, answer("416 Range Not Satisfiable", "Content-Length: 0", ""))),
                arguments("no version", "cannot be resumed after 5 bytes", List.of(whole("Content-Length: 10", "01234"))),
                arguments("a weak version", "cannot be resumed after 5 bytes",
                        List.of(whole("Content-Length: 10\nETag: W/\"a\"", "01234"))),
                arguments("an end that cannot be told from a break", "does not show whether it is whole",
                        List.of(whole("ETag: \"a\"", FILE))),
                arguments("another encoding", "is sent with the encoding gzip",
                        List.of(whole("Content-Length: 10\nContent-Encoding: gzip", FILE))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void refused(String what, String words, List<String> answers) throws Exception {
        try (Host host = new Host(answers)) {
            assertThat(failure(LobstrServerException.class, download(host)))
                    .hasMessageStartingWith("downloadRun of run r: the file ").hasMessageContaining(words);
        }
    }

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:file").to("lobstr:downloadRun?run=r").process(exchange -> {
                    try (InputStream body = exchange.getMessage().getBody(InputStream.class)) {
                        exchange.getMessage().setBody(body.readAllBytes());
                    }
                });
            }
        };
    }

    private Exchange download(Host host) {
        simulator.faults().always("GET /v1/runs/r/download",
                Fault.answer(200, "application/json", "{\"s3\":\"" + host.link() + "\"}"));
        return send("direct:file");
    }

    /** Answers what it was given, and hangs up. */
    private static final class Host implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Host(List<String> answers) throws IOException {
            Thread thread = new Thread(() -> answers.forEach(this::answer));
            thread.setDaemon(true);
            thread.start();
        }

        String link() {
            return "http://localhost:" + server.getLocalPort() + "/file";
        }

        private void answer(String answer) {
            try (Socket client = server.accept()) {
                StringBuilder request = new StringBuilder();
                while (request.indexOf("\r\n\r\n") < 0) {
                    request.append((char) client.getInputStream().read());
                }
                client.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // it has gone
            }
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
