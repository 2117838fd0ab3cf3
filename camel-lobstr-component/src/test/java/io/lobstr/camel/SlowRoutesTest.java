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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.exception.LobstrTimeoutException;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.AsyncProducer;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What routes do after an answer holds no thread that keeps time, and none that asks the API.
 */
class SlowRoutesTest extends SimulatorTestSupport {

    private static final int SLOW = 1000;
    private static final Duration SOON = Duration.ofSeconds(60);

    private final SimulatedSquid watched = simulator.addSquid("Watched", setup -> setup.runningUntilTold()
            .pendingFor(Duration.ZERO).uploadingFor(Duration.ZERO));
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicInteger polled = new AtomicInteger();

    @Override
    protected RoutesBuilder createRouteBuilder() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=50&squid=" + watched.id())
                        .process(exchange -> polled.incrementAndGet());
            }
        };
    }

    @AfterEach
    void letGo() {
        release.countDown();
    }

    /** As a database does that is away. */
    private void hold() {
        most.accumulateAndGet(busy.incrementAndGet(), Math::max);
        try {
            assertThat(release.await(5, TimeUnit.MINUTES)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            busy.decrementAndGet();
            ended.incrementAndGet();
        }
    }

    private AsyncProducer producer(String uri) throws Exception {
        AsyncProducer producer = context().getEndpoint(uri).createAsyncProducer();
        producer.start();
        return producer;
    }

    private Exchange exchange(SimulatedRun run) {
        Exchange exchange = new DefaultExchange(context());
        exchange.getMessage().setHeader(LobstrConstants.RUN_ID, run.id());
        return exchange;
    }

    private void slowRoutes(int count) throws Exception {
        SimulatedRun run = squid.startRun();
        AsyncProducer producer = producer("lobstr:awaitRun?pollInterval=50");
        for (int i = 0; i < count; i++) {
            producer.process(exchange(run), done -> hold());
        }
        run.finish();
    }

    private int waits() {
        return context().getComponent("lobstr", LobstrComponent.class).getAwaitedRuns();
    }

    @Test
    void nothingOfOthersWaitsForThem() throws Exception {
        slowRoutes(SLOW);
        await().atMost(SOON).until(() -> busy.get() == 200 && waits() == 0);

        // the end of another wait, and the timeout of a third
        SimulatedRun other = simulator.addSquid("Other", setup -> setup.runningUntilTold().uploadingFor(Duration.ZERO))
                .startRun();
        CompletableFuture<Exchange> wait = transacted("lobstr:awaitRun?pollInterval=50", other);
        CompletableFuture<Exchange> timeout = transacted("lobstr:awaitRun?pollInterval=50&awaitTimeout=500",
                simulator.addSquid("Third", setup -> setup.runningUntilTold()).startRun());
        await().atMost(SOON).until(() -> timeout.isDone());
        assertThat(timeout.join().getException()).isInstanceOf(LobstrTimeoutException.class);
        other.finish();
        assertThat(wait).succeedsWithin(SOON);

        // retries, after a refusal and after an answer that did not come in time
        simulator.faults().next("GET /v1/runs/*/stats", Fault.unavailable(), Fault.noAnswer());
        AsyncProducer stats = producer("lobstr:getRunStats?requestTimeout=500");
        stats.process(exchange(other), done -> ended.incrementAndGet());
        await().atMost(SOON).until(() -> simulator.requests().count("GET /v1/runs/*/stats") == 3);

        // and polls
        watched.startRun().finish();
        await().atMost(SOON).until(() -> polled.get() == 1);
        assertThat(busy).hasValue(200);

        release.countDown();
        await().atMost(SOON).until(() -> ended.get() == SLOW + 1);
        assertThat(most).hasValue(200);
    }

    @Test
    void theUsersProfileSaysHowManyGoOnAtOnce() throws Exception {
        ThreadPoolProfile few = new ThreadPoolProfile("lobstr");
        few.setPoolSize(1);
        few.setMaxPoolSize(3);
        few.setMaxQueueSize(5);
        context().getExecutorServiceManager().registerThreadPoolProfile(few);
        LobstrComponent component = context().getComponent("lobstr", LobstrComponent.class);
        component.stop();
        component.start();

        slowRoutes(50);
        await().atMost(SOON).until(() -> busy.get() == 3 && waits() == 0);
        assertThat(transacted("lobstr:awaitRun?pollInterval=50&awaitTimeout=300", watched.startRun())).succeedsWithin(SOON);

        release.countDown();
        await().atMost(SOON).until(() -> ended.get() == 50);
        assertThat(most).hasValue(3);
    }

    /** A transacted exchange goes on with its own thread, so that nothing but its answer holds it. */
    private CompletableFuture<Exchange> transacted(String uri, SimulatedRun run) throws Exception {
        AsyncProducer producer = producer(uri);
        Exchange exchange = exchange(run);
        exchange.getExchangeExtension().setTransacted(true);
        CompletableFuture<Exchange> answer = new CompletableFuture<>();
        new Thread(() -> producer.process(exchange, done -> answer.complete(exchange))).start();
        return answer;
    }

    @Test
    void moreWaitThanCamelsPoolsTake() throws Exception {
        SimulatedRun awaited = watched.startRun();
        AsyncProducer waits = producer("lobstr:awaitRun?pollInterval=50");
        List<Exchange> all = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            Exchange exchange = exchange(awaited);
            all.add(exchange);
            waits.process(exchange, done -> ended.incrementAndGet());
        }
        SimulatedRun run = squid.startRun();
        int count = 1500;
        simulator.faults().times("GET /v1/runs/" + run.id(), count, Fault.unavailable());
        // so that all of them wait at once
        AsyncProducer producer = producer("lobstr:getRun?retryDelay=10s&maxRetries=10");
        for (int i = 0; i < count; i++) {
            Exchange exchange = exchange(run);
            all.add(exchange);
            producer.process(exchange, done -> ended.incrementAndGet());
        }
        await().atMost(SOON).until(() -> ended.get() == count);
        awaited.finish();
        await().atMost(SOON).until(() -> ended.get() == count + 10);
        assertThat(all).allSatisfy(exchange -> assertThat(exchange.getException()).isNull());

        Exchange later = send("lobstr:awaitRun?pollInterval=50", Map.of(LobstrConstants.RUN_ID, awaited.id()));
        assertThat(later.getException()).isNull();
    }
}
