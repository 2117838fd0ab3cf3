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
 * Where the exported file of a run is.
 */
public final class RunDownload extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("download");

    static {
        DOCUMENTED.putSecret("s3", FieldType.TEXT);
        DOCUMENTED.put("status", FieldType.WORD);
        DOCUMENTED.put("progress", FieldType.ANY);
    }

    /**
     * @param  json                     the fields in the API's snake_case
     * @throws IllegalArgumentException if it says neither where the file is nor how it stands
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public RunDownload(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
        if (getS3() == null && getStatus() == null) {
            throw new IllegalArgumentException("a download without an address");
        }
    }

    /** @return the signed address of the file, valid for a short time; null while the file is being made */
    public String getS3() {
        return asText("s3");
    }

    /** @return how far the file that is being made has come, as it came, or null */
    public Object getProgress() {
        return asIs("progress");
    }

    /** @return {@code processing} while the file is being made, or null */
    public String getStatus() {
        return asText("status");
    }
}
