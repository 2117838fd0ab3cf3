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

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The runs of a squid.
 */
public abstract sealed class SquidRuns extends SquidWebhook permits SimulatedSquid {

    private final Account account;
    private final RunHistory history = new RunHistory();
    private final List<SimulatedRun> open = new ArrayList<>();
    private final Set<String> emptied = new HashSet<>();
    private Refusal refusal;

    SquidRuns(Account account) {
        super(account);
        this.account = account;
    }

    abstract RunPlan nextPlan();

    abstract RunPlan pastPlan();

    abstract List<SimulatedTask> taskList();

    /**
     * Starts a run as the API would.
     *
     * @return                       the run
     * @throws IllegalStateException if one is active
     */
    public SimulatedRun startRun() {
        synchronized (account) {
            activeRun().ifPresent(run -> {
                throw new IllegalStateException("Squid " + squid().id() + " has an active " + run);
            });
            return launch("user", false);
        }
    }

    /**
     * Starts a run whether or not one is active: {@code force_launch}.
     *
     * @return the run
     */
    public SimulatedRun forceRun() {
        synchronized (account) {
            return launch("user", true);
        }
    }

    /**
     * Puts a run where it belongs by its time of creation. It follows its plan from then on.
     *
     * @param  change what differs from this squid's other runs
     * @return        the run
     */
    public SimulatedRun addRun(Consumer<RunSetup> change) {
        synchronized (account) {
            RunSetup run = new RunSetup();
            change.accept(run);
            SimulatedRun added = add(new SimulatedRun(
                    account, squid(), run.idOr(account.ids()),
                    RunCourse.of(run.createdAtOr(account.now()), run.over(nextPlan())),
                    new RunStart(run.origin(), false, taskList())));
            account.turns().join(added);
            return added;
        }
    }

    /**
     * Puts finished runs before all others, each a minute older than the next. A hundred thousand take little time and
     * memory.
     *
     * @param count how many
     */
    public void addFinishedRuns(int count) {
        addFinishedRuns(count, Duration.ofMinutes(1));
    }

    /**
     * Puts finished runs before all others.
     *
     * @param count how many
     * @param apart how far from each other they were created; zero lets all finish at the same instant
     */
    public void addFinishedRuns(int count, Duration apart) {
        synchronized (account) {
            RunPlan plan = pastPlan();
            Duration length = plan.pending().plus(plan.running()).plus(plan.uploading());
            Instant newest = history.oldestOr(account.now()).minus(length);
            List<SimulatedRun> older = new ArrayList<>(count);
            for (int i = count - 1; i >= 0; i--) {
                Instant created = newest.minus(apart.multipliedBy(i));
                older.add(account.register(new SimulatedRun(
                        account, squid(), account.ids().next(), RunCourse.of(created, plan),
                        new RunStart("user", false, taskList()))));
            }
            history.addOldest(older);
        }
    }

    /**
     * {@return how many runs it has}
     */
    public int runCount() {
        synchronized (account) {
            return history.size();
        }
    }

    /**
     * {@return its runs, newest first}
     */
    public List<SimulatedRun> runs() {
        synchronized (account) {
            return history.newestFirst();
        }
    }

    /**
     * The run at a place in the list.
     *
     * @param  index the place, 0 for the newest
     * @return       the run
     */
    public SimulatedRun run(int index) {
        synchronized (account) {
            return history.newest(index);
        }
    }

    /**
     * {@return the newest of the runs that are not over}
     */
    public Optional<SimulatedRun> activeRun() {
        synchronized (account) {
            open.removeIf(SimulatedRun::isOver);
            return open.isEmpty() ? Optional.empty() : Optional.of(open.get(open.size() - 1));
        }
    }

    /**
     * Tells whether a run was active since an instant, or is.
     *
     * @param  instant the instant
     * @return         whether one was
     */
    public boolean wasActiveSince(Instant instant) {
        synchronized (account) {
            return activeRun().isPresent() || history.size() > 0 && history.newest(0).timeline().over().isAfter(instant);
        }
    }

    /**
     * Refuses to start runs from now on, for what the account's state forbids.
     *
     * @param type    the error's type, such as {@code NotEnoughCredits} or {@code SquidNotReady}
     * @param message the API's words
     */
    public void refuseStarts(String type, String message) {
        synchronized (account) {
            refusal = new Refusal(type, message);
        }
    }

    /**
     * Starts runs again.
     */
    public void acceptStarts() {
        synchronized (account) {
            refusal = null;
        }
    }

    /**
     * {@return why it refuses to start runs, if it does}
     */
    public Optional<Refusal> refusal() {
        synchronized (account) {
            return Optional.ofNullable(refusal);
        }
    }

    /**
     * Takes the rows away of runs that are over and had no other tasks than these. Their counters stay.
     *
     * @param gone the tasks
     */
    public void forgetRowsOf(List<SimulatedTask> gone) {
        synchronized (account) {
            Set<SimulatedTask> tasks = new HashSet<>(gone);
            history.newestFirst().stream().filter(SimulatedRun::isOver).filter(run -> tasks.containsAll(run.tasks()))
                    .forEach(run -> emptied.add(run.id()));
        }
    }

    /**
     * Tells whether the rows of a run can be read still.
     *
     * @param  run the run
     * @return     whether they can
     */
    public boolean showsRowsOf(SimulatedRun run) {
        synchronized (account) {
            return !emptied.contains(run.id());
        }
    }

    void deleteRun(SimulatedRun run) {
        synchronized (account) {
            history.remove(run);
            open.remove(run);
            account.forget(run);
        }
    }

    void open(SimulatedRun run) {
        open.add(run);
    }

    RunHistory history() {
        return history;
    }

    /** Starts a run that follows its plan. */
    private SimulatedRun launch(String origin, boolean forced) {
        return launch(RunCourse.of(account.now(), planNow()), origin, forced);
    }

    SimulatedRun launch(RunCourse course, String origin, boolean forced) {
        SimulatedRun run = new SimulatedRun(
                account, squid(), account.ids().next(), course, new RunStart(origin, forced, taskList()));
        account.balance().bill(run);
        add(run);
        account.turns().start(run);
        return run;
    }

    RunPlan planNow() {
        RunPlan plan = nextPlan();
        return taskList().isEmpty() ? plan.withoutTasks() : plan;
    }

    private SimulatedRun add(SimulatedRun run) {
        account.register(run);
        history.add(run);
        if (!run.isOver()) {
            open.add(run);
        }
        return run;
    }
}
