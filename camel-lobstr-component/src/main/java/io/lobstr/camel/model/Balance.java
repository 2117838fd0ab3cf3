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
package io.lobstr.camel.model;

import java.math.BigDecimal;
import java.time.OffsetDateTime;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * The credits of the account, and what else its plan allows.
 */
public final class Balance extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("balance");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("name", FieldType.TEXT);
        DOCUMENTED.put("available", FieldType.CREDITS);
        DOCUMENTED.put("consumed", FieldType.CREDITS);
        DOCUMENTED.put("bonus_credit", FieldType.CREDITS);
        DOCUMENTED.put("rollover_credit", FieldType.CREDITS);
        DOCUMENTED.put("rollover_credit_expires_at", FieldType.MOMENT);
        DOCUMENTED.put("community_reward_credit", FieldType.CREDITS);
        DOCUMENTED.put("community_reward_credit_expires_at", FieldType.MOMENT);
        DOCUMENTED.put("export_cap_lifted_until", FieldType.MOMENT);
        DOCUMENTED.put("interval", FieldType.WORD);
        DOCUMENTED.put("used_slots", FieldType.COUNT);
        DOCUMENTED.put("total_available_slots", FieldType.COUNT);
        DOCUMENTED.put("has_unpaid_bill", FieldType.FLAG_OR_OBJECT);
        DOCUMENTED.put("reset_time", FieldType.MOMENT);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if it does not say what is available and consumed, or nothing can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Balance(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
        if (!holds("available") || !holds("consumed")) {
            throw new IllegalArgumentException("it does not say what is available and consumed");
        }
    }

    /** @return the id of the plan, or null where it was not answered */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code plan}, or null where it was not answered */
    public String getObject() {
        return asText("object");
    }

    /** @return the name of the plan, or null where it was not answered */
    public String getName() {
        return asText("name");
    }

    /**
     * @return the allotment of the plan, or of today where {@link #getInterval()} is {@code daily}; what is in
     *         {@link #getConsumed()} is gone of it already. Null where it cannot be read
     */
    public BigDecimal getAvailable() {
        return asCredits("available");
    }

    /** @return the credits that were spent in the same time; null where it cannot be read */
    public BigDecimal getConsumed() {
        return asCredits("consumed");
    }

    /**
     * @return the credits that are left: available less consumed, and so less than none where more was spent; null
     *         where one of them cannot be read. No field of the API, and so not in the JSON
     */
    public BigDecimal getLeft() {
        return getAvailable() == null || getConsumed() == null
                ? null : FieldType.normal(getAvailable().subtract(getConsumed()));
    }

    /** @return the credits that were given for nothing, or null where they were not answered */
    public BigDecimal getBonusCredit() {
        return asCredits("bonus_credit");
    }

    /** @return the credits left over from the last period, or null where they were not answered */
    public BigDecimal getRolloverCredit() {
        return asCredits("rollover_credit");
    }

    /** @return when the credits left over from the last period are lost, in UTC, or null */
    public OffsetDateTime getRolloverCreditExpiresAt() {
        return asTime("rollover_credit_expires_at");
    }

    /** @return the credits of community rewards, or null where they were not answered */
    public BigDecimal getCommunityRewardCredit() {
        return asCredits("community_reward_credit");
    }

    /** @return when the credits of community rewards are lost, in UTC, or null */
    public OffsetDateTime getCommunityRewardCreditExpiresAt() {
        return asTime("community_reward_credit_expires_at");
    }

    /** @return until when exports are not capped, in UTC, or null */
    public OffsetDateTime getExportCapLiftedUntil() {
        return asTime("export_cap_lifted_until");
    }

    /** @return what the numbers are of: {@code monthly} or {@code daily}; null where it was not answered */
    public String getInterval() {
        return asText("interval");
    }

    /** @return the slots that active squids hold, which can be more than there are; 0 where it was not answered */
    public long getUsedSlots() {
        return asCount("used_slots");
    }

    /** @return the slots of the plan, 0 where it was not answered */
    public long getTotalAvailableSlots() {
        return asCount("total_available_slots");
    }

    /**
     * @return whether a bill is due: the API answers a flag, or an object that is empty where nothing is; null if
     *         neither
     */
    public Boolean getHasUnpaidBill() {
        if (asIs("has_unpaid_bill") instanceof Map<?, ?> bill) {
            return bill.get("status") instanceof Boolean due ? due : !bill.isEmpty();
        }
        return asFlag("has_unpaid_bill");
    }

    /** @return when the numbers begin anew, in UTC, or null */
    public OffsetDateTime getResetTime() {
        return asTime("reset_time");
    }
}
