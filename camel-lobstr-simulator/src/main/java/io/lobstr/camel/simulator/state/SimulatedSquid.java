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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One squid with its tasks and its runs.
 */
public final class SimulatedSquid extends SquidRuns {

    private final Account account;
    private final String id;
    private final Instant createdAt;
    private final SquidSetup setup;
    private final SquidTasks tasks = new SquidTasks();
    private String name;
    private Stored stored;
    private Chain chain;

    SimulatedSquid(Account account, String name, SquidSetup setup) {
        super(account);
        this.account = account;
        this.name = name;
        this.setup = setup;
        this.id = setup.idOr(account.ids());
        this.createdAt = setup.createdAtOr(account.now());
        this.stored = setup.stored();
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
        return SimulatedCrawler.idOf(setup.crawlerName());
    }

    /**
     * {@return the name of its crawler}
     */
    public String crawlerName() {
        return setup.crawlerName();
    }

    /**
     * {@return the client whose request made it, or null}
     */
    public String createdVia() {
        return setup.createdVia();
    }

    /**
     * {@return what can be set of it, but for its name}
     */
    public SquidSettings settings() {
        synchronized (account) {
            return setup.settings();
        }
    }

    /**
     * Changes what can be set of it. Its run ends if it is switched off.
     *
     * @param settings the new settings
     * @param what     what this stores
     */
    public void change(SquidSettings settings, Stored what) {
        synchronized (account) {
            if (setup.settings().active() && !settings.active()) {
                activeRun().ifPresent(run -> run.end(new Ending(RunStatus.ABORTED, "deactivated", null)));
            }
            setup.settings(settings);
            stored = what.compareTo(stored) > 0 ? what : stored;
        }
    }

    /**
     * {@return what requests have stored in it}
     */
    public Stored stored() {
        synchronized (account) {
            return stored;
        }
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
     * Finds a task.
     *
     * @param  task its id
     * @return      the task, if there is one
     */
    public Optional<SimulatedTask> task(String task) {
        synchronized (account) {
            return tasks.find(task);
        }
    }

    /**
     * Removes tasks. Runs that are there keep theirs.
     *
     * @param  which which of them
     * @return       those that are gone
     */
    public List<SimulatedTask> removeTasks(Predicate<SimulatedTask> which) {
        synchronized (account) {
            return tasks.remove(which);
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
     * {@return the chain that its runs feed, if there is one}
     */
    public Optional<Chain> chain() {
        synchronized (account) {
            return Optional.ofNullable(chain);
        }
    }

    /**
     * Lets its runs feed another squid: those that end from now on.
     *
     * @param  target   the other squid's crawler
     * @param  fieldMap the fields of rows, and the parameters of tasks that they become
     * @param  settings what the chain is like
     * @return          the chain
     */
    public Chain chainTo(SimulatedCrawler target, Map<String, String> fieldMap, ChainSettings settings) {
        synchronized (account) {
            account.turns().catchUp();
            chain = new Chain(account, this, target, fieldMap, settings);
            return chain;
        }
    }

    /**
     * Takes the chain away.
     */
    public void unchain() {
        synchronized (account) {
            chain = null;
        }
    }

    /**
     * Deletes it and all its runs, as if it had never been.
     */
    public void delete() {
        account.deleteSquid(this);
    }

    @Override
    SimulatedSquid squid() {
        return this;
    }

    @Override
    RunPlan nextPlan() {
        RunPlan plan = setup.nextPlan(account.random());
        return account.siteAccounts().problemOf(this).map(reason -> plan.withEnding(Ending.error(reason)).withResults(0))
                .orElse(plan);
    }

    @Override
    RunPlan pastPlan() {
        return setup.pastPlan();
    }

    @Override
    List<SimulatedTask> taskList() {
        return tasks.all();
    }
}
