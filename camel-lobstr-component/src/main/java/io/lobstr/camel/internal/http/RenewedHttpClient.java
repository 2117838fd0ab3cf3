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
 * An HTTP client that is made anew when it has died: HttpClient shuts its connections for good when an Error strikes
 * within a request, such as an OutOfMemoryError that was anybody's.
 */
public final class RenewedHttpClient extends CloseableHttpClient {

    /**
     * A client, and what it stands on.
     *
     * @param client sends requests
     * @param close  lets go of all that was made for it
     */
    public record Made(HttpClient client, Runnable close) {
    }

    private final Supplier<Made> maker;
    private final ReentrantLock lock = new ReentrantLock();
    private Made made;
    private boolean closed;

    /**
     * @param maker makes a client
     */
    public RenewedHttpClient(Supplier<Made> maker) {
        this.maker = maker;
        this.made = maker.get();
    }

    @Override
    protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        Made used = made();
        try {
            return execute(used, target, request, context);
        } catch (IllegalStateException e) {
            // it died of another request, and sent nothing of this
            return execute(renewed(used, e), target, request, context);
        } catch (Error e) {
            renewed(used, e);
            throw e;
        }
    }

    private static CloseableHttpResponse execute(Made made, HttpHost target, ClassicHttpRequest request, HttpContext context)
            throws IOException {
        return (CloseableHttpResponse) made.client().executeOpen(target, request, context);
    }

    private Made made() {
        lock.lock();
        try {
            return made;
        } finally {
            lock.unlock();
        }
    }

    /** @return another than the one that has died */
    private <T extends Throwable> Made renewed(Made dead, T reason) throws T {
        lock.lock();
        try {
            if (closed) {
                throw reason;
            }
            if (made == dead) {
                made = maker.get();
                dead.close().run();
            }
            return made;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close(CloseMode closeMode) {
        close();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            made.close().run();
        } finally {
            lock.unlock();
        }
    }
}
