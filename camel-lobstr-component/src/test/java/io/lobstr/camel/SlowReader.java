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

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A server that reads the body of a request as it likes, over a connection that holds little of it.
 */
final class SlowReader implements AutoCloseable {

    private final ServerSocket server = new ServerSocket();
    private final AtomicInteger served = new AtomicInteger();

    /** What it does with a request, its headers included. */
    interface Reader {

        void read(InputStream in, OutputStream out) throws Exception;
    }

    SlowReader(Reader reader) throws IOException {
        this(8 * 1024, reader);
    }

    SlowReader(int buffer, Reader reader) throws IOException {
        server.setReceiveBufferSize(buffer);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    reader.read(new BufferedInputStream(socket.getInputStream()), socket.getOutputStream());
                } catch (Exception e) {
                    // the other side has gone, or the test is over
                }
                served.incrementAndGet();
            }
        }, "SlowReader");
        thread.setDaemon(true);
        thread.start();
    }

    String url() {
        return "http://localhost:" + server.getLocalPort();
    }

    int served() {
        return served.get();
    }

    /** Until the other side closes the connection, or breaks it. */
    static void toItsEnd(InputStream in, OutputStream out) throws IOException {
        in.transferTo(out);
    }

    /** To the last boundary of a form, which nothing follows. */
    static void readForm(InputStream in) throws IOException {
        byte[] piece = new byte[1 << 16];
        String end = "";
        while (!end.endsWith("--\r\n")) {
            int count = in.read(piece);
            if (count < 0) {
                throw new EOFException("the form has no end");
            }
            end += new String(piece, Math.max(0, count - 4), Math.min(4, count), StandardCharsets.ISO_8859_1);
            end = end.substring(Math.max(0, end.length() - 4));
        }
    }

    static void answer(OutputStream out, String status, String body) throws IOException {
        out.write(("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: "
                   + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
