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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.model.AddedTasks;
import io.lobstr.camel.model.Balance;
import io.lobstr.camel.model.ResultRow;
import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.RunCredits;
import io.lobstr.camel.model.RunDownload;
import io.lobstr.camel.model.RunStats;
import io.lobstr.camel.model.RunTask;
import io.lobstr.camel.model.Squid;

/**
 * The table of operations: a row says what an endpoint does, what it asks of the API, which options it takes, whether
 * it can be repeated, and what a route gets. The constants are the words of the endpoint URI.
 */
public enum LobstrOperation {

    /** Consumer: one exchange per finished run of the squid. */
    finishedRuns(Row.of("GET /runs").consumer().needs(Parameter.SQUID)
            .takes("startFrom", "statuses", "idempotentRepository", "memoryName", "maxMessagesPerPoll", "maxInFlight",
                    "finishedWhen",
                    "finishedTimeout", "pollTimes")
            .lists(Run.class, Run::new)),

    /** Starts a run of the squid. */
    startRun(Row.of("POST /runs").needs(Parameter.SQUID).takes("onActiveRun").answers(Run.class, Run::new)),

    /** Reads the run. */
    getRun(Row.of("GET /runs/{run}").answers(Run.class, Run::new)),

    /** Lists the runs of the squid, newest first. */
    listRuns(Row.of("GET /runs").needs(Parameter.SQUID).lists(Run.class, Run::new)),

    /** Lists the tasks of the run. */
    listRunTasks(Row.of("GET /runtasks").needs(Parameter.RUN).lists(RunTask.class, RunTask::new)),

    /** Waits until the run is finished. */
    awaitRun(Row.of("GET /runs/{run}").waiting().knowing(Parameter.SQUID).takes("awaitTimeout", "pollInterval", "finishedWhen")
            .answers(Run.class, Run::new)),

    /** Downloads the exported file of the run. */
    downloadRun(Row.of("GET /runs/{run}/download").mayName(Parameter.FILE_FORMAT).takes("awaitTimeout", "pollInterval")
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
            .lists(Map.class, ResultRow::of)),

    /** Adds the body as tasks of the squid; those that are there already are skipped. */
    addTasks(Row.of("POST /tasks").needs(Parameter.SQUID).sends(Payload.TASKS).repeatable()
            .answers(AddedTasks.class, AddedTasks::new)),

    /** Reads the credits of the account. */
    getBalance(Row.of("GET /user/balance").answers(Balance.class, Balance::new));

    private final boolean consumer;
    private final String method;
    private final String pathBeforeId;
    private final Parameter id;
    private final String pathAfterId;
    private final String limitedBy;
    private final Needs needs;
    private final List<Parameter> parameters;
    private final List<String> options;
    private final Payload payload;
    private final Safety safety;
    private final Line line;
    private final boolean list;
    private final Class<?> body;
    private final Function<Map<String, Object>, ?> model;

    LobstrOperation(Row row) {
        this.consumer = row.consumer;
        this.method = row.method;
        this.id = row.id;
        this.pathBeforeId = id == null ? row.path : row.path.substring(0, row.path.indexOf('{'));
        this.pathAfterId = id == null ? "" : row.path.substring(row.path.indexOf('}') + 1);
        this.limitedBy = row.path.split("/")[1];
        this.needs = row.needs();
        this.parameters = needs.parameters();
        this.options = Stream.concat(parameters.stream().map(Parameter::option), row.options.stream()).toList();
        this.payload = row.payload;
        this.safety = row.safety;
        this.line = row.line;
        this.list = row.list;
        this.body = row.body;
        this.model = row.model;
    }

    /**
     * @return true for {@code from(…)}, false for {@code to(…)}
     */
    public boolean isConsumer() {
        return consumer;
    }

    /**
     * @return true if one page of a list is answered
     */
    public boolean isList() {
        return list;
    }

    /**
     * @return what a request may name
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * @return the options of an endpoint that it takes, besides those of Camel and of the component
     */
    public List<String> options() {
        return options;
    }

    public Needs needs() {
        return needs;
    }

    /**
     * @param  given what a request names
     * @return       what it lacks: the alternatives of which one would do, or nothing
     */
    public List<Parameter> missing(Map<Parameter, String> given) {
        return needs.missing(given);
    }

    /**
     * @return what it sends of the message's body
     */
    public Payload payload() {
        return payload;
    }

    public Safety safety() {
        return safety;
    }

    /**
     * @return on whose behalf it is asked, unless the request says otherwise
     */
    public Line line() {
        return line;
    }

    public String method() {
        return method;
    }

    /** Whether what it names, but for the id in its path, goes into a body of JSON; else it goes into the query. */
    public boolean sendsJson() {
        return !"GET".equals(method) && !"DELETE".equals(method);
    }

    /** What the path names, null where it names nothing. */
    public Parameter id() {
        return id;
    }

    public String pathBeforeId() {
        return pathBeforeId;
    }

    public String pathAfterId() {
        return pathAfterId;
    }

    /** The part of the path by which the API counts its limits. */
    public String limitedBy() {
        return limitedBy;
    }

    /**
     * @return what a route gets: the body, or, of a list, what is in it
     */
    public Class<?> body() {
        return body;
    }

    public Object model(Map<String, Object> json) {
        return model.apply(json);
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
