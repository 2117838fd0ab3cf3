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
package io.lobstr.camel.internal.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the keys in the file of Camel's file repository, but writes it without Camel, which reads the whole file for
 * each key that it does not know, rewrites it in place to remove one, and drops the oldest lines of a file that grew
 * too big, whether they are needed or not.
 */
final class FileRunMemory extends RunMemory {

    private static final Logger LOG = LoggerFactory.getLogger(FileRunMemory.class);

    /** Consumers that remember in one file share what is known of it. */
    private static final Map<Path, WeakReference<KeyFile>> OPEN = new HashMap<>();
    private static final ReentrantLock OPENING = new ReentrantLock();

    private final KeyFile file;

    private FileRunMemory(KeyFile file, String name) {
        super(file, name);
        this.file = file;
    }

    static FileRunMemory in(FileIdempotentRepository repository, String name) {
        if (repository.getFileStore() == null) {
            throw new IllegalArgumentException(
                    "The FileIdempotentRepository that idempotentRepository names has no fileStore: set it");
        }
        Path path = repository.getFileStore().toPath();
        try {
            KeyFile file = open(RealFile.of(path), repository.getMaxFileStoreSize());
            file.read();
            return new FileRunMemory(file, name);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + path + ", where handled runs are remembered", e);
        }
    }

    private static KeyFile open(Path path, long maxSize) {
        OPENING.lock();
        try {
            OPEN.values().removeIf(reference -> reference.get() == null);
            WeakReference<KeyFile> open = OPEN.get(path);
            KeyFile file = open == null ? null : open.get();
            if (file == null) {
                file = new KeyFile(path, PREFIX, maxSize);
                OPEN.put(path, new WeakReference<>(file));
            }
            return file;
        } finally {
            OPENING.unlock();
        }
    }

    @Override
    boolean contains(String key) {
        return file.contains(key);
    }

    @Override
    void add(String key) {
        try {
            file.add(key);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write " + file + ", where handled runs are remembered", e);
        }
    }

    @Override
    void remove(String key) {
        try {
            file.remove(key);
        } catch (IOException e) {
            LOG.debug("{} stays in {}, where it does no harm", key, file, e);
        }
    }

    @Override
    String where() {
        return "the file " + file;
    }
}
