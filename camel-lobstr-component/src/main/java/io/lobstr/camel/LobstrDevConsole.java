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
package io.lobstr.camel;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.lobstr.camel.internal.observe.LobstrActivity;
import org.apache.camel.Route;
import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;

/**
 * Shows what the component watches and waits for, what is in flight, what is left of the budget, and what lobstr.io
 * answered last.
 */
@DevConsole(name = "lobstr", displayName = "lobstr.io",
            description = "Watched squids, runs in flight and awaited, and requests")
public final class LobstrDevConsole extends AbstractDevConsole {

    /**
     * Found by Camel under its id.
     */
    public LobstrDevConsole() {
        super("camel", "lobstr", "lobstr.io", "Watched squids, runs in flight and awaited, and requests");
    }

    @Override
    protected Map<String, Object> doCallJson(Map<String, Object> options) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("consumers", consumers().map(LobstrDevConsole::json).toList());
        root.put("components", components().map(LobstrDevConsole::json).toList());
        return root;
    }

    private static Map<String, Object> json(LobstrConsumer consumer) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("routeId", consumer.getRouteId());
        json.put("squid", consumer.getEndpoint().getSquid() == null ? "all" : consumer.getEndpoint().getSquid());
        json.put("watchedSquids", consumer.getWatchedSquids());
        json.put("nextLook", consumer.getNextLook());
        json.put("memory", consumer.getMemory());
        json.put("inFlightRuns", consumer.getInFlightRuns());
        json.put("emittedRuns", consumer.getEmittedRuns());
        json.put("settledRuns", consumer.getSettledRuns());
        json.put("failedRuns", consumer.getFailedRuns());
        json.put("lastDelayMillis", consumer.getLastDelayMillis());
        if (consumer.getEndpoint().isPush()) {
            json.put("webhook", consumer.getWebhook());
            json.put("heardRuns", consumer.getHeardRuns());
            json.put("missedRuns", consumer.getMissedRuns());
            json.put("pollDistance", consumer.getPollDistance());
        }
        return json;
    }

    private static Map<String, Object> json(LobstrComponent component) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("requestsPerMinute", component.getRequestsPerMinute());
        json.put("budgetLeft", component.getBudgetLeft());
        json.put("requests", component.activity().requests());
        json.put("awaitedRuns", component.listAwaitedRuns());
        json.put("lastAnswers", component.activity().last().stream().map(LobstrDevConsole::json).toList());
        return json;
    }

    private static Map<String, Object> json(LobstrActivity.Answered answered) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("at", answered.at().toString());
        json.put("operation", answered.operation());
        json.put("outcome", answered.outcome());
        json.put("millis", answered.took().toMillis());
        return json;
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        List<String> lines = new ArrayList<>();
        consumers().forEach(consumer -> {
            lines.add(String.format(
                    "Route %s watches %d squids, remembers in %s: %d runs came out, %d handled, %d failed, %d in flight; asks %s",
                    consumer.getRouteId(), consumer.getWatchedSquids(), consumer.getMemory(), consumer.getEmittedRuns(),
                    consumer.getSettledRuns(), consumer.getFailedRuns(), consumer.getInFlightRuns(), consumer.getNextLook()));
            if (consumer.getEndpoint().isPush()) {
                lines.add(String.format("  calls have told of %d runs and not of %d, polls are %s apart; webhook: %s",
                        consumer.getHeardRuns(), consumer.getMissedRuns(), consumer.getPollDistance(), consumer.getWebhook()));
            }
        });
        components().forEach(component -> {
            lines.add(String.format("%d requests sent, %s left of %s per minute", component.getRequests(),
                    unlimited(component.getBudgetLeft(), -1), unlimited(component.getRequestsPerMinute(), 0)));
            component.listRequests().forEach(request -> lines.add("  " + request));
            component.listAwaitedRuns().forEach(wait -> lines.add("Awaited: " + wait));
            component.activity().last().forEach(answered -> lines.add(String.format("%s %s: %s in %d ms", answered.at(),
                    answered.operation(), answered.outcome(), answered.took().toMillis())));
        });
        return String.join("\n", lines) + "\n";
    }

    private static String unlimited(int number, int any) {
        return number == any ? "any number" : String.valueOf(number);
    }

    private Stream<LobstrConsumer> consumers() {
        return getCamelContext().getRoutes().stream().map(Route::getConsumer).filter(LobstrConsumer.class::isInstance)
                .map(LobstrConsumer.class::cast);
    }

    private Stream<LobstrComponent> components() {
        return getCamelContext().getComponentNames().stream().map(name -> getCamelContext().hasComponent(name))
                .filter(LobstrComponent.class::isInstance).map(LobstrComponent.class::cast);
    }
}
