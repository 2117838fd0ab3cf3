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

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.Verification;

/**
 * A run in its different spellings; the fields come in the order of the pages' examples.
 */
final class RunJson {

    private final Behaviour behaviour;

    RunJson(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /** As Resurrect Run answers it: the status in upper case. */
    static ObjectNode resurrected(RunSnapshot run) {
        return Json.object().put("id", run.id()).put("status", run.status().name()).put("is_done", run.isDone())
                .put("done_reason", run.doneReason());
    }

    /** As Start Run, List Runs and Abort Run answer it. */
    ObjectNode listed(RunSnapshot run) {
        ObjectNode json = Json.object();
        json.put("id", run.id()).put("object", "run").put("squid", run.squid()).put("is_done", run.isDone())
                .put("started_at", Times.seconds(run.startedAt())).put("total_results", run.results())
                .put("total_unique_results", run.results()).putNull("next_launch_at")
                .put("ended_at", Times.seconds(run.endedAt())).put("duration", Times.decimalSeconds(run.duration()))
                .put("credit_used", run.credits()).put("origin", run.origin()).put("force_launch", run.forceLaunch())
                .put("status", run.status().word()).put("export_done", run.exportDone())
                .put("export_count", run.isExported() ? 1 : 0).put("export_time", Times.seconds(run.exportTime()))
                .put(mail("done"), run.mailTime() == null ? null : Boolean.TRUE)
                .put(mail("time"), Times.seconds(run.mailTime())).put("created_at", Times.seconds(run.createdAt()))
                .put("done_reason", run.doneReason()).put("done_reason_desc", run.doneReasonDesc());
        return withUndocumented(json);
    }

    /** As Get Run answers it. */
    ObjectNode single(RunSnapshot run) {
        if (behaviour.has(Quirk.OLDER_GET_RUN)) {
            return withUndocumented(older(run));
        }
        return withUndocumented(behaviour.has(Quirk.GET_RUN_WITH_IS_DONE) ? withIsDone(run) : newest(run));
    }

    ObjectNode stats(RunSnapshot run, Instant now) {
        int left = run.tasks().size() - run.tasksDone();
        ObjectNode json = Json.object();
        json.put("id", run.id()).put("object", "run").put("duration", Times.decimalSeconds(run.duration()))
                .put("started_at", Times.seconds(run.startedAt())).put("ended_at", Times.seconds(run.endedAt()))
                .put("is_done", run.isDone()).put("percent_done", (int) (run.progress() * 100) + "%")
                .put("eta", eta(run.eta())).put("total_tasks", run.tasks().size()).put("total_tasks_done", run.tasksDone())
                .put("total_tasks_left", left).put("total_results", run.results())
                .put("results_total", run.plannedResults()).put("results_done", run.results());
        if (left == 0) {
            json.putNull("current_task");
        } else {
            json.put("current_task", run.tasksDone() + 1);
        }
        return json.put("total_requests", run.results()).put("updated_at", Times.seconds(now));
    }

    ObjectNode credits(RunSnapshot run) {
        ObjectNode json = Json.object();
        json.put("run_id", run.id()).put("total_credits", run.credits()).put("total_results", run.results());
        json.putArray("breakdown").addObject().put("function", "results").put("credits", run.credits())
                .put("attempts", run.results());
        json.putObject("rates").put("credits_per_row", run.creditsPerRow());
        json.putObject("function_colors").put("results", "#4f46e5");
        json.put("base_function_label", "Results").putArray("filter_breakdown");
        return json;
    }

    private ObjectNode newest(RunSnapshot run) {
        ObjectNode json = withIsDone(run);
        json.remove(List.of("is_done", "email_done", "email_time"));
        json.put("duration", Times.decimalSeconds(run.duration())).put("mail_done", run.mailTime() != null);
        return json.put("mail_time", Times.naiveMicros(run.mailTime()));
    }

    private ObjectNode withIsDone(RunSnapshot run) {
        ObjectNode json = Json.object().put("id", run.id()).put("object", "run").put("squid", run.squid())
                .put("is_done", run.isDone())
                .put("created_at", Times.naiveMicros(createdAt(run))).put("started_at", Times.naiveMicros(run.startedAt()))
                .put("ended_at", Times.naiveMicros(run.endedAt())).putNull("next_launch_at")
                .put("duration", Times.timedelta(run.duration())).put("credit_used", run.credits())
                .put("origin", run.origin()).put("force_launch", run.forceLaunch()).put("status", run.status().word())
                .put("export_done", run.exportDone()).put("export_count", run.isExported() ? 1 : 0)
                .put("export_time", Times.naiveMicros(run.exportTime())).put(mail("done"), run.mailTime() != null)
                .put(mail("time"), Times.naiveMicros(run.mailTime()));
        json.set("email_verification", verification(run));
        return json.put("total_results", run.results())
                .put("total_unique_results", run.results()).put("done_reason", run.doneReason())
                .put("done_reason_desc", run.doneReasonDesc());
    }

    private ObjectNode older(RunSnapshot run) {
        return Json.object().put("id", run.id()).put("object", "run").put("created_at", Times.naiveMicros(createdAt(run)))
                .put("started_at", Times.naiveMicros(run.startedAt())).put("ended_at", Times.naiveMicros(run.endedAt()))
                .put("duration", Times.decimalSeconds(run.duration())).put("credit_used", run.credits())
                .put("origin", run.origin()).put("status", run.status().word()).put("total_results", run.results())
                .put("total_unique_results", run.results()).put("export_done", run.exportDone())
                .put("export_time", Times.naiveMicros(run.exportTime())).put("done_reason", run.doneReason())
                .put("done_reason_desc", run.doneReasonDesc()).put("squid", run.squid()).put("crawler_id", run.crawler())
                .putNull("next_launch_at").put("shared", false);
    }

    private String mail(String what) {
        return (behaviour.has(Quirk.MAIL_NAMES_EVERYWHERE) ? "mail_" : "email_") + what;
    }

    private JsonNode verification(RunSnapshot run) {
        Verification verification = run.verification();
        if (verification == null || behaviour.has(Quirk.EMAIL_VERIFICATION_AS_WORD)) {
            return Json.of(verification == null ? null : verification.status());
        }
        return Json.object().put("status", verification.status()).put("progress", (int) (verification.progress() * 100))
                .put("verified_emails", (int) (verification.progress() * run.results())).put("total_emails", run.results())
                .put("is_done", verification.isDone());
    }

    private Instant createdAt(RunSnapshot run) {
        boolean late = behaviour.has(Quirk.CREATED_AFTER_STARTED);
        return late ? run.startedAt().plus(Duration.ofSeconds(69)).plusMillis(223) : run.createdAt();
    }

    private ObjectNode withUndocumented(ObjectNode json) {
        if (behaviour.has(Quirk.UNDOCUMENTED_FIELDS)) {
            json.put("priority", 3).putObject("worker").put("region", "eu-west").putArray("labels").add("a").add("b");
        }
        return json;
    }

    private static String eta(Duration eta) {
        return eta == null ? "∞" : Times.timedelta(eta);
    }
}
