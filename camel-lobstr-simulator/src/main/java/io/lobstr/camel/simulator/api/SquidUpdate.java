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

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.Schedule;
import io.lobstr.camel.simulator.state.SimulatedCrawler;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.lobstr.camel.simulator.state.SquidSettings;
import io.lobstr.camel.simulator.state.Stored;

/**
 * Changes a squid as a request says: what is not named stays, and what is named is replaced as a whole. Nothing is
 * changed where anything is wrong.
 */
final class SquidUpdate {

    private static final List<String> NOTIFY = List.of("on_success", "on_error");

    private final Account account;
    private final SimulatedSquid squid;
    private final SimulatedCrawler crawler;
    private final Behaviour behaviour;
    private SquidSettings settings;

    SquidUpdate(Account account, SimulatedSquid squid, Behaviour behaviour) {
        this.account = account;
        this.squid = squid;
        this.crawler = account.crawlers().find(squid.crawler()).orElseThrow();
        this.behaviour = behaviour;
        this.settings = squid.settings();
    }

    void apply(JsonNode body) {
        String name = body.hasNonNull("name") ? Call.needed(body, "name") : squid.name();
        if (!name.equals(squid.name()) && account.isTaken(name)) {
            throw new ApiException(ApiError.duplicateSquid());
        }
        switches(body);
        concurrency(body);
        schedule(body);
        if (body.has("params")) {
            params(body.get("params"));
        }
        if (body.has("accounts")) {
            accounts(body.get("accounts"));
        }
        squid.rename(name);
        squid.change(settings, stored(body));
    }

    private void switches(JsonNode body) {
        settings = settings.withActive(flag(body, "is_active", settings.active()))
                .withFiles(flag(body, "export_unique_results", settings.unique()),
                        flag(body, "no_line_breaks", settings.noLineBreaks()));
        if (body.has("to_complete")) {
            settings = settings.withToComplete(Json.value(body.get("to_complete")));
        }
        if (body.has("run_notify")) {
            String when = body.get("run_notify").textValue();
            if (!body.get("run_notify").isNull() && !NOTIFY.contains(when)) {
                throw new ApiException(ApiError.invalidValue("run_notify"));
            }
            settings = settings.withRunNotify(when);
        }
    }

    /** A slot is taken where a squid is switched on, or does more at a time. */
    private void concurrency(JsonNode body) {
        if (body.hasNonNull("concurrency")) {
            if (!body.get("concurrency").isInt() || body.get("concurrency").intValue() < 1) {
                throw new ApiException(ApiError.invalidType("concurrency", "a whole number from 1"));
            }
            settings = settings.withConcurrency(body.get("concurrency").intValue());
        }
        int most = Math.min(crawler.maxConcurrency(), account.slots());
        SquidSettings before = squid.settings();
        if (settings.concurrency() > before.concurrency() && settings.concurrency() > most) {
            throw new ApiException(ApiError.tooConcurrent(most));
        }
        int more = held(settings) - held(before);
        if (more > 0 && account.usedSlots() + more > account.slots()) {
            throw new ApiException(ApiError.noSlotLeft());
        }
    }

    private void schedule(JsonNode body) {
        Schedule before = settings.schedule();
        String zone = before == null ? "UTC" : before.timezone();
        if (body.hasNonNull("timezone")) {
            zone = Call.needed(body, "timezone");
            check(zone);
        }
        String expression = before == null ? null : before.expression();
        if (body.has("cron_expression")) {
            JsonNode cron = body.get("cron_expression");
            boolean off = cron.isNull() || cron.asText().isEmpty();
            expression = off ? behaviour.has(Quirk.SCHEDULE_STAYS) ? expression : null : Call.needed(body, "cron_expression");
        }
        if (expression != null && !Launches.isExpression(expression)) {
            throw new ApiException(ApiError.invalidValue("cron_expression"));
        }
        settings = settings.withSchedule(expression == null ? null : new Schedule(expression, zone));
    }

    private void params(JsonNode given) {
        if (!given.isObject()) {
            throw new ApiException(ApiError.invalidType("params", "an object"));
        }
        given.properties().forEach(param -> SquidParams.check(crawler, param.getKey(), param.getValue()));
        Map<String, Object> params = new LinkedHashMap<>(
                behaviour.has(Quirk.PARAMS_ARE_MERGED) ? settings.params() : Map.of());
        params.putAll(Json.map(given));
        if (params.remove("auto_verify_emails") instanceof Boolean verified) {
            settings = settings.withVerifyEmails(verified);
        }
        settings = settings.withParams(params);
    }

    private void accounts(JsonNode given) {
        List<String> ids = new ArrayList<>();
        if (!given.isNull() && !given.isArray()) {
            throw new ApiException(ApiError.invalidType("accounts", "a list of strings"));
        }
        given.forEach(id -> {
            if (!id.isTextual()) {
                throw new ApiException(ApiError.invalidType("accounts", "a list of strings"));
            }
            ids.add(id.textValue());
        });
        if (crawler.accountType() == null && !ids.isEmpty()) {
            if (behaviour.has(Quirk.NEEDLESS_ACCOUNTS_REJECTED)) {
                throw new ApiException(ApiError.invalidParam("accounts"));
            }
            return;
        }
        for (String id : ids) {
            account.siteAccounts().find(id).filter(known -> known.type().name().equals(crawler.accountType()))
                    .orElseThrow(() -> new ApiException(ApiError.accountDoesNotExist()));
        }
        settings = settings.withAccounts(ids);
    }

    private static Stored stored(JsonNode body) {
        if (body.hasNonNull("name") || body.path("params").size() > 0) {
            return Stored.PARAMS_OR_NAME;
        }
        return body.isEmpty() ? Stored.NOTHING : Stored.SOMETHING;
    }

    private static int held(SquidSettings of) {
        return of.active() ? of.concurrency() : 0;
    }

    private static boolean flag(JsonNode body, String field, boolean otherwise) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isBoolean()) {
            throw new ApiException(ApiError.invalidType(field, "a boolean"));
        }
        return value.booleanValue();
    }

    private static void check(String zone) {
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new ApiException(ApiError.invalidValue("timezone"));
        }
    }
}
