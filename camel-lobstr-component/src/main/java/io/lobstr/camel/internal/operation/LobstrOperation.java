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
package io.lobstr.camel.internal.operation;

import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import io.lobstr.camel.model.Account;
import io.lobstr.camel.model.AccountSync;
import io.lobstr.camel.model.AccountType;
import io.lobstr.camel.model.AddedTasks;
import io.lobstr.camel.model.Balance;
import io.lobstr.camel.model.Chain;
import io.lobstr.camel.model.Crawler;
import io.lobstr.camel.model.Deleted;
import io.lobstr.camel.model.DeliveryTest;
import io.lobstr.camel.model.EmptiedSquid;
import io.lobstr.camel.model.Estimate;
import io.lobstr.camel.model.ResultRow;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunCredits;
import io.lobstr.camel.model.RunDownload;
import io.lobstr.camel.model.RunEvent;
import io.lobstr.camel.model.RunStats;
import io.lobstr.camel.model.RunTask;
import io.lobstr.camel.model.Squid;
import io.lobstr.camel.model.Task;
import io.lobstr.camel.model.Upload;
import io.lobstr.camel.model.User;

/**
 * The table of operations: a row says what an endpoint does, what it asks of the API, which options it takes, whether
 * it can be repeated, and what a route gets. The constants are the words of the endpoint URI.
 */
public enum LobstrOperation implements Operation {

    /** Consumer: one exchange per finished run of the squid. */
    finishedRuns(Row.of("GET /runs").polling().needs(Parameter.SQUID)
            .takes("startFrom", "statuses", "idempotentRepository", "memoryName", "maxMessagesPerPoll", "maxInFlight",
                    "finishedWhen", "finishedTimeout", "pollTimes", "push", "webhookUrl", "webhookPath", "webhookSecret",
                    "webhookReplace", "pushedDelay")
            .lists(Run.class, Run::new)),

    /** Consumer: one exchange per call of a webhook. */
    runEvents(Row.local().consumer().needs(Parameter.SQUID)
            .takes("webhookUrl", "webhookPath", "webhookSecret", "webhookReplace").answers(RunEvent.class, RunEvent::new)),

    /** Starts a run of the squid. */
    startRun(Row.of("POST /runs").needs(Parameter.SQUID).takes("onActiveRun")
            .takesWhere("onActiveRun", "wait", "awaitTimeout", "pollInterval").answers(Run.class, Run::new)),

    /** Reads the run. */
    getRun(Row.of("GET /runs/{run}").answers(Run.class, Run::new)),

    /** Lists the runs of the squid, newest first. */
    listRuns(Row.of("GET /runs").needs(Parameter.SQUID).lists(Run.class, Run::new)),

    /** Lists the tasks of the run. */
    listRunTasks(Row.of("GET /runtasks").needs(Parameter.RUN).lists(RunTask.class, RunTask::new)),

    /** Waits until the run is finished. */
    awaitRun(Row.of("GET /runs/{run}").waiting().knowing(Parameter.SQUID)
            .takes("awaitTimeout", "pollInterval", "finishedWhen", "maxCredits").answers(Run.class, Run::new)),

    /** Downloads the exported file of the run. */
    downloadRun(Row.of("GET /runs/{run}/download").mayName(Parameter.FILE_FORMAT)
            .mayNameOneOf(Parameter.FIELDS, Parameter.OMIT).takes("awaitTimeout", "pollInterval")
            .answers(InputStream.class, RunDownload::new)),

    /** Lists the squids of the account. */
    listSquids(Row.of("GET /squids").lists(Squid.class, Squid::new)),

    /** Reads how far the run has come. */
    getRunStats(Row.of("GET /runs/{run}/stats").answers(RunStats.class, RunStats::new)),

    /** Stops the run. */
    abortRun(Row.of("POST /runs/{run}/abort").answers(Run.class, Run::new)),

    /** Reads what the run has cost. */
    getRunCredits(Row.of("GET /runs/{run}/credits").answers(RunCredits.class, RunCredits::new)),

    /** Lists the rows that the run has collected, or all runs of the squid. */
    listResults(Row.of("GET /results").needsOneOf(Parameter.RUN, Parameter.SQUID).mayName(Parameter.TASK)
            .spelling(Parameter.LIMIT, "page_size", "limit").lists(Map.class, ResultRow::of)),

    /** Adds the body as tasks of the squid; those that are there already are skipped. */
    addTasks(Row.of("POST /tasks").needs(Parameter.SQUID).sends(Payload.TASKS).repeatable()
            .answers(AddedTasks.class, AddedTasks::new)),

    /** Adds the rows of a file as tasks of the squid, and waits until that is done. */
    uploadTasks(Row.of("POST /tasks/upload").needs(Parameter.SQUID).takes("uploadFormat", "awaitTimeout", "pollInterval")
            .sends(Payload.FILE).repeatable().answers(Upload.class, Upload::new)),

    /** Reads the credits of the account. */
    getBalance(Row.of("GET /user/balance").answers(Balance.class, Balance::new)),

    /** Reads whose key it is. */
    getUser(Row.of("GET /me").answers(User.class, User::new)),

    /** Lets an aborted run go on. */
    resurrectRun(Row.of("POST /runs/{run}/resurrect").answers(Run.class, Run::new)),

    /** Does one task of a run again. */
    retryRunTask(Row.of("POST /runtasks/{runTask}/retry").knowing(Parameter.RUN, Parameter.TASK)
            .answers(RunTask.class, RunTask::new)),

    /** Reads the squid. */
    getSquid(Row.of("GET /squids/{squid}").answers(Squid.class, Squid::new)),

    /** Makes a squid that is ready to run. */
    createSquid(Row.of("POST /squids").needs(Parameter.CRAWLER)
            .sends(Payload.object("`crawler`, `name`, `params`, and all else that `updateSquid` takes"))
            .answers(Squid.class, Squid::new)),

    /** Changes the settings of the squid. */
    updateSquid(Row.of("POST /squids/{squid}").takes("mergeParams").repeatable()
            .sends(Payload.object("the settings that change: `name`, `is_active`, `concurrency`, `params`, `accounts`, …"))
            .answers(Squid.class, Squid::new)),

    /** Deletes the tasks of the squid. */
    emptySquid(Row.of("POST /squids/{squid}/empty").repeatable()
            .sends(Payload.object("`type`, `url` or `params`; `url` where there is no body").orElse(Map.of("type", "url")))
            .answers(EmptiedSquid.class, EmptiedSquid::new)),

    /** Deletes the squid. */
    deleteSquid(Row.of("DELETE /squids/{squid}").answers(Deleted.class, Deleted::new)),

    /** Reads what a run of the squid would cost. */
    estimateSquid(Row.of("POST /squid/estimate").needs(Parameter.SQUID).reads().answers(Estimate.class, Estimate::new)),

    /** Reads the chain of the squid. */
    getChain(Row.of("GET /squids/{squid}/chain").answers(Shape.OBJECT_OR_NULL, Chain.class, Chain::new)),

    /** Makes what the squid collects tasks of another. */
    createChain(Row.of("POST /squids/{squid}/chain")
            .sends(Payload.object("`target_module_id` and `field_map`, and if need be `autostart`, `cluster_name` and"
                                  + " `cluster_concurrency`",
                    "target_module_id", "field_map"))
            .answers(Shape.OTHER_OBJECT, Chain.class, Chain::new)),

    /** Changes the chain of the squid. */
    updateChain(Row.of("PATCH /squids/{squid}/chain").repeatable()
            .sends(Payload.object("`autostart`, `cluster_name` or `cluster_concurrency`"))
            .answers(Shape.OTHER_OBJECT, Chain.class, Chain::new)),

    /** Deletes the chain of the squid. */
    deleteChain(Row.of("DELETE /squids/{squid}/chain").answersNothing()),

    /** Lists the tasks of the squid. */
    listTasks(Row.of("GET /tasks").needs(Parameter.SQUID).lists(Task.class, Task::new)),

    /** Reads the task. */
    getTask(Row.of("GET /tasks/{task}").answers(Task.class, Task::new)),

    /** Deletes the task. */
    deleteTask(Row.of("DELETE /tasks/{task}").answers(Deleted.class, Deleted::new)),

    /** Lists the scraper templates. */
    listCrawlers(Row.of("GET /crawlers").lists(Crawler.class, Crawler::new)),

    /** Reads the scraper template. */
    getCrawler(Row.of("GET /crawlers/{crawler}").answers(Crawler.class, Crawler::new)),

    /** Reads what can be set on squids and tasks of the scraper template. */
    getCrawlerParams(Row.of("GET /crawlers/{crawler}/params").answers(Map.class, ResultRow::of)),

    /** Reads which columns the scraper template collects. */
    getCrawlerAttributes(Row.of("GET /crawlers/{crawler}/attributes").answers(Shape.LIST, Map.class, ResultRow::of)),

    /** Lists the logins on scraped sites. */
    listAccounts(Row.of("GET /accounts").lists(Account.class, Account::new)),

    /** Reads the login. */
    getAccount(Row.of("GET /accounts/{account}").answers(Shape.ROW, Account.class, Account::new)),

    /** Changes the limits of the login. */
    updateAccount(Row.of("POST /accounts").needs(Parameter.ACCOUNT).repeatable()
            .sends(Payload.object("`type` and `params`", "type", "params"))
            .answers(Shape.ROW, Account.class, Account::new)),

    /** Adds a login by its cookies, or gives it new ones, and waits until they were tried. */
    syncAccount(Row.of("POST /accounts/cookies").mayName(Parameter.ACCOUNT).takes("awaitTimeout", "pollInterval")
            .repeatableWith(Parameter.ACCOUNT)
            .sends(Payload.object("`type` and `cookies`, an object of names and values", "type", "cookies").inSecret())
            .answers(AccountSync.class, AccountSync::new)),

    /** Deletes the login. */
    deleteAccount(Row.of("DELETE /accounts/{account}").answers(Deleted.class, Deleted::new)),

    /** Lists the sites on which logins can be used. */
    listAccountTypes(Row.of("GET /account_types").lists(AccountType.class, AccountType::new)),

    /** Tells the consumers of the context that something happened to the squid. */
    announceRun(Row.local().needs(Parameter.SQUID).knowing(Parameter.RUN).answers(Shape.NOTHING, Object.class, json -> json)),

    /** Sets where the results of the squid go. */
    configureDelivery(Row.of("POST /delivery?squid={squid}").repeatable()
            .sends(Payload.object("`email` and `notifications`, `google_sheet_fields`, `s3_fields`, `ftp_fields` or"
                                  + " `webhook_fields`")
                    .inSecret())
            .answers(Shape.OTHER_OBJECT, Map.class, DiscreetMap::ofSecrets)),

    /** Tries a delivery. */
    testDelivery(Row.of("POST /delivery/test-{delivery}").repeatable()
            .sends(Payload.object("what the delivery has: `email`, `url`, `bucket`, `host`, …").inSecret())
            .answers(Shape.OTHER_OBJECT, DeliveryTest.class, DeliveryTest::new)),

    /** Calls the API by whatever path the URI says. */
    callApi(Row.of("GET /").open().takes("method", "path", "query")
            .knowing(Parameter.SQUID, Parameter.RUN, Parameter.TASK, Parameter.RUN_TASK, Parameter.CRAWLER, Parameter.ACCOUNT)
            .once().sends(Payload.JSON).answers(Shape.ANY, Object.class, DiscreetMap::of));

    private final Definition definition;

    LobstrOperation(Row row) {
        this.definition = row.definition();
    }

    @Override
    public Definition definition() {
        return definition;
    }

    /**
     * @param  name                     as the URI has it
     * @return                          the operation of that name
     * @throws IllegalArgumentException if there is none
     */
    public static LobstrOperation of(String name) {
        return Arrays.stream(values()).filter(operation -> operation.name().equals(name)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "lobstr:" + name + " is unknown: from(…) takes lobstr:" + names(true) + ", and to(…) one of "
                                                                + names(false)));
    }

    /**
     * @param  consumer true for the operations of a consumer
     * @return          their names, for a message
     */
    public static String names(boolean consumer) {
        return Arrays.stream(values()).filter(operation -> operation.isConsumer() == consumer)
                .map(LobstrOperation::name).collect(Collectors.joining(", "));
    }
}
