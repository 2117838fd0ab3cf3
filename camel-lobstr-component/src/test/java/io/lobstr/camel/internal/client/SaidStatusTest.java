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
package io.lobstr.camel.internal.client;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * What an answer says is the same for whoever hears of it.
 */
class SaidStatusTest {

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final RequestBudget budget = new VirtualTime().budget(100);
    private final List<Integer> observed = new ArrayList<>();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private LobstrClient client(FakeHttp.Answers answers) {
        LobstrSettings settings = new LobstrSettings(
                new ApiKey("k3y"), URI.create("https://api"), Duration.ofSeconds(30), 100_000);
        return new LobstrClient(
                new FakeHttp(answers), timer, settings, new RetryPolicy(0, Duration.ZERO, Duration.ZERO), budget,
                (operation, status, took) -> observed.add(status));
    }

    private static LobstrRequest request() {
        return new LobstrRequest(LobstrOperation.getRun, Map.of(Parameter.RUN, "r1"));
    }

    private static ClassicHttpResponse ok(InputStream body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new InputStreamEntity(body, ContentType.APPLICATION_JSON));
        return response;
    }

    private static InputStream text(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aSuccessThatIsA429IsOneToAll() {
        LobstrClient client = client(request -> {
            ClassicHttpResponse response = ok(text("{\"error\":{\"code\":429,\"message\":\"slow down\"}}"));
            response.setHeader("Retry-After", "60");
            return response;
        });

        assertThat(catchThrowable(() -> client.get(request(), Pause.BLOCKING))).isInstanceOf(LobstrRateLimitException.class);

        assertThat(observed).containsExactly(429);
        assertThat(budget.refused(LobstrOperation.getRun.call().limitedBy())).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void theClockIsReadWithItsHeaderHoweverLongTheBodyTakes() {
        Instant date = Instant.parse("2026-01-02T03:04:05Z");
        Duration slow = Duration.ofMillis(300);
        LobstrClient client = client(request -> {
            ClassicHttpResponse response = ok(new ByteArrayInputStream("{\"id\":\"r1\",\"status\":\"done\"}".getBytes()) {
                @Override
                public synchronized int read(byte[] bytes, int offset, int length) {
                    long begin = System.nanoTime();
                    while (System.nanoTime() - begin < slow.toNanos()) {
                        Thread.onSpinWait();
                    }
                    return super.read(bytes, offset, length);
                }
            });
            response.setHeader("Date", "Fri, 02 Jan 2026 03:04:05 GMT");
            return response;
        });

        client.get(request(), Pause.BLOCKING);

        assertThat(client.time()).hasValueSatisfying(
                time -> assertThat(Duration.between(date, time)).isGreaterThanOrEqualTo(slow));
    }

    @Test
    void whatACacheHasKeptIsOlderThanNow() {
        LobstrClient client = client(request -> {
            ClassicHttpResponse response = ok(text("{\"id\":\"r1\",\"status\":\"done\"}"));
            response.setHeader("Date", "Fri, 02 Jan 2026 03:04:05 GMT");
            response.setHeader("Age", "100");
            return response;
        });

        client.get(request(), Pause.BLOCKING);

        assertThat(client.time()).hasValueSatisfying(time -> assertThat(time).isAfterOrEqualTo("2026-01-02T03:05:45Z"));
    }

    /** As where all connections are in use: then a start may be tried again. */
    @Test
    void aRequestThatIsCutBeforeItHasAConnectionWasNotSent() {
        LobstrClient client = client(request -> {
            throw new CancellationException();
        });

        Throwable failure = catchThrowable(() -> client.get(request(), Pause.BLOCKING));

        assertThat(failure).isInstanceOf(LobstrServerException.class);
        assertThat(((LobstrServerException) failure).isRequestSent()).isFalse();
    }

    /** A year that no clock reaches, and numbers that no number holds. */
    @ParameterizedTest
    @ValueSource(strings = {
            "Fri, 31 Dec 9999 23:59:59 GMT", "9223372036854775808", "99999999999999999999999999", "1000000000000000000.5" })
    void aTimeFarAwayIsARefusalLikeAnyOther(String until) {
        LobstrClient client = client(request -> {
            ClassicHttpResponse response = new BasicClassicHttpResponse(503);
            response.setHeader("Retry-After", until);
            return response;
        });

        Throwable failure = catchThrowable(() -> client.get(request(), Pause.BLOCKING));

        assertThat(failure).isInstanceOf(LobstrServerException.class);
        assertThat(((LobstrServerException) failure).getRetryAfter()).isEqualTo(Duration.ofDays(365));
    }
}
