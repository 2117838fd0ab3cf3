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

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a delivery was set to. Its fields depend on the way of delivery, so that it is a map; its secrets are in it, but
 * not in its text.
 */
public final class DeliveryFields extends AbstractMap<String, Object> {

    private final Map<String, Object> fields;

    private DeliveryFields(Map<String, Object> fields) {
        this.fields = fields;
    }

    /**
     * @param  json the fields as Jackson reads them
     * @return      the same, immutable to the last leaf
     */
    public static Map<String, Object> of(Map<String, Object> json) {
        return new DeliveryFields(JsonValues.map(json));
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return fields.entrySet();
    }

    /**
     * @return the names of the fields, and none of their values
     */
    @Override
    public String toString() {
        return fields.keySet().stream().map(name -> name + "=xxxxxx").collect(Collectors.joining(", ", "{", "}"));
    }
}
