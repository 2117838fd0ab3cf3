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
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

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
 * The table of operations: a row says what an endpoint does, what it asks of the API, and what the API answers. The
 * constants are the words of the endpoint URI.
 */
public enum LobstrOperation {

    /** Consumer: one exchange per finished run of the squid. */
    finishedRuns(Side.CONSUMER, "GET", "/runs", Shape.PAGE, Run::new, Parameter.SQUID),

    /** Starts a run of the squid. */
    startRun(Side.PRODUCER, "POST", "/runs", Shape.ONE, Run::new, Parameter.SQUID),

    /** Reads the run. */
    getRun(Side.PRODUCER, "GET", "/runs/{run}", Shape.ONE, Run::new, Parameter.RUN),

    /** Lists the runs of the squid, newest first. */
    listRuns(Side.PRODUCER, "GET", "/runs", Shape.PAGE, Run::new, Parameter.SQUID),

    /** Lists the tasks of the run. */
    listRunTasks(Side.PRODUCER, "GET", "/runtasks", Shape.PAGE, RunTask::new, Parameter.RUN),

    /** Waits until the run is finished. */
    awaitRun(Side.PRODUCER, "GET", "/runs/{run}", Shape.ONE, Run::new, Parameter.RUN),

    /** Downloads the exported file of the run. */
    downloadRun(Side.PRODUCER, "GET", "/runs/{run}/download", Shape.ONE, RunDownload::new, Parameter.RUN),

    /** Lists the squids of the account. */
    listSquids(Side.PRODUCER, "GET", "/squids", Shape.PAGE, Squid::new),

    /** Reads how far the run has come. */
    getRunStats(Side.PRODUCER, "GET", "/runs/{run}/stats", Shape.ONE, RunStats::new, Parameter.RUN),

    /** Stops the run. */
    abortRun(Side.PRODUCER, "POST", "/runs/{run}/abort", Shape.ONE, Run::new, Parameter.RUN),

    /** Reads what the run has cost. */
    getRunCredits(Side.PRODUCER, "GET", "/runs/{run}/credits", Shape.ONE, RunCredits::new, Parameter.RUN),

    /** Lists the rows that the run has collected, or all runs of the squid. */
    listResults(Side.PRODUCER, "GET", "/results", Shape.PAGE, ResultRow::of,
                Needs.oneOf(Parameter.RUN, Parameter.SQUID).optional(Parameter.TASK)),

    /** Adds the body as tasks of the squid. */
    addTasks(Side.PRODUCER, "POST", "/tasks", Shape.ONE, AddedTasks::new, Needs.all(Parameter.SQUID).payload("tasks")),

    /** Reads the credits of the account. */
    getBalance(Side.PRODUCER, "GET", "/user/balance", Shape.ONE, Balance::new);

    private enum Side {
        CONSUMER,
        PRODUCER
    }

    private enum Shape {
        ONE,
        PAGE
    }

    private final Side side;
    private final String method;
    private final String pathBeforeId;
    private final Parameter id;
    private final String pathAfterId;
    private final String limitedBy;
    private final Shape shape;
    private final Function<Map<String, Object>, ?> model;
    private final Needs needs;
    private final List<Parameter> parameters;

    LobstrOperation(
                    Side side, String method, String path, Shape shape, Function<Map<String, Object>, ?> model,
                    Parameter... needed) {
        this(side, method, path, shape, model, Needs.all(needed));
    }

    LobstrOperation(
                    Side side, String method, String path, Shape shape, Function<Map<String, Object>, ?> model, Needs needs) {
        this.side = side;
        this.method = method;
        this.id = Arrays.stream(Parameter.values()).filter(parameter -> path.contains("{" + parameter + "}")).findFirst()
                .orElse(null);
        this.pathBeforeId = id == null ? path : path.substring(0, path.indexOf('{'));
        this.pathAfterId = id == null ? "" : path.substring(path.indexOf('}') + 1);
        this.limitedBy = path.split("/")[1];
        this.shape = shape;
        this.model = model;
        this.needs = needs;
        this.parameters = needs.parameters();
    }

    /**
     * @return true for {@code from(…)}, false for {@code to(…)}
     */
    public boolean isConsumer() {
        return side == Side.CONSUMER;
    }

    /**
     * @return true if one page of a list is answered
     */
    public boolean isList() {
        return shape == Shape.PAGE;
    }

    /**
     * @return what a request may name
     */
    public List<Parameter> parameters() {
        return parameters;
    }

    /**
     * @param  given what a request names
     * @return       what it lacks: the alternatives of which one would do, or nothing
     */
    public List<Parameter> missing(Map<Parameter, String> given) {
        return needs.missing(given);
    }

    /**
     * @return true if it sends the body of the message
     */
    public boolean hasPayload() {
        return needs.payload() != null;
    }

    public Needs needs() {
        return needs;
    }

    /** Whether asking again changes nothing on the far side. */
    public boolean isSafe() {
        return "GET".equals(method);
    }

    public String method() {
        return method;
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
