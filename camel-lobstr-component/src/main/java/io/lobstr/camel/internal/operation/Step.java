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

import java.util.Map;

import io.lobstr.camel.model.AccountSync;
import io.lobstr.camel.model.Estimate;
import io.lobstr.camel.model.ResultRow;
import io.lobstr.camel.model.RunTask;
import io.lobstr.camel.model.Squid;
import io.lobstr.camel.model.Upload;

/**
 * Calls of the API that no row of the table of operations is made of alone: an action asks them besides.
 */
public enum Step {

    /** Does a task of a run again, by the path of other editions of the API's pages. */
    RETRY_TASK_OF_RUN(Row.of("POST /runs/{run}/tasks/{task}/retry").answers(RunTask.class, RunTask::new)),

    /** Reads what a run of a squid would cost, by the path of a newer line in the API's changelog. */
    ESTIMATE_OF_SQUID(Row.of("POST /squid/{squid}/estimate").reads().answers(Estimate.class, Estimate::new)),

    /** Sets what a squid is to be; the answer has some of it. */
    SET_SQUID(Row.of("POST /squids/{squid}").sends(Payload.object("what is set")).repeatable()
            .answers(Map.class, ResultRow::of)),

    /** Reads a squid whose parameters are sent back with others. */
    READ_SQUID_TO_MERGE(Row.of("GET /squids/{squid}").exactly().answers(Squid.class, Squid::new)),

    /** Lists the squids whose names have a text in them. */
    FIND_SQUIDS(Row.of("GET /squids").sends(Payload.object("`name`")).lists(Squid.class, Squid::new)),

    /** Reads what became of the rows of a file. */
    READ_UPLOAD(Row.of("GET /tasks/upload/{job}").answers(Upload.class, Upload::new)),

    /** Reads how the synchronization of a login stands. */
    READ_SYNCHRONIZATION(Row.of("GET /synchronize/{job}").answers(AccountSync.class, AccountSync::new));

    private final Call call;

    Step(Row row) {
        this.call = row.call();
    }

    /**
     * @return what it asks of the API
     */
    public Call call() {
        return call;
    }
}
