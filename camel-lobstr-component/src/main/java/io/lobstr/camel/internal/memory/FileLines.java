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

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file line by line, of which only those that end with a newline count. For one thread.
 */
final class FileLines implements Closeable {

    /** Keeps each byte of others as it is. */
    static final Charset CHARSET = StandardCharsets.ISO_8859_1;
    /** No key comes near it. */
    private static final int LONGEST = 64 * 1024;

    private final InputStream content;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int filled;
    private final StringBuilder line = new StringBuilder();
    private long size;
    private boolean cut;

    FileLines(Path file) throws IOException {
        content = Files.newInputStream(file);
    }

    /**
     * @return the next line, or null after the last whole one
     */
    String next() throws IOException {
        line.setLength(0);
        while (fill()) {
            int end = at;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            take(end - at);
            at = end;
            if (end < filled) {
                at++;
                size++;
                String whole = line.toString();
                line.setLength(0);
                return whole;
            }
        }
        return null;
    }

    private void take(int length) {
        int kept = Math.min(length, LONGEST - line.length());
        line.append(new String(buffer, at, kept, CHARSET));
        cut |= kept < length;
        size += length;
    }

    private boolean fill() throws IOException {
        if (at == filled) {
            at = 0;
            filled = Math.max(0, content.read(buffer));
        }
        return at < filled;
    }

    /** What stands behind the last whole line, when all were read. */
    String half() {
        return line.toString();
    }

    /** Whether a line was too long to be shown whole. */
    boolean hasCut() {
        return cut;
    }

    /** How many bytes were read. */
    long size() {
        return size;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
