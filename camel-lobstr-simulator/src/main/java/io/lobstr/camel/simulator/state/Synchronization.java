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

/**
 * The way of cookies into an account.
 */
public final class Synchronization {

    /** It was asked for. */
    public static final int CREATED = 100;
    /** It goes on. */
    public static final int SYNCHRONIZING = 120;
    /** The site took the cookies. */
    public static final int SYNCHRONIZED = 200;

    private final String id;
    private final AccountType type;
    private final int cookies;
    private final Instant created;
    private final Instant end;
    private final int outcome;
    private SiteAccount account;
    private boolean settled;

    Synchronization(String id, AccountType type, int cookies, SiteAccount account, Instant created, Duration length,
                    int outcome) {
        this.id = id;
        this.type = type;
        this.cookies = cookies;
        this.account = account;
        this.created = created;
        this.end = created.plus(length);
        this.outcome = outcome;
    }

    /**
     * {@return its id}
     */
    public String id() {
        return id;
    }

    /**
     * How it stands.
     *
     * @param  now the time
     * @return     100, 120, or how it ended: 200, or 400 and more
     */
    public int statusAt(Instant now) {
        if (!now.isBefore(end)) {
            return outcome;
        }
        boolean early = Duration.between(created, now).multipliedBy(4).compareTo(Duration.between(created, end)) < 0;
        return early ? CREATED : SYNCHRONIZING;
    }

    /**
     * {@return the id of the account, or null as long as there is none}
     */
    public String accountId() {
        return account == null ? null : account.id();
    }

    /** Brings the cookies into the account once it is over. */
    void catchUp(SiteAccounts accounts, Instant now) {
        if (!settled && !now.isBefore(end)) {
            settled = true;
            if (outcome == SYNCHRONIZED) {
                account = account == null ? accounts.add(type, end) : account;
                account.synchronizedWith(cookies, end);
            }
        }
    }
}
