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
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An account of a site that squids log in with. Of its cookies nothing is kept but how to know them again.
 */
public final class SiteAccount {

    private static final int EXPIRED = 401;

    private final Account account;
    private final String id;
    private final AccountType type;
    private final String username;
    private final Instant createdAt;
    private final Map<String, Integer> limits = new LinkedHashMap<>();
    private int cookies;
    private Instant synchronizedAt;
    private int status;
    private Instant lockedUntil;

    SiteAccount(Account account, AccountType type, String username, Instant createdAt) {
        this.account = account;
        this.id = account.ids().next();
        this.type = type;
        this.username = username;
        this.createdAt = createdAt;
        synchronizedWith(0, createdAt);
    }

    /**
     * {@return its id}
     */
    public String id() {
        return id;
    }

    /**
     * {@return what it is like}
     */
    public AccountType type() {
        return type;
    }

    /**
     * {@return its name on the site}
     */
    public String username() {
        return username;
    }

    /**
     * {@return when it was made}
     */
    public Instant createdAt() {
        return createdAt;
    }

    /**
     * {@return when its cookies came last}
     */
    public Instant synchronizedAt() {
        synchronized (account) {
            return synchronizedAt;
        }
    }

    /**
     * {@return 200, or what the site answers: 401 and 429 for cookies that have expired}
     */
    public int status() {
        synchronized (account) {
            return status;
        }
    }

    /**
     * {@return whether the site takes its cookies}
     */
    public boolean isSynchronized() {
        return status() == 200;
    }

    /**
     * Lets its cookies expire: runs that need it end in error from now on.
     */
    public void expire() {
        synchronized (account) {
            status = EXPIRED;
        }
    }

    /**
     * Lets the site lock it.
     *
     * @param length how long
     */
    public void lock(Duration length) {
        synchronized (account) {
            lockedUntil = account.now().plus(length);
        }
    }

    /**
     * {@return until when it is locked, if it is}
     */
    public Optional<Instant> lockedUntil() {
        synchronized (account) {
            return Optional.ofNullable(lockedUntil).filter(until -> until.isAfter(account.now()));
        }
    }

    /**
     * {@return how much of something it may do, where that was set}
     */
    public Map<String, Integer> limits() {
        synchronized (account) {
            return new LinkedHashMap<>(limits);
        }
    }

    /**
     * Sets how much of something it may do.
     *
     * @param changed how much of what
     */
    public void limit(Map<String, Integer> changed) {
        synchronized (account) {
            limits.putAll(changed);
        }
    }

    /**
     * Deletes it. Squids keep its id.
     */
    public void delete() {
        synchronized (account) {
            account.siteAccounts().remove(this);
        }
    }

    boolean hasCookies(int hash) {
        return cookies == hash;
    }

    void synchronizedWith(int cookieHash, Instant at) {
        cookies = cookieHash;
        synchronizedAt = at;
        status = 200;
    }
}
