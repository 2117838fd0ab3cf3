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
 * How an upload of tasks stands.
 */
public final class Upload extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("upload");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("state", FieldType.WORD);
        DOCUMENTED.put("meta", FieldType.ANY);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Upload(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the upload */
    public String getId() {
        return asText("id");
    }

    /** @return the type that the API names, {@code task_upload} */
    public String getObject() {
        return asText("object");
    }

    /**
     * @return {@code pending}, {@code progress}, {@code success} or {@code failure}, in lower case; null where it was
     *         not answered
     */
    public String getState() {
        return asText("state");
    }

    /** @return what became of its rows, as it came; null until it is known */
    public Object getMeta() {
        return asIs("meta");
    }

    /** @return how many rows are tasks, of {@code meta}; 0 until it is known */
    public long getValid() {
        return counted("valid");
    }

    /** @return how many of them were added, of {@code meta}; 0 until it is known */
    public long getInserted() {
        return counted("inserted");
    }

    /** @return how many of them were there already, of {@code meta}; 0 until it is known */
    public long getDuplicates() {
        return counted("duplicates");
    }

    /** @return how many rows are no tasks, of {@code meta}; 0 until it is known */
    public long getInvalid() {
        return counted("invalid");
    }

    private long counted(String name) {
        return asIs("meta") instanceof Map<?, ?> meta && meta.get(name) instanceof Number number ? number.longValue() : 0;
    }
}
