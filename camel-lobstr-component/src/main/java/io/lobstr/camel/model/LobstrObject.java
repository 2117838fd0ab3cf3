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

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * One object of the API: immutable, with every field that was answered, the undocumented ones too.
 * <p>
 * All spellings of a documented field become one value when it is read, and one JSON form when it is written: times in
 * UTC with a {@code Z}, durations in decimal seconds, statuses in lower case. Reading that JSON back gives an equal
 * object, with any Jackson mapper. A documented field that cannot be read is null (a count 0) in Java, and as it came
 * in JSON and in a map; it is said once in the log.
 */
public abstract class LobstrObject {

    private static final String HIDDEN = "xxxxxx";

    private final Fields fields;

    /**
     * @param  json                     the fields as Jackson reads them, in the API's snake_case
     * @param  documented               the fields that are converted
     * @throws IllegalArgumentException if a needed field is missing or cannot be read, or no documented field can
     */
    LobstrObject(Map<String, ?> json, Documented documented) {
        this.fields = Fields.read(json, documented);
    }

    /**
     * All fields under the API's snake_case names, as a database driver takes them: times are {@link OffsetDateTime},
     * durations decimal seconds.
     *
     * @return an unmodifiable map; a field that was answered as null is in it, one that was not answered is not
     */
    public Map<String, Object> toMap() {
        return map(LobstrObject::plain);
    }

    /**
     * @return the one JSON form, as Jackson writes it
     */
    @JsonValue
    Map<String, Object> jsonForm() {
        return map(LobstrObject::json);
    }

    private static Object json(Object value) {
        if (value instanceof List<?>) {
            // each object in it has its own JSON form
            return value;
        }
        return value instanceof Instant time ? DateTimeFormatter.ISO_INSTANT.format(time) : plain(value);
    }

    private static Object plain(Object value) {
        if (value instanceof List<?> list) {
            // List.copyOf and its kin take no null, which a list of the API may hold
            return Collections.unmodifiableList(list.stream().map(LobstrObject::plain).collect(Collectors.toList()));
        }
        if (value instanceof LobstrObject object) {
            return object.toMap();
        }
        if (value instanceof Instant time) {
            return utc(time);
        }
        return value instanceof Duration duration ? Durations.toSeconds(duration) : value;
    }

    /** As {@code time.atOffset(UTC)}, which makes the rules of a time zone for each time. */
    private static OffsetDateTime utc(Instant time) {
        return LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC).atOffset(ZoneOffset.UTC);
    }

    private Map<String, Object> map(UnaryOperator<Object> conversion) {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.forEach((name, value) -> map.put(name, conversion.apply(value)));
        return Collections.unmodifiableMap(map);
    }

    // names that no field has: Simple would take a method for the field of its name

    final Object asIs(String name) {
        return fields.get(name);
    }

    @SuppressWarnings("unchecked")
    final Map<String, Object> asMap(String name) {
        return (Map<String, Object>) fields.get(name);
    }

    final String asText(String name) {
        return (String) fields.get(name);
    }

    final OffsetDateTime asTime(String name) {
        return fields.get(name) instanceof Instant time ? utc(time) : null;
    }

    final Duration asDuration(String name) {
        return (Duration) fields.get(name);
    }

    final BigDecimal asCredits(String name) {
        return (BigDecimal) fields.get(name);
    }

    final Boolean asFlag(String name) {
        return (Boolean) fields.get(name);
    }

    final boolean holds(String name) {
        return fields.holds(name);
    }

    /** Absent counts as none: the API leaves a count out only where there is nothing to count. */
    final long asCount(String name) {
        return fields.get(name) instanceof Long count ? count : 0;
    }

    @Override
    public final boolean equals(Object other) {
        return other != null && other.getClass() == getClass() && fields.equals(((LobstrObject) other).fields);
    }

    @Override
    public final int hashCode() {
        return fields.hashCode();
    }

    /**
     * @return the one JSON form, on one line
     */
    public final String toJson() {
        return JsonText.of(this);
    }

    /**
     * @return the one JSON form, on one line, as it can stand in a log: what may hold a secret is hidden
     */
    @Override
    public final String toString() {
        return JsonText.of(shown());
    }

    Map<String, Object> shown() {
        Map<String, Object> map = new LinkedHashMap<>();
        fields.forEach((name, value) -> map.put(name, fields.hides(name) && value != null ? HIDDEN : shown(json(value))));
        return map;
    }

    static Object shown(Object json) {
        if (json instanceof List<?> list) {
            return list.stream().map(LobstrObject::shown).collect(Collectors.toList());
        }
        return json instanceof LobstrObject object ? object.shown() : json;
    }
}
