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
package io.lobstr.camel.examples.samples.page;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which finished runs are asked for, in which order, and from where on.
 */
final class RunFilter {

    static final List<String> ENDINGS = List.of("done", "error", "aborted", "other");
    private static final Set<String> NAMES = Set.of("squid", "status", "from", "to", "q", "sort", "dir", "after", "before");

    private static final Set<String> TYPED = Set.of("from", "to", "q");

    final LocalDate from;
    final LocalDate to;
    final Sort sort;
    final boolean descending;
    /** Whether the page before a run is asked for, and not the one after it. */
    final boolean backwards;
    private final Map<String, String> parameters;
    private final String[] cursor;

    private RunFilter(Map<String, String> parameters) {
        this.parameters = parameters;
        from = date("from");
        to = date("to");
        if (from != null && to != null && from.isAfter(to)) {
            throw new IllegalArgumentException("from=" + from + " is after to=" + to + ": no day is both.");
        }
        sort = Sort.valueOf(
                oneOf("sort", "ended", Stream.of(Sort.values()).map(Sort::toString).toList()).toUpperCase(Locale.ROOT));
        descending = "desc".equals(oneOf("dir", "desc", List.of("desc", "asc")));
        oneOf("status", null, ENDINGS);
        backwards = parameters.containsKey("before");
        if (backwards && parameters.containsKey("after")) {
            throw new IllegalArgumentException("The address has both after and before: leave one out.");
        }
        cursor = cursor(backwards ? "before" : "after");
    }

    /**
     * @throws IllegalArgumentException if it is none; the message is for whoever asked
     */
    static RunFilter of(PageRequest request) {
        request.accept(NAMES);
        Map<String, String> parameters = new LinkedHashMap<>(request.parameters());
        // what somebody typed; an id is as it is
        TYPED.forEach(name -> parameters.computeIfPresent(name, (same, value) -> value.isBlank() ? null : value.strip()));
        return new RunFilter(parameters);
    }

    private LocalDate date(String name) {
        String value = parameters.get(name);
        try {
            LocalDate date = value == null ? null : LocalDate.parse(value);
            if (date == null || date.getYear() >= 1 && date.getYear() <= 9998) {
                return date;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        throw new IllegalArgumentException(name + "=" + value + " is no day such as 2026-11-26.");
    }

    private String oneOf(String name, String usual, List<String> values) {
        String value = parameters.getOrDefault(name, usual);
        if (value != null && !values.contains(value)) {
            throw new IllegalArgumentException(name + "=" + value + " is none of " + String.join(", ", values) + ".");
        }
        return value;
    }

    private String[] cursor(String name) {
        String value = parameters.get(name);
        if (value == null) {
            return null;
        }
        int tilde = value.indexOf('~');
        if (tilde < 0 || !sort.isKey(value.substring(0, tilde))) {
            throw new IllegalArgumentException(name + "=" + value + " is no place in this list: begin at its first page.");
        }
        return new String[] { value.substring(0, tilde), value.substring(tilde + 1) };
    }

    String squid() {
        return parameters.get("squid");
    }

    String status() {
        return parameters.get("status");
    }

    String text() {
        return parameters.get("q");
    }

    boolean hasCursor() {
        return cursor != null;
    }

    String cursorKey() {
        return cursor[0];
    }

    String cursorId() {
        return cursor[1];
    }

    /** As the form shows it. */
    Map<String, String> parameters() {
        return parameters;
    }

    /** Whether an index leads to its runs and to no others. */
    boolean isCountable() {
        return text() == null && (squid() == null || status() == null);
    }

    /** Whether some runs are left out. */
    boolean isSelective() {
        return Stream.of("squid", "status", "from", "to", "q").anyMatch(parameters::containsKey);
    }

    /**
     * The query of the same runs in another order, from the first on: the other way round where it is the order
     * already.
     */
    String sortedBy(Sort other) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.keySet().removeAll(Set.of("after", "before"));
        changed.put("sort", other.toString());
        changed.put("dir", other == sort && descending ? "asc" : "desc");
        return PageRequest.query(changed);
    }

    /** The query of the same runs from another place on. */
    String at(String direction, String key, String id) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        changed.keySet().removeAll(Set.of("after", "before"));
        changed.put(direction, key + "~" + id);
        return PageRequest.query(changed);
    }
}
