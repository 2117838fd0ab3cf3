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
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * One execution of a squid.
 */
public final class Run extends LobstrObject {

    /** The statuses of a run that is over, however it ended. */
    public static final Set<String> FINISHED_STATUSES = Set.of("done", "aborted", "error");

    /** The statuses of a run that goes on. */
    public static final Set<String> ACTIVE_STATUSES = Set.of("pending", "running", "uploading", "paused");

    private static final Documented DOCUMENTED = new Documented("run");

    static {
        DOCUMENTED.putNeeded("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("squid", FieldType.SHARED_ID);
        DOCUMENTED.putNeeded("status", FieldType.WORD);
        DOCUMENTED.put("is_done", FieldType.FLAG);
        DOCUMENTED.put("created_at", FieldType.TIME);
        DOCUMENTED.put("started_at", FieldType.TIME);
        DOCUMENTED.put("ended_at", FieldType.TIME);
        DOCUMENTED.put("next_launch_at", FieldType.TIME);
        DOCUMENTED.put("duration", FieldType.DURATION);
        DOCUMENTED.put("credit_used", FieldType.CREDITS);
        DOCUMENTED.put("origin", FieldType.NAME);
        DOCUMENTED.put("force_launch", FieldType.FLAG);
        DOCUMENTED.put("total_results", FieldType.COUNT);
        DOCUMENTED.put("total_unique_results", FieldType.COUNT);
        DOCUMENTED.put("export_done", FieldType.FLAG);
        DOCUMENTED.put("export_count", FieldType.COUNT);
        DOCUMENTED.put("export_time", FieldType.TIME);
        DOCUMENTED.put("email_done", FieldType.FLAG);
        DOCUMENTED.put("email_time", FieldType.TIME);
        DOCUMENTED.put("email_verification", FieldType.TEXT_OR_OBJECT);
        DOCUMENTED.put("done_reason", FieldType.NAME);
        DOCUMENTED.put("done_reason_desc", FieldType.TEXT);
        DOCUMENTED.put("crawler_id", FieldType.SHARED_ID);
        DOCUMENTED.put("shared", FieldType.FLAG);
        DOCUMENTED.alsoCalled("mail_done", "email_done");
        DOCUMENTED.alsoCalled("mail_time", "email_time");
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if the run has no id or no status that can be read: these two decide
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Run(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /**
     * Whether the run is over: its status is {@code done}, {@code aborted} or {@code error}. The API's {@code is_done}
     * is not asked, since it turns true while the export is still {@code uploading}, and newer answers have none; only
     * for a status that this version does not know does it decide.
     *
     * @return true if the run has finished
     */
    public boolean isFinished() {
        return FINISHED_STATUSES.contains(getStatus())
                || !ACTIVE_STATUSES.contains(getStatus()) && Boolean.TRUE.equals(asFlag("is_done"));
    }

    /** @return the hash of the run */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code run} */
    public String getObject() {
        return asText("object");
    }

    /** @return the hash of the squid that was executed */
    public String getSquid() {
        return asText("squid");
    }

    /**
     * @return {@code pending}, {@code running}, {@code uploading}, {@code paused}, {@code done}, {@code aborted},
     *         {@code error}, or a word this version does not know; in lower case
     */
    public String getStatus() {
        return asText("status");
    }

    /** @return when the run was created, in UTC */
    public OffsetDateTime getCreatedAt() {
        return asTime("created_at");
    }

    /** @return when the run began to execute, in UTC */
    public OffsetDateTime getStartedAt() {
        return asTime("started_at");
    }

    /** @return when the run ended, in UTC, or null */
    public OffsetDateTime getEndedAt() {
        return asTime("ended_at");
    }

    /** @return when a recurring squid runs next, in UTC, or null */
    public OffsetDateTime getNextLaunchAt() {
        return asTime("next_launch_at");
    }

    /** @return how long the run took; not the difference of its times */
    public Duration getDuration() {
        return asDuration("duration");
    }

    /** @return the credits that the run has cost so far */
    public BigDecimal getCreditUsed() {
        return asCredits("credit_used");
    }

    /** @return what started the run: {@code user}, {@code schedule}, {@code chain}, … */
    public String getOrigin() {
        return asText("origin");
    }

    /** @return whether the run was forced to start, or null where that was not answered */
    public Boolean getForceLaunch() {
        return asFlag("force_launch");
    }

    /** @return the number of results, 0 where it was not answered */
    public long getTotalResults() {
        return asCount("total_results");
    }

    /** @return the number of different results, 0 where it was not answered */
    public long getTotalUniqueResults() {
        return asCount("total_unique_results");
    }

    /** @return whether the export can be downloaded, or null while that is open */
    public Boolean getExportDone() {
        return asFlag("export_done");
    }

    /** @return how often the results were exported, 0 where it was not answered */
    public long getExportCount() {
        return asCount("export_count");
    }

    /** @return when the export was made, in UTC, or null */
    public OffsetDateTime getExportTime() {
        return asTime("export_time");
    }

    /** @return whether the results were sent by e-mail, or null */
    public Boolean getEmailDone() {
        return asFlag("email_done");
    }

    /** @return when the results were sent by e-mail, in UTC, or null */
    public OffsetDateTime getEmailTime() {
        return asTime("email_time");
    }

    /**
     * @return how the verification of the e-mail addresses that were found stands, as it came: a word, or an
     *         unmodifiable map ({@code status}, {@code progress}, {@code is_done}, …). Null where there is none
     */
    public Object getEmailVerification() {
        return asIs("email_verification");
    }

    /** @return why the run ended ({@code tasks_done}, {@code no_credits_left}, …), or null; the list of words grows */
    public String getDoneReason() {
        return asText("done_reason");
    }

    /** @return the explanation of {@link #getDoneReason()}, or null */
    public String getDoneReasonDesc() {
        return asText("done_reason_desc");
    }

    /** @return the hash of the crawler, or null where it was not answered */
    public String getCrawlerId() {
        return asText("crawler_id");
    }

    /** @return whether the results are public, or null where that was not answered */
    public Boolean getShared() {
        return asFlag("shared");
    }
}
