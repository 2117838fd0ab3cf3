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
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.lobstr.camel.examples.Sample;
import io.lobstr.camel.model.Run;

/**
 * Keeps the book of the demo's runs: it is told what happens, and says when everything has. Many threads may call it.
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
    private final int wanted;
    private final int further;
    private final Function<Run, Set<Sample>> wantedBy;
    private final Watcher watcher;
    private int started;
    private int scheduled;
    private int arrived;
    private long changes;
    private String refusal;
    private boolean stopped;

    /**
     * @param wanted   how many runs the schedule is to start
     * @param further  how many runs start besides
     * @param wantedBy which samples have something to do with a run
     * @param watcher  is told of every change
     */
    RunBook(int wanted, int further, Function<Run, Set<Sample>> wantedBy, Watcher watcher) {
        this.wanted = wanted;
        this.further = further;
        this.wantedBy = wantedBy;
        this.watcher = watcher;
    }

    /**
     * @return the squids that have a run under way
     */
    public List<String> busySquids() {
        return locked(() -> runs.values().stream().filter(run -> !run.run().isFinished())
                .map(run -> run.run().getSquid()).distinct().toList());
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

    /** Takes note of a run that the demo started, once. */
    void started(Run run, boolean bySchedule) {
        change(run, known -> {
            if (known.own()) {
                return known;
            }
            scheduled += bySchedule ? 1 : 0;
            return known.withNumber(++started);
        });
    }

    /** Takes note that no run can be started. */
    void refused(String reason) {
        locked(() -> refusal = reason);
    }

    /** Takes note that a sample is through with a run. */
    void handled(Run run, Sample sample) {
        change(run, known -> known.handledBy(sample));
    }

    /** Takes note that a sample is through with a run, if that is known. */
    void handled(String run, Sample sample) {
        BookedRun known = locked(() -> runs.get(run));
        if (known != null) {
            handled(known.run(), sample);
        }
    }

    /** No more runs are started, and nobody waits any longer. */
    void stop() {
        locked(() -> stopped = true);
    }

    /** Waits until the schedule has started all runs that it was to, or until there is no reason to wait. */
    void awaitStarts(Duration patience) throws InterruptedException {
        await(() -> scheduled >= wanted, patience);
    }

    /**
     * Waits until all runs that were wanted have arrived, and those that started before the schedule ended, or until
     * there is no reason to wait.
     */
    void awaitArrivals(Duration patience) throws InterruptedException {
        await(() -> arrived - further >= wanted && arrived >= started, patience);
    }

    /** Waits until the demo is stopped. */
    void awaitStop() throws InterruptedException {
        lock.lock();
        try {
            while (!stopped) {
                news.await();
            }
        } finally {
            lock.unlock();
        }
    }

    /** There is no reason where no run can be started, the demo is stopped, or nothing happens for so long. */
    private void await(Supplier<Boolean> reached, Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long seen = changes;
            long deadline = System.nanoTime() + patience.toNanos();
            while (!stopped && refusal == null && !reached.get()) {
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

    /** How many runs the schedule started. */
    int countScheduled() {
        return locked(() -> scheduled);
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
            Set<Sample> samples = wantedBy.apply(run);
            BookedRun known = before == null ? BookedRun.of(run, samples) : before.withRun(run, samples);
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
