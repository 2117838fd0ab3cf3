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

import java.lang.ref.WeakReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import io.lobstr.camel.internal.watch.DueRun;

/**
 * A run that came out, until what became of it is recorded. It outlives the consumer: whoever watches the squid next
 * takes it over, and hears how its exchange ended.
 */
final class Claim {

    /** Whoever watches the squid now. */
    interface Owner {

        /** The exchange goes on. */
        void claimed();

        /** The exchange succeeded, and that is recorded. */
        void settled();

        /** The exchange failed. */
        void failed();
    }

    private enum State {
        IN_FLIGHT,
        /** The exchange succeeded, which is not recorded yet. */
        HANDLED,
        ENDED
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Consumer<Boolean> ended;
    private State state = State.IN_FLIGHT;
    private DueRun due;
    private Owner owner;
    private boolean watched = true;
    private volatile boolean unrecorded;
    /** Nobody else who holds it can let the exchange end without it. */
    private WeakReference<Settlement> exchange = new WeakReference<>(null);

    /**
     * @param due   the run, claimed
     * @param owner hears how it ends
     * @param ended what comes then, before anybody else can look: true if the run was settled for whoever watches next
     */
    Claim(DueRun due, Owner owner, Consumer<Boolean> ended) {
        this.due = due;
        this.owner = owner;
        this.ended = ended;
    }

    DueRun run() {
        return due;
    }

    void goesWith(Settlement settlement) {
        lock.lock();
        try {
            exchange = new WeakReference<>(settlement);
        } finally {
            lock.unlock();
        }
    }

    /** Another watch has found the run, whose exchange goes on. False if it has ended. */
    boolean passTo(DueRun found, Owner next) {
        lock.lock();
        try {
            if (state == State.ENDED) {
                return false;
            }
            if (found.claim()) {
                due = found;
                if (owner != next) {
                    owner = next;
                    next.claimed();
                }
                watched = true;
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Nobody watches the squid for now. */
    void leave(Owner leaving) {
        lock.lock();
        try {
            watched &= owner != leaving;
        } finally {
            lock.unlock();
        }
    }

    /** The exchange succeeded. Throws what the memory throws: then it is to be recorded later. */
    void handled() {
        lock.lock();
        try {
            if (state == State.IN_FLIGHT) {
                state = State.HANDLED;
                record();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Records what could not be recorded before. */
    void recordIfHandled() {
        lock.lock();
        try {
            if (state == State.HANDLED) {
                record();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether it was handled, which could not be recorded. To be asked at any time. */
    boolean isUnrecorded() {
        return unrecorded;
    }

    private void record() {
        boolean recorded = false;
        try {
            if (watched) {
                due.settle();
            } else {
                due.settleForLater();
            }
            recorded = true;
        } finally {
            unrecorded = !recorded;
        }
        end(!watched);
        owner.settled();
    }

    /** The exchange failed. */
    void release() {
        lock.lock();
        try {
            if (state == State.IN_FLIGHT) {
                due.release();
                end(false);
                owner.failed();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether nobody holds the exchange any more, so that it can never end; then its run comes out again. */
    boolean releaseIfDropped() {
        lock.lock();
        try {
            boolean dropped = state == State.IN_FLIGHT && exchange.get() == null;
            if (dropped) {
                release();
            }
            return dropped;
        } finally {
            lock.unlock();
        }
    }

    private void end(boolean settledForLater) {
        state = State.ENDED;
        ended.accept(settledForLater);
    }
}
