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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.lobstr.camel.ClientsOf;
import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.Pause;
import io.lobstr.camel.internal.wait.RunWait;
import io.lobstr.camel.internal.wait.RunWaits;
import io.lobstr.camel.model.Run;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class ThreadsTest {

    private static final int MANY = 100_000;
    private static final Duration SOON = Duration.ofSeconds(120);

    private final CamelContext context = new DefaultCamelContext();
    private final Threads threads = new Threads(context);
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger stopped = new AtomicInteger();

    @BeforeEach
    void start() {
        context.start();
        threads.start();
    }

    @AfterEach
    void stop() {
        threads.stop();
        context.stop();
    }

    @Test
    void anyNumberOfPausesGoOnAtOnce() {
        Pause pause = threads.requests();
        for (int i = 0; i < MANY; i++) {
            pause.then(Duration.ofMillis(1000 + i % 1000), done::incrementAndGet, e -> stopped.incrementAndGet());
        }

        await().atMost(SOON).until(() -> done.get() == MANY);
        assertThat(stopped).hasValue(0);
    }

    @Test
    void whatWaitsForItsTurnIsHandedOverByNoOtherThread() throws Exception {
        ThreadPoolProfile users = context.getExecutorServiceManager().getDefaultThreadPoolProfile();
        users.setMaxQueueSize(0);
        users.setRejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns);
        ExecutorService executor = threads.handOver(this);
        CountDownLatch release = new CountDownLatch(1);
        Queue<Thread> by = new ConcurrentLinkedQueue<>();
        executor.execute(() -> {
            by.add(Thread.currentThread());
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        executor.execute(() -> by.add(Thread.currentThread()));
        release.countDown();

        await().atMost(SOON).until(() -> by.size() == 2);
        assertThat(by).doesNotContain(Thread.currentThread());
        threads.end(executor);
        assertThatThrownBy(() -> executor.execute(done::incrementAndGet)).isInstanceOf(RejectedExecutionException.class);
    }

    @Test
    void aStopEndsThoseThatGoOnAndThoseThatCome() {
        Pause pause = threads.requests();
        ConcurrentLinkedQueue<RuntimeException> ends = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < MANY; i++) {
            pause.then(Duration.ofHours(1), done::incrementAndGet, ends::add);
        }

        threads.stop();
        pause.then(Duration.ofMillis(1), done::incrementAndGet, ends::add);

        assertThat(ends).hasSize(MANY + 1).hasOnlyElementsOfType(LobstrStoppedException.class);
        assertThat(done).hasValue(0);
    }

    @Test
    void anyNumberOfWaitsGoOnAtOnceAndAllIsWellAgainWhenTheyAreGone() throws Exception {
        LobstrComponent lobstr = new LobstrComponent();
        lobstr.getConfiguration().setApiKey("k3y");
        // nobody is there, so that all that ends them is their time
        lobstr.getConfiguration().setBaseUrl("http://localhost:1");
        context.addComponent("lobstr", lobstr);
        RunWaits waits = ClientsOf.component(lobstr).lease(lobstr.getConfiguration()).waits();
        List<CompletableFuture<Run>> all = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            all.add(waits.await(new RunWait("r" + i, "s", null, Duration.ofSeconds(2), Duration.ofSeconds(60), null))
                    .toCompletableFuture());
        }

        await().atMost(SOON).until(() -> all.stream().allMatch(CompletableFuture::isDone));
        assertThat(all).allSatisfy(wait -> assertThat(wait).failsWithin(Duration.ZERO).withThrowableThat()
                .withMessageContaining("was not finished within 2000 ms (awaitTimeout)"));
        assertThat(waits.snapshot()).isEmpty();
        CompletableFuture<Run> later = waits.await(
                new RunWait(
                        "r", "s", new Run(Map.of("id", "r", "status", "done")), Duration.ofHours(1), Duration.ofSeconds(1),
                        null))
                .toCompletableFuture();
        assertThat(later).isNotDone();
    }

    @Test
    void noMoreRoutesGoOnAtOnceThanAreAllowed() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger busy = new AtomicInteger();
        for (int i = 0; i < 1000; i++) {
            threads.routes().execute(() -> {
                busy.incrementAndGet();
                try {
                    release.await(2, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                busy.decrementAndGet();
                done.incrementAndGet();
            });
        }
        await().atMost(SOON).until(() -> busy.get() == 200);
        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> busy.get() == 200);

        release.countDown();

        await().atMost(SOON).until(() -> done.get() == 1000);
    }

    /** As the page says. */
    @Test
    void theProfileCanBeSetByProperties() throws Exception {
        Main main = new Main();
        main.addInitialProperty("camel.threadpool.config[lobstr].max-pool-size", "3");
        main.addInitialProperty("camel.threadpool.config[lobstr].keep-alive-time", "30");
        main.start();
        Threads few = new Threads(main.getCamelContext());
        few.start();
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger busy = new AtomicInteger();
        for (int i = 0; i < 10; i++) {
            few.routes().execute(() -> {
                busy.incrementAndGet();
                try {
                    release.await(2, TimeUnit.MINUTES);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                done.incrementAndGet();
            });
        }
        await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> busy.get() == 3);
        release.countDown();
        await().atMost(SOON).until(() -> done.get() == 10);
        few.stop();
        main.stop();
    }

    @Test
    void aTaskThatFailsTakesNoThreadWithIt() {
        LimitedExecutor one = new LimitedExecutor(
                context.getExecutorServiceManager().newCachedThreadPool(this, "one"), 1, again -> {
                    throw new AssertionError();
                });
        for (int i = 0; i < 10; i++) {
            one.execute(() -> {
                throw new OutOfMemoryError("made up");
            });
            one.execute(done::incrementAndGet);
        }

        await().atMost(SOON).until(() -> done.get() == 10);
    }

    @Test
    void aThreadThatCannotBeMadeIsTriedAgain() {
        ConcurrentLinkedQueue<Runnable> later = new ConcurrentLinkedQueue<>();
        Poor pool = new Poor();
        LimitedExecutor executor = new LimitedExecutor(pool, 5, later::add);

        executor.execute(done::incrementAndGet);
        executor.execute(done::incrementAndGet);
        assertThat(done).hasValue(0);
        pool.hasThreads = true;
        later.forEach(Runnable::run);

        assertThat(done).hasValue(2);
    }

    /** A pool in a JVM that can make no thread. */
    private static final class Poor extends AbstractExecutorService {

        private boolean hasThreads;

        @Override
        public void execute(Runnable task) {
            if (!hasThreads) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        }

        @Override
        public void shutdown() {
            // never
        }

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return false;
        }
    }
}
