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
package io.lobstr.camel.internal.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts attempts that take too long. All are given the same time, so that one alarm, for the oldest, serves them all:
 * one for each would wake the timer's thread with every request.
 */
public final class Deadlines {

    private static final Logger LOG = LoggerFactory.getLogger(Deadlines.class);

    private final ScheduledExecutorService timer;
    private final long nanos;
    /** The oldest first. */
    private final Set<Attempt> attempts = new LinkedHashSet<>();
    private boolean armed;

    /**
     * @param timer takes any number of tasks
     * @param each  the time that an attempt is given
     */
    public Deadlines(ScheduledExecutorService timer, Duration each) {
        this.timer = timer;
        this.nanos = TimeUnit.NANOSECONDS.convert(each);
    }

    /**
     * How long an attempt waits for a free connection: not to its end, so that it is known that nothing was sent.
     *
     * @param  millis the time that it is given
     * @return        milliseconds
     */
    public static long forConnection(long millis) {
        return Math.max(1, millis - millis / 10);
    }

    /** An attempt that goes on. */
    public final class Attempt implements AutoCloseable {

        private final Runnable cut;
        /** Guarded by the deadlines. */
        private long began = System.nanoTime();
        private volatile boolean late;

        private Attempt(Runnable cut) {
            this.cut = cut;
        }

        /** Whether it was cut. */
        public boolean isLate() {
            return late;
        }

        /** It has come a piece further: its time begins anew. */
        void renew() {
            synchronized (Deadlines.this) {
                // none that was cut goes on
                if (attempts.remove(this)) {
                    began = System.nanoTime();
                    attempts.add(this);
                }
            }
        }

        private long left() {
            return began + nanos - System.nanoTime();
        }

        /** It is over. */
        @Override
        public void close() {
            synchronized (Deadlines.this) {
                attempts.remove(this);
            }
        }
    }

    /**
     * @param cut ends the attempt; short
     */
    public synchronized Attempt begin(Runnable cut) {
        Attempt attempt = new Attempt(cut);
        if (!armed) {
            arm(nanos);
        }
        attempts.add(attempt);
        return attempt;
    }

    private void arm(long wait) {
        try {
            timer.schedule(this::cutLate, wait, TimeUnit.NANOSECONDS);
            armed = true;
        } catch (RejectedExecutionException e) {
            // the component is stopped, and with it the client, which sends nothing more
            armed = false;
        }
    }

    private void cutLate() {
        List<Attempt> late = new ArrayList<>();
        synchronized (this) {
            armed = false;
            for (Attempt attempt : attempts) {
                long left = attempt.left();
                if (left > 0) {
                    arm(left);
                    break;
                }
                attempt.late = true;
                late.add(attempt);
            }
            late.forEach(attempts::remove);
        }
        late.forEach(Deadlines::cut);
    }

    private static void cut(Attempt attempt) {
        try {
            attempt.cut.run();
        } catch (RuntimeException | Error e) {
            // the next are late too
            LOG.warn("A request that takes too long could not be cut", e);
        }
    }
}
