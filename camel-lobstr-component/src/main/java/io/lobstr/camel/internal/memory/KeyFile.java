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
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A set of keys in a text file: a line {@code KEY} adds one, a line {@code -KEY} takes it away. Lines are appended;
 * when most of them are of no use any more, those are left out, in such a way that a kill at any moment loses nothing.
 * Lines of others, which do not begin as the keys do, stay as they are.
 */
final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private static final String REMOVED = "-";
    /** Ends a line that is only half of one: no key ends so. */
    private static final String VOID = "%";
    /** So many lines of no use are not worth a new file. */
    private static final int SPARE_LINES = 1000;

    private final Path file;
    private final String prefix;
    private final long maxSize;
    private final ReentrantLock lock = new ReentrantLock();

    private final Set<String> keys = new LinkedHashSet<>();
    /** What stands between the two lines around a copy of all keys, until the second of them is read. */
    private Set<String> copy;
    private int lines;
    private long size;
    /** Ends the last line, which may be half a line that the next must not be glued to; empty where it is whole. */
    private String mend = "";
    /** Whether there are lines of others, and whether they write more of them. */
    private boolean shared;
    private boolean busy;
    /** Whether there are lines that cannot be written again, since they are too long to be read. */
    private boolean cut;
    private boolean tooSmall;

    /**
     * @param file    behind all links
     * @param prefix  how each key begins
     * @param maxSize how many bytes the file is to have at most, 0 for any number; what is needed is kept all the same
     */
    KeyFile(Path file, String prefix, long maxSize) {
        this.file = file;
        this.prefix = prefix;
        this.maxSize = maxSize;
    }

    void read() throws IOException {
        lock.lock();
        try {
            // others go on with what is known where it cannot be read
            KeyFile now = new KeyFile(file, prefix, maxSize);
            now.readAll();
            keys.clear();
            keys.addAll(now.keys);
            lines = now.lines;
            size = now.size;
            mend = now.mend;
            shared = now.shared;
            cut = now.cut;
            busy = false;
            tooSmall = false;
            if (shared) {
                warn("holds lines of others, who may drop the oldest lines of it:");
            }
        } finally {
            lock.unlock();
        }
    }

    private void readAll() throws IOException {
        if (Files.exists(file)) {
            try (FileLines content = new FileLines(file)) {
                for (String line = content.next(); line != null; line = content.next()) {
                    take(line);
                }
                // half a line was never said to be written
                String half = content.half();
                mend = half.isEmpty() ? "" : mayBeOurs(half) ? VOID + "\n" : "\n";
                size = content.size();
                cut = content.hasCut();
            }
        }
    }

    private void take(String line) {
        lines++;
        if (line.endsWith(VOID) && mayBeOurs(line.substring(0, line.length() - VOID.length()))) {
            return;
        }
        if (line.equals(prefix + ShorterFile.BEGIN)) {
            copy = new LinkedHashSet<>();
        } else if (line.equals(prefix + ShorterFile.END)) {
            // what was being written over when it ended tells nothing
            keys.retainAll(copy == null ? keys : copy);
            shared &= copy == null;
            copy = null;
        } else if (line.startsWith(prefix)) {
            keys.add(line);
            if (copy != null) {
                copy.add(line);
            }
        } else if (line.startsWith(REMOVED + prefix)) {
            keys.remove(line.substring(REMOVED.length()));
        } else if (!line.isEmpty()) {
            shared = true;
        }
    }

    /** Whether a line may be the beginning of one that was to be written here. */
    private boolean mayBeOurs(String half) {
        String key = half.startsWith(REMOVED) ? half.substring(REMOVED.length()) : half;
        return key.startsWith(prefix) || prefix.startsWith(key);
    }

    boolean contains(String key) {
        lock.lock();
        try {
            return keys.contains(key);
        } finally {
            lock.unlock();
        }
    }

    void add(String key) throws IOException {
        lock.lock();
        try {
            if (!keys.contains(key)) {
                look();
                append(List.of(key));
                keys.add(key);
                tidy();
            }
        } finally {
            lock.unlock();
        }
    }

    void remove(String key) throws IOException {
        lock.lock();
        try {
            if (keys.contains(key)) {
                look();
                append(List.of(REMOVED + key));
                keys.remove(key);
                tidy();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Others who write to the file may add lines, or drop some that are needed. */
    private void look() throws IOException {
        long now = Files.exists(file) ? Files.size(file) : 0;
        if (now > size && mend.isEmpty() && !busy) {
            busy = true;
            warn("is written by somebody else too, another process perhaps: it only grows from now on, and where both watch"
                 + " one squid, both handle its runs. Let one watch at a time, as with Camel's master:, or");
        } else if (now < size) {
            LOG.warn("{} was cut short by somebody else: the {} keys that are needed are written to it again", file,
                    keys.size());
            mend = now > 0 ? VOID + "\n" : "";
            append(keys);
            return;
        }
        size = now;
    }

    private void warn(String what) {
        LOG.warn("{} {} give lobstr:finishedRuns an idempotentRepository with a file of its own", file, what);
    }

    private void append(Collection<String> more) throws IOException {
        StringBuilder text = new StringBuilder(mend);
        more.forEach(line -> text.append(line).append('\n'));
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        mend = VOID + "\n";
        Files.writeString(file, text, FileLines.CHARSET, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        mend = "";
        size += text.length();
        lines += more.size();
    }

    /** What is written is written: a tidier file can wait. */
    private void tidy() {
        if (busy || cut || !isUntidy()) {
            return;
        }
        try {
            size = new ShorterFile(file, prefix, keys, shared ? this::isOfOthers : null).takeItsPlace();
            lines = keys.size();
        } catch (IOException e) {
            LOG.warn("{} has {} lines, of which {} are needed, and cannot be made shorter: {}", file, lines, keys.size(),
                    e.toString());
            // after as many lines again, the next attempt
            lines = 0;
            mend = VOID + "\n";
            return;
        }
        if (maxSize > 0 && size > maxSize && !tooSmall) {
            tooSmall = true;
            LOG.warn("{} has {} bytes, more than its maxFileStoreSize of {}: its {} keys are all needed", file, size, maxSize,
                    keys.size());
        }
    }

    private boolean isOfOthers(String line) {
        return !mayBeOurs(line) && !line.startsWith(REMOVED + prefix);
    }

    private boolean isUntidy() {
        boolean big = maxSize > 0 && size > maxSize / 2;
        return lines > 2 * keys.size() + (big ? 0 : SPARE_LINES);
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
