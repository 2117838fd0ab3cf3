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
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * What a run of a squid would cost, as far as the API can tell.
 */
public final class Estimate extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("estimate");

    static {
        DOCUMENTED.put("services", new ListOf(ServiceEstimate::new));
        DOCUMENTED.put("total_credits", FieldType.CREDITS);
        DOCUMENTED.put("estimated_time", FieldType.TEXT);
        DOCUMENTED.put("recommended_upgrade_plan", FieldType.ANY);
        DOCUMENTED.put("max_results", FieldType.COUNT);
        DOCUMENTED.putSecret("tasks", FieldType.OBJECT);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Estimate(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return what each service would cost, unmodifiable; null where it was not answered */
    @SuppressWarnings("unchecked")
    public List<ServiceEstimate> getServices() {
        return (List<ServiceEstimate>) asIs("services");
    }

    /** @return what it would cost in all */
    public BigDecimal getTotalCredits() {
        return asCredits("total_credits");
    }

    /** @return how long it would take, in words: {@code 5 mins - 12 mins} */
    public String getEstimatedTime() {
        return asText("estimated_time");
    }

    /** @return the plan that would be needed, as it came, or null */
    public Object getRecommendedUpgradePlan() {
        return asIs("recommended_upgrade_plan");
    }

    /** @return how many results there would be at most, 0 where it was not answered */
    public long getMaxResults() {
        return asCount("max_results");
    }

    /** @return the tasks, as they came: {@code count} and a {@code preview}; null where they were not answered */
    public Map<String, Object> getTasks() {
        return asMap("tasks");
    }
}
