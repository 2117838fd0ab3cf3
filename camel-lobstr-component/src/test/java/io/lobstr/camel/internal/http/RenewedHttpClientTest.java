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
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpResponse;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RenewedHttpClientTest {

    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger closed = new AtomicInteger();
    private Throwable next;
    private final RenewedHttpClient client = new RenewedHttpClient(
            () -> new RenewedHttpClient.Made(new Mortal(made.incrementAndGet()), closed::incrementAndGet));

    /** As HttpClient is: after an Error it takes nothing more. */
    private final class Mortal extends CloseableHttpClient {

        private final int number;
        private boolean dead;

        Mortal(int number) {
            this.number = number;
        }

        @Override
        protected CloseableHttpResponse doExecute(HttpHost target, ClassicHttpRequest request, HttpContext context)
                throws IOException {
            if (dead) {
                throw new IllegalStateException("Connection pool shut down");
            }
            if (next instanceof Error error) {
                dead = true;
                next = null;
                throw error;
            }
            throw new IOException("asked " + number);
        }

        @Override
        public void close() {
            // nothing to close
        }

        @Override
        public void close(CloseMode mode) {
            // nothing to close
        }
    }

    private void asks(int number) {
        assertThatThrownBy(() -> client.executeOpen(null, new HttpGet("http://localhost"), null))
                .isInstanceOf(IOException.class).hasMessage("asked " + number);
    }

    @Test
    void livesAsLongAsNoErrorStrikes() {
        asks(1);
        asks(1);

        assertThat(made).hasValue(1);
    }

    @Test
    void isMadeAnewAfterAnError() {
        next = new OutOfMemoryError("made up");

        assertThatThrownBy(() -> client.executeOpen(null, new HttpGet("http://localhost"), null))
                .isInstanceOf(OutOfMemoryError.class);

        asks(2);
        assertThat(closed).hasValue(1);
    }

    @Test
    void isNotMadeAnewOnceClosed() {
        client.close();
        next = new OutOfMemoryError("made up");

        assertThatThrownBy(() -> client.executeOpen(null, new HttpGet("http://localhost"), null))
                .isInstanceOf(OutOfMemoryError.class);
        assertThatThrownBy(() -> client.executeOpen(null, new HttpGet("http://localhost"), null))
                .isInstanceOf(IllegalStateException.class);

        assertThat(made).hasValue(1);
    }
}
