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
package io.lobstr.camel.simulator.api;

/**
 * What the API has been seen to do differently, and what a hostile one might do. All are off at first.
 */
public enum Quirk {
    /**
     * Get Run answers as its page said until September 2026: with {@code is_done}, a timedelta, and {@code email_done}.
     * By default it answers as the newest page says: no {@code is_done}, seconds, and {@code mail_done}.
     */
    GET_RUN_WITH_IS_DONE,
    /**
     * Get Run answers as a still older edition of its page says: duration as a number, other fields, no
     * {@code is_done}.
     */
    OLDER_GET_RUN,
    /** All answers that are runs have {@code mail_done} and {@code mail_time}, as an example of Start Run has. */
    MAIL_NAMES_EVERYWHERE,
    /** {@code email_verification} is a word, not an object. */
    EMAIL_VERIFICATION_AS_WORD,
    /**
     * A task of a run is done again by {@code POST /runs/{run}/tasks/{task}/retry}, of which run tasks show the
     * {@code user_task}; by default by {@code POST /runtasks/{runtask}/retry}. The other path is not there.
     */
    RETRY_BY_RUN_AND_TASK,
    /** Aborting a run that is over answers it, where the page says 404. */
    ABORT_IS_HARMLESS,
    /** The balance has {@code available} and {@code consumed}, and nothing else. */
    BARE_BALANCE,
    /** The balance is of today: {@code interval} is {@code daily}. What it says is what the simulator was told. */
    DAILY_BALANCE,
    /** {@code has_unpaid_bill} is a flag, not an object. */
    UNPAID_BILL_AS_FLAG,
    /** The user's own page has an id and more besides, as an older page says. */
    OLDER_ME,
    /** A squid's schedule is a cron expression on its own page too, where the newest page has an object. */
    SCHEDULE_AS_WORD,
    /** A squid's accounts are ids, as an update answers them, not objects. */
    ACCOUNTS_AS_WORDS,
    /** A squid's {@code to_complete} is a number, as the vendor's SDK takes it, not a flag. */
    TO_COMPLETE_AS_NUMBER,
    /** A squid's last done reason has other words than the run's, as its page documents. */
    OTHER_DONE_REASONS_IN_SQUIDS,
    /** Creating and changing squids answers 200, as older pages say, not 201. */
    CREATED_AS_OK,
    /** A new squid has no parameters, where its crawler has defaults. */
    NEW_SQUID_WITHOUT_DEFAULTS,
    /** A new squid is ready once it has parameters or was named again; by default any update is enough. */
    READY_WITH_PARAMS_OR_NAME,
    /** A squid is ready when it has tasks. */
    READY_WITH_TASKS,
    /** An update merges {@code params} with what is there; by default it replaces them as a whole. */
    PARAMS_ARE_MERGED,
    /** A schedule is not taken off by an empty {@code cron_expression}. */
    SCHEDULE_STAYS,
    /** Accounts for a crawler that needs none are refused, where the page says that they are ignored. */
    NEEDLESS_ACCOUNTS_REJECTED,
    /** Emptying a squid needs no {@code type}. */
    EMPTY_WITHOUT_TYPE,
    /** Emptying a squid leaves the results of its tasks. */
    EMPTY_KEEPS_RESULTS,
    /** A squid is estimated by {@code POST /squid/{squid}/estimate}; by default by {@code POST /squid/estimate}. */
    ESTIMATE_BY_PATH,
    /** What a row of a crawler costs is an object of two prices, {@code legacy} and {@code current}. */
    CREDITS_AS_OBJECT,
    /** A chain has other fields, as a changelog names them: {@code target_crawler}, {@code cluster_settings}. */
    CHAIN_NAMES_OF_CHANGELOG,
    /** Cookies that an account of a site has already make no other one; by default they do each time. */
    SAME_COOKIES_SAME_ACCOUNT,
    /** The time until which an account of a site is locked is a text, not seconds. */
    LOCK_TIME_AS_TEXT,
    /** The test of a delivery by e-mail says a status besides, as a sample does. */
    TEST_EMAIL_SAYS_405,
    /**
     * Saying where the results of a squid go takes away what is not said again; by default each kind is set by itself.
     */
    DELIVERY_REPLACES_ALL,
    /** {@code run.done} comes once a run has collected all, while its status is {@code uploading} still. */
    DONE_COMES_EARLY,
    /** A call that is tried again has the time of its try, not of the event. */
    RETRY_WITH_NEW_TIME,
    /** Webhooks are told nothing of a run that was over and is active again. */
    REOPENED_RUNS_ARE_SILENT,
    /** Nothing comes of the files of tasks that are sent. */
    UPLOADS_FAIL,
    /** A task's module is a number, not a hash. */
    MODULE_AS_NUMBER,
    /** All paths share one limit of 120 requests a minute. */
    ONE_RATE_LIMIT,
    /** 429 has the words of the newest page: "Request was throttled. Expected available in N seconds." */
    THROTTLED_WORDS,
    /** Starting a run beside an active one is refused as {@code RunInProgress}, not as {@code validation_error}. */
    RUN_IN_PROGRESS_ERROR,
    /** Pages have only {@code data} and {@code total_pages}. */
    BARE_PAGES,
    /** The links of pages lead to another host; requests that follow them show in the log of requests. */
    FOREIGN_PAGE_LINKS,
    /** Runs and squids have fields that nobody documented. */
    UNDOCUMENTED_FIELDS,
    /** In Get Run {@code created_at} is later than {@code started_at}, as in the example of its page. */
    CREATED_AFTER_STARTED
}
