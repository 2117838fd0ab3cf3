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

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * All there is in the simulated account. Whoever reads several things that belong together locks the account meanwhile.
 */
public final class Account {

    private final Clock clock;
    private final Random random;
    private final Ids ids;
    private final List<SimulatedSquid> squids = new ArrayList<>();
    private final Map<String, SimulatedSquid> squidsById = new HashMap<>();
    private final Map<String, SimulatedRun> runsById = new HashMap<>();
    private final Balance balance = new Balance();
    private final RunTurns turns = new RunTurns(this);
    private final Crawlers crawlers = new Crawlers();
    private final SiteAccounts siteAccounts = new SiteAccounts(this);
    private final Uploads uploads = new Uploads(this);
    private int slots = 10;
    private WebhookCaller caller = WebhookCaller.NOBODY;

    /**
     * An empty account.
     *
     * @param clock tells the time
     * @param seed  what ids and random lengths follow from
     */
    public Account(Clock clock, long seed) {
        this.clock = clock;
        this.random = new Random(seed);
        this.ids = new Ids(new Random(~seed));
        turns.listen(turn -> turn.run().squid().chain().ifPresent(chain -> chain.follow(turn)));
    }

    /**
     * {@return the time}
     */
    public Instant now() {
        return clock.instant();
    }

    /**
     * Adds a squid, in front of those there are.
     *
     * @param  name   its name
     * @param  change what differs from the default
     * @return        the squid
     */
    public synchronized SimulatedSquid addSquid(String name, Consumer<SquidSetup> change) {
        SquidSetup setup = new SquidSetup();
        change.accept(setup);
        SimulatedSquid squid = new SimulatedSquid(this, name, setup);
        if (squidsById.putIfAbsent(squid.id(), squid) != null) {
            throw new IllegalArgumentException("There is a squid " + squid.id() + " already");
        }
        squids.add(squid);
        crawlers.learn(squid.crawlerName());
        return squid;
    }

    /**
     * {@return the scraper templates}
     */
    public Crawlers crawlers() {
        return crawlers;
    }

    /**
     * {@return the accounts of sites}
     */
    public SiteAccounts siteAccounts() {
        return siteAccounts;
    }

    /**
     * {@return the files of tasks}
     */
    public Uploads uploads() {
        return uploads;
    }

    /**
     * {@return how many slots the plan has}
     */
    public synchronized int slots() {
        return slots;
    }

    /**
     * Sets how many slots the plan has. Squids that are there keep theirs.
     *
     * @param count how many
     */
    public synchronized void slots(int count) {
        slots = count;
    }

    /**
     * {@return how many slots the active squids hold}
     */
    public synchronized int usedSlots() {
        return squids.stream().map(SimulatedSquid::settings).filter(SquidSettings::active)
                .mapToInt(SquidSettings::concurrency).sum();
    }

    /**
     * Makes up a name that no squid has.
     *
     * @param  pattern the name, with {@code %d} where a number goes
     * @return         the name
     */
    public synchronized String freeName(String pattern) {
        int number = 1;
        while (isTaken(pattern.formatted(number))) {
            number++;
        }
        return pattern.formatted(number);
    }

    /**
     * Tells whether a squid has a name.
     *
     * @param  name the name
     * @return      whether one has it
     */
    public synchronized boolean isTaken(String name) {
        return squids.stream().anyMatch(squid -> squid.name().equals(name));
    }

    /**
     * Does what has become due: files and cookies arrive, runs take their turns, and more follows from these.
     */
    public synchronized void catchUp() {
        uploads.catchUp();
        siteAccounts.catchUp();
        turns.catchUp();
    }

    /**
     * Finds a squid.
     *
     * @param  id its id
     * @return    the squid, if there is one
     */
    public synchronized Optional<SimulatedSquid> squid(String id) {
        return Optional.ofNullable(squidsById.get(id));
    }

    /**
     * Finds a run.
     *
     * @param  id its id
     * @return    the run, if there is one
     */
    public synchronized Optional<SimulatedRun> run(String id) {
        return Optional.ofNullable(runsById.get(id));
    }

    /**
     * {@return how many squids there are}
     */
    public synchronized int squidCount() {
        return squids.size();
    }

    /**
     * The squid at a place in the list.
     *
     * @param  index the place, 0 for the newest
     * @return       the squid
     */
    public synchronized SimulatedSquid squid(int index) {
        return squids.get(squids.size() - 1 - index);
    }

    /**
     * The squids whose name contains something.
     *
     * @param  part what the name contains, in upper or lower case
     * @return      those squids, newest first
     */
    public synchronized List<SimulatedSquid> squidsNamed(String part) {
        String wanted = part.toLowerCase(Locale.ROOT);
        List<SimulatedSquid> found = new ArrayList<>();
        for (int i = 0; i < squids.size(); i++) {
            SimulatedSquid squid = squid(i);
            if (squid.name().toLowerCase(Locale.ROOT).contains(wanted)) {
                found.add(squid);
            }
        }
        return found;
    }

    /**
     * Sets the balance.
     *
     * @param allotment what the plan allots
     * @param consumed  what was consumed before now
     */
    public synchronized void balance(BigDecimal allotment, BigDecimal consumed) {
        balance.set(allotment, consumed);
    }

    /**
     * {@return the credits that the plan allots}
     */
    public synchronized BigDecimal allotment() {
        return balance.allotment();
    }

    /**
     * {@return the credits consumed by now}
     */
    public synchronized BigDecimal consumed() {
        return balance.consumed();
    }

    /**
     * Calls back at each turn that a run takes, in the order of time, while the account is locked.
     *
     * @param listener gets the turn
     */
    public void listen(Consumer<RunTurn> listener) {
        turns.listen(listener);
    }

    /**
     * Says who makes the calls of webhooks.
     *
     * @param newCaller makes them
     */
    public synchronized void webhookCaller(WebhookCaller newCaller) {
        caller = newCaller;
    }

    synchronized void deleteSquid(SimulatedSquid squid) {
        squids.remove(squid);
        squidsById.remove(squid.id());
        for (int i = 0; i < squid.history().size(); i++) {
            forget(squid.history().newest(i));
        }
    }

    SimulatedRun register(SimulatedRun run) {
        if (runsById.putIfAbsent(run.id(), run) != null) {
            throw new IllegalArgumentException("There is a run " + run.id() + " already");
        }
        return run;
    }

    void forget(SimulatedRun run) {
        runsById.remove(run.id());
        turns.forget(run);
    }

    Balance balance() {
        return balance;
    }

    RunTurns turns() {
        return turns;
    }

    WebhookCaller webhookCaller() {
        return caller;
    }

    Ids ids() {
        return ids;
    }

    Random random() {
        return random;
    }
}
