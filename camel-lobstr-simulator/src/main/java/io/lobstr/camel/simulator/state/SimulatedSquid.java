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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One squid with its tasks and its runs.
 */
public final class SimulatedSquid {

    private final Account account;
    private final String id;
    private final Instant createdAt;
    private final SquidSetup setup;
    private final RunHistory history = new RunHistory();
    private final List<SimulatedRun> open = new ArrayList<>();
    private final SquidTasks tasks = new SquidTasks();
    private String name;
    private Refusal refusal;
    private WebhookDelivery webhook;

    SimulatedSquid(Account account, String name, SquidSetup setup) {
        this.account = account;
        this.name = name;
        this.setup = setup;
        this.id = setup.idOr(account.ids());
        this.createdAt = setup.createdAtOr(account.now());
        setup.firstTasks().forEach(this::addTask);
    }

    /**
     * {@return its id}
     */
    public String id() {
        return id;
    }

    /**
     * {@return its name}
     */
    public String name() {
        synchronized (account) {
            return name;
        }
    }

    /**
     * {@return when it was created}
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * {@return the id of its crawler}
     */
    public String crawler() {
        return setup.crawler();
    }

    /**
     * {@return the name of its crawler}
     */
    public String crawlerName() {
        return setup.crawlerName();
    }

    /**
     * {@return when it is due, if it recurs}
     */
    public Optional<Schedule> schedule() {
        return Optional.ofNullable(setup.schedule());
    }

    /**
     * {@return the ids of the accounts it logs in with}
     */
    public List<String> accounts() {
        return setup.accounts();
    }

    /**
     * {@return the maker of its rows}
     */
    public Rows rows() {
        return setup.rows();
    }

    /**
     * Gives it another name.
     *
     * @param newName the name
     */
    public void rename(String newName) {
        synchronized (account) {
            name = newName;
        }
    }

    /**
     * Changes what the runs are like that are started from now on.
     *
     * @param change what to change
     */
    public void configure(Consumer<SquidSetup> change) {
        synchronized (account) {
            change.accept(setup);
        }
    }

    /**
     * Starts a run as the API would.
     *
     * @return                       the run
     * @throws IllegalStateException if one is active
     */
    public SimulatedRun startRun() {
        synchronized (account) {
            activeRun().ifPresent(run -> {
                throw new IllegalStateException("Squid " + id + " has an active " + run);
            });
            return launch(false);
        }
    }

    /**
     * Starts a run whether or not one is active: {@code force_launch}.
     *
     * @return the run
     */
    public SimulatedRun forceRun() {
        synchronized (account) {
            return launch(true);
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
            return add(new SimulatedRun(
                    account, this, run.idOr(account.ids()), run.over(setup.nextPlan(account.random())),
                    run.createdAtOr(account.now()), run.origin(), false, tasks.count()));
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
            RunPlan plan = setup.pastPlan();
            Duration length = plan.pending().plus(plan.running()).plus(plan.uploading());
            Instant newest = history.oldestOr(account.now()).minus(length);
            List<SimulatedRun> older = new ArrayList<>(count);
            for (int i = count - 1; i >= 0; i--) {
                Instant created = newest.minus(apart.multipliedBy(i));
                older.add(account.register(
                        new SimulatedRun(account, this, account.ids().next(), plan, created, "user", false, tasks.count())));
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
     * Adds a task.
     *
     * @param  params its parameters
     * @return        the task, or nothing if the squid has that one already
     */
    public Optional<SimulatedTask> addTask(Map<String, Object> params) {
        synchronized (account) {
            return tasks.add(params, account.ids(), account.now());
        }
    }

    /**
     * {@return its tasks}
     */
    public List<SimulatedTask> tasks() {
        synchronized (account) {
            return tasks.all();
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
     * {@return the webhook that was configured for it}
     */
    public Optional<WebhookDelivery> webhook() {
        synchronized (account) {
            return Optional.ofNullable(webhook);
        }
    }

    /**
     * Replaces the webhook.
     *
     * @param delivery the new one
     */
    public void deliverTo(WebhookDelivery delivery) {
        synchronized (account) {
            webhook = delivery;
        }
    }

    /**
     * Deletes it and all its runs, as if it had never been.
     */
    public void delete() {
        account.deleteSquid(this);
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

    RunPlan planAgain() {
        return setup.nextPlan(account.random());
    }

    RunHistory history() {
        return history;
    }

    private SimulatedRun launch(boolean forced) {
        RunPlan plan = setup.nextPlan(account.random());
        SimulatedRun run = new SimulatedRun(
                account, this, account.ids().next(), tasks.count() == 0 ? plan.withoutTasks() : plan, account.now(), "user",
                forced, tasks.count());
        account.bill(run);
        return add(run);
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
