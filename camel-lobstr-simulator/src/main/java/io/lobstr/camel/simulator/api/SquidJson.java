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

import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.Schedule;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.SquidSettings;
import io.lobstr.camel.simulator.state.Stored;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import io.lobstr.camel.simulator.state.WebhookEvent;

/**
 * A squid as the list and its own page have it.
 */
final class SquidJson {

    private static final Map<String, String> OTHER_REASONS
            = Map.of("no_credits_left", "credits_exhausted", "aborted", "user_stopped");

    private static final int OK = 200;

    private final Behaviour behaviour;
    private final ChainJson chains;

    SquidJson(Behaviour behaviour) {
        this.behaviour = behaviour;
        this.chains = new ChainJson(behaviour);
    }

    ObjectNode listed(SimulatedSquid squid, Account account) {
        return listed(squid, account, newest(squid));
    }

    ObjectNode single(SimulatedSquid squid, Account account) {
        RunSnapshot newest = newest(squid);
        SquidSettings settings = squid.settings();
        ObjectNode json = listed(squid, account, newest);
        json.put("last_run", newest == null ? null : newest.id());
        json.put("last_run_is_done", newest == null ? null : Boolean.valueOf(newest.isDone()));
        json.put("last_run_done_reason", newest == null ? null : reason(newest.doneReason()));
        json.put("created_via", squid.createdVia()).putNull("deactivation_reason")
                .set("accounts", accounts(settings, account));
        json.put("auto_verify_emails", settings.verifyEmails()).putNull("message").putNull("icon").putNull("download_url")
                .setAll(DeliveryJson.of(squid.deliveries()));
        json.putObject("notifications_params").put("run_notify", settings.runNotify());
        json.set("schedule", schedule(settings.schedule()));
        json.put("schedule_time", settings.schedule() == null ? null : Launches.words(settings.schedule()))
                .put("export_runs", false).putNull("ip_strategy").put("external_launch", false);
        json.put("export_unique_results", settings.unique()).put("no_line_breaks", settings.noLineBreaks());
        json.set("to_complete", toComplete(settings));
        json.set("webhook_fields", squid.webhook().<JsonNode> map(SquidJson::webhook).orElse(NullNode.getInstance()));
        squid.chain().ifPresent(chain -> json.set("chain", chains.of(chain, account)));
        return json;
    }

    /** As Create Squid answers it. */
    ObjectNode created(SimulatedSquid squid) {
        SquidSettings settings = squid.settings();
        ObjectNode json = Json.object().put("id", squid.id());
        json.putArray("account");
        json.put("concurrency", settings.concurrency()).put("crawler", squid.crawler())
                .put("created_at", Times.seconds(squid.createdAt())).put("is_active", settings.active())
                .put("name", squid.name()).set("params", Json.of(settings.params()));
        json.putNull("schedule").set("to_complete", toComplete(settings));
        return json;
    }

    /** As Update Squid answers it: some of the fields, others where accounts were named. */
    ObjectNode updated(SimulatedSquid squid, JsonNode body) {
        SquidSettings settings = squid.settings();
        ObjectNode json = Json.object().put("name", squid.name());
        if (body.has("accounts")) {
            json.put("concurrency", settings.concurrency()).set("accounts", Json.of(settings.accounts()));
            return json;
        }
        json.put("no_line_breaks", settings.noLineBreaks()).put("is_active", settings.active())
                .set("params", Json.of(settings.params()));
        json.set("to_complete", toComplete(settings));
        return json.put("run_notify", settings.runNotify()).put("export_unique_results", settings.unique());
    }

    boolean isReady(SimulatedSquid squid) {
        if (behaviour.has(Quirk.READY_WITH_TASKS)) {
            return !squid.tasks().isEmpty();
        }
        Stored enough = behaviour.has(Quirk.READY_WITH_PARAMS_OR_NAME) ? Stored.PARAMS_OR_NAME : Stored.SOMETHING;
        return squid.stored().compareTo(enough) >= 0;
    }

    private ObjectNode listed(SimulatedSquid squid, Account account, RunSnapshot newest) {
        SquidSettings settings = squid.settings();
        Schedule schedule = settings.schedule();
        ObjectNode json = Json.object();
        json.put("id", squid.id()).put("created_at", Times.seconds(squid.createdAt())).put("name", squid.name())
                .put("is_ready", squid.refusal().isEmpty() && isReady(squid)).put("is_active", settings.active())
                .put("concurrency", settings.concurrency()).set("params", Json.of(settings.params()));
        json.put("crawler", squid.crawler()).put("crawler_name", squid.crawlerName())
                .put("last_run_status", newest == null ? null : newest.status().name())
                .put("last_run_at", newest == null ? null : Times.seconds(newest.startedAt()))
                .put("total_runs", squid.runCount())
                .put("next_launch_at", schedule == null || !settings.active()
                        ? null : Times.seconds(Launches.next(schedule, account.now())))
                .put("is_public", false).put("schedule", schedule == null ? null : schedule.expression());
        if (behaviour.has(Quirk.UNDOCUMENTED_FIELDS)) {
            json.putObject("owner").put("team", "growth");
        }
        return json;
    }

    private JsonNode toComplete(SquidSettings settings) {
        return behaviour.has(Quirk.TO_COMPLETE_AS_NUMBER) ? Json.of(0) : Json.of(settings.toComplete());
    }

    private JsonNode accounts(SquidSettings settings, Account account) {
        if (settings.accounts().isEmpty()) {
            return NullNode.getInstance();
        }
        return Json.of(behaviour.has(Quirk.ACCOUNTS_AS_WORDS)
                ? settings.accounts() : settings.accounts().stream()
                        .map(id -> Map.of("id", id, "status",
                                account.siteAccounts().find(id).map(SiteAccount::status).orElse(OK) + ""))
                        .toList());
    }

    private JsonNode schedule(Schedule schedule) {
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
        for (WebhookEvent event : WebhookEvent.values()) {
            events.put(event.word(), delivery.events().contains(event.word()));
        }
        return json;
    }

    private static RunSnapshot newest(SimulatedSquid squid) {
        return squid.runCount() == 0 ? null : squid.run(0).snapshot();
    }
}
