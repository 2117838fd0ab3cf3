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
 * A chain: what a squid collects becomes tasks of another.
 */
public final class Chain extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("chain");

    static {
        DOCUMENTED.put("id", FieldType.ID);
        DOCUMENTED.put("target_module", FieldType.ANY);
        DOCUMENTED.put("target_cluster", FieldType.ANY);
        DOCUMENTED.put("field_map", FieldType.OBJECT);
        DOCUMENTED.put("is_active", FieldType.FLAG);
        DOCUMENTED.put("autostart", FieldType.FLAG);
        DOCUMENTED.put("cluster_name", FieldType.TEXT);
        DOCUMENTED.put("cluster_concurrency", FieldType.COUNT);
        DOCUMENTED.put("created_at", FieldType.TIME);
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Chain(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return the hash of the chain */
    public String getId() {
        return asText("id");
    }

    /** @return the scraper template of the other squid, as it came */
    public Object getTargetModule() {
        return asIs("target_module");
    }

    /** @return the other squid, as it came; null until the chain has fired once */
    public Object getTargetCluster() {
        return asIs("target_cluster");
    }

    /** @return which field of a result becomes which parameter of a task, unmodifiable */
    public Map<String, Object> getFieldMap() {
        return asMap("field_map");
    }

    /** @return whether it is active, or null where that was not answered */
    public Boolean getActive() {
        return asFlag("is_active");
    }

    /** @return whether the other squid is started, or null where that was not answered */
    public Boolean getAutostart() {
        return asFlag("autostart");
    }

    /** @return the name of the other squid, or null */
    public String getClusterName() {
        return asText("cluster_name");
    }

    /** @return how many tasks of the other squid run at once, 0 where it was not answered */
    public long getClusterConcurrency() {
        return asCount("cluster_concurrency");
    }

    /** @return when it was created, in UTC, or null */
    public OffsetDateTime getCreatedAt() {
        return asTime("created_at");
    }
}
