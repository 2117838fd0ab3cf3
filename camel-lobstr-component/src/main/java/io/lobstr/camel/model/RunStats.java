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
package io.lobstr.camel.model;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * How far a run has come.
 */
public final class RunStats extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("progress of run");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.TEXT);
        DOCUMENTED.put("duration", FieldType.DURATION);
        DOCUMENTED.put("started_at", FieldType.TIME);
        DOCUMENTED.put("ended_at", FieldType.TIME);
        DOCUMENTED.put("is_done", FieldType.FLAG);
        DOCUMENTED.put("percent_done", FieldType.PERCENT);
        DOCUMENTED.put("eta", FieldType.ETA);
        DOCUMENTED.put("total_tasks", FieldType.COUNT);
        DOCUMENTED.put("total_tasks_done", FieldType.COUNT);
        DOCUMENTED.put("total_tasks_left", FieldType.COUNT);
        DOCUMENTED.put("total_results", FieldType.COUNT);
        DOCUMENTED.put("results_total", FieldType.COUNT);
        DOCUMENTED.put("results_done", FieldType.COUNT);
        DOCUMENTED.put("current_task", FieldType.ANY);
        DOCUMENTED.put("total_requests", FieldType.COUNT);
        DOCUMENTED.put("updated_at", FieldType.TIME);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RunStats(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the run */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code run} */
    public String getObject() {
        return asText("object");
    }

    /** @return how long the run has taken so far */
    public Duration getDuration() {
        return asDuration("duration");
    }

    /** @return when the run began to execute, in UTC, or null */
    public OffsetDateTime getStartedAt() {
        return asTime("started_at");
    }

    /** @return when the run ended, in UTC, or null */
    public OffsetDateTime getEndedAt() {
        return asTime("ended_at");
    }

    /** @return the API's own flag, which turns true before the export is complete: see {@link Run#isFinished()} */
    public boolean isDone() {
        return Boolean.TRUE.equals(asFlag("is_done"));
    }

    /** @return how much is done, from 0 to 100; the JSON has the number too, where the API writes {@code "50%"} */
    public BigDecimal getPercentDone() {
        return asCredits("percent_done");
    }

    /** @return how long it will still take; null where the API does not know, or says it in words */
    public Duration getEta() {
        return asIs("eta") instanceof Duration eta ? eta : null;
    }

    /** @return the number of tasks, 0 where it was not answered */
    public long getTotalTasks() {
        return asCount("total_tasks");
    }

    /** @return the number of tasks that are done, 0 where it was not answered */
    public long getTotalTasksDone() {
        return asCount("total_tasks_done");
    }

    /** @return the number of tasks that are left, 0 where it was not answered */
    public long getTotalTasksLeft() {
        return asCount("total_tasks_left");
    }

    /** @return the number of results, 0 where it was not answered */
    public long getTotalResults() {
        return asCount("total_results");
    }

    /** @return the number of results to be expected, 0 where it was not answered */
    public long getResultsTotal() {
        return asCount("results_total");
    }

    /** @return the number of results that were collected, 0 where it was not answered */
    public long getResultsDone() {
        return asCount("results_done");
    }

    /** @return the task that is being worked on, as it came, or null */
    public Object getCurrentTask() {
        return asIs("current_task");
    }

    /** @return the number of requests that the scraper has sent, 0 where it was not answered */
    public long getTotalRequests() {
        return asCount("total_requests");
    }

    /** @return when these numbers were taken, in UTC, or null */
    public OffsetDateTime getUpdatedAt() {
        return asTime("updated_at");
    }
}
