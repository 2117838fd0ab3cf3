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
package io.lobstr.camel.examples.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;

/**
 * A port of this machine that nobody else gets, until it is let go for a server of this process. Nobody listens there
 * until then, so that whoever comes too early is not kept waiting.
 */
final class ReservedPort implements AutoCloseable {

    private final Socket socket;
    private final int number;

    private ReservedPort(Socket socket) {
        this.socket = socket;
        this.number = socket.getLocalPort();
    }

    /** The one that is wanted, or any other where that is in use; 0 wants any. */
    static ReservedPort near(int wanted) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReuseAddress(false);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
            return new ReservedPort(socket);
        } catch (BindException e) {
            socket.close();
            return near(0);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    int number() {
        return number;
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
