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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.hc.client5.http.classic.HttpClient;
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
    private final Set<RenewedHttpClient> awake = new HashSet<>();
    private int inUse;
    private Throwable next;
    private final RenewedHttpClient client = new RenewedHttpClient(
            () -> new MadeForTest(new Mortal(made.incrementAndGet())), awake);

    private final class MadeForTest implements RenewedHttpClient.Made {

        private final HttpClient client;

        MadeForTest(HttpClient client) {
            this.client = client;
        }

        @Override
        public HttpClient client() {
            return client;
        }

        @Override
        public int inUse() {
            return inUse;
        }

        @Override
        public boolean isShut() {
            return client instanceof Mortal mortal && mortal.dead;
        }

        @Override
        public void closeIdle(Duration idle) {
            // nothing is idle
        }

        @Override
        public void close() {
            closed.incrementAndGet();
        }
    }

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
            if (next instanceof RuntimeException failure) {
                next = null;
                throw failure;
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
    void livesFromItsFirstUseAsLongAsNoErrorStrikes() {
        assertThat(made).hasValue(0);
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

    /** As where one is cut while it waits for a connection: the connections of all others go on. */
    @Test
    void isNotMadeAnewForOneRequestThatIsCancelled() {
        for (RuntimeException failure : List.of(new CancellationException(), new IllegalStateException("released"))) {
            next = failure;

            assertThatThrownBy(() -> client.executeOpen(null, new HttpGet("http://localhost"), null)).isSameAs(failure);
        }

        asks(1);
        assertThat(closed).hasValue(0);
    }

    /** Or a stop that comes meanwhile would close all but this one. */
    @Test
    void isAmongThoseThatAreAwakeBeforeItIsMade() {
        List<Integer> found = new ArrayList<>();
        Set<RenewedHttpClient> others = new HashSet<>();

        new RenewedHttpClient(() -> {
            found.add(others.size());
            return new MadeForTest(new Mortal(1));
        }, others).ready();

        assertThat(found).containsExactly(1);
        assertThatThrownBy(() -> new RenewedHttpClient(() -> {
            throw new IllegalStateException("the component is stopped");
        }, others).ready()).isInstanceOf(IllegalStateException.class);
        assertThat(others).hasSize(1);
    }

    @Test
    void isLetGoOfWhenNobodyUsesItUntilSomebodyDoes() {
        asks(1);
        client.tidy(Duration.ZERO, Duration.ofHours(1));
        assertThat(closed).hasValue(0);
        inUse = 1;
        client.tidy(Duration.ZERO, Duration.ZERO);
        assertThat(closed).as("an answer is still read").hasValue(0);
        assertThat(awake).containsExactly(client);

        inUse = 0;
        client.tidy(Duration.ZERO, Duration.ZERO);

        assertThat(closed).hasValue(1);
        assertThat(awake).isEmpty();
        asks(2);
        assertThat(awake).containsExactly(client);
    }
}
