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
package io.lobstr.camel.internal.operation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads the rows of a page each by itself, for whoever looks again. One of which the status cannot be read is open: it
 * may be readable the next time. One without an id can be told from no other, and is passed over.
 */
final class PolledRows<T> {

    private final Function<Map<String, Object>, ? extends T> model;
    private final List<String> flaws = new ArrayList<>();

    PolledRows(Function<Map<String, Object>, ? extends T> model) {
        this.model = model;
    }

    Stream<T> read(Object row) {
        try {
            return Stream.of(model.apply(Page.object(row)));
        } catch (IllegalArgumentException e) {
            return readAsOpen(row);
        }
    }

    private Stream<T> readAsOpen(Object row) {
        try {
            Map<String, Object> open = new LinkedHashMap<>(Page.object(row));
            open.put("status", "pending");
            T item = model.apply(open);
            flaws.add("Row " + Words.brief(String.valueOf(open.get("id")))
                      + " has no status that can be read: it counts as open until it has one");
            return Stream.of(item);
        } catch (IllegalArgumentException e) {
            flaws.add("A row without an id that can be read is passed over");
            return Stream.empty();
        }
    }

    /** What is wrong with those that were read until now. */
    List<String> flaws() {
        return flaws;
    }
}
