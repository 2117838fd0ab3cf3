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
 * That the tasks of a squid were deleted.
 */
public final class EmptiedSquid extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("emptied squid");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("emptied", FieldType.FLAG);
        DOCUMENTED.put("deleted_count", FieldType.COUNT);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public EmptiedSquid(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the squid */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code squid} */
    public String getObject() {
        return asText("object");
    }

    /** @return whether it was emptied, or null where that was not answered */
    public Boolean getEmptied() {
        return asFlag("emptied");
    }

    /** @return how many tasks were deleted, 0 where it was not answered */
    public long getDeletedCount() {
        return asCount("deleted_count");
    }
}
