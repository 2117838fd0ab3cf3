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
package io.lobstr.camel.internal.http;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;

/**
 * An HTTP client that is there while it is used. It is made anew when it has died: HttpClient shuts its connections for
 * good when an Error strikes within a request, such as an OutOfMemoryError that was anybody's. And it lets go of all
 * that it holds when nobody has used it for a while, until somebody does.
 */
public final class RenewedHttpClient extends CloseableHttpClient {

    private final Supplier<Made> maker;
    private final Set<RenewedHttpClient> awake;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long lastUse = System.nanoTime();
    private Made made;

    /** A client, and what it stands on. */
    public interface Made {

        /**
         * @return sends requests
         */
        HttpClient client();

        /**
         * @return how many connections are in use
         */
        int inUse();

        /**
         * @param idle connections that were not used for so long are closed
         */
        void closeIdle(Duration idle);

        /**
         * @return whether its connections were shut, so that it sends nothing any more
         */
        boolean isShut();

        /** Lets go of all that was made for it. */
        void close();
    }

    /**
     * @param maker makes a client
     * @param awake has this while it holds something
     */
    public RenewedHttpClient(Supplier<Made> maker, Set<RenewedHttpClient> awake) {
        this.maker = maker;
        this.awake = awake;
    }

    /**
     * Makes the client before somebody uses it: what cannot be made is to be known at the start.
     *
     * @return this
     */
    public RenewedHttpClient ready() {
        renewed(null);
        return this;
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        lastUse = System.nanoTime();
        Made used = renewed(null);
        try {
            return execute(used, target, request, context);
        } catch (IllegalStateException e) {
            if (!used.isShut()) {
                // such as the cancellation of a request that waits for a connection: the others are well
                throw e;
            }
            // it died of another request, or was let go of, and sent nothing of this
            return execute(renewed(used), target, request, context);
        } catch (Error e) {
            renewed(used);
            throw e;
        } finally {
            lastUse = System.nanoTime();
        }
    }

    private static CloseableHttpResponse execute(Made made, HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        return (CloseableHttpResponse) made.client().executeOpen(target, request, context);
    }

    /** @return another than the one that has died */
    private Made renewed(Made dead) {
        lock.lock();
        try {
            if (dead != null && made == dead) {
                dead.close();
                made = null;
            }
            if (made == null) {
                // before it is made: whoever stops all that are awake waits for it, or nothing is made any more
                awake.add(this);
                try {
                    made = maker.get();
                } finally {
                    if (made == null) {
                        awake.remove(this);
                    }
                }
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Closes connections that nobody uses, and lets go of the client if nobody does.
     *
     * @param connection after what time without use a connection is closed
     * @param client     after what time the client is
     */
    public void tidy(Duration connection, Duration client) {
        lock.lock();
        try {
            if (made == null) {
                return;
            }
            made.closeIdle(connection);
            if (System.nanoTime() - lastUse > client.toNanos() && made.inUse() == 0) {
                close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(CloseMode closeMode) {
        close();
    }

    /** Until somebody uses it. */
    @Override
    public void close() {
        lock.lock();
        try {
            awake.remove(this);
            if (made != null) {
                made.close();
                made = null;
            }
        } finally {
            lock.unlock();
        }
    }
}
