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
package io.lobstr.camel.internal.produce;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.lobstr.camel.UploadFormat;
import io.lobstr.camel.internal.operation.FileContent;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.apache.camel.WrappedFile;

/**
 * The body of a message as a file of tasks: rows of text, the first of which names their parameters.
 */
final class TaskFile implements FileContent {

    private final Source source;
    private final long length;
    private final boolean once;
    private final UploadFormat format;
    private volatile boolean opened;
    private volatile boolean givenUp;

    /** Where it is read from, each time from its beginning. */
    private interface Source {
        InputStream open() throws IOException;
    }

    private TaskFile(Source source, long length, boolean once, UploadFormat format) {
        this.source = source;
        this.length = length;
        this.once = once;
        this.format = format;
    }

    /**
     * @param  format                   null where its name and type say it
     * @throws IllegalArgumentException if it is no such file; the message is a sentence
     */
    static TaskFile of(Message message, UploadFormat format) {
        Object body = unwrapped(message.getBody());
        UploadFormat known = format == null ? format(message, body) : format;
        try {
            TaskFile file = of(body, message, known);
            file.check();
            return file;
        } catch (IOException e) {
            throw new IllegalArgumentException("uploadTasks cannot read its body: " + e.getMessage(), e);
        }
    }

    private static TaskFile of(Object body, Message message, UploadFormat format) throws IOException {
        if (body instanceof File file) {
            return of(file.toPath(), format);
        }
        if (body instanceof Path path) {
            return of(path, format);
        }
        if (body instanceof StreamCache cache) {
            return of(cache, format);
        }
        if (body instanceof InputStream stream) {
            InputStream buffered = new BufferedInputStream(stream);
            return new TaskFile(() -> buffered, -1, true, format);
        }
        if (body instanceof byte[] bytes) {
            return of(bytes, format);
        }
        if (body instanceof CharSequence text) {
            return of(text.toString().getBytes(StandardCharsets.UTF_8), format);
        }
        throw wrong(body == null
                ? "there is none"
                : "this one is a " + (body instanceof Map
                        ? "Map" : body instanceof List ? "List" : body.getClass().getSimpleName()));
    }

    private static TaskFile of(Path path, UploadFormat format) throws IOException {
        return new TaskFile(() -> Files.newInputStream(path), Files.size(path), false, format);
    }

    private static TaskFile of(byte[] bytes, UploadFormat format) {
        return new TaskFile(() -> new ByteArrayInputStream(bytes), bytes.length, false, format);
    }

    private static TaskFile of(StreamCache cache, UploadFormat format) throws IOException {
        if (cache instanceof InputStream stream) {
            return new TaskFile(() -> {
                cache.reset();
                return new FilterInputStream(stream) {
                    @Override
                    public void close() {
                        // the exchange's own, read again if need be
                        cache.reset();
                    }
                };
            }, cache.length() > 0 ? cache.length() : -1, false, format);
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        cache.writeTo(text);
        cache.reset();
        return of(text.toByteArray(), format);
    }

    /** What another component of Camel calls a file may be one here, or what was read of it elsewhere. */
    private static Object unwrapped(Object body) {
        if (!(body instanceof WrappedFile<?> wrapped)) {
            return body;
        }
        return wrapped.getFile() instanceof File file && file.isFile() ? file : wrapped.getBody();
    }

    private static UploadFormat format(Message message, Object body) {
        String name = body instanceof File || body instanceof Path
                ? body.toString() : message.getHeader(Exchange.FILE_NAME, "", String.class);
        String type = message.getHeader(Exchange.CONTENT_TYPE, "", String.class);
        boolean tabs = name.toLowerCase(Locale.ROOT).endsWith(".tsv") || type.startsWith(UploadFormat.tsv.type());
        return tabs ? UploadFormat.tsv : UploadFormat.csv;
    }

    /** What is certainly no such file is not sent. */
    private void check() throws IOException {
        InputStream in = source.open();
        try {
            if (once) {
                in.mark(FileBeginning.LENGTH);
            }
            String why = FileBeginning.flaw(in.readNBytes(FileBeginning.LENGTH));
            if (why != null) {
                throw wrong(why);
            }
            if (once) {
                in.reset();
            }
        } finally {
            if (!once) {
                in.close();
            }
        }
    }

    private static IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException(
                "uploadTasks needs a csv or tsv file as its body (a file, a stream, bytes or text, whose first row names the"
                                            + " parameters of tasks), and " + why);
    }

    @Override
    public InputStream open() throws IOException {
        if (isSpent()) {
            throw new IOException("the stream was read already");
        }
        opened = true;
        return new FilterInputStream(source.open()) {
            @Override
            public int read() throws IOException {
                byte[] one = new byte[1];
                return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
            }

            @Override
            public int read(byte[] bytes, int offset, int most) throws IOException {
                if (givenUp) {
                    throw new IOException("nobody waits for it any more");
                }
                return super.read(bytes, offset, most);
            }
        };
    }

    @Override
    public boolean isSpent() {
        return once && opened;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    public String name() {
        return "tasks." + format;
    }

    @Override
    public String type() {
        return format.type();
    }

    @Override
    public void giveUp() {
        givenUp = true;
    }
}
