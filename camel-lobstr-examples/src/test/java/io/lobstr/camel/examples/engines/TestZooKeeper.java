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

import java.nio.file.Path;

/**
 * A ZooKeeper server that can be away for a while, and comes back at the same address with what it knew.
 */
public final class TestZooKeeper implements AutoCloseable {

    private final Path folder;
    private final int port;
    private EmbeddedZooKeeper running;

    /**
     * @param folder where it keeps its data
     */
    public TestZooKeeper(Path folder) throws Exception {
        this.folder = folder;
        port = TestEngines.freePort();
        start();
    }

    /** @return its address, whether it is there or not */
    public String nodes() {
        return "127.0.0.1:" + port;
    }

    public void start() throws Exception {
        running = EmbeddedZooKeeper.start(folder, port);
    }

    @Override
    public void close() throws Exception {
        running.close();
    }
}
