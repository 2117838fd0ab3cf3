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
 * Whose API key it is.
 */
public final class User extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("user");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("email", FieldType.TEXT);
        DOCUMENTED.put("email_verified", FieldType.FLAG);
        DOCUMENTED.put("first_name", FieldType.TEXT);
        DOCUMENTED.put("last_name", FieldType.TEXT);
        DOCUMENTED.put("plan", FieldType.ANY);
        DOCUMENTED.put("credit_interval", FieldType.WORD);
        DOCUMENTED.put("login_count", FieldType.COUNT);
        DOCUMENTED.put("profile_image", FieldType.TEXT);
        DOCUMENTED.put("is_staff", FieldType.FLAG);
        DOCUMENTED.put("is_active", FieldType.FLAG);
        DOCUMENTED.put("date_joined", FieldType.TIME);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public User(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the id of the user, which newer answers have not; then null */
    public String getId() {
        return asText("id");
    }

    /** @return the e-mail address of the user */
    public String getEmail() {
        return asText("email");
    }

    /** @return whether the e-mail address is verified, or null where that was not answered */
    public Boolean getEmailVerified() {
        return asFlag("email_verified");
    }

    /** @return the first name, or null */
    public String getFirstName() {
        return asText("first_name");
    }

    /** @return the last name, or null */
    public String getLastName() {
        return asText("last_name");
    }

    /**
     * @return the plans, as they came: a list of maps of {@code type}, {@code name}, {@code status} and {@code
     *         total_consumed}
     */
    public Object getPlan() {
        return asIs("plan");
    }

    /** @return what credits are counted by: {@code monthly} or {@code daily}; null where it was not answered */
    public String getCreditInterval() {
        return asText("credit_interval");
    }

    /** @return how often the user has logged in, 0 where it was not answered */
    public long getLoginCount() {
        return asCount("login_count");
    }

    /** @return the address of the user's picture, or null */
    public String getProfileImage() {
        return asText("profile_image");
    }

    /** @return whether the user works for lobstr.io, or null where that was not answered */
    public Boolean getStaff() {
        return asFlag("is_staff");
    }

    /** @return whether the user is active, or null where that was not answered */
    public Boolean getActive() {
        return asFlag("is_active");
    }

    /** @return when the user joined, in UTC, or null where it was not answered */
    public OffsetDateTime getDateJoined() {
        return asTime("date_joined");
    }
}
