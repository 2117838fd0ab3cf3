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

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What can be set of a squid, as one immutable value. The methods that change something answer another one.
 *
 * @param active       whether it can run, and holds slots
 * @param concurrency  how many tasks it does side by side: so many slots it holds
 * @param toComplete   what ends a run; passed through as it was given
 * @param unique       whether exported files have no row twice
 * @param noLineBreaks whether exported files have no line breaks in their cells
 * @param runNotify    {@code on_success}, {@code on_error} or null
 * @param verifyEmails whether e-mail addresses are verified
 * @param schedule     when it is due, or null
 * @param params       the parameters of its crawler
 * @param accounts     the ids of the accounts it logs in with
 */
public record SquidSettings(
        boolean active, int concurrency, Object toComplete, boolean unique, boolean noLineBreaks, String runNotify,
        boolean verifyEmails, Schedule schedule, Map<String, Object> params, List<String> accounts) {

    /** Those of a new squid. */
    public static final SquidSettings NEW
            = new SquidSettings(true, 1, false, false, false, null, false, null, Map.of(), List.of());

    /**
     * Switches it on or off.
     *
     * @param  newActive whether it can run
     * @return           the settings
     */
    public SquidSettings withActive(boolean newActive) {
        return new SquidSettings(
                newActive, concurrency, toComplete, unique, noLineBreaks, runNotify, verifyEmails, schedule, params, accounts);
    }

    /**
     * Sets how many tasks it does side by side.
     *
     * @param  tasks how many
     * @return       the settings
     */
    public SquidSettings withConcurrency(int tasks) {
        return new SquidSettings(
                active, tasks, toComplete, unique, noLineBreaks, runNotify, verifyEmails, schedule, params, accounts);
    }

    /**
     * Sets what ends a run.
     *
     * @param  what as it was given
     * @return      the settings
     */
    public SquidSettings withToComplete(Object what) {
        return new SquidSettings(
                active, concurrency, what, unique, noLineBreaks, runNotify, verifyEmails, schedule, params, accounts);
    }

    /**
     * Sets what its files are like.
     *
     * @param  newUnique       whether they have no row twice
     * @param  newNoLineBreaks whether they have no line breaks in their cells
     * @return                 the settings
     */
    public SquidSettings withFiles(boolean newUnique, boolean newNoLineBreaks) {
        return new SquidSettings(
                active, concurrency, toComplete, newUnique, newNoLineBreaks, runNotify, verifyEmails, schedule, params,
                accounts);
    }

    /**
     * Sets when an e-mail is sent.
     *
     * @param  when {@code on_success}, {@code on_error} or null
     * @return      the settings
     */
    public SquidSettings withRunNotify(String when) {
        return new SquidSettings(
                active, concurrency, toComplete, unique, noLineBreaks, when, verifyEmails, schedule, params, accounts);
    }

    /**
     * Sets whether e-mail addresses are verified.
     *
     * @param  verified whether they are
     * @return          the settings
     */
    public SquidSettings withVerifyEmails(boolean verified) {
        return new SquidSettings(
                active, concurrency, toComplete, unique, noLineBreaks, runNotify, verified, schedule, params, accounts);
    }

    /**
     * Sets when it is due.
     *
     * @param  newSchedule when, or null
     * @return             the settings
     */
    public SquidSettings withSchedule(Schedule newSchedule) {
        return new SquidSettings(
                active, concurrency, toComplete, unique, noLineBreaks, runNotify, verifyEmails, newSchedule, params,
                accounts);
    }

    /**
     * Replaces the parameters of its crawler.
     *
     * @param  newParams all of them
     * @return           the settings
     */
    public SquidSettings withParams(Map<String, Object> newParams) {
        return new SquidSettings(
                active, concurrency, toComplete, unique, noLineBreaks, runNotify, verifyEmails, schedule,
                Collections.unmodifiableMap(new LinkedHashMap<>(newParams)), accounts);
    }

    /**
     * Replaces the accounts it logs in with.
     *
     * @param  ids their ids
     * @return     the settings
     */
    public SquidSettings withAccounts(List<String> ids) {
        return new SquidSettings(
                active, concurrency, toComplete, unique, noLineBreaks, runNotify, verifyEmails, schedule, params,
                List.copyOf(ids));
    }
}
