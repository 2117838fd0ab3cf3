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
 * What came of the test of a delivery.
 */
public final class DeliveryTest extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("test of a delivery");

    static {
        DOCUMENTED.put("success", FieldType.FLAG);
        DOCUMENTED.put("status_code", FieldType.COUNT);
        DOCUMENTED.othersAreSecret();
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if none of its documented fields can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public DeliveryTest(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
    }

    /** @return whether it worked, or null where that was not answered */
    public Boolean getSuccess() {
        return asFlag("success");
    }

    /** @return what the address answered, 0 where the API does not say it */
    public long getStatusCode() {
        return asCount("status_code");
    }
}
