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

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A set of keys in a text file: a line {@code KEY} adds one, a line {@code -KEY} takes it away. Lines are appended;
 * when most of them are of no use any more, a file without those is moved over the old one, so that a kill at any
 * moment leaves one or the other. Lines of others, which do not begin as the keys do, stay as they are.
 */
final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private static final String REMOVED = "-";
    /** So many lines of no use are not worth a new file. */
    private static final int SPARE_LINES = 1000;
    /** Keeps each byte of others as it is. */
    private static final Charset CHARSET = StandardCharsets.ISO_8859_1;

    private final Path file;
    private final String prefix;
    private final long maxSize;

    private final Set<String> keys = new LinkedHashSet<>();
    private int lines;
    private long size;
    /** Whether the last line may be half a line, which the next must not be glued to. */
    private boolean torn;
    private boolean shared;
    private boolean tooSmall;

    /**
     * @param prefix  how each key begins
     * @param maxSize how many bytes the file is to have at most, 0 for any number; what is needed is kept all the same
     */
    KeyFile(Path file, String prefix, long maxSize) {
        this.file = file;
        this.prefix = prefix;
        this.maxSize = maxSize;
    }

    synchronized void read() throws IOException {
        keys.clear();
        lines = 0;
        size = 0;
        torn = false;
        shared = false;
        tooSmall = false;
        if (!Files.exists(file)) {
            return;
        }
        size = Files.size(file);
        torn = size > 0 && !endsWithNewline();
        try (BufferedReader reader = Files.newBufferedReader(file, CHARSET)) {
            String line = reader.readLine();
            while (line != null) {
                String next = reader.readLine();
                // half a line was never said to be written
                if (next != null || !torn) {
                    take(line);
                }
                line = next;
            }
        }
        if (torn && !shared) {
            rewrite();
        }
    }

    private void take(String line) {
        lines++;
        if (line.startsWith(prefix)) {
            keys.add(line);
        } else if (line.startsWith(REMOVED + prefix)) {
            keys.remove(line.substring(REMOVED.length()));
        } else if (!line.isEmpty()) {
            share();
        }
    }

    private boolean endsWithNewline() throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            content.seek(content.length() - 1);
            return content.read() == '\n';
        }
    }

    synchronized boolean contains(String key) {
        return keys.contains(key);
    }

    synchronized void add(String key) throws IOException {
        if (!keys.contains(key)) {
            write(key);
            keys.add(key);
            tidy();
        }
    }

    synchronized void remove(String key) throws IOException {
        if (keys.contains(key)) {
            write(REMOVED + key);
            keys.remove(key);
            tidy();
        }
    }

    private void write(String line) throws IOException {
        look();
        append(List.of(line));
    }

    /** Others who write to the file may add lines, or drop some that are needed. */
    private void look() throws IOException {
        long now = Files.exists(file) ? Files.size(file) : 0;
        if (now > size && !torn) {
            share();
        } else if (now < size) {
            LOG.warn("{} was cut short by somebody else: the {} keys that are needed are written to it again", file,
                    keys.size());
            torn = now > 0;
            append(keys);
            return;
        }
        size = now;
    }

    private void share() {
        if (!shared) {
            shared = true;
            LOG.warn("{} holds keys of others, who may drop the oldest lines of it: give lobstr:finishedRuns an"
                     + " idempotentRepository with a file of its own",
                    file);
        }
    }

    private void append(Collection<String> more) throws IOException {
        StringBuilder text = new StringBuilder(torn ? "\n" : "");
        more.forEach(line -> text.append(line).append('\n'));
        if (file.getParent() != null) {
            Files.createDirectories(file.getParent());
        }
        torn = true;
        Files.writeString(file, text, CHARSET, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        torn = false;
        size += text.length();
        lines += more.size();
    }

    /** What is written is written: a tidier file can wait. */
    private void tidy() {
        if (shared || !isUntidy()) {
            return;
        }
        try {
            rewrite();
        } catch (IOException e) {
            LOG.warn("{} has {} lines, of which {} are needed, and cannot be replaced by a shorter file: {}", file, lines,
                    keys.size(), e.toString());
            // after as many lines again, the next attempt
            lines = 0;
        }
    }

    private boolean isUntidy() {
        boolean big = maxSize > 0 && size > maxSize / 2;
        return lines > 2 * keys.size() + (big ? 0 : SPARE_LINES);
    }

    private void rewrite() throws IOException {
        Path shorter = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(shorter, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
             Writer writer = new BufferedWriter(Channels.newWriter(channel, CHARSET))) {
            for (String key : keys) {
                writer.write(key);
                writer.write('\n');
            }
            writer.flush();
            // on the disk before it takes the old one's place, in case the power fails
            channel.force(true);
        }
        Files.move(shorter, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        lines = keys.size();
        size = Files.size(file);
        torn = false;
        if (maxSize > 0 && size > maxSize && !tooSmall) {
            tooSmall = true;
            LOG.warn("{} has {} bytes, more than its maxFileStoreSize of {}: its {} keys are all needed", file, size, maxSize,
                    keys.size());
        }
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
