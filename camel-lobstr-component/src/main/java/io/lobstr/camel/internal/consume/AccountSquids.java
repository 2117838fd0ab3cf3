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
import java.util.Set;
import java.util.function.Function;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.internal.operation.Page;
import io.lobstr.camel.internal.watch.AccountWatch;
import io.lobstr.camel.internal.watch.SquidWatch;
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

    private static final Logger LOG = ConsumerLog.LOG;

    private final AccountWatch account;
    private int forAny;
    private int forCovered;
    private int announced = -1;

    public AccountSquids(Function<String, SquidWatch> newWatch) {
        this.account = new AccountWatch(newWatch);
    }

    @Override
    public Collection<String> next(RunReader reader) {
        sweep(reader);
        // one that was chosen for two reasons is read once
        Set<String> squids = new LinkedHashSet<>(account.finish());
        announce();
        for (; forAny >= REQUESTS_PER_RECONCILIATION; forAny -= REQUESTS_PER_RECONCILIATION) {
            account.nextToReconcile().ifPresent(squids::add);
        }
        int most = forCovered / REQUESTS_PER_COVERED;
        List<String> covered = account.nextCovered(most);
        squids.addAll(covered);
        forCovered = covered.size() < most ? 0 : forCovered - most * REQUESTS_PER_COVERED;
        return squids;
    }

    private void sweep(RunReader reader) {
        Page<Squid> page;
        int number = 1;
        do {
            page = reader.squids(number);
            account.read(page.items(), number == 1);
            number++;
            forAny++;
            forCovered++;
        } while (!page.last());
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
            try {
                reader.read(squid, watch);
                account.hasRead(squid);
            } catch (LobstrNotFoundException e) {
                LOG.debug("Squid {} is gone", squid);
                watch.allGone();
            }
        });
    }

    @Override
    public Collection<SquidWatch> watches() {
        return account.watches();
    }

    @Override
    public int size() {
        return account.size();
    }
}
