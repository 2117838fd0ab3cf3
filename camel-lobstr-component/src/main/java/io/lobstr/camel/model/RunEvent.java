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
 * That something happened to a run, as a webhook of lobstr.io told it. It says nothing for certain: it may come late,
 * twice, in another order or never, and the run may be otherwise by then.
 */
public final class RunEvent extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("run event");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("object", FieldType.NAME);
        DOCUMENTED.put("event", FieldType.WORD);
        DOCUMENTED.put("squid", FieldType.TEXT_OR_OBJECT);
        DOCUMENTED.put("timestamp", FieldType.TIME);
        DOCUMENTED.ofStrangers();
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RunEvent(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the run */
    public String getId() {
        return asText("id");
    }

    /** @return the hash of the run */
    public String getRun() {
        return getId();
    }

    /** @return the type that the API names, {@code run} */
    public String getObject() {
        return asText("object");
    }

    /** @return what happened, such as {@code run.done}, {@code run.error}, {@code run.running} or {@code run.paused} */
    public String getEvent() {
        return asText("event");
    }

    /** @return the hash of the squid, null where it is not told */
    public String getSquid() {
        Object squid = asIs("squid");
        return squid instanceof Map<?, ?> object ? object.get("id") instanceof String id ? id : null : (String) squid;
    }

    /** @return when it happened, null where it is not told */
    public OffsetDateTime getTimestamp() {
        return asTime("timestamp");
    }

    /** @return when it happened, null where it is not told */
    public OffsetDateTime getTime() {
        return getTimestamp();
    }
}
