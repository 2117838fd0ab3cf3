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

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The documented fields of a type, in the order in which they are written: how each is read, and at which place of an
 * object's values it stands.
 */
final class Documented {

    private final List<String> names = new ArrayList<>();
    private final List<FieldParser> parsers = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();

    void put(String name, FieldParser parser) {
        places.put(name, names.size());
        names.add(name);
        parsers.add(parser);
    }

    int size() {
        return names.size();
    }

    String name(int place) {
        return names.get(place);
    }

    boolean contains(String name) {
        return places.containsKey(name);
    }

    /** Only for a documented name. */
    int place(String name) {
        return places.get(name);
    }

    /**
     * @throws IllegalArgumentException if the value is none of the spellings
     */
    Object parse(int place, Object json) {
        try {
            return json == null ? null : parsers.get(place).parse(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the field " + name(place) + " " + e.getMessage(), e);
        }
    }
}
