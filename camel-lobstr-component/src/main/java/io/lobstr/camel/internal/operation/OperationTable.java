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
import java.util.Map;

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
 * it can be repeated, and what a route gets. Each is made when it is asked for: an application uses few of them, and
 * all would take it a while at its start.
 */
final class OperationTable {

    private OperationTable() {
    }

    static Row row(LobstrOperation operation) {
        return switch (operation) {
            case finishedRuns -> Row.of("GET /runs").polling().needs(Parameter.SQUID)
                    .takes("startFrom", "statuses", "idempotentRepository", "memoryName", "maxMessagesPerPoll", "maxInFlight",
                            "finishedWhen", "finishedTimeout", "pollTimes", "push", "webhookUrl", "webhookPath",
                            "webhookSecret",
                            "webhookReplace", "pushedDelay")
                    .lists(Run.class, Run::new);
            case runEvents -> Row.local().consumer().needs(Parameter.SQUID)
                    .takes("webhookUrl", "webhookPath", "webhookSecret", "webhookReplace")
                    .answers(RunEvent.class, RunEvent::new);
            case startRun -> Row.of("POST /runs").needs(Parameter.SQUID).takes("onActiveRun")
                    .takesWhere("onActiveRun", "wait", "awaitTimeout", "pollInterval").answers(Run.class, Run::new);
            case getRun -> Row.of("GET /runs/{run}").answers(Run.class, Run::new);
            case listRuns -> Row.of("GET /runs").needs(Parameter.SQUID).lists(Run.class, Run::new);
            case listRunTasks -> Row.of("GET /runtasks").needs(Parameter.RUN).lists(RunTask.class, RunTask::new);
            case awaitRun -> Row.of("GET /runs/{run}").waiting().knowing(Parameter.SQUID)
                    .takes("awaitTimeout", "pollInterval", "finishedWhen", "maxCredits").answers(Run.class, Run::new);
            case downloadRun -> Row.of("GET /runs/{run}/download").mayName(Parameter.FILE_FORMAT)
                    .mayNameOneOf(Parameter.FIELDS, Parameter.OMIT).takes("awaitTimeout", "pollInterval")
                    .answers(InputStream.class, RunDownload::new);
            case listSquids -> Row.of("GET /squids").lists(Squid.class, Squid::new);
            case getRunStats -> Row.of("GET /runs/{run}/stats").answers(RunStats.class, RunStats::new);
            case abortRun -> Row.of("POST /runs/{run}/abort").answers(Run.class, Run::new);
            case getRunCredits -> Row.of("GET /runs/{run}/credits").answers(RunCredits.class, RunCredits::new);
            case listResults -> Row.of("GET /results").needsOneOf(Parameter.RUN, Parameter.SQUID).mayName(Parameter.TASK)
                    .spelling(Parameter.LIMIT, "page_size", "limit").lists(Map.class, ResultRow::of);
            case addTasks -> Row.of("POST /tasks").needs(Parameter.SQUID).sends(Payload.TASKS).repeatable()
                    .answers(AddedTasks.class, AddedTasks::new);
            case uploadTasks ->
                Row.of("POST /tasks/upload").needs(Parameter.SQUID).takes("uploadFormat", "awaitTimeout", "pollInterval")
                        .sends(Payload.FILE).repeatable().answers(Upload.class, Upload::new);
            case getBalance -> Row.of("GET /user/balance").answers(Balance.class, Balance::new);
            case getUser -> Row.of("GET /me").answers(User.class, User::new);
            case resurrectRun -> Row.of("POST /runs/{run}/resurrect").answers(Run.class, Run::new);
            case retryRunTask -> Row.of("POST /runtasks/{runTask}/retry").knowing(Parameter.RUN, Parameter.TASK)
                    .answers(RunTask.class, RunTask::new);
            case getSquid -> Row.of("GET /squids/{squid}").answers(Squid.class, Squid::new);
            case createSquid -> Row.of("POST /squids").needs(Parameter.CRAWLER)
                    .sends(Payload.object("`crawler`, `name`, `params`, and all else that `updateSquid` takes"))
                    .answers(Squid.class, Squid::new);
            case updateSquid -> Row.of("POST /squids/{squid}").takes("mergeParams").repeatable()
                    .sends(Payload
                            .object("the settings that change: `name`, `is_active`, `concurrency`, `params`, `accounts`, …"))
                    .answers(Squid.class, Squid::new);
            case emptySquid -> Row.of("POST /squids/{squid}/empty").repeatable()
                    .sends(Payload.object("`type`, `url` or `params`; `url` where there is no body")
                            .orElse(Map.of("type", "url")))
                    .answers(EmptiedSquid.class, EmptiedSquid::new);
            case deleteSquid -> Row.of("DELETE /squids/{squid}").answers(Deleted.class, Deleted::new);
            case estimateSquid ->
                Row.of("POST /squid/estimate").needs(Parameter.SQUID).reads().answers(Estimate.class, Estimate::new);
            case getChain -> Row.of("GET /squids/{squid}/chain").answers(Shape.OBJECT_OR_NULL, Chain.class, Chain::new);
            case createChain -> Row.of("POST /squids/{squid}/chain")
                    .sends(Payload.object("`target_module_id` and `field_map`, and if need be `autostart`, `cluster_name` and"
                                          + " `cluster_concurrency`",
                            "target_module_id", "field_map"))
                    .answers(Shape.OTHER_OBJECT, Chain.class, Chain::new);
            case updateChain -> Row.of("PATCH /squids/{squid}/chain").repeatable()
                    .sends(Payload.object("`autostart`, `cluster_name` or `cluster_concurrency`"))
                    .answers(Shape.OTHER_OBJECT, Chain.class, Chain::new);
            case deleteChain -> Row.of("DELETE /squids/{squid}/chain").answersNothing();
            case listTasks -> Row.of("GET /tasks").needs(Parameter.SQUID).lists(Task.class, Task::new);
            case getTask -> Row.of("GET /tasks/{task}").answers(Task.class, Task::new);
            case deleteTask -> Row.of("DELETE /tasks/{task}").answers(Deleted.class, Deleted::new);
            case listCrawlers -> Row.of("GET /crawlers").lists(Crawler.class, Crawler::new);
            case getCrawler -> Row.of("GET /crawlers/{crawler}").answers(Crawler.class, Crawler::new);
            case getCrawlerParams -> Row.of("GET /crawlers/{crawler}/params").answers(Map.class, ResultRow::of);
            case getCrawlerAttributes ->
                Row.of("GET /crawlers/{crawler}/attributes").answers(Shape.LIST, Map.class, ResultRow::of);
            case listAccounts -> Row.of("GET /accounts").lists(Account.class, Account::new);
            case getAccount -> Row.of("GET /accounts/{account}").answers(Shape.ROW, Account.class, Account::new);
            case updateAccount -> Row.of("POST /accounts").needs(Parameter.ACCOUNT).repeatable()
                    .sends(Payload.object("`type` and `params`", "type", "params"))
                    .answers(Shape.ROW, Account.class, Account::new);
            case syncAccount -> Row.of("POST /accounts/cookies").mayName(Parameter.ACCOUNT)
                    .takes("awaitTimeout", "pollInterval")
                    .repeatableWith(Parameter.ACCOUNT)
                    .sends(Payload.object("`type` and `cookies`, an object of names and values", "type", "cookies").inSecret())
                    .answers(AccountSync.class, AccountSync::new);
            case deleteAccount -> Row.of("DELETE /accounts/{account}").answers(Deleted.class, Deleted::new);
            case listAccountTypes -> Row.of("GET /account_types").lists(AccountType.class, AccountType::new);
            case announceRun ->
                Row.local().needs(Parameter.SQUID).knowing(Parameter.RUN).answers(Shape.NOTHING, Object.class, json -> json);
            case configureDelivery -> Row.of("POST /delivery?squid={squid}").repeatable()
                    .sends(Payload.object("`email` and `notifications`, `google_sheet_fields`, `s3_fields`, `ftp_fields` or"
                                          + " `webhook_fields`")
                            .inSecret())
                    .answers(Shape.OTHER_OBJECT, Map.class, DiscreetMap::ofSecrets);
            case testDelivery -> Row.of("POST /delivery/test-{delivery}").repeatable()
                    .sends(Payload.object("what the delivery has: `email`, `url`, `bucket`, `host`, …").inSecret())
                    .answers(Shape.OTHER_OBJECT, DeliveryTest.class, DeliveryTest::new);
            case callApi -> Row.of("GET /").open().takes("method", "path", "query")
                    .knowing(Parameter.SQUID, Parameter.RUN, Parameter.TASK, Parameter.RUN_TASK, Parameter.CRAWLER,
                            Parameter.ACCOUNT)
                    .once().sends(Payload.JSON).answers(Shape.ANY, Object.class, DiscreetMap::of);
        };
    }
}
