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
package io.lobstr.camel.simulator.state;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import io.lobstr.camel.simulator.state.RunTurn.What;

/**
 * Tells the turns that runs take by the clock or are told to take, in the order of time, whenever somebody looks at the
 * clock. Whoever uses it holds the account's lock.
 */
final class RunTurns {

    private final Account account;
    private final List<Consumer<RunTurn>> listeners = new CopyOnWriteArrayList<>();
    private final Map<SimulatedRun, Coming> coming = new HashMap<>();
    private final NavigableSet<Coming> byTime
            = new TreeSet<>(Comparator.comparing(Coming::at).thenComparing(Coming::number));
    private long count;

    RunTurns(Account account) {
        this.account = account;
    }

    void listen(Consumer<RunTurn> listener) {
        listeners.add(listener);
    }

    /** A run was started; all of its turns are told. */
    void start(SimulatedRun run) {
        expect(run, null, false);
        if (run.timeline().pausedSince() != null) {
            tell(run, What.PAUSED, run.timeline().pausedSince(), false);
        }
    }

    /** A run was put among the others; its past is not told. */
    void join(SimulatedRun run) {
        Instant now = account.now();
        Timeline timeline = run.timeline();
        if (now.isBefore(timeline.over())) {
            What past = now.isBefore(timeline.started()) ? null : What.RUNNING;
            expect(run, now.isBefore(timeline.collected()) ? past : What.COLLECTED, false);
        }
    }

    /** A run is told to take a turn. */
    void turn(SimulatedRun run, Runnable change) {
        catchUp();
        RunStatus before = run.status();
        Coming old = coming.getOrDefault(run, Coming.after(run, null, false, count));
        change.run();
        RunStatus after = run.status();
        if (before.isOver()) {
            expect(run, after.isOver() ? What.COLLECTED : null, !after.isOver());
        } else if (before == RunStatus.PAUSED && after == RunStatus.RUNNING) {
            expect(run, What.RUNNING, old.again);
            tell(run, What.RUNNING, account.now(), old.again);
        } else {
            expect(run, old.past, old.again);
            if (before != RunStatus.PAUSED && after == RunStatus.PAUSED) {
                tell(run, What.PAUSED, account.now(), old.again);
            }
        }
        catchUp();
    }

    void catchUp() {
        Instant now = account.now();
        while (!byTime.isEmpty() && !byTime.first().at.isAfter(now)) {
            Coming next = byTime.first();
            if (next.what == What.OVER) {
                forget(next.run);
            } else {
                expect(next.run, next.what, next.again);
            }
            tell(next.run, next.what, next.at, next.again);
        }
    }

    void forget(SimulatedRun run) {
        Coming old = coming.remove(run);
        if (old != null) {
            byTime.remove(old);
        }
    }

    private void expect(SimulatedRun run, What past, boolean again) {
        forget(run);
        Coming next = Coming.after(run, past, again, count++);
        coming.put(run, next);
        byTime.add(next);
    }

    private void tell(SimulatedRun run, What what, Instant at, boolean again) {
        RunTurn turn = new RunTurn(run, what, at, run.ending(), again);
        listeners.forEach(listener -> listener.accept(turn));
    }

    /** The turn that a run takes next. */
    private record Coming(SimulatedRun run, What past, boolean again, long number, What what, Instant at) {

        static Coming after(SimulatedRun run, What past, boolean again, long number) {
            Timeline timeline = run.timeline();
            if (timeline.pausedSince() != null) {
                return new Coming(run, past, again, number, What.OVER, Instant.MAX);
            }
            // a phase of no length is passed without a word
            if (past == null && timeline.started().isBefore(timeline.collected())) {
                return new Coming(run, past, again, number, What.RUNNING, timeline.started());
            }
            return past == What.COLLECTED
                    ? new Coming(run, past, again, number, What.OVER, timeline.over())
                    : new Coming(run, past, again, number, What.COLLECTED, timeline.collected());
        }
    }
}
