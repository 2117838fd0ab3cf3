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

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.internal.client.LobstrClient;
import io.lobstr.camel.internal.client.Patience;
import io.lobstr.camel.internal.client.Polls;
import io.lobstr.camel.internal.client.RetryPolicy;
import io.lobstr.camel.internal.client.VirtualTime;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.FilePlaces;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Many downloads wait for few turns, on a clock that stands still until it is told: a thread that waited would wait for
 * ever.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ManyDownloadsTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final VirtualTime time = new VirtualTime();
    private final AtomicInteger asked = new AtomicInteger();
    private final Set<String> refused = ConcurrentHashMap.newKeySet();
    private int refusals = 1;
    private final Polls polls = new Polls();
    private final RunDownloads downloads = downloads();

    private RunDownloads downloads() {
        LobstrSettings settings = new LobstrSettings(
                new ApiKey("k3y"), URI.create("https://api"), Duration.ofSeconds(30), 100_000);
        LobstrClient client = new LobstrClient(
                new FakeHttp(this::link), timer, settings, new RetryPolicy(0, Duration.ZERO, LONG), time.budget(120),
                (operation, status, took) -> {
                });
        return new RunDownloads(
                client, new FakeHttp(this::file), timer, settings, new FilePlaces(settings.baseUrl(), () -> true), polls);
    }

    private ClassicHttpResponse link(ClassicHttpRequest request) {
        asked.incrementAndGet();
        String run = request.getRequestUri().split("/")[2];
        return answer(200, "{\"object\":\"run\",\"s3\":\"https://files/" + run + "\"}");
    }

    private ClassicHttpResponse file(ClassicHttpRequest request) {
        for (int i = 0; i < refusals; i++) {
            if (refused.add(request.getRequestUri() + " " + i)) {
                return answer(403, "");
            }
        }
        return answer(200, "the file");
    }

    private static ClassicHttpResponse answer(int status, String body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        response.setEntity(new InputStreamEntity(new ByteArrayInputStream(bytes), bytes.length, ContentType.APPLICATION_JSON));
        return response;
    }

    private CompletableFuture<RunFile> open(int run, Duration timeout) {
        LobstrRequest request = new LobstrRequest(LobstrOperation.downloadRun, Map.of(Parameter.RUN, "r" + run));
        return downloads.open(request, new Patience(timeout, Duration.ofSeconds(1), time::alarm, "route"))
                .toCompletableFuture();
    }

    private List<CompletableFuture<RunFile>> open(int count) {
        return IntStream.range(0, count).mapToObj(run -> open(run, LONG)).toList();
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void aRefusedLinkIsRenewedWithoutAThread() {
        List<CompletableFuture<RunFile>> all = open(400);

        time.pass(Duration.ofMinutes(10));

        assertThat(all).allSatisfy(each -> {
            assertThat(each).isCompleted();
            assertThat(each.join()).hasContent("the file");
        });
        assertThat(asked).hasValue(800);
    }

    @Test
    void aNewLinkThatIsRefusedTooIsTheEnd() {
        refusals = 2;

        CompletableFuture<RunFile> one = open(1, LONG);

        assertThatThrownBy(one::join).hasCauseInstanceOf(LobstrException.class)
                .hasMessageContaining("was refused by its host: 403");
    }

    @Test
    void nothingIsSentForThoseThatAreStopped() {
        refusals = 0;
        List<CompletableFuture<RunFile>> all = open(400);
        assertThat(asked).hasValue(120);

        polls.stop("route"::equals);
        time.pass(Duration.ofMinutes(10));

        assertThat(all.subList(120, 400)).allSatisfy(
                each -> assertThatThrownBy(each::join).hasCauseInstanceOf(LobstrStoppedException.class));
        assertThat(asked).hasValue(120);
    }

    @Test
    void awaitTimeoutBoundsTheWaitForATurnToo() {
        refusals = 0;
        open(120);
        CompletableFuture<RunFile> late = open(1000, Duration.ofMillis(1));

        await().atMost(Duration.ofSeconds(60)).until(late::isDone);

        assertThatThrownBy(late::join).hasCauseInstanceOf(LobstrTimeoutException.class)
                .hasMessageContaining("the file was not made within 1 ms (awaitTimeout)");
        time.pass(Duration.ofMinutes(10));
        assertThat(asked).hasValue(120);
    }
}
