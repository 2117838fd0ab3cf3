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
 * What a run has cost, by function.
 */
public final class RunCredits extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("cost of run");

    static {
        DOCUMENTED.put("run_id", FieldType.ID);
        DOCUMENTED.put("total_credits", FieldType.CREDITS);
        DOCUMENTED.put("total_results", FieldType.COUNT);
        DOCUMENTED.put("breakdown", new ListOf(FunctionCredits::new));
        DOCUMENTED.put("rates", FieldType.OBJECT);
        DOCUMENTED.put("function_colors", FieldType.OBJECT);
        DOCUMENTED.put("base_function_label", FieldType.TEXT);
        DOCUMENTED.put("filter_breakdown", new ListOf(FilterCredits::new));
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RunCredits(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the run */
    public String getRunId() {
        return asText("run_id");
    }

    /** @return what it cost in all */
    public BigDecimal getTotalCredits() {
        return asCredits("total_credits");
    }

    /** @return the number of results, 0 where it was not answered */
    public long getTotalResults() {
        return asCount("total_results");
    }

    /** @return what each function cost, unmodifiable; null where it was not answered */
    @SuppressWarnings("unchecked")
    public List<FunctionCredits> getBreakdown() {
        return (List<FunctionCredits>) asIs("breakdown");
    }

    /** @return the rates ({@code credits_per_row}, …), as they came; null where they were not answered */
    public Map<String, Object> getRates() {
        return asMap("rates");
    }

    /** @return the colors in which the dashboard shows the functions; null where they were not answered */
    public Map<String, Object> getFunctionColors() {
        return asMap("function_colors");
    }

    /** @return what the dashboard calls the base function */
    public String getBaseFunctionLabel() {
        return asText("base_function_label");
    }

    /** @return what each filter cost, unmodifiable; null where it was not answered */
    @SuppressWarnings("unchecked")
    public List<FilterCredits> getFilterBreakdown() {
        return (List<FilterCredits>) asIs("filter_breakdown");
    }
}
