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
package io.lobstr.camel.examples.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.lobstr.camel.model.Run;

/**
 * Keeps the book of the demo's runs: the routes ask it which squid is next, and tell it what happens. Many threads may
 * call it.
 */
public class RunBook {

    /** A demo that goes on for days does not keep all. */
    private static final int KEPT = 100;

    /** What is told of every change. */
    @FunctionalInterface
    interface Watcher {

        /**
         * @param before null if the run is new
         */
        void changed(BookedRun before, BookedRun after);
    }

    private final Lock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    private final Map<String, BookedRun> runs = new LinkedHashMap<>();
    private final List<String> squids;
    private final int wanted;
    private final Watcher watcher;
    private int turn;
    private int started;
    private int arrived;
    private long changes;
    private String refusal;
    private boolean stopped;

    /**
     * @param squids  the squids that take turns
     * @param wanted  how many runs are started at most
     * @param watcher is told of every change
     */
    RunBook(List<String> squids, int wanted, Watcher watcher) {
        this.squids = squids;
        this.wanted = wanted;
        this.watcher = watcher;
    }

    /**
     * @return the squid to start a run of now, or null if no more are wanted
     */
    public String nextSquid() {
        return locked(() -> started < wanted && !stopped ? squids.get(turn++ % squids.size()) : null);
    }

    /**
     * @return the squids that have a run under way
     */
    public List<String> busySquids() {
        return locked(() -> runs.values().stream().filter(run -> !run.run().isFinished())
                .map(run -> run.run().getSquid()).distinct().toList());
    }

    /**
     * Takes note of a run that the demo started.
     *
     * @param run what startRun answered
     */
    public void started(Run run) {
        change(run, known -> known.own() ? known : known.withNumber(++started));
    }

    /**
     * Takes note that no run can be started.
     *
     * @param reason why
     */
    public void refused(Exception reason) {
        locked(() -> refusal = reason.getMessage());
    }

    /**
     * Takes note of runs as they are now; those that nobody started or finished here are left alone.
     *
     * @param seen some runs of a squid
     */
    public void seen(List<Run> seen) {
        List<Run> known = locked(() -> seen.stream().filter(run -> runs.containsKey(run.getId())).toList());
        known.forEach(run -> change(run, UnaryOperator.identity()));
    }

    /**
     * Takes note that a finished run is in a file, in the queue and in the table.
     *
     * @param run the run
     */
    public void delivered(Run run) {
        change(run, BookedRun::asDelivered);
    }

    /**
     * Takes note that a finished run came back from the queue.
     *
     * @param run the run
     */
    public void readBack(Run run) {
        change(run, BookedRun::asReadBack);
    }

    /** No more runs are started, and nobody waits any longer. */
    void stop() {
        locked(() -> stopped = true);
    }

    /**
     * Waits until all runs that were wanted have arrived, until no run can be started, until nothing has happened for
     * as long as patience lasts, or until the demo is stopped.
     */
    void await(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long seen = changes;
            long deadline = System.nanoTime() + patience.toNanos();
            while (!stopped && refusal == null && arrived < wanted) {
                if (seen != changes) {
                    seen = changes;
                    deadline = System.nanoTime() + patience.toNanos();
                }
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                news.await(left, TimeUnit.NANOSECONDS);
            }
        } finally {
            lock.unlock();
        }
    }

    List<BookedRun> runs() {
        return locked(() -> List.copyOf(runs.values()));
    }

    int countStarted() {
        return locked(() -> started);
    }

    int countArrived() {
        return locked(() -> arrived);
    }

    /** Why no run can be started, or null. */
    String refusal() {
        return locked(() -> refusal);
    }

    boolean isStopped() {
        return locked(() -> stopped);
    }

    private void change(Run run, UnaryOperator<BookedRun> change) {
        lock.lock();
        try {
            BookedRun before = runs.get(run.getId());
            BookedRun known = before == null ? new BookedRun(0, run, false, false) : before.withRun(run);
            BookedRun after = change.apply(known);
            if (after.equals(before)) {
                return;
            }
            runs.put(run.getId(), after);
            if (after.own() && after.arrived() && !(before != null && before.own() && before.arrived())) {
                arrived++;
            }
            forgetOld();
            changes++;
            news.signalAll();
            watcher.changed(before, after);
        } finally {
            lock.unlock();
        }
    }

    private void forgetOld() {
        if (runs.size() > KEPT) {
            List<String> old = new ArrayList<>();
            runs.values().stream().filter(BookedRun::arrived).limit(runs.size() - KEPT)
                    .forEach(run -> old.add(run.run().getId()));
            runs.keySet().removeAll(old);
        }
    }

    private <T> T locked(Supplier<T> action) {
        lock.lock();
        try {
            T result = action.get();
            news.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }
}
