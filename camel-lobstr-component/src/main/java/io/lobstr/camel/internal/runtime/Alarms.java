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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.Pause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pauses that hold no thread. Those that still last when the component is stopped end then.
 */
final class Alarms {

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    private final ScheduledExecutorService timer;
    private final Set<Alarm> set = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    Alarms(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    /**
     * @param executor what comes after a pause runs there; it never holds the calling thread
     */
    Pause on(Executor executor) {
        return new Pause() {
            @Override
            public void then(Duration delay, Runnable task) {
                then(delay, task, stop -> {
                    throw stop;
                });
            }

            @Override
            public void then(Duration delay, Runnable task, Consumer<RuntimeException> otherwise) {
                begin(new Alarm(() -> executor.execute(task), otherwise), delay);
            }
        };
    }

    private void begin(Alarm alarm, Duration delay) {
        set.add(alarm);
        if (stopped) {
            alarm.end();
            return;
        }
        try {
            timer.schedule(alarm::ring, TimeUnit.NANOSECONDS.convert(delay), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            // it takes any number, until it is shut down
            alarm.end();
        }
    }

    /** Ends all pauses, and those that are still to come. */
    void stop() {
        stopped = true;
        set.forEach(alarm -> {
            try {
                alarm.end();
            } catch (RuntimeException | Error e) {
                // the others end too
                LOG.warn("What waited could not be told of the stop", e);
            }
        });
    }

    private final class Alarm {

        private final Runnable task;
        private final Consumer<RuntimeException> otherwise;
        private final AtomicBoolean over = new AtomicBoolean();

        private Alarm(Runnable task, Consumer<RuntimeException> otherwise) {
            this.task = task;
            this.otherwise = otherwise;
        }

        private void ring() {
            if (isFirst()) {
                task.run();
            }
        }

        private void end() {
            if (isFirst()) {
                otherwise.accept(new LobstrStoppedException("given up, since the component was stopped", null, null));
            }
        }

        private boolean isFirst() {
            set.remove(this);
            return over.compareAndSet(false, true);
        }
    }
}
