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

import java.time.Duration;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.internal.client.VirtualTime;

/**
 * Runs what is scheduled when its time has come by a {@link VirtualTime}, on the thread that lets it pass.
 */
public final class VirtualScheduler extends AbstractExecutorService implements ScheduledExecutorService {

    private final VirtualTime time;
    private boolean shutdown;

    public VirtualScheduler(VirtualTime time) {
        this.time = time;
    }

    private final class Task extends FutureTask<Void> implements ScheduledFuture<Void> {

        private final Duration delay;
        private final Duration period;

        Task(Runnable task, Duration delay, Duration period) {
            super(task, null);
            this.delay = delay;
            this.period = period;
        }

        void at(Duration when) {
            if (shutdown) {
                throw new RejectedExecutionException("shut down");
            }
            time.alarm(when, this::due);
        }

        private void due() {
            long began = time.nanoTime();
            if (delay == null && period == null) {
                run();
            } else if (!isCancelled() && runAndReset()) {
                at(delay != null ? delay : period.minusNanos(time.nanoTime() - began));
            }
        }

        @Override
        public long getDelay(TimeUnit unit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int compareTo(Delayed other) {
            throw new UnsupportedOperationException();
        }
    }

    private Task at(Duration first, Task task) {
        task.at(first);
        return task;
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        return at(Duration.of(delay, unit.toChronoUnit()), new Task(command, null, null));
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long first, long delay, TimeUnit unit) {
        return at(Duration.of(first, unit.toChronoUnit()), new Task(command, Duration.of(delay, unit.toChronoUnit()), null));
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long first, long period, TimeUnit unit) {
        return at(Duration.of(first, unit.toChronoUnit()), new Task(command, null, Duration.of(period, unit.toChronoUnit())));
    }

    @Override
    public void execute(Runnable command) {
        schedule(command, 0, TimeUnit.NANOSECONDS);
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
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
        return shutdown;
    }
}
