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
package io.lobstr.camel.benchmarks.server;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Answers GET requests as fast as a JDK can, on connections that are kept alive, so that what is measured is the
 * client. A request allocates nothing here, if its answer does not.
 */
public final class FastServer implements Closeable {

    /** What is answered. */
    @FunctionalInterface
    public interface Answers {

        /**
         * @param  request its bytes, from the method on
         * @param  length  how many of them there are
         * @return         the whole answer, with its head: see {@link FastServer#json}
         */
        byte[] to(byte[] request, int length);
    }

    private static final int MOST_REQUEST = 8192;
    private static final int END_OF_HEAD = 0x0d0a0d0a;

    private final ServerSocket socket;
    private final Answers answers;

    /**
     * @param answers what to answer
     */
    public FastServer(Answers answers) {
        this.answers = answers;
        try {
            socket = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        daemon(this::accept);
    }

    /**
     * @return where it is
     */
    public String baseUrl() {
        return "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
    }

    /**
     * @param  body what the answer says
     * @return      a whole answer with status 200
     */
    public static byte[] json(String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 200 OK\r\nDate: Sat, 28 Feb 2026 12:00:00 GMT\r\nContent-Type: application/json\r\n"
                      + "X-RateLimit-Limit: 120\r\nX-RateLimit-Remaining: 119\r\nX-RateLimit-Reset: 1772280060\r\n"
                      + "Content-Length: " + bytes.length + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * @param  request   its bytes
     * @param  length    how many
     * @param  parameter a name
     * @return           the number that the query gives it, 0 where there is none
     */
    public static int number(byte[] request, int length, String parameter) {
        String line = new String(request, 0, Math.min(length, 512), StandardCharsets.US_ASCII);
        int place = line.indexOf(parameter + "=");
        int number = 0;
        for (int i = place + parameter.length() + 1; place >= 0 && Character.isDigit(line.charAt(i)); i++) {
            number = 10 * number + Character.digit(line.charAt(i), 10);
        }
        return number;
    }

    private static void daemon(Runnable task) {
        Thread thread = new Thread(task, "FastServer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connection.setTcpNoDelay(true);
                daemon(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        byte[] request = new byte[MOST_REQUEST];
        try (connection;
             InputStream in = connection.getInputStream();
             OutputStream out = new BufferedOutputStream(connection.getOutputStream(), 1 << 16)) {
            int length = 0;
            for (int some = in.read(request); some > 0; some = in.read(request, length, request.length - length)) {
                length += some;
                if (endsHere(request, length)) {
                    out.write(answers.to(request, length));
                    out.flush();
                    length = 0;
                }
            }
        } catch (IOException e) {
            // the client has gone
        }
    }

    private static boolean endsHere(byte[] request, int length) {
        int last = 0;
        for (int i = Math.max(0, length - Integer.BYTES); i < length; i++) {
            last = last << Byte.SIZE | request[i];
        }
        return last == END_OF_HEAD;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
