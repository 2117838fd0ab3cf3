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
package io.lobstr.camel.internal.runtime;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.RequestBudget;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheck.State;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Probes come when they like, and the API answers when it likes.
 */
class LobstrHealthCheckTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final AtomicLong now = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch slow = new CountDownLatch(1);
    private volatile int status = 200;

    @AfterEach
    void stop() {
        slow.countDown();
        timer.shutdownNow();
    }

    /** The first answer comes at once, the second takes long. */
    private ClassicHttpResponse answer(ClassicHttpRequest request) {
        if (asked.incrementAndGet() == 2) {
            try {
                slow.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        response.setEntity(new StringEntity(
                status == 200 ? "{\"available\":1,\"consumed\":0}" : "{\"detail\":\"Invalid token.\"}",
                ContentType.APPLICATION_JSON.withCharset(StandardCharsets.UTF_8)));
        return response;
    }

    private static State state(HealthCheck check) {
        return check.call(Map.of()).getState();
    }

    @Test
    void oneProbeWaitsForAnAnswerAndTheOthersTakeTheLast() {
        LobstrSettings settings
                = new LobstrSettings(new ApiKey("k3y"), URI.create("https://api"), Duration.ofMinutes(10), 100_000);
        LobstrHealthCheck check = new LobstrHealthCheck(
                "lobstr", new LobstrClient(
                        new FakeHttp(this::answer), timer, settings, new RetryPolicy(0, Duration.ZERO, Duration.ZERO),
                        new RequestBudget(0), (operation, code, took) -> {
                        }),
                now::get);
        assertThat(state(check)).isEqualTo(State.UP);
        assertThat(state(check)).isEqualTo(State.UP);
        assertThat(asked).as("one request is good for a while").hasValue(1);
        now.addAndGet(Duration.ofSeconds(31).toNanos());
        status = 401;
        CompletableFuture<State> waiting = CompletableFuture.supplyAsync(() -> state(check));
        await().atMost(SOON).until(() -> asked.get() == 2);

        CompletableFuture<State> other = CompletableFuture.supplyAsync(() -> state(check));

        assertThat(other).succeedsWithin(SOON).isEqualTo(State.UP);
        assertThat(waiting).isNotDone();
        slow.countDown();
        assertThat(waiting).succeedsWithin(SOON).isEqualTo(State.DOWN);
        assertThat(state(check)).isEqualTo(State.DOWN);
        assertThat(asked).hasValue(2);
    }
}
