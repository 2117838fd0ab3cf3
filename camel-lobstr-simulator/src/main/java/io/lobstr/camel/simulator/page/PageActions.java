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

import java.util.Locale;
import java.util.Map;

import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.WebhookEvent;

/**
 * Does what the page's buttons say.
 */
final class PageActions {

    private static final int MOST_ROWS = 1_000_000;

    private final Account account;
    private final PageFaults faults;

    PageActions(Account account, PageFaults faults) {
        this.account = account;
        this.faults = faults;
    }

    /** Does it, and answers in a sentence what was done or why not. */
    String act(Map<String, String> form) {
        try {
            return done(form);
        } catch (IllegalStateException | IllegalArgumentException e) {
            return e.getMessage();
        }
    }

    private String done(Map<String, String> form) {
        String action = form.getOrDefault("do", "");
        return switch (action) {
            case "start" -> of(squid(form).startRun());
            case "finish" -> of(run(form).finish(rows(form)));
            case "fail" -> of(run(form).fail(form.getOrDefault("reason", "tasks_failed")));
            case "pause" -> of(run(form).pause());
            case "resume" -> of(run(form).resume());
            case "abort" -> of(run(form).abort());
            case "reopen" -> of(run(form).reopen());
            case "call" -> call(squid(form), event(form));
            case "on", "off" -> turn(faults.find(form.get("fault")), "on".equals(action));
            default -> throw new IllegalArgumentException("There is no such button.");
        };
    }

    private static String of(SimulatedRun run) {
        return "Run " + run.id() + " is " + run.status().word() + " now.";
    }

    private static String call(SimulatedSquid squid, WebhookEvent event) {
        squid.callWebhook(event);
        return "The webhook of " + squid.name() + " is told " + event.word() + ".";
    }

    private static String turn(PageFaults.Switch fault, boolean on) {
        fault.turn(on);
        return (on ? "Switched on: " : "Switched off: ") + fault.words() + ".";
    }

    private SimulatedSquid squid(Map<String, String> form) {
        return account.squid(form.get("squid")).orElseThrow(() -> new IllegalArgumentException("There is no such squid."));
    }

    private SimulatedRun run(Map<String, String> form) {
        return account.run(form.get("run")).orElseThrow(() -> new IllegalArgumentException("There is no such run."));
    }

    private static WebhookEvent event(Map<String, String> form) {
        try {
            return WebhookEvent.valueOf(form.getOrDefault("event", "").toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("There is no such event.", e);
        }
    }

    private static int rows(Map<String, String> form) {
        String rows = form.getOrDefault("rows", "");
        if (!rows.matches("[0-9]{1,7}") || Integer.parseInt(rows) > MOST_ROWS) {
            throw new IllegalArgumentException("A run has 0 to " + MOST_ROWS + " rows.");
        }
        return Integer.parseInt(rows);
    }
}
