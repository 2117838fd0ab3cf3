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
        server.setReceiveBufferSize(8 * 1024);
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

    /** To the last boundary of a form. */
    static void readForm(InputStream in) throws IOException {
        StringBuilder end = new StringBuilder();
        for (int b = in.read(); b >= 0; b = in.read()) {
            end.append((char) b);
            if (b == '\n' && end.length() >= 4 && end.substring(end.length() - 4).equals("--\r\n")) {
                return;
            }
            if (end.length() > 1000) {
                end.delete(0, 500);
            }
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
