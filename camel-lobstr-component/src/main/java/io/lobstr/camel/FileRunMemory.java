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

import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Camel's file repository appends a line for each key, drops its oldest lines when the file grows too big, and rewrites
 * the file in place to remove one, so that a kill could cut it short. So nothing is removed here, and what is still
 * needed is written anew when it was dropped.
 */
final class FileRunMemory extends RunMemory {

    private static final Logger LOG = LoggerFactory.getLogger(FileRunMemory.class);

    private final FileIdempotentRepository repository;
    private final File file;
    private final Set<String> needed = new LinkedHashSet<>();

    FileRunMemory(FileIdempotentRepository repository) {
        super(repository);
        this.repository = repository;
        this.file = repository.getFileStore();
        endTornLine();
    }

    @Override
    synchronized boolean contains(String key) {
        boolean contains = super.contains(key);
        if (contains) {
            needed.add(key);
        }
        return contains;
    }

    @Override
    synchronized void add(String key) {
        needed.add(key);
        long before = file.length();
        if (repository.add(key) && file.length() <= before && !writeDropped()) {
            LOG.warn("{} may have {} bytes, which is too little for the {} keys that are needed: raise maxFileStoreSize",
                    file, repository.getMaxFileStoreSize(), needed.size());
        }
    }

    @Override
    synchronized void remove(String key) {
        needed.remove(key);
    }

    /**
     * @return false if lines were dropped again, since the file is too small
     */
    private boolean writeDropped() {
        Set<String> there = lines();
        boolean all = true;
        for (String key : List.copyOf(needed)) {
            if (!there.contains(key)) {
                // the repository's cache still has it; in the file there is nothing to rewrite
                repository.remove(key);
                long before = file.length();
                repository.add(key);
                all &= file.length() > before;
            }
        }
        return all;
    }

    private Set<String> lines() {
        try {
            return file.exists() ? new HashSet<>(Files.readAllLines(file.toPath(), Charset.defaultCharset())) : Set.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A kill in the middle of a write leaves half a line, and the next key must not be glued to it. */
    private void endTornLine() {
        if (file == null || file.length() == 0) {
            return;
        }
        try (RandomAccessFile content = new RandomAccessFile(file, "rw")) {
            content.seek(content.length() - 1);
            if (content.read() != '\n') {
                content.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
