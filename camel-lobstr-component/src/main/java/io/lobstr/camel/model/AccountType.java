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
 * A site on which accounts can be used.
 */
public final class AccountType extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("account type");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("name", FieldType.TEXT);
        DOCUMENTED.put("domain", FieldType.TEXT);
        DOCUMENTED.put("baseurl", FieldType.TEXT);
        DOCUMENTED.put("icon", FieldType.TEXT);
        DOCUMENTED.put("params", FieldType.OBJECT);
        DOCUMENTED.put("cookies", FieldType.ANY);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AccountType(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the type */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names */
    public String getObject() {
        return asText("object");
    }

    /** @return its name, such as {@code facebook-sync} */
    public String getName() {
        return asText("name");
    }

    /** @return the name of the site, such as {@code Facebook} */
    public String getDomain() {
        return asText("domain");
    }

    /** @return the address of the site, or null */
    public String getBaseurl() {
        return asText("baseurl");
    }

    /** @return its picture, or null */
    public String getIcon() {
        return asText("icon");
    }

    /** @return its limits, as they came, unmodifiable; null where they were not answered */
    public Map<String, Object> getParams() {
        return asMap("params");
    }

    /**
     * @return the cookies that it needs, as they came: maps of {@code name} and {@code required}; an empty list for all
     */
    public Object getCookies() {
        return asIs("cookies");
    }
}
