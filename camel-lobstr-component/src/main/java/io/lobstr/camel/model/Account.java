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

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * A login on a scraped site.
 */
public final class Account extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("account");

    static {
        DOCUMENTED.putNeeded("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("username", FieldType.TEXT);
        DOCUMENTED.put("type", FieldType.NAME);
        DOCUMENTED.put("account_type_hash", FieldType.SHARED_ID);
        DOCUMENTED.put("status", FieldType.ID);
        DOCUMENTED.put("status_code_info", FieldType.WORD);
        DOCUMENTED.put("status_code_description", FieldType.TEXT);
        DOCUMENTED.put("created_at", FieldType.TIME);
        DOCUMENTED.put("updated_at", FieldType.TIME);
        DOCUMENTED.put("last_synchronization_time", FieldType.TIME);
        DOCUMENTED.put("lock_time", FieldType.MOMENT);
        DOCUMENTED.put("resets_in", FieldType.DURATION);
        DOCUMENTED.putSecret("params", FieldType.OBJECT);
        DOCUMENTED.put("squids", FieldType.ANY);
        DOCUMENTED.putSecret("cookies", FieldType.ANY);
        DOCUMENTED.put("baseurl", FieldType.TEXT);
        DOCUMENTED.put("icon", FieldType.TEXT);
        DOCUMENTED.put("primary_color", FieldType.TEXT);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if the account has no id that can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Account(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the account */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code account} */
    public String getObject() {
        return asText("object");
    }

    /** @return the name on the scraped site, or null */
    public String getUsername() {
        return asText("username");
    }

    /** @return the type of account, such as {@code twitter-sync} */
    public String getType() {
        return asText("type");
    }

    /** @return the hash of its type, or null where it was not answered */
    public String getAccountTypeHash() {
        return asText("account_type_hash");
    }

    /** @return how it stands, as a number: {@code 200} is well, {@code 401} and {@code 429} are expired */
    public String getStatus() {
        return asText("status");
    }

    /** @return how it stands, in a word: {@code synchronized}, {@code cookies_expired}, … */
    public String getStatusCodeInfo() {
        return asText("status_code_info");
    }

    /** @return how it stands, in a sentence, or null */
    public String getStatusCodeDescription() {
        return asText("status_code_description");
    }

    /** @return when it was added, in UTC, or null */
    public OffsetDateTime getCreatedAt() {
        return asTime("created_at");
    }

    /** @return when it was changed last, in UTC, or null */
    public OffsetDateTime getUpdatedAt() {
        return asTime("updated_at");
    }

    /** @return when it was synchronized last, in UTC, or null */
    public OffsetDateTime getLastSynchronizationTime() {
        return asTime("last_synchronization_time");
    }

    /** @return when it was locked, in UTC, or null where it is not */
    public OffsetDateTime getLockTime() {
        return asTime("lock_time");
    }

    /** @return how long until its limits begin anew, or null */
    public Duration getResetsIn() {
        return asDuration("resets_in");
    }

    /**
     * @return its limits ({@code default}, {@code user}), as they came, unmodifiable; null where they were not answered
     */
    public Map<String, Object> getParams() {
        return asMap("params");
    }

    /** @return the squids that use it, as they came: a list of maps of {@code name} and {@code hash_value} */
    public Object getSquids() {
        return asIs("squids");
    }

    /** @return the names of its cookies, as they came; the API answers no values */
    public Object getCookies() {
        return asIs("cookies");
    }

    /** @return the address of the scraped site, or null */
    public String getBaseurl() {
        return asText("baseurl");
    }

    /** @return its picture, or null */
    public String getIcon() {
        return asText("icon");
    }

    /** @return its color, or null */
    public String getPrimaryColor() {
        return asText("primary_color");
    }
}
