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
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lobstr.camel.simulator.state.Account;
import io.lobstr.camel.simulator.state.Ids;

/**
 * Answers what is asked about the user.
 */
final class AccountHandlers {

    private final Behaviour behaviour;

    AccountHandlers(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    JsonNode balance(Call call) {
        Account account = call.account();
        if (behaviour.has(Quirk.BARE_BALANCE)) {
            return Json.object().put("available", account.allotment()).put("consumed", account.consumed());
        }
        boolean daily = behaviour.has(Quirk.DAILY_BALANCE);
        ObjectNode json = Json.object().put("id", "price_simulator").put("object", "plan").put("name", "Pro")
                .put("available", account.allotment()).put("consumed", account.consumed()).put("bonus_credit", 0)
                .put("rollover_credit", 0).putNull("rollover_credit_expires_at").put("community_reward_credit", 0)
                .putNull("community_reward_credit_expires_at").putNull("export_cap_lifted_until")
                .put("interval", daily ? "daily" : "monthly").put("used_slots", account.usedSlots())
                .put("total_available_slots", account.slots());
        json.set("has_unpaid_bill", unpaidBill(account.now()));
        return json.put("reset_time", Times.seconds(next(account.now(), daily)));
    }

    JsonNode me(Call call) {
        ObjectNode json = Json.object().put("first_name", "Ada").put("last_name", "User").put("email", "user@example.com")
                .put("email_verified", true);
        json.putArray("plan").addObject().put("type", "current").put("name", "Pro").put("status", "active")
                .put("total_consumed", call.account().consumed());
        json.put("login_count", 42).putNull("profile_image").put("is_staff", false).put("credit_interval", "monthly");
        if (behaviour.has(Quirk.OLDER_ME)) {
            json.put("id", Ids.of("user")).put("is_active", true).put("date_joined", "2025-01-01T00:00:00Z");
        }
        return json;
    }

    private JsonNode unpaidBill(Instant now) {
        boolean unpaid = behaviour.hasUnpaidBill();
        if (behaviour.has(Quirk.UNPAID_BILL_AS_FLAG)) {
            return Json.of(unpaid);
        }
        ObjectNode bill = Json.object();
        return unpaid ? bill.put("status", true).put("created_on", now.getEpochSecond()) : bill;
    }

    private static Instant next(Instant now, boolean daily) {
        ZonedDateTime today = now.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.DAYS);
        return (daily ? today.plusDays(1) : today.withDayOfMonth(1).plusMonths(1)).toInstant();
    }
}
