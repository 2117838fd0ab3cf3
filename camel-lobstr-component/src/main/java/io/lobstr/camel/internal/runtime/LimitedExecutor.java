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

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks with the threads of a pool, so many of them at once; the others wait, without bound. The calling thread
 * never runs one, unless the pool is shut down. Java's own pools have either a bound, or a queue in which everything
 * waits before they grow.
 */
final class LimitedExecutor implements Executor {

    private static final Logger LOG = LoggerFactory.getLogger(LimitedExecutor.class);

    private final ExecutorService pool;
    private final int most;
    private final Consumer<Runnable> later;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger workers = new AtomicInteger();

    /**
     * @param pool  takes each task at once, with a thread of its own
     * @param most  how many tasks may go on at once
     * @param later tries again where the pool could make no thread
     */
    LimitedExecutor(ExecutorService pool, int most, Consumer<Runnable> later) {
        this.pool = pool;
        this.most = most;
        this.later = later;
    }

    @Override
    public void execute(Runnable task) {
        waiting.add(task);
        hire();
    }

    private void hire() {
        if (waiting.isEmpty() || !isFree()) {
            return;
        }
        try {
            pool.execute(this::work);
        } catch (Throwable e) {
            if (pool.isShutdown()) {
                // nothing is timed any more, and what waits must end
                work();
                return;
            }
            workers.decrementAndGet();
            LOG.warn("No thread could be made, tries again: {}", e.toString());
            later.accept(this::hire);
        }
    }

    private boolean isFree() {
        return workers.getAndUpdate(count -> Math.min(count + 1, most)) < most;
    }

    private void work() {
        do {
            for (Runnable task = waiting.poll(); task != null; task = waiting.poll()) {
                run(task);
            }
            workers.decrementAndGet();
            // one may have come since, and found all of us busy
        } while (!waiting.isEmpty() && isFree());
    }

    private static void run(Runnable task) {
        try {
            task.run();
        } catch (Throwable e) {
            LOG.error("A task failed", e);
        }
    }
}
