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
package io.lobstr.camel.internal.consume;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.internal.client.VirtualTime;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultConsumer;
import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class PollClockTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    private final CamelContext context = new DefaultCamelContext();
    private final VirtualTime time = new VirtualTime();
    private final long origin = time.nanoTime();
    private final VirtualScheduler executor = new VirtualScheduler(time);
    private final List<Duration> looks = new ArrayList<>();
    private final PollClock clock = new PollClock(executor);

    @AfterEach
    void stop() throws Exception {
        clock.stop();
        context.stop();
    }

    private void look() {
        looks.add(Duration.ofNanos(time.nanoTime() - origin));
    }

    private void start(DefaultScheduledPollConsumerScheduler scheduler, Runnable look) throws Exception {
        scheduler.setCamelContext(context);
        scheduler.onInit(new DefaultConsumer(context.getEndpoint("direct:runs"), exchange -> {
        }));
        scheduler.scheduleTask(look);
        scheduler.start();
        scheduler.startScheduler();
    }

    /** A minute between two looks, the first after a second. */
    private void start(Runnable look) throws Exception {
        clock.setInitialDelay(1);
        clock.setDelay(60);
        clock.setTimeUnit(TimeUnit.SECONDS);
        start(clock, look);
    }

    private static List<Duration> seconds(long... seconds) {
        return LongStream.of(seconds).mapToObj(Duration::ofSeconds).toList();
    }

    @ParameterizedTest
    @CsvSource({
            "0, 20, MILLISECONDS, true", "5, 60, SECONDS, true", "-1, -1, MILLISECONDS, true", "-1, 2, MINUTES, false",
            "1, 3, SECONDS, false" })
    void itLooksAsSteadilyAsCamelsOwn(long initialDelay, long delay, TimeUnit unit, boolean fixedDelay) throws Exception {
        List<List<Duration>> both = new ArrayList<>();
        for (DefaultScheduledPollConsumerScheduler scheduler : List.of(
                new DefaultScheduledPollConsumerScheduler(executor), clock)) {
            List<Duration> seen = new ArrayList<>();
            both.add(seen);
            long began = time.nanoTime();
            scheduler.setInitialDelay(initialDelay);
            scheduler.setDelay(delay);
            scheduler.setTimeUnit(unit);
            scheduler.setUseFixedDelay(fixedDelay);
            start(scheduler, () -> {
                seen.add(Duration.ofNanos(time.nanoTime() - began));
                time.spend(Duration.ofMillis(700));
            });
            time.pass(Duration.ofMinutes(7));
            scheduler.stop();
        }
        assertThat(both.get(0)).hasSizeGreaterThan(3);
        assertThat(both.get(1)).isEqualTo(both.get(0));
    }

    @Test
    void aWakeThatFindsNoThreadKeepsNoOtherAway() throws Exception {
        AtomicBoolean full = new AtomicBoolean();
        ScheduledExecutorService brittle = (ScheduledExecutorService) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] { ScheduledExecutorService.class }, (proxy, method, arguments) -> {
                    if (full.get()) {
                        throw new OutOfMemoryError("no thread");
                    }
                    return method.invoke(executor, arguments);
                });
        PollClock woken = new PollClock(brittle);
        woken.setDelay(3_600_000);
        start(woken, this::look);
        time.pass(Duration.ofSeconds(10));
        int before = looks.size();
        full.set(true);
        assertThatThrownBy(woken::nudge).isInstanceOf(OutOfMemoryError.class);
        full.set(false);

        woken.nudge();
        time.pass(Duration.ofSeconds(1));

        assertThat(looks).hasSize(before + 1);
        woken.stop();
    }

    @Test
    void aWakeIsALookAtOnceAndMovesNoSteadyOne() throws Exception {
        start(this::look);
        time.pass(Duration.ofSeconds(30));

        clock.wake();
        time.pass(Duration.ofSeconds(60));

        assertThat(looks).isEqualTo(seconds(1, 30, 61));
    }

    @Test
    void aFloodOfWakesKeepsNoSteadyLookAway() throws Exception {
        start(this::look);
        for (int second = 0; second < 200; second++) {
            clock.wake();
            time.pass(Duration.ofSeconds(1));
        }
        assertThat(looks).filteredOn(Duration.ofSeconds(61)::equals).hasSize(2);
        assertThat(looks).filteredOn(Duration.ofSeconds(121)::equals).hasSize(2);
    }

    @Test
    void severalWakesAreOne() throws Exception {
        start(this::look);
        time.pass(Duration.ofSeconds(30));
        for (int i = 0; i < 100; i++) {
            clock.wake();
        }
        time.pass(Duration.ofSeconds(10));

        assertThat(looks).isEqualTo(seconds(1, 30));
    }

    @Test
    void whatComesDuringALookIsOneMoreLook() throws Exception {
        start(() -> {
            look();
            // the steady one, and one that was woken itself
            if (looks.size() <= 2) {
                clock.wake();
                time.spend(Duration.ofSeconds(5));
                clock.wake();
            }
        });
        time.pass(Duration.ofSeconds(30));

        assertThat(looks).isEqualTo(seconds(1, 6, 11));
    }

    @Test
    void theLastTimeThatWasSaidCounts() throws Exception {
        start(this::look);
        time.pass(Duration.ofSeconds(10));
        clock.wakeIn(Duration.ofSeconds(5));
        clock.wakeIn(Duration.ofSeconds(20));
        time.pass(Duration.ofSeconds(60));

        assertThat(looks).isEqualTo(seconds(1, 30, 61));
    }

    @Test
    void whatStandsIsNotWoken() throws Exception {
        clock.wake();
        start(this::look);
        time.pass(Duration.ofSeconds(10));
        clock.wake();
        clock.wakeIn(Duration.ofSeconds(5));
        clock.unscheduleTask();
        clock.wake();
        time.pass(Duration.ofSeconds(100));
        assertThat(looks).isEqualTo(seconds(1));

        clock.startScheduler();
        time.pass(Duration.ofSeconds(10));
        clock.wake();
        time.pass(Duration.ofSeconds(10));
        assertThat(looks).isEqualTo(seconds(1, 111, 120));
    }

    @Test
    void oneThatNeverLookedAgainSinceItsPoolIsGoneIsNoHarm() throws Exception {
        start(this::look);
        executor.shutdown();

        clock.wake();
        clock.wakeIn(Duration.ofSeconds(5));

        assertThat(looks).isEmpty();
    }

    private static LobstrRateLimitException asked(Duration time) {
        return new LobstrRateLimitException("too many", 429, null, null, time, null);
    }

    @Test
    void requestsAreWelcomeAgainWhenTheTimeHasPassedAndNoSooner() throws Exception {
        RetryAfter retryAfter = new RetryAfter(time::nanoTime, clock::wakeIn);
        LobstrRateLimitException refused = asked(Duration.ofSeconds(75));
        start(() -> {
            if (retryAfter.refusal().isEmpty()) {
                look();
                if (looks.size() == 1) {
                    retryAfter.heed(refused);
                    retryAfter.heed(asked(Duration.ofSeconds(10)));
                }
            } else {
                assertThat(retryAfter.refusal()).containsSame(refused);
            }
        });
        for (int second = 0; second < 100; second++) {
            clock.wake();
            time.pass(Duration.ofSeconds(1));
        }

        assertThat(looks.get(0)).isZero();
        assertThat(looks.get(1)).isEqualTo(Duration.ofSeconds(75));
    }

    @Test
    void onASharedPoolToo() throws Exception {
        ScheduledExecutorService pool = new ScheduledThreadPoolExecutor(4);
        PollClock shared = new PollClock(pool);
        try {
            AtomicInteger atOnce = new AtomicInteger();
            AtomicInteger most = new AtomicInteger();
            AtomicInteger wakes = new AtomicInteger();
            AtomicInteger seen = new AtomicInteger();
            shared.setInitialDelay(0);
            shared.setDelay(1);
            start(shared, () -> {
                most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                seen.set(wakes.get());
                Thread.yield();
                atOnce.decrementAndGet();
            });
            CountDownLatch done = new CountDownLatch(3);
            for (int i = 0; i < 3; i++) {
                new Thread(() -> {
                    for (int wake = 0; wake < 2000; wake++) {
                        wakes.incrementAndGet();
                        shared.wake();
                    }
                    done.countDown();
                }).start();
            }
            assertThat(done.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            await().atMost(SOON).untilAsserted(() -> assertThat(seen).hasValue(6000));
            assertThat(most).hasValue(1);
        } finally {
            shared.stop();
            pool.shutdownNow();
        }
    }

    @Test
    void aWakeIsNotLostToALookOnAnotherThread() throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(4);
        PollClock shared = new PollClock(pool);
        CountDownLatch looking = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        try {
            shared.setInitialDelay(0);
            shared.setDelay(3_600_000);
            start(shared, () -> {
                begun.incrementAndGet();
                looking.countDown();
                try {
                    release.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            assertThat(looking.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            shared.wake();
            await().atMost(SOON).until(() -> pool.getCompletedTaskCount() == 1);
            release.countDown();

            await().atMost(SOON).until(() -> begun.get() == 2);
        } finally {
            shared.stop();
            pool.shutdownNow();
        }
    }

    @Test
    void aLookThatHangsKeepsNoneOfTheNextStartAway() throws Exception {
        ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(2);
        PollClock shared = new PollClock(pool);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger begun = new AtomicInteger();
        try {
            shared.setInitialDelay(0);
            shared.setDelay(3_600_000);
            start(shared, () -> {
                if (begun.incrementAndGet() == 1) {
                    hang(release);
                }
            });
            await().atMost(SOON).until(() -> begun.get() == 1);
            shared.unscheduleTask();

            shared.startScheduler();

            await().atMost(SOON).until(() -> begun.get() == 2);
        } finally {
            release.countDown();
            shared.stop();
            pool.shutdownNow();
        }
    }

    /** Is stuck, whatever is done to its thread. */
    private static void hang(CountDownLatch release) {
        boolean stuck = true;
        while (stuck) {
            try {
                release.await();
                stuck = false;
            } catch (InterruptedException e) {
                // goes on
            }
        }
    }
}
