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

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.AccountType;
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.SiteAccounts;
import io.lobstr.camel.simulator.state.Synchronization;

/**
 * Answers about the accounts of sites, limits and deletes them, and takes their cookies.
 */
final class SiteAccountHandlers {

    private final Behaviour behaviour;
    private final Pages pages;
    private final SiteAccountJson json;

    SiteAccountHandlers(Behaviour behaviour, Pages pages) {
        this.behaviour = behaviour;
        this.pages = pages;
        this.json = new SiteAccountJson(behaviour);
    }

    JsonNode list(Call call) {
        String type = call.request().parameter("type").orElse(null);
        boolean healthy = call.request().parameter("status").filter("1"::equals).isPresent();
        List<SiteAccount> shown = call.account().siteAccounts().all().stream()
                .filter(account -> type == null || account.type().name().equals(type))
                .filter(account -> !healthy || account.isSynchronized()).toList();
        return pages.page(call.request(), shown.size(), index -> json.of(shown.get(index), call.account()));
    }

    /** A page of one. */
    JsonNode get(Call call) {
        SiteAccount account = account(call, call.path().get("account"));
        return pages.page(call.request(), 1, index -> json.of(account, call.account()));
    }

    JsonNode delete(Call call) {
        SiteAccount account = account(call, call.path().get("account"));
        account.delete();
        return Json.object().put("id", account.id()).put("object", "account").put("deleted", true);
    }

    JsonNode limit(Call call) {
        JsonNode body = call.body();
        SiteAccount account = account(call, needed(body, "account"));
        if (!needed(body, "type").equals(account.type().name()) || !body.path("params").isObject()) {
            throw new ApiException(ApiError.detail(400, "Invalid account type or params."));
        }
        Map<String, Integer> limits = new LinkedHashMap<>();
        body.get("params").properties().forEach(limit -> {
            boolean within = limit.getValue().isInt() && account.type().limits().stream().anyMatch(
                    known -> known.name().equals(limit.getKey()) && limit.getValue().intValue() <= known.max());
            if (!within) {
                throw new ApiException(ApiError.detail(400, "Invalid limit: " + limit.getKey()));
            }
            limits.put(limit.getKey(), limit.getValue().intValue());
        });
        account.limit(limits);
        return json.of(account, call.account());
    }

    JsonNode synchronize(Call call) {
        JsonNode body = call.body();
        SiteAccounts accounts = call.account().siteAccounts();
        SiteAccount into = body.hasNonNull("account") ? account(call, needed(body, "account")) : null;
        AccountType type = accounts.type(needed(body, "type")).filter(known -> isComplete(known, body.path("cookies")))
                .orElseThrow(() -> new ApiException(
                        ApiError.detail(400, "Invalid account type or missing required cookies.")));
        Map<String, String> cookies = new LinkedHashMap<>();
        body.get("cookies").properties().forEach(cookie -> cookies.put(cookie.getKey(), cookie.getValue().asText()));
        SiteAccount known = into == null && behaviour.has(Quirk.SAME_COOKIES_SAME_ACCOUNT)
                ? accounts.withCookies(type, cookies).orElse(null) : into;
        Synchronization started = accounts.synchronize(type, cookies, known);
        ObjectNode answer = SiteAccountJson.of(started, call.account().now());
        answer.remove("account_hash");
        return answer;
    }

    JsonNode synchronization(Call call) {
        Instant now = call.account().now();
        return call.account().siteAccounts().synchronization(call.path().get("synchronization"))
                .map(started -> SiteAccountJson.of(started, now))
                .orElseThrow(() -> new ApiException(ApiError.detail(404, "Not found.")));
    }

    JsonNode types(Call call) {
        List<AccountType> types = call.account().siteAccounts().types();
        return pages.page(call.request(), types.size(), index -> SiteAccountJson.of(types.get(index)));
    }

    private static boolean isComplete(AccountType type, JsonNode cookies) {
        return cookies.isObject() && !cookies.isEmpty()
                && type.cookies().stream().allMatch(cookie -> !cookie.required() || cookies.hasNonNull(cookie.name()));
    }

    private static SiteAccount account(Call call, String id) {
        return call.account().siteAccounts().find(id)
                .orElseThrow(() -> new ApiException(ApiError.detail(404, "Not found.")));
    }

    private static String needed(JsonNode body, String field) {
        if (!body.path(field).isTextual()) {
            throw new ApiException(ApiError.detail(400, "Missing " + field + "."));
        }
        return body.get(field).textValue();
    }
}
