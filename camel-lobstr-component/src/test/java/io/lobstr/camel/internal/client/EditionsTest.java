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
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Step;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/**
 * Which of two paths is asked first, as time goes on.
 */
class EditionsTest {

    private static final String NEWER = "/squid/estimate";
    private static final String OTHER = "/squid/s1/estimate";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> asked = new ArrayList<>();
    private final Set<String> known = new HashSet<>();
    private final LobstrClient client = new LobstrClient(
            new FakeHttp(this::answer), timer,
            new LobstrSettings(new ApiKey("k3y-of-the-account"), URI.create("https://api"), Duration.ofSeconds(30), 100_000),
            new RetryPolicy(0, Duration.ZERO, Duration.ZERO), new VirtualTime().budget(0), (operation, status, took) -> {
            });
    private long now = Long.MAX_VALUE - 5;
    private final Editions editions = new Editions(client, () -> now);

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    private ClassicHttpResponse answer(ClassicHttpRequest request) {
        asked.add(request.getRequestUri());
        boolean knows = known.contains(request.getRequestUri());
        String body = knows ? "{\"total_credits\":5}" : "{\"errors\":{\"message\":\"no such path\",\"type\":\"HTTPNotFound\"}}";
        ClassicHttpResponse response = new BasicClassicHttpResponse(knows ? 200 : 404);
        response.setEntity(new InputStreamEntity(
                new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), ContentType.APPLICATION_JSON));
        return response;
    }

    private Throwable ask(String... paths) {
        asked.clear();
        known.clear();
        known.addAll(List.of(paths));
        Map<Parameter, String> squid = Map.of(Parameter.SQUID, "s1");
        LobstrRequest request = new LobstrRequest(LobstrOperation.estimateSquid, squid);
        return catchThrowable(() -> editions.send(request, () -> request.asking(Step.ESTIMATE_OF_SQUID.call(), squid, null),
                Pause.BLOCKING).toCompletableFuture().join());
    }

    @Test
    void whatHasWorkedIsAskedFirstForAWhile() {
        assertThat(ask(OTHER)).isNull();
        assertThat(asked).containsExactly(NEWER, OTHER);
        now += Duration.ofMinutes(59).toNanos();
        assertThat(ask(OTHER)).isNull();
        assertThat(asked).containsExactly(OTHER);

        now += Duration.ofMinutes(2).toNanos();
        assertThat(ask(NEWER, OTHER)).isNull();
        assertThat(asked).containsExactly(NEWER);
    }

    /** The API was brought up to date, or the answer that switched was a mistake. */
    @Test
    void whatWorksNoLongerIsForgottenAtOnce() {
        ask(OTHER);

        assertThat(ask(NEWER)).isNull();
        assertThat(asked).containsExactly(OTHER, NEWER);
        assertThat(ask(NEWER, OTHER)).isNull();
        assertThat(asked).containsExactly(NEWER);
    }

    @Test
    void whatDidNotWorkIsNotRemembered() {
        assertThat(ask()).hasCauseExactlyInstanceOf(LobstrNotFoundException.class);
        assertThat(asked).containsExactly(NEWER, OTHER);
        assertThat(ask(NEWER)).isNull();
        assertThat(asked).containsExactly(NEWER);
    }
}
