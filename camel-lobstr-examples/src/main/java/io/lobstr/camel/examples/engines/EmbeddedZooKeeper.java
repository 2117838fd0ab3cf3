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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.apache.curator.test.InstanceSpec;
import org.apache.curator.test.TestingServer;

/**
 * A ZooKeeper server in this JVM, on a port of this machine alone, for trying things out: an ensemble of one is no
 * safer than the machine that it is on.
 */
final class EmbeddedZooKeeper implements EmbeddedEngine {

    /** A session lasts for two ticks at least. */
    private static final int TICK_MILLIS = 500;
    private static final int ANY = -1;
    private static final String HOST = "127.0.0.1";

    private final TestingServer server;

    private EmbeddedZooKeeper(TestingServer server) {
        this.server = server;
    }

    static EmbeddedZooKeeper start(Path folder) throws Exception {
        return start(folder, ANY);
    }

    static EmbeddedZooKeeper start(Path folder, int port) throws Exception {
        Path data = Files.createDirectories(folder.resolve("zookeeper"));
        return new EmbeddedZooKeeper(
                new TestingServer(
                        new InstanceSpec(
                                data.toFile(), port, ANY, ANY, false, ANY, TICK_MILLIS, ANY,
                                Map.of("clientPortAddress", HOST), HOST),
                        true));
    }

    @Override
    public String address() {
        return server.getConnectString();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
