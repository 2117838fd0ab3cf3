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
package io.lobstr.camel.simulator.api;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.Schedule;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;

/**
 * A squid as the list and its own page have it.
 */
final class SquidJson {

    private static final List<String> EVENTS = List.of("run.running", "run.paused", "run.done", "run.error");

    private static final Map<String, String> OTHER_REASONS
            = Map.of("no_credits_left", "credits_exhausted", "aborted", "user_stopped");

    private final Behaviour behaviour;

    SquidJson(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    ObjectNode listed(SimulatedSquid squid) {
        return listed(squid, newest(squid));
    }

    ObjectNode single(SimulatedSquid squid) {
        RunSnapshot newest = newest(squid);
        ObjectNode json = listed(squid, newest);
        json.put("last_run", newest == null ? null : newest.id());
        json.put("last_run_is_done", newest == null ? null : Boolean.valueOf(newest.isDone()));
        json.put("last_run_done_reason", newest == null ? null : reason(newest.doneReason()));
        json.putNull("created_via").putNull("deactivation_reason").set("accounts", accounts(squid));
        json.put("auto_verify_emails", false).putNull("message").putNull("icon").putNull("download_url").putNull("email")
                .put("notifications", false).putObject("notifications_params").putNull("run_notify");
        json.set("schedule", schedule(squid));
        json.put("export_unique_results", false).put("no_line_breaks", false);
        if (behaviour.has(Quirk.TO_COMPLETE_AS_NUMBER)) {
            json.put("to_complete", 0);
        } else {
            json.put("to_complete", false);
        }
        List.of("google_sheet_fields", "ftp_fields", "s3_fields", "slack_fields").forEach(json::putNull);
        json.set("webhook_fields", squid.webhook().<JsonNode> map(SquidJson::webhook).orElse(NullNode.getInstance()));
        return json;
    }

    private ObjectNode listed(SimulatedSquid squid, RunSnapshot newest) {
        ObjectNode json = Json.object();
        json.put("id", squid.id()).put("created_at", Times.seconds(squid.createdAt())).put("name", squid.name())
                .put("is_ready", squid.refusal().isEmpty()).put("is_active", true).put("concurrency", 1)
                .putObject("params");
        json.put("crawler", squid.crawler()).put("crawler_name", squid.crawlerName())
                .put("last_run_status", newest == null ? null : newest.status().name())
                .put("last_run_at", newest == null ? null : Times.seconds(newest.startedAt()))
                .put("total_runs", squid.runCount()).putNull("next_launch_at").put("is_public", false)
                .put("schedule", squid.schedule().map(Schedule::expression).orElse(null));
        if (behaviour.has(Quirk.UNDOCUMENTED_FIELDS)) {
            json.putObject("owner").put("team", "growth");
        }
        return json;
    }

    private JsonNode accounts(SimulatedSquid squid) {
        if (squid.accounts().isEmpty()) {
            return NullNode.getInstance();
        }
        return Json.of(behaviour.has(Quirk.ACCOUNTS_AS_WORDS)
                ? squid.accounts() : squid.accounts().stream()
                        .map(account -> Map.of("id", account, "status", "200")).toList());
    }

    private JsonNode schedule(SimulatedSquid squid) {
        Schedule schedule = squid.schedule().orElse(null);
        if (schedule == null || behaviour.has(Quirk.SCHEDULE_AS_WORD)) {
            return Json.of(schedule == null ? null : schedule.expression());
        }
        return Json.object().put("expression", schedule.expression()).put("timezone", schedule.timezone());
    }

    private String reason(String reason) {
        return behaviour.has(Quirk.OTHER_DONE_REASONS_IN_SQUIDS) && reason != null
                ? OTHER_REASONS.getOrDefault(reason, reason) : reason;
    }

    static ObjectNode webhook(WebhookDelivery delivery) {
        ObjectNode json = Json.object();
        json.put("url", delivery.url()).put("is_active", delivery.active()).put("retry", delivery.retry());
        ObjectNode events = json.putObject("events");
        EVENTS.forEach(event -> events.put(event, delivery.events().contains(event)));
        return json;
    }

    private static RunSnapshot newest(SimulatedSquid squid) {
        return squid.runCount() == 0 ? null : squid.run(0).snapshot();
    }
}
