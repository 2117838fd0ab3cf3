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
package io.lobstr.camel.simulator;

import java.math.BigDecimal;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the API's pages say in several ways of squids and the account: each is a switch.
 */
class DoubtsTest extends SimulatorTestSupport {

    private JsonNode balance() throws Exception {
        return api.get("/user/balance");
    }

    @Test
    void theBalanceOfTheNewestPage() throws Exception {
        simulator.balance(new BigDecimal("10000"), new BigDecimal("1550.5"));
        simulator.addSquid("Maps");

        assertThat(balance()).isEqualTo(Api.json("""
                {"id": "price_simulator", "object": "plan", "name": "Pro", "available": 10000, "consumed": 1550.5,
                 "bonus_credit": 0, "rollover_credit": 0, "rollover_credit_expires_at": null,
                 "community_reward_credit": 0, "community_reward_credit_expires_at": null,
                 "export_cap_lifted_until": null, "interval": "monthly", "used_slots": 1, "total_available_slots": 10,
                 "has_unpaid_bill": {}, "reset_time": "2025-03-01T00:00:00Z"}"""));
    }

    @Test
    void aBillIsAnObjectOrAFlag() throws Exception {
        behaviour().unpaidBill(true);
        assertThat(balance().get("has_unpaid_bill")).isEqualTo(Api.json("{\"status\": true, \"created_on\": 1739197665}"));

        behaviour().enable(Quirk.UNPAID_BILL_AS_FLAG);
        assertThat(balance().get("has_unpaid_bill").booleanValue()).isTrue();
        behaviour().unpaidBill(false);
        assertThat(balance().get("has_unpaid_bill").isBoolean()).isTrue();
        assertThat(balance().get("has_unpaid_bill").booleanValue()).isFalse();
    }

    @Test
    void aBalanceOfTodayOrOfTwoNumbers() throws Exception {
        simulator.balance(100, 130);
        behaviour().enable(Quirk.DAILY_BALANCE);
        assertThat(balance().get("interval").textValue()).isEqualTo("daily");
        assertThat(balance().get("reset_time").textValue()).isEqualTo("2025-02-11T00:00:00Z");

        behaviour().enable(Quirk.BARE_BALANCE);
        assertThat(balance()).isEqualTo(Api.json("{\"available\": 100, \"consumed\": 130}"));
    }

    @Test
    void theUserHasNoIdUnlessAnOlderPageIsMeant() throws Exception {
        assertThat(api.get("/me").has("id")).isFalse();
        behaviour().enable(Quirk.OLDER_ME);
        assertThat(api.get("/me").has("id")).isTrue();
    }

    @Test
    void aScheduleIsAWordInTheListAndAnObjectOnItsOwnPage() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.schedule("0 9 * * *", "Asia/Karachi"));

        assertThat(api.get("/squids").get("data").get(0).get("schedule").textValue()).isEqualTo("0 9 * * *");
        assertThat(api.get("/squids/" + squid.id()).get("schedule"))
                .isEqualTo(Api.json("{\"expression\": \"0 9 * * *\", \"timezone\": \"Asia/Karachi\"}"));
        behaviour().enable(Quirk.SCHEDULE_AS_WORD);
        assertThat(api.get("/squids/" + squid.id()).get("schedule").textValue()).isEqualTo("0 9 * * *");
        assertThat(api.get("/squids/" + simulator.addSquid("Other").id()).get("schedule").isNull()).isTrue();
    }

    @Test
    void accountsAreObjectsOrIds() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.accounts("a1"));

        assertThat(api.get("/squids/" + squid.id()).get("accounts"))
                .isEqualTo(Api.json("[{\"id\": \"a1\", \"status\": \"200\"}]"));
        behaviour().enable(Quirk.ACCOUNTS_AS_WORDS);
        assertThat(api.get("/squids/" + squid.id()).get("accounts")).isEqualTo(Api.json("[\"a1\"]"));
        assertThat(api.get("/squids/" + simulator.addSquid("Other").id()).get("accounts").isNull()).isTrue();
    }

    @Test
    void flagsAndHashesCanBeNumbers() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps");
        String path = "/squids/" + squid.id();
        String task = "{\"squid\": \"" + squid.id() + "\", \"tasks\": [{\"url\": \"%s\"}]}";

        assertThat(api.get(path).get("to_complete").isBoolean()).isTrue();
        assertThat(api.post("/tasks", task.formatted("a")).get("tasks").get(0).get("module").textValue())
                .isEqualTo(squid.crawler());
        behaviour().enable(Quirk.TO_COMPLETE_AS_NUMBER, Quirk.MODULE_AS_NUMBER);
        assertThat(api.get(path).get("to_complete").isInt()).isTrue();
        assertThat(api.post("/tasks", task.formatted("b")).get("tasks").get(0).get("module").isInt()).isTrue();
    }

    @Test
    void aSquidHasItsOwnWordsForWhyARunEnded() throws Exception {
        SimulatedSquid squid = simulator.addSquid("Maps", s -> s.instantRuns().failing("no_credits_left"));
        squid.startRun();

        assertThat(api.get("/squids/" + squid.id()).get("last_run_done_reason").textValue()).isEqualTo("no_credits_left");
        behaviour().enable(Quirk.OTHER_DONE_REASONS_IN_SQUIDS);
        assertThat(api.get("/squids/" + squid.id()).get("last_run_done_reason").textValue()).isEqualTo("credits_exhausted");
    }
}
