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
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.internal.http.Deadlines;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.http.Transport;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.io.ModalCloseable;
import org.apache.hc.core5.util.Timeout;

/**
 * Gets files from wherever the API says that they are. It knows no key.
 */
final class FileHost {

    private final HttpClient http;
    private final RequestConfig config;
    private final Deadlines deadlines;
    private final long timeout;

    /**
     * @param http     sends one request as it is
     * @param timer    ends attempts that take too long; its tasks are short
     * @param settings how long an attempt may take until its body begins, and then between two pieces of it
     */
    FileHost(HttpClient http, ScheduledExecutorService timer, LobstrSettings settings) {
        this.http = http;
        this.deadlines = new Deadlines(timer, settings.requestTimeout());
        this.timeout = settings.requestTimeout().toMillis();
        Timeout each = Timeout.ofMilliseconds(timeout);
        this.config = RequestConfig.custom().setResponseTimeout(each)
                .setConnectionRequestTimeout(Timeout.ofMilliseconds(Deadlines.forConnection(timeout)))
                .setContentCompressionEnabled(false).setRedirectsEnabled(false).setProtocolUpgradeEnabled(false).build();
    }

    /**
     * What was answered, not read yet.
     *
     * @param request  to cut it
     * @param response status, headers and body
     */
    record Part(HttpGet request, ClassicHttpResponse response) {

        int status() {
            return response.getCode();
        }

        String header(String name) {
            Header header = response.getFirstHeader(name);
            return header == null || header.getValue() == null ? null : header.getValue().strip();
        }

        Duration retryAfter() {
            return Transport.retryAfter(response);
        }

        InputStream content() throws IOException {
            HttpEntity entity = response.getEntity();
            return entity == null ? InputStream.nullInputStream() : entity.getContent();
        }

        /** The length of the body, or -1. */
        long length() {
            return response.getEntity() == null ? 0 : response.getEntity().getContentLength();
        }

        boolean isEncoded() {
            String encoding = header(HttpHeaders.CONTENT_ENCODING);
            return encoding != null && !"identity".equalsIgnoreCase(encoding);
        }

        /** Whether an end that comes too soon is seen. */
        boolean endIsCertain() {
            return length() >= 0 || response.getEntity().isChunked();
        }

        /** Cut first: what closes an answer reads the rest of it. */
        void close() {
            request.cancel();
            if (response instanceof ModalCloseable closeable) {
                closeable.close(CloseMode.IMMEDIATE);
            } else {
                Closer.closeQuietly(response);
            }
        }
    }

    /**
     * @param  from        the first byte that is wanted
     * @param  version     what the file must still be, where it is not wanted from its beginning; may be null
     * @return             the answer, whatever its status is
     * @throws IOException if its body has not begun in time, too
     */
    Part get(URI link, long from, String version) throws IOException {
        HttpGet request = new HttpGet(link);
        request.setConfig(config);
        // a part of a compressed body is no part of the file
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, "identity");
        if (from > 0) {
            request.setHeader(HttpHeaders.RANGE, "bytes=" + from + "-");
            request.setHeader(HttpHeaders.IF_RANGE, version);
        }
        return new Part(request, open(request));
    }

    /** A socket timeout bounds the wait for each byte only: headers that trickle would outlast it. */
    private ClassicHttpResponse open(HttpGet request) throws IOException {
        try (Deadlines.Attempt attempt = deadlines.begin(request::cancel)) {
            try {
                return http.executeOpen(null, request, null);
            } catch (IOException | RuntimeException e) {
                if (attempt.isLate()) {
                    throw new SocketTimeoutException("no answer within " + timeout + " ms (requestTimeout)");
                }
                throw e instanceof IOException known ? known : new IOException(e.getMessage(), e);
            }
        }
    }
}
