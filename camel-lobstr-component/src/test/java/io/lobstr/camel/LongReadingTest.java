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
package io.lobstr.camel;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.lobstr.camel.simulator.fault.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A reading of many pages that breaks off goes on where it was, whatever broke it off.
 */
class LongReadingTest extends RunsTestSupport {

    private static final Fault NONE = Fault.slow(Duration.ZERO);

    private final HandScheduler byHand = new HandScheduler();
    private final MoodyRepository repository = new MoodyRepository();

    private void watch(String options) throws Exception {
        squid.addFinishedRuns(450);
        context().getRegistry().bind("byHand", byHand);
        context().getRegistry().bind("moody", repository);
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?scheduler=#byHand&idempotentRepository=#moody&startFrom=earliest&squid=" + squid.id()
                     + options).routeId("watch").process(LongReadingTest.this::handle);
            }
        });
    }

    private List<String> pages() {
        return simulator.requests().matching("GET /v1/runs").stream().map(request -> request.query().get("page")).toList();
    }

    private void goesOnWithPageThree() {
        assertThat(pages()).containsExactly("1", "2", "3");
        simulator.requests().reset();

        byHand.poll();

        assertThat(pages()).containsExactly("3", "4", "5");
        assertThat(handled).hasSize(450).doesNotHaveDuplicates();
        simulator.requests().reset();
        byHand.poll(2);
        assertThat(pages()).as("nothing is missing").containsExactly("1", "1");
        assertThat(handled).hasSize(450);
    }

    @ParameterizedTest
    @ValueSource(strings = { "dropped", "lost answer", "401", "403", "429", "503" })
    void anAnswerThatFails(String what) throws Exception {
        watch("&maxRetries=0");
        Fault fault = switch (what) {
            case "dropped" -> Fault.dropped();
            case "lost answer" -> Fault.lostAnswer();
            case "401" -> Fault.unauthorized();
            case "403" -> Fault.forbidden();
            case "429" -> Fault.error(429, "RateLimit", "too many");
            default -> Fault.unavailable();
        };
        simulator.faults().next("GET /v1/runs", NONE, NONE, fault);

        byHand.poll();

        goesOnWithPageThree();
    }

    @Test
    void aMemoryThatThrows() throws Exception {
        watch("");
        AtomicBoolean once = new AtomicBoolean(true);
        simulator.afterAnswer(request -> {
            if ("3".equals(request.query().get("page")) && once.getAndSet(false)) {
                repository.awayIn.set(50);
            }
        });
        byHand.poll();
        repository.away.set(false);

        goesOnWithPageThree();
    }

    @Test
    void aSuspend() throws Exception {
        watch("&maxRetries=1&retryDelay=3600000&maxRetryDelay=3600000");
        simulator.faults().next("GET /v1/runs", NONE, NONE, Fault.unavailable());
        CompletableFuture<Void> poll = CompletableFuture.runAsync(byHand::poll);
        await().atMost(SOON).until(() -> pages().size() == 3);

        consumer("watch").suspend();
        poll.get(SOON.toSeconds(), TimeUnit.SECONDS);
        consumer("watch").resume();

        goesOnWithPageThree();
    }
}
