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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The documented fields of a type, in the order in which they are written: how each is read, and at which place of an
 * object's values it stands.
 */
final class Documented {

    private final String kind;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Integer> places = new HashMap<>();
    private final Set<String> names = new HashSet<>();
    private final OddFields odd;
    private boolean othersAreSecret;
    private boolean ofStrangers;

    /**
     * @param kind what an object of the type is called in messages
     */
    Documented(String kind) {
        this.kind = kind;
        this.odd = new OddFields(kind);
    }

    void put(String name, FieldParser parser) {
        put(new Field(name, null, parser, false, false));
    }

    /** A field without which there is no object, since it decides what happens to it. */
    void putNeeded(String name, FieldParser parser) {
        put(new Field(name, null, parser, true, false));
    }

    /** A field that may hold what nobody else may see: no log shows its value. */
    void putSecret(String name, FieldParser parser) {
        put(new Field(name, null, parser, false, true));
    }

    /** What is asked with secrets may quote them in fields that nobody documented: no log shows these either. */
    void othersAreSecret() {
        othersAreSecret = true;
    }

    /** Anybody may have sent it: what cannot be read of it is said in no log. */
    void ofStrangers() {
        ofStrangers = true;
    }

    /** Whether a field may hold what nobody else may see. */
    boolean hides(String name) {
        return contains(name) ? field(place(name)).secret() : othersAreSecret;
    }

    private void put(Field field) {
        places.put(field.name(), fields.size());
        names.add(field.name());
        fields.add(field);
    }

    /** Some of the API's pages call the field otherwise; the name that it was put under counts. */
    void alsoCalled(String otherName, String name) {
        Field field = fields.get(place(name));
        fields.set(place(name), new Field(name, otherName, field.parser(), field.needed(), field.secret()));
        names.add(otherName);
    }

    int size() {
        return fields.size();
    }

    Field field(int place) {
        return fields.get(place);
    }

    /** By any of its names. */
    boolean contains(String name) {
        return names.contains(name);
    }

    /** Only for a documented name. */
    int place(String name) {
        Integer place = places.get(name);
        if (place == null) {
            throw new IllegalArgumentException("a " + kind + " has no documented field " + name);
        }
        return place;
    }

    /**
     * Judges what was parsed: a field that cannot be read spoils no object, but where no field can be read, it is none.
     *
     * @throws IllegalArgumentException if fields were answered, and none of them could be read
     */
    void judge(Object[] values) {
        List<Integer> unreadable = new ArrayList<>();
        boolean read = false;
        for (int place = 0; place < values.length; place++) {
            if (values[place] instanceof Unreadable) {
                unreadable.add(place);
            } else {
                // what takes anything proves nothing
                read |= values[place] != null && values[place] != Fields.NOT_ANSWERED
                        && field(place).parser() != FieldType.ANY;
            }
        }
        if (!unreadable.isEmpty() && !read) {
            int first = unreadable.get(0);
            throw new IllegalArgumentException(field(first) + " " + ((Unreadable) values[first]).why());
        }
        if (ofStrangers) {
            return;
        }
        // an id, where there is one, is the first field
        String id = field(0).name().endsWith("id") && values[0] instanceof String text ? text : "";
        unreadable.forEach(place -> odd.say(id, field(place), (Unreadable) values[place]));
    }

    /**
     * One field.
     *
     * @param name      its name
     * @param otherName what some pages call it, or null
     * @param parser    how it is read
     * @param needed    whether there is no object without it
     * @param secret    whether no log shows its value
     */
    record Field(String name, String otherName, FieldParser parser, boolean needed, boolean secret) {

        /**
         * @return                          the one value of all spellings, or {@link Unreadable} where it is none of
         *                                  them
         * @throws IllegalArgumentException if it is needed, and missing or none of the spellings
         */
        Object parse(Object json) {
            try {
                // a needed field is no word of a number that is none
                Object value = json == null ? null : parser.parse(needed ? json : JsonValues.words(json));
                if (needed && (value == null || value instanceof String text && text.isBlank())) {
                    throw new IllegalArgumentException("is missing");
                }
                return value;
            } catch (IllegalArgumentException e) {
                if (needed) {
                    throw new IllegalArgumentException(this + " " + e.getMessage(), e);
                }
                return new Unreadable(JsonValues.freeze(json), e.getMessage());
            }
        }

        @Override
        public String toString() {
            return "the field " + name;
        }
    }
}
