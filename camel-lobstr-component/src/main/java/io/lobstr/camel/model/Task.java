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

import java.time.OffsetDateTime;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * One task (input row) of a squid.
 */
public final class Task extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("task");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("created_at", FieldType.TIME);
        DOCUMENTED.put("is_active", FieldType.FLAG);
        DOCUMENTED.putSecret("params", FieldType.OBJECT);
        DOCUMENTED.put("module", FieldType.SHARED_ID);
        DOCUMENTED.put("status", FieldType.OBJECT);
        DOCUMENTED.alsoCalled("hash_value", "id");
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Task(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the task */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code task} */
    public String getObject() {
        return asText("object");
    }

    /** @return when it was added, in UTC, or null */
    public OffsetDateTime getCreatedAt() {
        return asTime("created_at");
    }

    /** @return whether the next run works on it, or null where that was not answered */
    public Boolean getActive() {
        return asFlag("is_active");
    }

    /** @return its parameters, as they came, unmodifiable; null where they were not answered */
    public Map<String, Object> getParams() {
        return asMap("params");
    }

    /**
     * @return how it stands in the newest run ({@code status}, {@code total_results}, {@code has_errors}, …), as it
     *         came, unmodifiable; null where it was not answered, as in a list, or it was never run
     */
    public Map<String, Object> getStatus() {
        return asMap("status");
    }

    /** @return the scraper template that works on it */
    public String getModule() {
        return asText("module");
    }
}
