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
package io.lobstr.camel.examples.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * Stands between a client and a server of this machine, and loses the answer to one request: the server has done what
 * was asked, and the client is not told.
 */
public final class LostAnswer implements AutoCloseable {

    private static final int BUFFER = 64 * 1024;

    private final ServerSocket clients = new ServerSocket(0, 10, InetAddress.getByName("127.0.0.1"));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int server;
    private final Pattern request;
    private volatile boolean lost;

    /**
     * @param server  the port of the server
     * @param request how the first line of the request begins whose first answer gets lost
     */
    public LostAnswer(int server, String request) throws IOException {
        this.server = server;
        this.request = Pattern.compile("^" + request);
        threads.execute(this::accept);
    }

    /** @return where clients find it */
    public int port() {
        return clients.getLocalPort();
    }

    /** @return whether the answer was lost */
    public boolean isLost() {
        return lost;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = clients.accept();
                Socket other = new Socket(InetAddress.getByName("127.0.0.1"), server);
                Connection connection = new Connection(client, other);
                threads.execute(() -> connection.pump(client, other, true));
                threads.execute(() -> connection.pump(other, client, false));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private final class Connection {

        private final Socket client;
        private final Socket other;
        private volatile boolean losing;

        Connection(Socket client, Socket other) {
            this.client = client;
            this.other = other;
        }

        void pump(Socket from, Socket to, boolean asks) {
            byte[] buffer = new byte[BUFFER];
            try (client; other) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    if (asks && !lost && request.matcher(new String(buffer, 0, read, StandardCharsets.ISO_8859_1)).find()) {
                        losing = true;
                    } else if (!asks && losing) {
                        lost = true;
                        return;
                    }
                    out.write(buffer, 0, read);
                }
            } catch (IOException e) {
                // one of them has gone
            }
        }
    }

    @Override
    public void close() throws IOException {
        clients.close();
        threads.shutdownNow();
    }
}
