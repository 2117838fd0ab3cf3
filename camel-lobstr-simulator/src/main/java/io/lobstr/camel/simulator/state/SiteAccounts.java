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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts of sites that squids log in with, and the types that there are.
 */
public final class SiteAccounts {

    private final Account account;
    private final Map<String, AccountType> types = new LinkedHashMap<>();
    private final Map<String, SiteAccount> byId = new LinkedHashMap<>();
    private final Map<String, Synchronization> synchronizations = new LinkedHashMap<>();
    private Duration length = Duration.ofSeconds(4);
    private int outcome = Synchronization.SYNCHRONIZED;

    SiteAccounts(Account account) {
        this.account = account;
        List<AccountType.Limit> limits = List.of(
                new AccountType.Limit("profiles", 300, 150), new AccountType.Limit("batch", 40, 20),
                new AccountType.Limit("batch_hours", 24, 2));
        addType(new AccountType(
                "twitter-sync", "Twitter", "https://x.com", limits,
                List.of(new AccountType.Cookie("auth_token", true), new AccountType.Cookie("ct0", true),
                        new AccountType.Cookie("lang", false))));
        addType(new AccountType(
                "linkedin-sync", "LinkedIn", "https://www.linkedin.com", limits,
                List.of(new AccountType.Cookie("li_at", true))));
        addType(new AccountType("facebook-sync", "Facebook", "https://www.facebook.com", limits, List.of()));
    }

    /**
     * Adds a type, or replaces that of the name.
     *
     * @param type the type
     */
    public void addType(AccountType type) {
        synchronized (account) {
            types.put(type.name(), type);
        }
    }

    /**
     * {@return the types that there are}
     */
    public List<AccountType> types() {
        synchronized (account) {
            return List.copyOf(types.values());
        }
    }

    /**
     * Finds a type.
     *
     * @param  name its name
     * @return      the type, if there is one
     */
    public Optional<AccountType> type(String name) {
        synchronized (account) {
            return Optional.ofNullable(types.get(name));
        }
    }

    /**
     * Adds an account whose cookies are good.
     *
     * @param  type     the name of its type
     * @param  username its name on the site
     * @return          the account
     */
    public SiteAccount add(String type, String username) {
        synchronized (account) {
            return add(type(type).orElseThrow(() -> new IllegalArgumentException("There is no type of accounts " + type)),
                    username, account.now());
        }
    }

    /**
     * Finds an account.
     *
     * @param  id its id
     * @return    the account, if there is one
     */
    public Optional<SiteAccount> find(String id) {
        synchronized (account) {
            return Optional.ofNullable(byId.get(id));
        }
    }

    /**
     * {@return all accounts}
     */
    public List<SiteAccount> all() {
        synchronized (account) {
            return List.copyOf(byId.values());
        }
    }

    /**
     * Says how synchronizations go from now on.
     *
     * @param newLength  how long they take; 4 seconds by default
     * @param newOutcome how they end: 200 by default, 400 and more for bad cookies, 120 for those that never end
     */
    public void synchronizing(Duration newLength, int newOutcome) {
        synchronized (account) {
            length = newLength;
            outcome = newOutcome;
        }
    }

    /**
     * Finds an account by its cookies.
     *
     * @param  type    its type
     * @param  cookies the cookies
     * @return         the account that has them, if there is one
     */
    public Optional<SiteAccount> withCookies(AccountType type, Map<String, String> cookies) {
        synchronized (account) {
            return byId.values().stream().filter(known -> known.type().equals(type) && known.hasCookies(cookies.hashCode()))
                    .findFirst();
        }
    }

    /**
     * Brings cookies into an account.
     *
     * @param  type    the account's type
     * @param  cookies the cookies
     * @param  into    the account, or null for a new one
     * @return         the way of the cookies
     */
    public Synchronization synchronize(AccountType type, Map<String, String> cookies, SiteAccount into) {
        synchronized (account) {
            Synchronization started = new Synchronization(
                    account.ids().next(), type, cookies.hashCode(), into, account.now(), length, outcome);
            synchronizations.put(started.id(), started);
            return started;
        }
    }

    /**
     * Finds the way of cookies.
     *
     * @param  id its id
     * @return    it, if there is one
     */
    public Optional<Synchronization> synchronization(String id) {
        synchronized (account) {
            return Optional.ofNullable(synchronizations.get(id));
        }
    }

    /** Why a run of a squid ends in error for want of an account, if it does. */
    Optional<String> problemOf(SimulatedSquid squid) {
        if (account.crawlers().learn(squid.crawlerName()).accountType() == null) {
            return Optional.empty();
        }
        List<SiteAccount> known
                = squid.settings().accounts().stream().flatMap(id -> find(id).stream()).toList();
        if (known.stream().anyMatch(login -> login.isSynchronized() && login.lockedUntil().isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(known.isEmpty() ? "no_accounts" : "cookies_expired");
    }

    void catchUp() {
        new ArrayList<>(synchronizations.values()).forEach(started -> started.catchUp(this, account.now()));
    }

    void remove(SiteAccount gone) {
        byId.remove(gone.id());
    }

    SiteAccount add(AccountType type, Instant at) {
        return add(type, "user" + (byId.size() + 1), at);
    }

    private SiteAccount add(AccountType type, String username, Instant at) {
        SiteAccount added = new SiteAccount(account, type, username, at);
        byId.put(added.id(), added);
        return added;
    }
}
