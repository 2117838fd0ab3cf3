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

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The operations, by the words of the endpoint URI. What each does is its row of the {@linkplain OperationTable table}.
 */
public enum LobstrOperation implements Operation {

    /** Consumer: one exchange per finished run of the squid. */
    finishedRuns,

    /** Consumer: one exchange per call of a webhook. */
    runEvents,

    /** Starts a run of the squid. */
    startRun,

    /** Reads the run. */
    getRun,

    /** Lists the runs of the squid, newest first. */
    listRuns,

    /** Lists the tasks of the run. */
    listRunTasks,

    /** Waits until the run is finished. */
    awaitRun,

    /** Downloads the exported file of the run. */
    downloadRun,

    /** Lists the squids of the account. */
    listSquids,

    /** Reads how far the run has come. */
    getRunStats,

    /** Stops the run. */
    abortRun,

    /** Reads what the run has cost. */
    getRunCredits,

    /** Lists the rows that the run has collected, or all runs of the squid. */
    listResults,

    /** Adds the body as tasks of the squid; those that are there already are skipped. */
    addTasks,

    /** Adds the rows of a file as tasks of the squid, and waits until that is done. */
    uploadTasks,

    /** Reads the credits of the account. */
    getBalance,

    /** Reads whose key it is. */
    getUser,

    /** Lets an aborted run go on. */
    resurrectRun,

    /** Does one task of a run again. */
    retryRunTask,

    /** Reads the squid. */
    getSquid,

    /** Makes a squid that is ready to run. */
    createSquid,

    /** Changes the settings of the squid. */
    updateSquid,

    /** Deletes the tasks of the squid. */
    emptySquid,

    /** Deletes the squid. */
    deleteSquid,

    /** Reads what a run of the squid would cost. */
    estimateSquid,

    /** Reads the chain of the squid. */
    getChain,

    /** Makes what the squid collects tasks of another. */
    createChain,

    /** Changes the chain of the squid. */
    updateChain,

    /** Deletes the chain of the squid. */
    deleteChain,

    /** Lists the tasks of the squid. */
    listTasks,

    /** Reads the task. */
    getTask,

    /** Deletes the task. */
    deleteTask,

    /** Lists the scraper templates. */
    listCrawlers,

    /** Reads the scraper template. */
    getCrawler,

    /** Reads what can be set on squids and tasks of the scraper template. */
    getCrawlerParams,

    /** Reads which columns the scraper template collects. */
    getCrawlerAttributes,

    /** Lists the logins on scraped sites. */
    listAccounts,

    /** Reads the login. */
    getAccount,

    /** Changes the limits of the login. */
    updateAccount,

    /** Adds a login by its cookies, or gives it new ones, and waits until they were tried. */
    syncAccount,

    /** Deletes the login. */
    deleteAccount,

    /** Lists the sites on which logins can be used. */
    listAccountTypes,

    /** Tells the consumers of the context that something happened to the squid. */
    announceRun,

    /** Sets where the results of the squid go. */
    configureDelivery,

    /** Tries a delivery. */
    testDelivery,

    /** Calls the API by whatever path the URI says. */
    callApi;

    private volatile Definition definition;

    @Override
    public Definition definition() {
        Definition made = definition;
        if (made == null) {
            made = OperationTable.row(this).definition();
            definition = made;
        }
        return made;
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
