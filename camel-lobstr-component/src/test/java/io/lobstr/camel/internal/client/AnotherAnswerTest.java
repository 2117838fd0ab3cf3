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

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Payload;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What is asked for by its id is answered, and nothing else, such as by a cache on the way that mixes answers up.
 */
class AnotherAnswerTest {

    private static final String FIELDS
            = "\"status\":\"done\",\"is_done\":true,\"run_id\":\"a1\",\"deleted\":true,\"s3\":\"https://x/y\"}";

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    static Stream<LobstrOperation> operationsOfAnId() {
        return Arrays.stream(LobstrOperation.values())
                .filter(operation -> operation.call().about() != null && operation.call().body() != Map.class);
    }

    private Object ask(LobstrOperation operation, String answer) {
        LobstrSettings settings = new LobstrSettings(
                new ApiKey("k3y"), URI.create("http://localhost"), Duration.ofSeconds(30), 100_000);
        LobstrClient client = new LobstrClient(
                new FakeHttp(asked -> json(answer)), timer, settings, new RetryPolicy(0, Duration.ZERO, Duration.ZERO),
                new RequestBudget(0), (asked, code, took) -> {
                });
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        operation.needs().all().forEach(parameter -> parameters.put(parameter, "a1"));
        return client.get(new LobstrRequest(
                operation, parameters, operation.call().payload() == Payload.NOTHING ? null : Map.of()), Pause.BLOCKING);
    }

    private static ClassicHttpResponse json(String body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(200);
        response.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        return response;
    }

    @ParameterizedTest
    @MethodSource("operationsOfAnId")
    void anotherIsAnOutage(LobstrOperation operation) {
        assertThatThrownBy(() -> ask(operation, "{\"id\":\"b2\"," + FIELDS)).isExactlyInstanceOf(LobstrServerException.class)
                .hasMessageStartingWith(operation + " of " + operation.call().about() + " a1 was answered 200")
                .hasMessageContaining("it is about " + operation.call().about() + " b2, which is another one");
    }

    @ParameterizedTest
    @MethodSource("operationsOfAnId")
    void theSameIsAnswered(LobstrOperation operation) {
        assertThat(ask(operation, "{\"id\":\"A1\"," + FIELDS)).isNotNull();
    }
}
