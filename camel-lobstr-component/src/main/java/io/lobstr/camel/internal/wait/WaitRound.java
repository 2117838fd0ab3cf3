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
package io.lobstr.camel.internal.wait;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.operation.Words;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * One look at the runs that are waited for, by the fewest requests: each is read, or all squids are listed and only
 * those runs are read that seem to be over. What the list says is a hint only; a run has ended when it says so itself.
 */
final class WaitRound {

    private static final Logger LOG = LoggerFactory.getLogger(RunWaits.class);

    /** So many requests in a row that bring no answer end a look. */
    private static final int OUTAGE = 3;
    /** The share of a sweep, and the least, that is spent on reading runs that seem to go on. */
    private static final int SHARE = 4;
    private static final int LEAST = 5;
    private static final Comparator<AwaitedRun> OLDEST_READ_FIRST = Comparator.comparingLong(AwaitedRun::lastRead);

    private final RunSource source;
    private final LongSupplier clock;
    private final long perRequest;
    private final BiConsumer<AwaitedRun, Run> finished;
    private final BiConsumer<List<Waiter>, LobstrException> failed;
    private int squidPages;
    private boolean keyWorks;
    private int requests;
    private boolean answered;
    /** Since the last answer. */
    private int unanswered;
    private Throwable silence;

    /**
     * @param source     the API
     * @param clock      nanoseconds
     * @param perRequest how many of them each request is given, 0 where there is no limit
     * @param squidPages how many pages of squids there were last time, 1 where that is not known
     * @param keyWorks   whether the API has ever taken the key
     * @param finished   takes a run that has ended
     * @param failed     takes those who cannot wait any more
     */
    WaitRound(RunSource source, LongSupplier clock, long perRequest, int squidPages, boolean keyWorks,
              BiConsumer<AwaitedRun, Run> finished, BiConsumer<List<Waiter>, LobstrException> failed) {
        this.source = source;
        this.clock = clock;
        this.perRequest = perRequest;
        this.squidPages = squidPages;
        this.keyWorks = keyWorks;
        this.finished = finished;
        this.failed = failed;
    }

    int squidPages() {
        return squidPages;
    }

    boolean keyWorks() {
        return keyWorks;
    }

    /** How many requests it cost that the next round costs again, if nothing happens. */
    int requests() {
        return requests;
    }

    /**
     * @param  all             the runs that are waited for; a sweep serves them all
     * @param  now             those of them whose time has come are looked at
     * @throws LobstrException if the API is away, or refuses the key: one run that cannot be answered is no outage
     */
    void look(Collection<AwaitedRun> all, long now) {
        List<AwaitedRun> due = all.stream().filter(run -> run.nextLook() <= now).toList();
        List<AwaitedRun> inTurn = due.stream().filter(AwaitedRun::isReadInTurn).toList();
        List<AwaitedRun> going = due.stream().filter(run -> !run.isReadInTurn() && run.squid() != null).toList();
        List<AwaitedRun> reads
                = new ArrayList<>(due.stream().filter(run -> !run.isReadInTurn() && run.squid() == null).toList());
        going.forEach(run -> run.looked(now));
        reads.addAll(ofThoseThatGoOn(all, going, now));
        reads.addAll(oldest(inTurn, Math.max(share(inTurn), requests)));
        read(reads, now);
    }

    private List<AwaitedRun> ofThoseThatGoOn(Collection<AwaitedRun> all, List<AwaitedRun> due, long now) {
        List<AwaitedRun> runs = all.stream().filter(run -> !run.isReadInTurn() && run.squid() != null).toList();
        Map<String, SquidState> states = null;
        try {
            if (due.size() > squidPages) {
                states = squids(runs, due.size());
            }
        } catch (RuntimeException | Error e) {
            if (e instanceof LobstrException known && !LookFailures.isNoAnswer(known)) {
                throw known;
            }
            // the next look may have the list again; if not, all have their turn
            unanswered(e);
            return some(due);
        }
        if (states == null) {
            requests += due.size();
            return due;
        }
        return suspects(runs, states, now);
    }

    /** @return null if reading each is cheaper after all, or the key may not list squids */
    private Map<String, SquidState> squids(List<AwaitedRun> runs, int due) {
        Set<String> missing = new HashSet<>();
        runs.forEach(run -> missing.add(run.squid()));
        Map<String, SquidState> states = new HashMap<>();
        Page<Squid> page;
        boolean news;
        int number = 1;
        do {
            try {
                requests++;
                page = source.squids(number);
            } catch (LobstrException e) {
                if (LookFailures.isOfAll(e) || LookFailures.isNoAnswer(e)) {
                    throw e;
                }
                LOG.debug("The squids cannot be listed, so each run is read: {}", e.getMessage());
                return null;
            }
            works();
            news = false;
            for (Squid squid : page.items()) {
                news |= states.put(squid.getId(), SquidState.of(squid)) == null;
                missing.remove(squid.getId());
            }
            squidPages = page.totalPages() != null && page.totalPages() > 0 ? page.totalPages() : Math.max(squidPages, number);
            if (due < squidPages - number) {
                return null;
            }
            number++;
        } while (!missing.isEmpty() && news && !page.last());
        return states;
    }

    private List<AwaitedRun> suspects(List<AwaitedRun> runs, Map<String, SquidState> states, long now) {
        List<AwaitedRun> over = new ArrayList<>();
        List<AwaitedRun> others = new ArrayList<>();
        for (AwaitedRun run : runs) {
            if (run.saw(states.getOrDefault(run.squid(), SquidState.UNSEEN))) {
                over.add(run);
            } else if (run.isReadAnyway(now)) {
                others.add(run);
            }
        }
        over.addAll(some(others));
        return over;
    }

    private List<AwaitedRun> some(List<AwaitedRun> runs) {
        return oldest(runs, Math.max(LEAST, squidPages / SHARE));
    }

    private List<AwaitedRun> oldest(List<AwaitedRun> runs, int most) {
        List<AwaitedRun> some = runs.stream().sorted(OLDEST_READ_FIRST).limit(most).toList();
        requests += some.size();
        return some;
    }

    /** How many reads fit into the time between two looks. */
    private int share(List<AwaitedRun> runs) {
        if (perRequest == 0) {
            return Integer.MAX_VALUE;
        }
        long interval = runs.stream().mapToLong(AwaitedRun::interval).min().orElse(0);
        return (int) Math.max(LEAST, Math.min(interval / perRequest, Integer.MAX_VALUE));
    }

    /** Those that failed last come last, so that they hide no other. */
    private void read(List<AwaitedRun> runs, long now) {
        runs.sort(Comparator.comparing(AwaitedRun::isFailing).thenComparing(OLDEST_READ_FIRST));
        for (AwaitedRun run : runs) {
            if (run.isAwaited() && unanswered < OUTAGE) {
                run.looked(now);
                read(run);
            }
        }
        if (silence != null && !answered) {
            throw silence instanceof RuntimeException known
                    ? known : new IllegalStateException(silence.toString(), silence);
        }
    }

    private void read(AwaitedRun run) {
        try {
            take(run, source.run(run.id()));
        } catch (LobstrException e) {
            run.failed(e, clock.getAsLong());
            if (LookFailures.isOfAll(e)) {
                throw e;
            }
            if (LookFailures.isNoAnswer(e)) {
                unanswered(e);
                return;
            }
            answered();
            if (!LookFailures.mayPass(e, keyWorks) || run.isRefused(clock.getAsLong())) {
                failed.accept(run.waiters(), e);
            }
        } catch (RuntimeException | Error e) {
            run.failed(e, clock.getAsLong());
            unanswered(e);
        }
    }

    /** What is thrown over one answer is its run's alone. */
    private void take(AwaitedRun run, Run read) {
        works();
        try {
            run.read(read, clock.getAsLong());
            run.foresee(source, clock.getAsLong());
            if (read.isFinished()) {
                finished.accept(run, read);
            } else {
                abortWhatCostsTooMuch(run, read);
            }
        } catch (RuntimeException | Error e) {
            run.failed(e, clock.getAsLong());
            LOG.atLevel(run.tell() ? Level.WARN : Level.DEBUG).setCause(e).log(
                    "The wait for run {} goes on, although its answer cannot be taken", Words.brief(run.id()));
        }
    }

    private void abortWhatCostsTooMuch(AwaitedRun run, Run read) {
        run.capInTheDark(read).ifPresent(cap -> LOG.warn(
                "Run {} may use more than maxCredits={}: nobody aborts it, since {} looks did not show what it has used"
                                                         + " (credit_used)",
                Words.brief(run.id()), cap.toPlainString(), UnsaidCredits.LOOKS));
        List<Waiter> by = run.toAbortFor(read, clock.getAsLong());
        if (by.isEmpty()) {
            return;
        }
        int before = run.abortIsSent();
        LOG.atLevel(before == 0 ? Level.INFO : Level.WARN).log("Run {} has used {} credits, more than maxCredits: it is {}",
                Words.brief(run.id()), read.getCreditUsed(),
                before == 0
                        ? "aborted" : "aborted again, since it goes on although lobstr.io has accepted that " + before
                                      + " times");
        try {
            source.abort(run.id());
            run.aborted(by, clock.getAsLong());
        } catch (LobstrException e) {
            LOG.warn("Run {} costs too much, and could not be aborted yet: {}", Words.brief(run.id()), e.getMessage());
            if (run.isAbortRefused(e, by, clock.getAsLong())) {
                failed.accept(by, e);
            }
        }
    }

    private void works() {
        keyWorks = true;
        answered();
    }

    private void answered() {
        answered = true;
        unanswered = 0;
    }

    private void unanswered(Throwable e) {
        silence = e;
        unanswered++;
    }
}
