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
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Routes that note which runs come out, and which of them are handled.
 */
abstract class RunsTestSupport extends SimulatorTestSupport {

    static final Duration SOON = Duration.ofSeconds(60);

    final String fromStart = "lobstr:finishedRuns?initialDelay=0&startFrom=earliest&squid=" + squid.id();
    final String finishedRuns = fromStart + "&delay=20";
    final List<String> emitted = new CopyOnWriteArrayList<>();
    final List<String> handled = new CopyOnWriteArrayList<>();

    /** A repository that can be away. */
    static final class MoodyRepository extends MemoryIdempotentRepository {

        final AtomicBoolean away = new AtomicBoolean();
        final AtomicBoolean broken = new AtomicBoolean();
        /** So many times it is asked until it is away; 0 for never. */
        final AtomicInteger awayIn = new AtomicInteger();
        volatile int longestKey = Integer.MAX_VALUE;
        volatile int stops;

        MoodyRepository() {
            super(new ConcurrentHashMap<>());
        }

        @Override
        public boolean add(String key) {
            look(key);
            return super.add(key);
        }

        @Override
        public boolean contains(String key) {
            look(key);
            return super.contains(key);
        }

        private void look(String key) {
            if (broken.get()) {
                throw new NoClassDefFoundError("made up");
            }
            if (key.length() > longestKey) {
                throw new IllegalStateException("value too long for type character varying");
            }
            if (awayIn.get() > 0 && awayIn.decrementAndGet() == 0) {
                away.set(true);
            }
            if (away.get()) {
                throw new IllegalStateException("the database is down");
            }
        }

        @Override
        protected void doStop() {
            stops++;
        }
    }

    void emit(Exchange exchange) {
        emitted.add(id(exchange));
    }

    void handle(Exchange exchange) {
        handled.add(id(exchange));
    }

    static String id(Exchange exchange) {
        return exchange.getMessage().getBody(Run.class).getId();
    }

    String finishedRun() {
        return finishedRun(squid);
    }

    static String finishedRun(SimulatedSquid squid) {
        SimulatedRun run = squid.forceRun();
        run.finish();
        return run.id();
    }

    /** Several polls of the squid go by. */
    void awaitPolls(int polls) {
        long before = simulator.requests().count("GET /v1/runs");
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs") >= before + polls);
    }

    void awaitHandled(String... runs) {
        await().atMost(SOON).untilAsserted(() -> assertThat(handled).containsExactlyInAnyOrder(runs));
    }

    LobstrConsumer consumer(String route) {
        return (LobstrConsumer) context().getRoute(route).getConsumer();
    }
}
