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

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One look at the runs that are waited for, by the fewest requests: each is read, or all squids are listed and only
 * those runs are read that seem to be over. What the list says is a hint only; a run has ended when it says so itself.
 */
final class WaitRound {

    private static final Logger LOG = LoggerFactory.getLogger(RunWaits.class);

    /** So many reads in a row that bring no answer are an outage. */
    private static final int OUTAGE = 3;
    /** The share of a sweep, and the least, that is spent on reading runs that seem to go on. */
    private static final int SHARE = 4;
    private static final int LEAST = 5;

    private final RunSource source;
    private final LongSupplier clock;
    private final BiConsumer<AwaitedRun, Run> finished;
    private final BiConsumer<AwaitedRun, LobstrException> failed;
    private int squidPages;
    private boolean keyWorks;
    private int requests;

    /**
     * @param source     the API
     * @param clock      nanoseconds
     * @param squidPages how many pages of squids there were last time, 1 where that is not known
     * @param keyWorks   whether the API has ever taken the key
     * @param finished   takes a run that has ended
     * @param failed     takes a run that cannot be waited for
     */
    WaitRound(RunSource source, LongSupplier clock, int squidPages, boolean keyWorks,
              BiConsumer<AwaitedRun, Run> finished, BiConsumer<AwaitedRun, LobstrException> failed) {
        this.source = source;
        this.clock = clock;
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
     * @throws LobstrException if the API is away, or refuses the key
     */
    void look(Collection<AwaitedRun> all, long now) {
        List<AwaitedRun> due = all.stream().filter(run -> run.nextLook() <= now).toList();
        List<AwaitedRun> unknown = due.stream().filter(run -> run.squid() == null).toList();
        List<AwaitedRun> known = due.stream().filter(run -> run.squid() != null).toList();
        due.forEach(run -> run.looked(now));
        if (known.size() <= squidPages || !sweep(all, known, now)) {
            requests += known.size();
            read(known);
        }
        read(unknown);
    }

    /** @return false if reading each is cheaper after all, or the squids cannot be listed */
    private boolean sweep(Collection<AwaitedRun> all, List<AwaitedRun> due, long now) {
        List<AwaitedRun> runs = all.stream().filter(run -> run.squid() != null).toList();
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
                if (endsRound(e)) {
                    throw e;
                }
                LOG.debug("The squids cannot be listed, so each run is read: {}", e.getMessage());
                return false;
            }
            keyWorks = true;
            news = false;
            for (Squid squid : page.items()) {
                news |= states.put(squid.getId(), SquidState.of(squid)) == null;
                missing.remove(squid.getId());
            }
            squidPages = page.totalPages() != null && page.totalPages() > 0 ? page.totalPages() : Math.max(squidPages, number);
            if (due.size() < squidPages - number) {
                return false;
            }
            number++;
        } while (!missing.isEmpty() && news && !page.last());
        follow(runs, states, now);
        return true;
    }

    private void follow(List<AwaitedRun> runs, Map<String, SquidState> states, long now) {
        List<AwaitedRun> over = new ArrayList<>();
        List<AwaitedRun> others = new ArrayList<>();
        for (AwaitedRun run : runs) {
            if (run.saw(states.getOrDefault(run.squid(), SquidState.UNSEEN))) {
                over.add(run);
            } else if (run.isReadAnyway(now)) {
                others.add(run);
            }
        }
        read(over);
        List<AwaitedRun> some = others.stream().sorted(Comparator.comparingLong(AwaitedRun::lastRead))
                .limit(Math.max(LEAST, squidPages / SHARE)).toList();
        requests += some.size();
        read(some);
    }

    private void read(List<AwaitedRun> runs) {
        int failures = 0;
        for (AwaitedRun run : runs) {
            if (!run.isAwaited()) {
                continue;
            }
            try {
                Run read = source.run(run.id());
                keyWorks = true;
                run.read(read, clock.getAsLong());
                failures = 0;
                if (read.isFinished()) {
                    finished.accept(run, read);
                }
            } catch (LobstrServerException e) {
                run.failed(e, clock.getAsLong());
                // one run that cannot be answered must not hide the others
                if (++failures == Math.min(OUTAGE, runs.size())) {
                    throw e;
                }
            } catch (LobstrException e) {
                run.failed(e, clock.getAsLong());
                if (endsRound(e)) {
                    throw e;
                }
                if (!mayPass(e) || run.isRefused(clock.getAsLong())) {
                    failed.accept(run, e);
                }
            }
        }
    }

    /** One such answer between good ones, or right after a start, proves nothing. */
    private boolean mayPass(LobstrException e) {
        return e instanceof LobstrNotFoundException || e instanceof LobstrAuthenticationException && keyWorks;
    }

    private static boolean endsRound(LobstrException e) {
        int status = e.getStatusCode();
        return e instanceof LobstrRateLimitException || status == 401 || status == 408 || status == 0 || status >= 500;
    }
}
