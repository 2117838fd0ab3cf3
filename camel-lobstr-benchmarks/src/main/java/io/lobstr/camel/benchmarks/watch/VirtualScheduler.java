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
package io.lobstr.camel.benchmarks.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import io.lobstr.camel.simulator.MovableClock;

/**
 * Runs what is due by a clock that it moves, on the thread that lets the time pass. Any thread may ask for something.
 */
final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final MovableClock clock;
    private final PriorityQueue<Task> tasks = new PriorityQueue<>();
    private final AtomicLong numbers = new AtomicLong();
    private volatile boolean shutdown;

    VirtualScheduler(MovableClock clock) {
        this.clock = clock;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final long number = numbers.getAndIncrement();
        private final Duration period;
        private Instant at;

        Task(Runnable task, Instant at, Duration period) {
            super(task, null);
            this.at = at;
            this.period = period;
            add(this);
        }

        void due() {
            if (period == null) {
                run();
            } else if (!isCancelled() && runAndReset()) {
                at = clock.instant().plus(period);
                add(this);
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            Task task = (Task) other;
            int byTime = at.compareTo(task.at);
            return byTime == 0 ? Long.compare(number, task.number) : byTime;
        }
    }

    private void add(Task task) {
        synchronized (tasks) {
            tasks.add(task);
        }
    }

    private Task next(Instant end) {
        synchronized (tasks) {
            return tasks.isEmpty() || tasks.peek().at.isAfter(end) ? null : tasks.remove();
        }
    }

    void runUntil(Instant end) {
        runUntil(end, () -> {
        });
    }

    /** @param afterEach what comes of a task elsewhere has come when it returns */
    void runUntil(Instant end, Runnable afterEach) {
        for (Task next = next(end); next != null; next = next(end)) {
            if (next.at.isAfter(clock.instant())) {
                clock.set(next.at);
            }
            next.due();
            afterEach.run();
        }
        clock.set(end);
    }

    void at(Instant time, Runnable task) {
        new Task(task, time, null);
    }

    private Instant in(long delay, TimeUnit unit) {
        return clock.instant().plus(Duration.of(delay, unit.toChronoUnit()));
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
        return new Task(task, in(delay, unit), null);
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable task, long first, long delay, TimeUnit unit) {
        return new Task(task, in(first, unit), Duration.of(delay, unit.toChronoUnit()));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable task, long first, long period, TimeUnit unit) {
        return scheduleWithFixedDelay(task, first, period, unit);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> task, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable task) {
        schedule(task, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public void shutdown() {
        shutdown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutdown = true;
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return true;
    }
}
