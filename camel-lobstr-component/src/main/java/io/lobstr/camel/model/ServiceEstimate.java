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
 * What one service of a run would cost.
 */
public final class ServiceEstimate extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("estimate of a service");

    static {
        DOCUMENTED.put("name", FieldType.TEXT);
        DOCUMENTED.put("results", FieldType.COUNT);
        DOCUMENTED.put("credits", FieldType.CREDITS);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public ServiceEstimate(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the name of the service */
    public String getName() {
        return asText("name");
    }

    /** @return how many results it would have, 0 where it was not answered */
    public long getResults() {
        return asCount("results");
    }

    /** @return what it would cost */
    public BigDecimal getCredits() {
        return asCredits("credits");
    }
}
