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
 * A configured scraper of the account. What a list leaves out is null there. The deliveries hold secrets in clear.
 */
public final class Squid extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("squid");

    static {
        DOCUMENTED.putNeeded("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("created_at", FieldType.TIME);
        DOCUMENTED.put("created_via", FieldType.NAME);
        DOCUMENTED.put("name", FieldType.TEXT);
        DOCUMENTED.put("is_ready", FieldType.FLAG);
        DOCUMENTED.put("is_active", FieldType.FLAG);
        DOCUMENTED.put("deactivation_reason", FieldType.TEXT);
        DOCUMENTED.put("message", FieldType.ANY);
        DOCUMENTED.put("concurrency", FieldType.COUNT);
        DOCUMENTED.putSecret("params", FieldType.ANY);
        DOCUMENTED.put("crawler", FieldType.ANY);
        DOCUMENTED.put("crawler_name", FieldType.NAME);
        DOCUMENTED.putSecret("accounts", FieldType.ANY);
        DOCUMENTED.put("last_run", FieldType.ID);
        DOCUMENTED.put("last_run_status", FieldType.WORD);
        DOCUMENTED.put("last_run_at", FieldType.TIME);
        DOCUMENTED.put("last_run_is_done", FieldType.FLAG);
        DOCUMENTED.put("last_run_done_reason", FieldType.NAME);
        DOCUMENTED.put("total_runs", FieldType.COUNT);
        DOCUMENTED.put("next_launch_at", FieldType.TIME);
        DOCUMENTED.put("schedule", FieldType.TEXT_OR_OBJECT);
        DOCUMENTED.put("schedule_time", FieldType.TEXT);
        DOCUMENTED.put("is_public", FieldType.FLAG);
        DOCUMENTED.put("to_complete", FieldType.ANY);
        DOCUMENTED.put("auto_verify_emails", FieldType.FLAG);
        DOCUMENTED.put("export_unique_results", FieldType.FLAG);
        DOCUMENTED.put("no_line_breaks", FieldType.FLAG);
        DOCUMENTED.putSecret("webhook_fields", FieldType.OBJECT);
        DOCUMENTED.putSecret("download_url", FieldType.TEXT);
        DOCUMENTED.put("icon", FieldType.TEXT);
        DOCUMENTED.put("email", FieldType.TEXT);
        DOCUMENTED.put("notifications", FieldType.ANY);
        DOCUMENTED.put("notifications_params", FieldType.OBJECT);
        DOCUMENTED.putSecret("google_sheet_fields", FieldType.OBJECT);
        DOCUMENTED.putSecret("s3_fields", FieldType.OBJECT);
        DOCUMENTED.putSecret("ftp_fields", FieldType.OBJECT);
        DOCUMENTED.putSecret("slack_fields", FieldType.OBJECT);
        DOCUMENTED.put("chain", FieldType.ANY);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if the squid has no id that can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Squid(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the squid */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code squid}, or null where it was not answered */
    public String getObject() {
        return asText("object");
    }

    /** @return when the squid was created, in UTC, or null where it was not answered */
    public OffsetDateTime getCreatedAt() {
        return asTime("created_at");
    }

    /** @return what created it: {@code api}, {@code sdk}, …; null for the dashboard, or where it was not answered */
    public String getCreatedVia() {
        return asText("created_via");
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

    /** @return why it is not active, or null */
    public String getDeactivationReason() {
        return asText("deactivation_reason");
    }

    /** @return what the API says of it, as it came, or null */
    public Object getMessage() {
        return asIs("message");
    }

    /** @return how many of its tasks run at once, 0 where it was not answered */
    public long getConcurrency() {
        return asCount("concurrency");
    }

    /** @return its settings, as they came, unmodifiable */
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

    /** @return the accounts that it logs in with, as they came: hashes, or maps of {@code id} and {@code status} */
    public Object getAccounts() {
        return asIs("accounts");
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

    /** @return when it recurs, as it came: a cron expression, or a map of {@code expression} and {@code timezone} */
    public Object getSchedule() {
        return asIs("schedule");
    }

    /** @return when it recurs, in words, or null */
    public String getScheduleTime() {
        return asText("schedule_time");
    }

    /** @return whether it is public, or null where that was not answered */
    public Boolean getPublic() {
        return asFlag("is_public");
    }

    /** @return whether a run ends with its tasks, as it came: a flag or a number */
    public Object getToComplete() {
        return asIs("to_complete");
    }

    /** @return whether e-mail addresses that were found are verified, or null where that was not answered */
    public Boolean getAutoVerifyEmails() {
        return asFlag("auto_verify_emails");
    }

    /** @return whether files have each row once, or null where that was not answered */
    public Boolean getExportUniqueResults() {
        return asFlag("export_unique_results");
    }

    /** @return whether files have no line breaks in their cells, or null where that was not answered */
    public Boolean getNoLineBreaks() {
        return asFlag("no_line_breaks");
    }

    /** @return its webhook, as it came, unmodifiable; null where there is none */
    public Map<String, Object> getWebhookFields() {
        return asMap("webhook_fields");
    }

    /** @return the signed address of its newest file, valid for a short time, or null */
    public String getDownloadUrl() {
        return asText("download_url");
    }

    /** @return its picture, or null */
    public String getIcon() {
        return asText("icon");
    }

    /** @return the address that is sent its results, or null */
    public String getEmail() {
        return asText("email");
    }

    /** @return whether its results are sent by e-mail, as it came */
    public Object getNotifications() {
        return asIs("notifications");
    }

    /** @return when its results are sent by e-mail ({@code run_notify}), as it came; null where there is none */
    public Map<String, Object> getNotificationsParams() {
        return asMap("notifications_params");
    }

    /** @return its delivery to a Google Sheet, as it came; null where there is none */
    public Map<String, Object> getGoogleSheetFields() {
        return asMap("google_sheet_fields");
    }

    /** @return its delivery to S3, with its secrets, as it came; null where there is none */
    public Map<String, Object> getS3Fields() {
        return asMap("s3_fields");
    }

    /** @return its delivery by SFTP, with its secrets, as it came; null where there is none */
    public Map<String, Object> getFtpFields() {
        return asMap("ftp_fields");
    }

    /** @return its delivery to Slack, as it came; null where there is none */
    public Map<String, Object> getSlackFields() {
        return asMap("slack_fields");
    }

    /** @return its chain, as it came; null where there is none */
    public Object getChain() {
        return asIs("chain");
    }
}
