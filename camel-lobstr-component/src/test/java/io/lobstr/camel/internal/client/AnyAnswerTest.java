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

import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;

import io.lobstr.camel.OnActiveRun;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.http.ApiKey;
import io.lobstr.camel.internal.http.FakeHttp;
import io.lobstr.camel.internal.http.LobstrSettings;
import io.lobstr.camel.internal.operation.FileContent;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Parameter;
import io.lobstr.camel.internal.operation.Shape;
import io.lobstr.camel.internal.operation.Terms;
import io.lobstr.camel.internal.start.RunStart;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterProperty;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever comes back, it becomes an answer or a {@link LobstrException} that does not say the key.
 */
class AnyAnswerTest {

    /** Nothing, as something that can be sent. */
    private record NoFile() implements FileContent {

        @Override
        public InputStream open() {
            return InputStream.nullInputStream();
        }

        @Override
        public boolean isSpent() {
            return false;
        }

        @Override
        public long length() {
            return 0;
        }

        @Override
        public String name() {
            return "nothing.csv";
        }

        @Override
        public String type() {
            return "text/csv";
        }

        @Override
        public void giveUp() {
            // it is never waited for
        }
    }

    private static final String KEY = "k3y";
    private static final List<LobstrOperation> OPERATIONS
            = Stream.of(LobstrOperation.values()).filter(LobstrOperation::isAsking).toList();
    private static final List<String> NAMES = List.of(
            "id", "object", "squid", "status", "is_done", "created_at", "duration", "credit_used", "total_results", "data",
            "next", "total_pages", "error", "errors", "message", "type", "param", "detail", "tasks", "available", "consumed",
            "percent_done", "eta", "breakdown", "rates", "origin");
    private static final List<String> VALUES = List.of(
            "null", "true", "0", "-1", "1.5", "1e999", "1e99999999", "99999999999999999999", "\"\"", "\"50%\"", "\"∞\"",
            "\"" + KEY + "\"", "\"2025-02-04T10:25:41\"", "\"2025-99-99\"", "\"1 day, 2:03:04\"", "[]", "{}", "[null]", "[{}]",
            "[[5]]", "{\"id\":\"a\"}", "[{\"id\":\"a\"}]", "\"\\u0000\"", "\"" + KEY.repeat(200) + "\"");

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterProperty
    void stop() {
        timer.shutdownNow();
    }

    @Property(tries = 500)
    void anyBytes(@ForAll byte[] body, @ForAll("statuses") int status, @ForAll("operations") LobstrOperation operation) {
        answersOrFails(operation, status, body);
    }

    @Property(tries = 1500)
    void anyJson(@ForAll("json") String body, @ForAll("statuses") int status, @ForAll("operations") LobstrOperation operation) {
        answersOrFails(operation, status, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ClassicHttpResponse answer(int status, byte[] body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        response.setEntity(new ByteArrayEntity(Arrays.copyOf(body, body.length), ContentType.APPLICATION_JSON));
        return response;
    }

    @Provide
    Arbitrary<Integer> statuses() {
        return Arbitraries.frequencyOf(
                Tuple.of(5, Arbitraries.just(200)), Tuple.of(3, Arbitraries.integers().between(200, 599)));
    }

    @Provide
    Arbitrary<LobstrOperation> operations() {
        return Arbitraries.of(OPERATIONS);
    }

    @Provide
    Arbitrary<String> json() {
        Arbitrary<String> fields = Arbitraries.maps(Arbitraries.of(NAMES), Arbitraries.of(VALUES)).ofMaxSize(8)
                .map(AnyAnswerTest::object);
        return Arbitraries.oneOf(
                fields, fields.map(object -> "{\"data\":[" + object + "]}"), fields.map(object -> "{\"error\":" + object + "}"),
                fields.map(object -> "[" + object + "]"), fields.map(object -> object.substring(1)), Arbitraries.of(VALUES),
                Arbitraries.integers().between(500, 5000).map("["::repeat));
    }

    private static String object(Map<String, String> fields) {
        return fields.entrySet().stream().map(field -> "\"" + field.getKey() + "\":" + field.getValue())
                .reduce((first, next) -> first + "," + next).map(all -> "{" + all + "}").orElse("{}");
    }

    private void answersOrFails(LobstrOperation operation, int status, byte[] body) {
        LobstrSettings settings = new LobstrSettings(
                new ApiKey(KEY), URI.create("http://localhost"), Duration.ofSeconds(30), 100_000);
        RetryPolicy retries = new RetryPolicy(0, Duration.ofMillis(1), Duration.ofMillis(1));
        LobstrClient client
                = new LobstrClient(
                        new FakeHttp(asked -> answer(status, body)), timer, settings, retries, new RequestBudget(0),
                        (asked, code, took) -> {
                        });
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        Terms terms = operation.terms(Map.<String, Object> of("method", "PATCH", "path", "/squids/{squid}")::get);
        terms.needs().parameters().forEach(parameter -> parameters.put(parameter, "1"));
        LobstrRequest request
                = new LobstrRequest(operation, terms, parameters, switch (terms.call().payload().kind()) {
                    case NOTHING -> null;
                    case TASKS -> List.of(Map.of());
                    case FILE -> new NoFile();
                    case JSON -> null;
                    case OBJECT -> Map.of();
                });
        try {
            Object answer = operation == LobstrOperation.startRun
                    ? new RunStart(client, request, OnActiveRun.join, Pause.BLOCKING).run().toCompletableFuture().get()
                    : client.get(request, Pause.BLOCKING);
            if (answer == null) {
                assertThat(operation.call().shape()).isIn(Shape.OBJECT_OR_NULL, Shape.ANY, Shape.NOTHING);
            } else {
                assertThat(answer).extracting(Object::toString).isNotNull();
            }
        } catch (Exception e) {
            Throwable failure = e instanceof LobstrException ? e : e.getCause();
            assertThat(failure).isInstanceOf(LobstrException.class).hasMessageStartingWith(operation.name());
            assertThat(failure.toString()).doesNotContain(KEY);
            assertThat(((LobstrException) failure).getType() + ((LobstrException) failure).getParam()).doesNotContain(KEY);
        }
    }
}
