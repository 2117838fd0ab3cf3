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

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.AccountType;
import io.lobstr.camel.simulator.state.SiteAccount;
import io.lobstr.camel.simulator.state.Synchronization;

/**
 * Writes the accounts of sites, without any cookie's value.
 */
final class SiteAccountJson {

    private static final String ICON = "aWNvbg==";

    private final Behaviour behaviour;

    SiteAccountJson(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    ObjectNode of(SiteAccount account, Account all) {
        AccountType type = account.type();
        boolean good = account.isSynchronized();
        ObjectNode json = Json.object().put("id", account.id()).put("object", "account").put("username", account.username())
                .put("created_at", Times.seconds(account.createdAt()))
                .put("last_synchronization_time", Times.seconds(account.synchronizedAt()))
                .put("status", Integer.toString(account.status()))
                .put("status_code_info", good ? "synchronized" : "cookies_expired")
                .put("status_code_description", good ? "The account is synchronized." : "The cookies have expired.")
                .put("type", type.name());
        json.set("params", params(account));
        json.put("updated_at", Times.seconds(account.synchronizedAt())).put("account_type_hash", type.id());
        ArrayNode squids = json.putArray("squids");
        all.squidsNamed("").stream().filter(squid -> squid.settings().accounts().contains(account.id()))
                .forEach(squid -> squids.addObject().put("name", squid.name()).put("hash_value", squid.id()));
        json.put("baseurl", type.baseUrl()).set("cookies", CrawlerJson.cookies(type.cookies()));
        json.put("icon", ICON).put("primary_color", "#000000");
        lock(json, account.lockedUntil().orElse(null), all.now());
        return json;
    }

    static ObjectNode of(AccountType type) {
        ObjectNode json = Json.object().put("id", type.id()).put("object", "account_type").put("name", type.name())
                .put("icon", ICON).put("domain", type.domain());
        ObjectNode params = json.putObject("params");
        type.limits().forEach(limit -> params.putObject(limit.name()).put("max", limit.max()).put("default", limit.standard())
                .put("description", "").put("display", limit.name()));
        json.put("baseurl", type.baseUrl()).set("cookies", CrawlerJson.cookies(type.cookies()));
        return json;
    }

    static ObjectNode of(Synchronization started, Instant now) {
        int status = started.statusAt(now);
        String text = switch (status) {
            case Synchronization.CREATED -> "created";
            case Synchronization.SYNCHRONIZING -> "synchronizing";
            case Synchronization.SYNCHRONIZED -> "synchronized";
            default -> "failed";
        };
        return Json.object().put("id", started.id()).put("object", "synchronize-cookies").put("status_code", status)
                .put("status_text", text).put("account_hash", started.accountId());
    }

    private void lock(ObjectNode json, Instant until, Instant now) {
        if (until == null) {
            json.putNull("lock_time").putNull("resets_in");
        } else if (behaviour.has(Quirk.LOCK_TIME_AS_TEXT)) {
            json.put("lock_time", Times.seconds(until)).put("resets_in", Duration.between(now, until).toSeconds());
        } else {
            json.put("lock_time", until.getEpochSecond()).put("resets_in", Duration.between(now, until).toSeconds());
        }
    }

    private static ObjectNode params(SiteAccount account) {
        ObjectNode json = Json.object();
        json.putObject("default");
        ObjectNode user = json.putObject("user");
        account.type().limits().forEach(limit -> {
            ObjectNode now = user.putObject(limit.name()).put("max", limit.max())
                    .put("value", account.limits().getOrDefault(limit.name(), limit.standard()))
                    .put("default", limit.standard()).putNull("timestamp").putNull("start_time");
            if (limit.name().equals("batch")) {
                now.put("current", 0).putNull("last_batch_at");
            }
        });
        return json;
    }
}
