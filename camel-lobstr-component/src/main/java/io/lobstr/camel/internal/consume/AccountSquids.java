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

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import io.lobstr.camel.exception.LobstrAuthenticationException;
import io.lobstr.camel.exception.LobstrException;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.internal.operation.ListLength;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.watch.AccountWatch;
import io.lobstr.camel.internal.watch.Moment;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.WatchMemory;
import io.lobstr.camel.model.Squid;
import org.slf4j.Logger;

/**
 * Every squid of the account: about one request a poll for a hundred of them, and a tenth of that to make sure. While
 * runs are open of which the list of squids shows nothing, half as many of their squids are read besides, with a
 * request each, or two where such a run is no longer on the first page.
 */
public final class AccountSquids implements WatchedSquids {

    private static final int REQUESTS_PER_RECONCILIATION = 10;
    private static final int REQUESTS_PER_COVERED = 2;

    /** Where so many pages cannot be read, the others cannot be either. */
    private static final int MOST_FAILING = 3;
    /** A list that has no end is not read on for ever. */
    private static final int MOST_PAGES = 1000;
    /** Squids of which nothing is sure after a late start, in each poll besides one for each request of the sweep. */
    private static final int UNSURE = 10;
    /** A list that shows fewer squids than it says so often does not only change while it is read. */
    private static final int SHORT_SWEEPS = 3;

    private static final Logger LOG = ConsumerLog.LOG;

    private final AccountWatch account;
    private int forAny;
    private int forCovered;
    private int shortSweeps;
    private int announced = -1;

    /**
     * @param memory   what is remembered of all squids together
     * @param newWatch how to watch a squid that has appeared
     */
    public AccountSquids(WatchMemory memory, Function<String, SquidWatch> newWatch) {
        this.account = new AccountWatch(memory, newWatch);
    }

    @Override
    public Collection<String> next(RunReader reader) {
        int before = forAny;
        // one that was chosen for two reasons is read once
        Set<String> squids = new LinkedHashSet<>(sweep(reader));
        account.said().forEach(what -> LOG.warn("Account: {}", what));
        announce();
        reader.keepOnly(squid -> account.watch(squid).isPresent());
        squids.addAll(account.nextUnsure(UNSURE + forAny - before));
        for (; forAny >= REQUESTS_PER_RECONCILIATION; forAny -= REQUESTS_PER_RECONCILIATION) {
            account.nextToReconcile().ifPresent(squids::add);
        }
        int most = forCovered / REQUESTS_PER_COVERED;
        List<String> covered = account.nextCovered(most);
        squids.addAll(covered);
        forCovered = covered.size() < most ? 0 : forCovered - most * REQUESTS_PER_COVERED;
        return squids;
    }

    private List<String> sweep(RunReader reader) {
        long begun = reader.nanoTime();
        ListLength length = new ListLength();
        Moment moment = null;
        Integer pages = null;
        int failed = 0;
        boolean whole = true;
        boolean more = true;
        for (int number = 1; more && number <= MOST_PAGES; number++) {
            try {
                Page<Squid> page = reader.squids(number);
                moment = moment == null ? reader.moment(begun) : moment;
                pages = page.totalPages();
                whole &= page.rows() == page.items().size();
                int fresh = account.read(page.items(), number == 1);
                more = length.goesOn(page, fresh);
            } catch (LobstrException e) {
                if (moment == null || isOfTheKey(e)) {
                    throw e;
                }
                LOG.warn("Page {} of the list of squids cannot be read, so that those on it are not looked at: {}", number,
                        e.getMessage());
                whole = false;
                boolean follows = pages == null || number < pages;
                more = follows && ++failed < MOST_FAILING && e.getStatusCode() > 0;
            }
            forAny++;
            forCovered++;
        }
        return account.finish(reader.startFrom(), moment, whole && isComplete(length));
    }

    /** What the next request meets too. */
    private static boolean isOfTheKey(LobstrException e) {
        return e instanceof LobstrAuthenticationException || e instanceof LobstrRateLimitException
                || e.getRetryAfter() != null;
    }

    private boolean isComplete(ListLength length) {
        boolean complete = length.missing() == 0 && !length.repeats();
        shortSweeps = complete ? 0 : shortSweeps + 1;
        if (shortSweeps == SHORT_SWEEPS) {
            LOG.warn("The list of squids says that it has {} more than it shows: these are not looked at",
                    length.missing() == 0 ? "some" : length.missing());
        }
        return complete;
    }

    private void announce() {
        if (announced < 0) {
            LOG.info("The account has {} squids", account.size());
        } else if (announced != account.size()) {
            LOG.debug("The account has {} squids, it had {}", account.size(), announced);
        }
        announced = account.size();
    }

    @Override
    public void read(String squid, RunReader reader) {
        account.watch(squid).ifPresent(watch -> {
            long begun = reader.nanoTime();
            try {
                boolean whole = reader.read(squid, watch, RunReader.PAGES_PER_POLL);
                account.hasRead(squid, whole, reader.moment(begun));
            } catch (LobstrNotFoundException e) {
                LOG.debug("Squid {} is not found", squid);
                account.notFound(squid, reader.moment(begun));
                watch.said().forEach(what -> LOG.warn("Squid {}: {}", squid, what));
            }
        });
    }

    @Override
    public Optional<SquidWatch> watch(String squid) {
        return account.watch(squid);
    }

    @Override
    public Collection<String> known() {
        return account.squids();
    }

    @Override
    public Collection<SquidWatch> watches() {
        return account.watches();
    }

    @Override
    public Collection<String> used() {
        return account.used();
    }

    @Override
    public int size() {
        return account.size();
    }
}
