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

import java.util.Map;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * How the synchronization of an account stands.
 */
public final class AccountSync extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("synchronization");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("status_code", FieldType.COUNT);
        DOCUMENTED.put("status_text", FieldType.TEXT);
        DOCUMENTED.put("account_hash", FieldType.ID);
        DOCUMENTED.othersAreSecret();
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountSync(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the synchronization */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code synchronize-cookies} */
    public String getObject() {
        return asText("object");
    }

    /** @return how it stands: 100 created, 120 going on, 200 done, 400 and more failed; 0 where it was not answered */
    public long getStatusCode() {
        return asCount("status_code");
    }

    /** @return how it stands, in words */
    public String getStatusText() {
        return asText("status_text");
    }

    /** @return the hash of the account, or null while there is none */
    public String getAccountHash() {
        return asText("account_hash");
    }
}
