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

import java.time.OffsetDateTime;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * What became of one task (input row) of a squid in one run.
 */
public final class RunTask extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("run task");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("task", FieldType.ID);
        DOCUMENTED.put("run", FieldType.SHARED_ID);
        DOCUMENTED.put("status", FieldType.WORD);
        DOCUMENTED.putSecret("params", FieldType.OBJECT);
        DOCUMENTED.put("started_at", FieldType.TIME);
        DOCUMENTED.put("ended_at", FieldType.TIME);
        DOCUMENTED.put("total_results", FieldType.COUNT);
        DOCUMENTED.put("last_result", FieldType.COUNT);
        DOCUMENTED.put("total_pages", FieldType.COUNT);
        DOCUMENTED.put("last_page", FieldType.COUNT);
        DOCUMENTED.put("last_collection_at", FieldType.TIME);
        DOCUMENTED.put("done_reason", FieldType.NAME);
        DOCUMENTED.put("done_reason_desc", FieldType.TEXT);
        DOCUMENTED.put("user_task", FieldType.ID);
        DOCUMENTED.put("is_done", FieldType.FLAG);
        DOCUMENTED.put("has_errors", FieldType.FLAG);
        DOCUMENTED.put("errors", FieldType.ANY);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RunTask(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the run task */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code runtask} */
    public String getObject() {
        return asText("object");
    }

    /** @return the hash of the squid's task */
    public String getTask() {
        return asText("task");
    }

    /** @return the hash of the squid's task as some of the API's calls want it, or null where it was not answered */
    public String getUserTask() {
        return asText("user_task");
    }

    /** @return the hash of the run */
    public String getRun() {
        return asText("run");
    }

    /** @return {@code completed}, {@code aborted}, {@code error}, …, in lower case */
    public String getStatus() {
        return asText("status");
    }

    /**
     * @return the parameters of the task, as they came, unmodifiable; null where they were not answered
     */
    public Map<String, Object> getParams() {
        return asMap("params");
    }

    /** @return when the task began, in UTC, or null */
    public OffsetDateTime getStartedAt() {
        return asTime("started_at");
    }

    /** @return when the task ended, in UTC, or null */
    public OffsetDateTime getEndedAt() {
        return asTime("ended_at");
    }

    /** @return the number of results to be expected of the task, 0 where it was not answered */
    public long getTotalResults() {
        return asCount("total_results");
    }

    /** @return the number of results that were collected, 0 where it was not answered */
    public long getLastResult() {
        return asCount("last_result");
    }

    /** @return the number of pages that were processed, 0 where it was not answered */
    public long getTotalPages() {
        return asCount("total_pages");
    }

    /** @return the number of the last page, 0 where it was not answered */
    public long getLastPage() {
        return asCount("last_page");
    }

    /** @return when a result was collected last, in UTC, or null */
    public OffsetDateTime getLastCollectionAt() {
        return asTime("last_collection_at");
    }

    /** @return why the task ended ({@code run_aborted}, …), or null; it can differ from the run's */
    public String getDoneReason() {
        return asText("done_reason");
    }

    /** @return whether the task is over, or null where that was not answered */
    public Boolean getDone() {
        return asFlag("is_done");
    }

    /** @return whether anything went wrong, or null where that was not answered */
    public Boolean getHasErrors() {
        return asFlag("has_errors");
    }

    /** @return what went wrong, as it came, or null */
    public Object getErrors() {
        return asIs("errors");
    }

    /** @return the explanation of {@link #getDoneReason()}, or null */
    public String getDoneReasonDesc() {
        return asText("done_reason_desc");
    }
}
