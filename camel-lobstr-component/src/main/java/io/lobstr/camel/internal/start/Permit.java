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
package io.lobstr.camel.internal.start;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.lobstr.camel.exception.LobstrStoppedException;
import io.lobstr.camel.internal.client.Pause;

/**
 * Whether an attempt may still send its start. It waits by this, so that what is not sent when it is withdrawn is not
 * sent at all; what was sent goes on, since a run that costs money must not be lost sight of.
 */
final class Permit implements Pause {

    private final Pause pause;
    private final ReentrantLock lock = new ReentrantLock();
    private boolean withdrawn;
    private boolean used;
    private Runnable waiting = () -> {
    };

    /**
     * @param pause how to wait
     */
    Permit(Pause pause) {
        this.pause = pause;
    }

    /**
     * The list was read, and the start is to be sent next.
     *
     * @throws LobstrStoppedException if it may not
     */
    void use() {
        lock.lock();
        try {
            if (withdrawn) {
                throw stopped();
            }
            used = true;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the start was sent, or waits for its turn in the budget. */
    boolean isUsed() {
        lock.lock();
        try {
            return used;
        } finally {
            lock.unlock();
        }
    }

    /** What waits, waits no more. */
    void withdraw() {
        Runnable told;
        lock.lock();
        try {
            withdrawn = true;
            told = waiting;
        } finally {
            lock.unlock();
        }
        told.run();
    }

    @Override
    public void then(Duration delay, Runnable task) {
        then(delay, task, stop -> {
            throw stop;
        });
    }

    @Override
    public void then(Duration delay, Runnable task, Consumer<RuntimeException> otherwise) {
        AtomicBoolean over = new AtomicBoolean();
        Runnable end = () -> {
            if (over.compareAndSet(false, true)) {
                otherwise.accept(stopped());
            }
        };
        boolean may;
        lock.lock();
        try {
            may = !withdrawn;
            waiting = end;
        } finally {
            lock.unlock();
        }
        if (!may) {
            end.run();
            return;
        }
        pause.then(delay, () -> {
            if (over.compareAndSet(false, true)) {
                task.run();
            }
        }, stop -> {
            if (over.compareAndSet(false, true)) {
                otherwise.accept(stop);
            }
        });
    }

    private static LobstrStoppedException stopped() {
        return new LobstrStoppedException("given up before anything was started", null, null);
    }
}
