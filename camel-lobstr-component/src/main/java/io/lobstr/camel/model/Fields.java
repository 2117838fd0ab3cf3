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

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The fields of one object. The names of the documented ones are kept once for all objects of a type: a backlog holds a
 * hundred thousand of them, and maps would take more room than what is in them.
 */
final class Fields {

    static final Object NOT_ANSWERED = new Object();

    private final Documented documented;
    private final Object[] values;
    private final Map<String, Object> others;

    private Fields(Documented documented, Object[] values, Map<String, Object> others) {
        this.documented = documented;
        this.values = values;
        this.others = others;
    }

    /**
     * @throws IllegalArgumentException if a needed field is missing or cannot be read, or none can
     */
    static Fields read(Map<String, ?> json, Documented documented) {
        Object[] values = new Object[documented.size()];
        int answered = 0;
        for (int place = 0; place < values.length; place++) {
            Documented.Field field = documented.field(place);
            Object value = answer(json, field.name());
            Object other = answer(json, field.otherName());
            answered += (value == NOT_ANSWERED ? 0 : 1) + (other == NOT_ANSWERED ? 0 : 1);
            Object known = other == NOT_ANSWERED || value != NOT_ANSWERED && value != null ? value : other;
            if (known == NOT_ANSWERED && field.needed()) {
                known = null;
            }
            values[place] = known == NOT_ANSWERED ? NOT_ANSWERED : field.parse(known);
        }
        documented.judge(values);
        return new Fields(documented, values, answered == json.size() ? Map.of() : others(json, documented));
    }

    private static Object answer(Map<String, ?> json, String name) {
        if (name == null) {
            return NOT_ANSWERED;
        }
        Object value = json.get(name);
        return value != null || json.containsKey(name) ? value : NOT_ANSWERED;
    }

    private static Map<String, Object> others(Map<String, ?> json, Documented documented) {
        Map<String, Object> others = new LinkedHashMap<>();
        json.forEach((name, value) -> {
            if (!documented.contains(name)) {
                others.put(name, JsonValues.freeze(value));
            }
        });
        return others;
    }

    /** The value of a documented field, null where it was not answered or cannot be read. */
    Object get(String name) {
        Object value = values[documented.place(name)];
        return value == NOT_ANSWERED || value instanceof Unreadable ? null : value;
    }

    /** Whether a field may hold what nobody else may see. */
    boolean hides(String name) {
        return documented.hides(name);
    }

    /** Whether a documented field holds anything, be it readable or not. */
    boolean holds(String name) {
        Object value = values[documented.place(name)];
        return value != NOT_ANSWERED && value != null;
    }

    /** Those that were answered: first the documented ones, then the others as they came. */
    void forEach(BiConsumer<String, Object> action) {
        for (int place = 0; place < values.length; place++) {
            if (values[place] != NOT_ANSWERED) {
                action.accept(documented.field(place).name(),
                        values[place] instanceof Unreadable unreadable ? unreadable.json() : values[place]);
            }
        }
        others.forEach(action);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fields fields && fields.documented == documented && Arrays.equals(fields.values, values)
                && fields.others.equals(others);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(values) + others.hashCode();
    }
}
