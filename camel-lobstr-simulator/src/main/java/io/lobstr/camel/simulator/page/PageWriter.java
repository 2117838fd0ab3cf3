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
package io.lobstr.camel.simulator.page;

import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.RunSnapshot;
import io.lobstr.camel.simulator.state.RunStatus;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookDelivery;
import io.lobstr.camel.simulator.state.WebhookEvent;
import io.lobstr.camel.simulator.traffic.ReceivedRequest;
import io.lobstr.camel.simulator.traffic.RequestLog;
import io.lobstr.camel.simulator.webhook.WebhookCall;
import io.lobstr.camel.simulator.webhook.WebhookLog;

/**
 * Writes the page.
 */
final class PageWriter {

    private static final int RUNS = 8;
    private static final int LINES = 12;
    private static final List<String> REASONS
            = List.of("no_credits_left", "cookies_expired", "no_accounts", "tasks_failed", "export_failed");
    private static final DateTimeFormatter TIME
            = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final String FORM = """
            <form method="post" action="/simulator"><input type="hidden" name="token" value="{}">""";

    private final Account account;
    private final RequestLog requests;
    private final WebhookLog calls;
    private final PageFaults faults;

    PageWriter(Account account, RequestLog requests, WebhookLog calls, PageFaults faults) {
        this.account = account;
        this.requests = requests;
        this.calls = calls;
        this.faults = faults;
    }

    /** Whoever calls it holds the account's lock. */
    String write(String token, String origin, String said) {
        Html html = new Html().add("""
                <!DOCTYPE html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>Simulated lobstr.io</title>
                <link rel="stylesheet" href="/simulator.css">
                <script src="/simulator.js" defer></script>
                <noscript><meta http-equiv="refresh" content="10"></noscript>
                </head>
                <body>
                <h1>Simulated lobstr.io</h1>
                <main>
                <p>The API is at <code>{}/v1</code>. It is {} UTC.</p>
                <p role="status">{}</p>
                """, origin, TIME.format(account.now()), said);
        account.squidsNamed("").forEach(squid -> squid(html, token, squid));
        faults(html, token);
        calls(html);
        requests(html);
        return html.add("</main>\n</body>\n</html>\n").toString();
    }

    private void squid(Html html, String token, SimulatedSquid squid) {
        html.add("<section>\n<h2>{}</h2>\n<p><code>lobstr.squid={}</code> {}</p>\n", squid.name(), squid.id(),
                squid.crawlerName());
        html.add(FORM, token).add("<input type=\"hidden\" name=\"squid\" value=\"{}\">", squid.id());
        button(html, "start", squid.id(), "Start a run");
        squid.webhook().ifPresentOrElse(webhook -> webhook(html, squid, webhook),
                () -> html.add(" <span>It has no webhook.</span>"));
        html.add("</form>\n");
        if (squid.runCount() > 0) {
            html.add(
                    "<table>\n<thead><tr><th>Status</th><th>Rows</th><th>Buttons</th><th>Created</th><th>Ended</th><th>Reason</th>"
                     + "<th>File</th><th>Credits</th><th>Run</th></tr></thead>\n<tbody>\n");
            for (int i = 0; i < Math.min(RUNS, squid.runCount()); i++) {
                run(html, token, squid.run(i));
            }
            html.add("</tbody>\n</table>\n");
        }
        html.add("</section>\n");
    }

    private static void webhook(Html html, SimulatedSquid squid, WebhookDelivery webhook) {
        html.add(" <span>Its webhook is at {}{}.</span> <label>Event <select name=\"event\" id=\"event-{}\">",
                host(webhook.url()), webhook.active() ? "" : ", switched off", squid.id());
        for (WebhookEvent event : WebhookEvent.values()) {
            html.add("<option value=\"{}\">{}</option>", event.name(), event.word());
        }
        html.add("</select></label> ");
        button(html, "call", squid.id(), "Call it");
    }

    private static void run(Html html, String token, SimulatedRun run) {
        RunSnapshot now = run.snapshot();
        html.add("<tr><td class=\"{}\">{}</td><td>{}</td><td>", now.status().word(), now.status().word(), now.results());
        html.add(FORM, token).add("<input type=\"hidden\" name=\"run\" value=\"{}\">", now.id());
        if (now.status().isOver()) {
            button(html, "reopen", now.id(), "Open again");
        } else {
            active(html, now);
        }
        html.add("</form></td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n",
                time(now.createdAt()), time(now.endedAt()), now.doneReason(), now.isExported() ? "there" : "", now.credits(),
                now.id());
    }

    private static void active(Html html, RunSnapshot run) {
        html.add("<label>Rows <input name=\"rows\" id=\"rows-{}\" inputmode=\"numeric\" size=\"6\" value=\"{}\"></label> ",
                run.id(), run.plannedResults());
        button(html, "finish", run.id(), "Finish");
        html.add(" <label>Reason <select name=\"reason\" id=\"reason-{}\">", run.id());
        REASONS.forEach(reason -> html.add("<option>{}</option>", reason));
        html.add("</select></label> ");
        button(html, "fail", run.id(), "Fail");
        if (run.status() == RunStatus.PAUSED) {
            button(html, "resume", run.id(), "Resume");
        } else if (run.status() != RunStatus.UPLOADING) {
            button(html, "pause", run.id(), "Pause");
        }
        if (run.status() != RunStatus.UPLOADING) {
            button(html, "abort", run.id(), "Abort");
        }
    }

    private void faults(Html html, String token) {
        html.add("<section>\n<h2>Faults</h2>\n<ul>\n");
        for (PageFaults.Switch fault : faults.all()) {
            html.add("<li>").add(FORM, token).add("<input type=\"hidden\" name=\"fault\" value=\"{}\">", fault.id());
            String action = fault.isOn() ? "off" : "on";
            button(html, action, fault.id(), "Switch " + action);
            html.add(" <span class=\"{}\">{}</span></form></li>\n", fault.isOn() ? "error" : "off", fault.words());
        }
        html.add("</ul>\n</section>\n");
    }

    private void calls(Html html) {
        html.add("<section>\n<h2>Calls of webhooks</h2>\n");
        List<WebhookCall> latest = latest(calls.all());
        if (!latest.isEmpty()) {
            html.add("<table>\n<thead><tr><th>Due</th><th>Event</th><th>Run</th><th>To</th><th>Try</th><th>Answer</th></tr>"
                     + "</thead>\n<tbody>\n");
            latest.forEach(call -> html.add(
                    "<tr><td>{}</td><td>{}</td><td><code>{}</code></td><td>{}</td><td>{}</td><td class=\"{}\">{}</td></tr>\n",
                    time(call.at()), call.event() == null ? "test" : call.event(), call.run(), host(call.url()), call.number(),
                    call.succeeded() ? "done" : "error", call.status() == 0 ? "none" : call.status()));
            html.add("</tbody>\n</table>\n");
        }
        html.add("</section>\n");
    }

    private void requests(Html html) {
        html.add("<section>\n<h2>Requests: {}</h2>\n<table>\n<tbody>\n", requests.count());
        for (ReceivedRequest request : latest(requests.all())) {
            html.add("<tr><td>{}</td><td>{}</td><td><code>{}</code></td></tr>\n", time(request.at()), request.method(),
                    request.path());
        }
        html.add("</tbody>\n</table>\n</section>\n");
    }

    /** By its id the script keeps the focus on it. */
    private static void button(Html html, String action, String of, String words) {
        html.add("<button name=\"do\" value=\"{}\" id=\"{}-{}\">{}</button> ", action, action, of, words);
    }

    private static <T> List<T> latest(List<T> oldestFirst) {
        List<T> some = new ArrayList<>(
                oldestFirst.subList(Math.max(0, oldestFirst.size() - LINES), oldestFirst.size()));
        Collections.reverse(some);
        return some;
    }

    static String time(Instant instant) {
        return instant == null ? "" : TIME.format(instant);
    }

    /** What stands before and behind it may be secret. */
    private static String host(String url) {
        try {
            URI address = URI.create(url);
            return address.getScheme() + "://" + address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort())
                   + "/…";
        } catch (IllegalArgumentException e) {
            return "an address that is none";
        }
    }
}
