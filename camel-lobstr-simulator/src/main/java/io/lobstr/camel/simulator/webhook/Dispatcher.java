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
package io.lobstr.camel.simulator.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.WebhookCaller;
import io.lobstr.camel.simulator.state.WebhookOrder;

/**
 * Makes calls when they are due, on threads of its own: those of one lane one after another, in the order of time, so
 * that what a receiver sees is always the same. Its only threads are there once there is a webhook.
 */
final class Dispatcher implements WebhookCaller {

    /** How often it looks at the clock, which anybody may move. */
    private static final Duration TICK = Duration.ofMillis(10);
    private static final int THREADS = 16;

    private final Account account;
    private final Function<Attempt, Boolean> makes;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final PriorityQueue<Queued> queue
            = new PriorityQueue<>(Comparator.comparing(Queued::due).thenComparing(Queued::number));
    private final Map<String, Deque<Attempt>> lanes = new HashMap<>();
    private long count;
    private boolean started;
    private boolean needed;
    private Thread thread;
    private ExecutorService callers;

    /**
     * A dispatcher that is not started.
     *
     * @param account what it minds the clock of
     * @param makes   makes a call, and tells whether it has succeeded
     */
    Dispatcher(Account account, Function<Attempt, Boolean> makes) {
        this.account = account;
        this.makes = makes;
    }

    @Override
    public void begin() {
        locked(() -> {
            needed = true;
            run();
        });
    }

    @Override
    public void call(WebhookOrder order) {
        locked(() -> add(new Attempt(order, 1)));
    }

    void start() {
        locked(() -> {
            started = true;
            run();
        });
    }

    /** What is under way is given up, and what waits goes on when it is started again. */
    void stop() {
        locked(() -> {
            started = false;
            if (thread != null) {
                thread = null;
                callers.shutdownNow();
                lanes.values().forEach(lane -> {
                    lane.forEach(this::add);
                    lane.clear();
                });
            }
        });
    }

    /** Waits until no call is under way or due. */
    boolean settle(Duration atMost) throws InterruptedException {
        account.catchUp();
        lock.lockInterruptibly();
        try {
            long left = atMost.toNanos();
            while (!lanes.isEmpty() || isDue()) {
                if (left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        if (started && needed && thread == null) {
            callers = pool();
            thread = daemon(this::mindTheClock, "lobstr-simulator-webhooks");
            thread.start();
        }
    }

    private void mindTheClock() {
        try {
            while (isMinding()) {
                account.catchUp();
                lock.lock();
                try {
                    while (thread == Thread.currentThread() && isDue()) {
                        dispatch(queue.remove().attempt);
                    }
                    changed.await(TICK.toMillis(), TimeUnit.MILLISECONDS);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isMinding() {
        lock.lock();
        try {
            return thread == Thread.currentThread();
        } finally {
            lock.unlock();
        }
    }

    private boolean isDue() {
        return !queue.isEmpty() && !queue.peek().due().isAfter(account.now());
    }

    private void dispatch(Attempt attempt) {
        Deque<Attempt> lane = lanes.get(attempt.order().lane());
        if (lane == null) {
            Deque<Attempt> opened = new ArrayDeque<>();
            lanes.put(attempt.order().lane(), opened);
            opened.add(attempt);
            callers.execute(() -> follow(attempt.order().lane(), opened));
        } else {
            lane.add(attempt);
        }
    }

    private void follow(String name, Deque<Attempt> lane) {
        Attempt attempt = first(name, lane);
        while (attempt != null) {
            if (Boolean.FALSE.equals(makes.apply(attempt))) {
                attempt.next().ifPresent(next -> locked(() -> add(next)));
            }
            attempt = first(name, lane);
        }
    }

    private Attempt first(String name, Deque<Attempt> lane) {
        lock.lock();
        try {
            if (lane.isEmpty()) {
                lanes.remove(name, lane);
                changed.signalAll();
            }
            return lane.poll();
        } finally {
            lock.unlock();
        }
    }

    private void add(Attempt attempt) {
        queue.add(new Queued(attempt, count++));
        changed.signalAll();
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private static ExecutorService pool() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS, THREADS, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
                task -> daemon(task, "lobstr-simulator-webhook"));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private record Queued(Attempt attempt, long number) {

        Instant due() {
            return attempt.due();
        }
    }
}
