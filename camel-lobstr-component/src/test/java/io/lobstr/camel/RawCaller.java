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

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Writes whatever it is told to an HTTP server, byte by byte, HTTP or not.
 */
final class RawCaller implements AutoCloseable {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3}) ");

    private final Socket socket = new Socket();

    RawCaller(int port) throws IOException {
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 20_000);
        socket.setTcpNoDelay(true);
    }

    /** Sends a request, and reads until the other side closes. */
    static String exchange(int port, String request) throws IOException {
        try (RawCaller caller = new RawCaller(port)) {
            caller.write(request);
            return caller.readAll(20_000);
        }
    }

    /** @return the statuses of all answers in what was read */
    static List<Integer> statuses(String answers) {
        return STATUS.matcher(answers).results().map((MatchResult found) -> Integer.valueOf(found.group(1))).toList();
    }

    /** Each character is a byte. */
    void write(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    /** All until the other side closes, or says nothing for so long. */
    String readAll(int millis) throws IOException {
        socket.setSoTimeout(millis);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(buffer); n >= 0; n = socket.getInputStream().read(buffer)) {
                all.write(buffer, 0, n);
            }
        } catch (SocketTimeoutException e) {
            // what has come has to do
        } catch (IOException e) {
            // reset: it was told before what it was told
        }
        return all.toString(StandardCharsets.ISO_8859_1);
    }

    /** Reads until so many answers have begun. */
    void awaitAnswers(int count) throws IOException {
        socket.setSoTimeout(60_000);
        byte[] buffer = new byte[8192];
        byte[] start = "HTTP/1.1 ".getBytes(StandardCharsets.ISO_8859_1);
        int at = 0;
        int found = 0;
        while (found < count) {
            int n = socket.getInputStream().read(buffer);
            if (n < 0) {
                throw new IOException("closed after " + found + " answers");
            }
            for (int i = 0; i < n; i++) {
                at = buffer[i] == start[at] ? at + 1 : buffer[i] == start[0] ? 1 : 0;
                if (at == start.length) {
                    found++;
                    at = 0;
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
