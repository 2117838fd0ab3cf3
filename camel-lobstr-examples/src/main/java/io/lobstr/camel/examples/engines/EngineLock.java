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
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;

/**
 * Keeps an engine's data for one process at a time, and says which has it: some engines would wait for the other to end
 * without a word. The lock ends with its process, however that ends.
 */
final class EngineLock implements AutoCloseable {

    /** Beyond what is written there: Windows lets nobody read what is locked. */
    private static final long BEYOND = Long.MAX_VALUE - 1;
    private static final int MOST = 1024;

    private final FileChannel file;

    private EngineLock(FileChannel file) {
        this.file = file;
    }

    /**
     * @throws EngineInUseException if another process has it
     */
    static EngineLock take(Path folder, String name) throws IOException {
        Files.createDirectories(folder);
        FileChannel file = open(folder, name);
        try {
            if (!tryLock(file)) {
                throw new EngineInUseException(folder, read(file));
            }
            EngineLock lock = new EngineLock(file);
            lock.tell("");
            return lock;
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** Who has it now. */
    static Optional<EngineHolder> holder(Path folder, String name) throws IOException {
        if (!Files.exists(path(folder, name))) {
            return Optional.empty();
        }
        try (FileChannel file = open(folder, name)) {
            return tryLock(file) ? Optional.empty() : Optional.of(read(file));
        }
    }

    /** Tells others where the engine listens. */
    void tell(String address) throws IOException {
        ByteBuffer text = StandardCharsets.UTF_8.encode(ProcessHandle.current().pid() + " " + address);
        file.truncate(0);
        file.write(text, 0);
    }

    private static EngineHolder read(FileChannel file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(MOST);
        file.read(bytes, 0);
        String[] words = StandardCharsets.UTF_8.decode(bytes.flip()).toString().split(" ", 2);
        return new EngineHolder(words[0], words.length > 1 ? words[1] : "");
    }

    private static FileChannel open(Path folder, String name) throws IOException {
        return FileChannel.open(path(folder, name), StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    private static Path path(Path folder, String name) {
        return folder.resolve(name.toLowerCase(Locale.ROOT) + ".lock");
    }

    private static boolean tryLock(FileChannel file) throws IOException {
        try {
            return file.tryLock(BEYOND, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            // this process has it
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
