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
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * The credits of the account.
 */
public final class Balance extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented();

    static {
        DOCUMENTED.put("available", FieldType.CREDITS);
        DOCUMENTED.put("consumed", FieldType.CREDITS);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if one of the two numbers is missing, or a documented field cannot be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Balance(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
        if (getAvailable() == null || getConsumed() == null) {
            throw new IllegalArgumentException("it does not say what is available and consumed");
        }
    }

    /** @return the allotment of the plan, of which {@link #getConsumed()} is gone already */
    public BigDecimal getAvailable() {
        return asCredits("available");
    }

    /** @return the credits that were spent */
    public BigDecimal getConsumed() {
        return asCredits("consumed");
    }

    /** @return the credits that are left: available less consumed. No field of the API, and so not in the JSON */
    public BigDecimal getLeft() {
        return FieldType.normal(getAvailable().subtract(getConsumed()));
    }
}
