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
 * A configured scraper of the account.
 */
public final class Squid extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented();

    static {
        DOCUMENTED.put("id", FieldType.TEXT);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("created_at", FieldType.TIME);
        DOCUMENTED.put("name", FieldType.TEXT);
        DOCUMENTED.put("is_ready", FieldType.FLAG);
        DOCUMENTED.put("is_active", FieldType.FLAG);
        DOCUMENTED.put("concurrency", FieldType.COUNT);
        DOCUMENTED.put("crawler_name", FieldType.NAME);
        DOCUMENTED.put("last_run", FieldType.TEXT);
        DOCUMENTED.put("last_run_status", FieldType.WORD);
        DOCUMENTED.put("last_run_at", FieldType.TIME);
        DOCUMENTED.put("last_run_is_done", FieldType.FLAG);
        DOCUMENTED.put("last_run_done_reason", FieldType.NAME);
        DOCUMENTED.put("total_runs", FieldType.COUNT);
        DOCUMENTED.put("next_launch_at", FieldType.TIME);
        DOCUMENTED.put("is_public", FieldType.FLAG);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if the squid has no id, or a documented field cannot be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Squid(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
        if (getId() == null || getId().isBlank()) {
            throw new IllegalArgumentException("a squid without an id");
        }
    }

    /** @return the hash of the squid */
    public String getId() {
        return asText("id");
    }

    /** @return when the squid was created, in UTC, or null where it was not answered */
    public OffsetDateTime getCreatedAt() {
        return asTime("created_at");
    }

    /** @return the name that its user gave it */
    public String getName() {
        return asText("name");
    }

    /** @return whether it can be started, or null where that was not answered */
    public Boolean getReady() {
        return asFlag("is_ready");
    }

    /** @return whether it is active, or null where that was not answered */
    public Boolean getActive() {
        return asFlag("is_active");
    }

    /** @return how many of its tasks run at once, 0 where it was not answered */
    public long getConcurrency() {
        return asCount("concurrency");
    }

    /** @return its settings, as they came */
    public Object getParams() {
        return asIs("params");
    }

    /** @return the scraper template that it configures, as it came */
    public Object getCrawler() {
        return asIs("crawler");
    }

    /** @return the name of the scraper template */
    public String getCrawlerName() {
        return asText("crawler_name");
    }

    /** @return the hash of its newest run; null where that was not answered, as in a list of squids */
    public String getLastRun() {
        return asText("last_run");
    }

    /** @return the status of its newest run, in lower case as in a run, or null where there is none */
    public String getLastRunStatus() {
        return asText("last_run_status");
    }

    /** @return the time of its newest run, in UTC, or null */
    public OffsetDateTime getLastRunAt() {
        return asTime("last_run_at");
    }

    /** @return the done flag of its newest run; null where that was not answered, as in a list of squids */
    public Boolean getLastRunIsDone() {
        return asFlag("last_run_is_done");
    }

    /** @return why its newest run ended; null where that was not answered, as in a list of squids */
    public String getLastRunDoneReason() {
        return asText("last_run_done_reason");
    }

    /** @return how many runs it has had, 0 where it was not answered */
    public long getTotalRuns() {
        return asCount("total_runs");
    }

    /** @return when it runs next, in UTC, or null where it does not recur */
    public OffsetDateTime getNextLaunchAt() {
        return asTime("next_launch_at");
    }

    /** @return whether it is public, or null where that was not answered */
    public Boolean getPublic() {
        return asFlag("is_public");
    }
}
