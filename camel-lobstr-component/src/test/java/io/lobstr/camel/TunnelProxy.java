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
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A proxy that knows CONNECT and nothing else: it carries bytes that it does not understand, and remembers all that it
 * was told.
 */
final class TunnelProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<Socket, ByteArrayOutputStream> sockets = new ConcurrentHashMap<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final String credentials;

    /**
     * @param credentials what it wants to see in Proxy-Authorization; null where anybody may pass
     */
    TunnelProxy(String credentials) throws IOException {
        this.credentials = credentials;
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    /** What it was asked, each with its headers. */
    List<String> requests() {
        return requests;
    }

    /** Every byte that came from the clients, as text. */
    String heard() {
        StringBuilder all = new StringBuilder();
        sockets.values().forEach(bytes -> all.append(bytes.toString(StandardCharsets.ISO_8859_1)));
        return all.toString();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = server.accept();
                sockets.put(client, new ByteArrayOutputStream());
                threads.execute(() -> serve(client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket client) {
        try (client) {
            String request = head(client);
            while (credentials != null && !request.contains("Proxy-Authorization: " + credentials)) {
                say(client, "407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"house\"\r\n"
                            + "Content-Length: 0");
                request = head(client);
            }
            String[] target = request.split(" ")[1].split(":");
            try (Socket host = new Socket(target[0], Integer.parseInt(target[1]))) {
                say(client, "200 Connection established");
                threads.execute(() -> carry(host, client));
                carry(client, host);
            }
        } catch (IOException e) {
            // one of them has gone
        }
    }

    private String head(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            if (next < 0) {
                throw new IOException("gone");
            }
            sockets.get(client).write(next);
            head.append((char) next);
        }
        requests.add(head.toString());
        return head.toString();
    }

    private static void say(Socket client, String answer) throws IOException {
        client.getOutputStream().write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private void carry(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] some = new byte[8192];
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                sockets.getOrDefault(from, new ByteArrayOutputStream()).write(some, 0, count);
                out.write(some, 0, count);
            }
            to.shutdownOutput();
        } catch (IOException e) {
            // one of them has gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : sockets.keySet()) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
