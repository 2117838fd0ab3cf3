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
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import io.lobstr.camel.internal.client.Pause;

/**
 * Waits on the calling thread, until the time has passed or the route is stopped or suspended.
 */
public final class StoppablePause implements Pause {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition change = lock.newCondition();
    private boolean stopped;

    /** Ends a wait that is not waited out. */
    public static final class StoppedException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        StoppedException() {
            super("stopped while waiting for lobstr.io");
        }
    }

    @Override
    public void then(Duration delay, Runnable task) {
        await(delay);
        task.run();
    }

    private void await(Duration delay) {
        lock.lock();
        try {
            long left = delay.toNanos();
            while (left > 0 && !stopped) {
                left = change.awaitNanos(left);
            }
            if (stopped) {
                throw new StoppedException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException();
        } finally {
            lock.unlock();
        }
    }

    public void allow() {
        set(false);
    }

    public void stop() {
        set(true);
    }

    private void set(boolean stop) {
        lock.lock();
        try {
            stopped = stop;
            change.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
