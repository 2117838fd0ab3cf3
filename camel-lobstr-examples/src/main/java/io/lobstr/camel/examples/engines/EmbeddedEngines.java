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
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engines that were started here.
 */
public final class EmbeddedEngines implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedEngines.class);

    /** An engine, and what keeps others from its data. */
    private record Running(EmbeddedEngine engine, EngineLock lock) {

        void close() throws Exception {
            try {
                engine.close();
            } finally {
                lock.close();
            }
        }
    }

    private final Path folder;
    private final Deque<Running> running = new ArrayDeque<>();

    /**
     * @param folder where they keep their data
     */
    public EmbeddedEngines(Path folder) {
        this.folder = folder;
    }

    /**
     * Finds out whether another process runs one in a folder.
     *
     * @param  folder      where it would keep its data
     * @param  engine      which
     * @return             who runs it, and where it listens
     * @throws IOException if the folder cannot be read
     */
    public static Optional<EngineHolder> holder(Path folder, Engine engine) throws IOException {
        return EngineLock.holder(folder, engine.name());
    }

    /**
     * Keeps other processes from a folder.
     *
     * @param  folder               which
     * @param  name                 what it is kept for
     * @return                      what lets it go
     * @throws EngineInUseException if another process has it
     * @throws IOException          if it cannot be written
     */
    public static AutoCloseable hold(Path folder, String name) throws IOException {
        return EngineLock.take(folder, name);
    }

    /**
     * Starts one.
     *
     * @param  engine               what to start
     * @return                      its address
     * @throws EngineInUseException if another process runs one in the same folder
     * @throws Exception            if it does not start
     */
    public String start(Engine engine) throws Exception {
        long begin = System.nanoTime();
        EngineLock lock = EngineLock.take(folder, engine.name());
        EmbeddedEngine started;
        try {
            started = engine.start(folder);
        } catch (Exception e) {
            lock.close();
            throw e;
        }
        running.push(new Running(started, lock));
        lock.tell(started.address());
        // who has forgotten the setting in production is to see it
        LOG.warn("Started an embedded {} at {} in {} ms, which is for trying: {} names the company's own",
                engine.name().toLowerCase(Locale.ROOT), started.address(), (System.nanoTime() - begin) / 1_000_000,
                engine.setting());
        return started.address();
    }

    @Override
    public void close() {
        while (!running.isEmpty()) {
            Running last = running.pop();
            try {
                last.close();
            } catch (Exception e) {
                LOG.warn("The engine at {} does not end in order: {}", last.engine().address(), e.getMessage(), e);
            }
        }
    }
}
