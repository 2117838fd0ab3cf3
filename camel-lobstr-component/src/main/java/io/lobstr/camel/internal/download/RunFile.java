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
package io.lobstr.camel.internal.download;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.http.FilePlaces;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Words;

/**
 * The exported file of a run, read from where it is. Where the connection breaks, it goes on from there, with a new
 * link where the old one has expired; if it cannot, it throws a {@link LobstrServerException}. It never ends before the
 * file does. Not for several threads at once.
 */
public final class RunFile extends InputStream {

    private final FileHost host;
    private final Supplier<URI> links;
    private final RetryPolicy retries;
    private final LobstrRequest request;
    private URI link;
    private FileHost.Part part;
    private final FileParts parts = new FileParts(this::failure);
    private long position;
    private boolean ended;
    private boolean closed;
    private LobstrException broken;
    private int failures;

    RunFile(FileHost host, Supplier<URI> links, RetryPolicy retries, LobstrRequest request, URI link) {
        this.host = host;
        this.links = links;
        this.retries = retries;
        this.request = request;
        this.link = link;
    }

    /**
     * Sends one request, so that what is wrong from the beginning shows now. Whoever opens it asks for a new link where
     * its host {@linkplain #isRefused refuses} this one.
     */
    void open() {
        try {
            connect();
        } catch (IOException e) {
            throw unanswered(e);
        }
    }

    /**
     * @return the same file, read from its beginning
     */
    public RunFile copy() {
        return new RunFile(host, links, retries, request, link);
    }

    /**
     * Begins anew: the next read asks for the file again, unless nothing was read yet.
     */
    public void rewind() {
        closed = false;
        broken = null;
        failures = 0;
        if (position > 0) {
            release();
            position = 0;
            ended = false;
        }
    }

    /**
     * Gives the connection back; a later read goes on where this one ended.
     */
    public void release() {
        if (part != null) {
            part.close();
            part = null;
        }
    }

    /**
     * @return the length in bytes, 0 where it is not known
     */
    public long length() {
        return Math.max(0, parts.length());
    }

    /**
     * @return how many bytes were read
     */
    public long position() {
        return position;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, buffer.length);
        if (closed) {
            throw new IOException("the stream is closed");
        }
        if (broken != null) {
            throw broken;
        }
        if (length == 0) {
            return 0;
        }
        while (!ended) {
            try {
                if (part == null) {
                    reconnect();
                }
                int count = part.content().read(buffer, offset, length);
                if (count > 0) {
                    position += count;
                    parts.read(position);
                    failures = 0;
                    return count;
                }
                ended = parts.end(position);
                release();
            } catch (IOException e) {
                again(unanswered(e));
            } catch (LobstrException e) {
                again(e);
            }
        }
        return -1;
    }

    @Override
    public void close() {
        closed = true;
        release();
    }

    /**
     * @param  count how often it was already asked again in a row
     * @return       how long to wait before it is asked again, empty if it is not to be: a new link was refused too
     */
    Optional<Duration> retry(LobstrException failure, int count) {
        return isRefused(failure) ? Optional.empty() : retries.next(request.call().safety(), failure, count);
    }

    /** Whether the host does not know the link, or not any more. */
    static boolean isRefused(LobstrException failure) {
        int status = failure.getStatusCode();
        return status >= 400 && status < 500 && status != 408 && status != 416 && status != 429;
    }

    /** Waits before the next attempt, or throws. */
    private void again(LobstrException failure) {
        release();
        Optional<Duration> wait = retry(failure, failures++);
        if (wait.isEmpty()) {
            broken = failure;
            throw failure;
        }
        Pause.BLOCKING.then(wait.get(), () -> {
            // nothing but the wait
        });
    }

    /** On the thread of whoever reads, which may be held. */
    private void reconnect() throws IOException {
        try {
            connect();
        } catch (LobstrException e) {
            if (!isRefused(e)) {
                throw e;
            }
            // the link has expired
            link = links.get();
            connect();
        }
    }

    private void connect() throws IOException {
        FileHost.Part answer = get();
        try {
            accept(answer);
            part = answer;
        } finally {
            if (part == null) {
                answer.close();
            }
        }
    }

    private FileHost.Part get() throws IOException {
        try {
            return host.get(link, position, parts.condition(position));
        } catch (FilePlaces.NotPublicException e) {
            throw failure("is not fetched: " + e.getMessage() + " (see the option allowPrivateDownloads)");
        }
    }

    private void accept(FileHost.Part answer) throws IOException {
        int status = answer.status();
        if (status == 416) {
            throw parts.changed(position);
        }
        if (status != 200 && (status != 206 || position == 0)) {
            throw refused(answer);
        }
        parts.accept(answer, position);
    }

    private LobstrException unanswered(IOException e) {
        String why
                = "broke off after " + position + " bytes" + (e.getMessage() == null ? "" : ": " + Words.brief(e.getMessage()));
        return new LobstrServerException(message(why), 0, null, null, null, true, e);
    }

    private LobstrException refused(FileHost.Part answer) {
        String message = message("was refused by its host: " + answer.status());
        return answer.status() == 429
                ? new LobstrRateLimitException(message, answer.status(), null, null, answer.retryAfter(), null)
                : new LobstrServerException(message, answer.status(), null, null, answer.retryAfter(), true, null);
    }

    private LobstrException failure(String why) {
        return new LobstrServerException(message(why), 200, null, null, null, true, null);
    }

    private String message(String why) {
        return request + ": the file " + why;
    }
}
