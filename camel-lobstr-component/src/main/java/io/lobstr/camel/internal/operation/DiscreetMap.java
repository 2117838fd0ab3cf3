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

import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.lobstr.camel.model.ResultRow;

/**
 * What the API answered where nobody knows its fields, some of which are secrets: they are in it for whoever reads
 * them, but not in its text, nor in that of the maps and lists in it.
 */
final class DiscreetMap extends AbstractMap<String, Object> {

    private static final String HIDDEN = "xxxxxx";
    private static final Predicate<String> ALL = name -> true;

    private final Map<String, Object> fields;
    private final Predicate<String> secret;

    private DiscreetMap(Map<String, Object> fields, Predicate<String> secret) {
        this.fields = fields;
        this.secret = secret;
    }

    /**
     * @param  json as Jackson reads it
     * @return      the same, immutable to the last leaf; its text shows no value
     */
    static Map<String, Object> ofSecrets(Map<String, Object> json) {
        return new DiscreetMap(ResultRow.of(json), ALL);
    }

    /**
     * @param  json as Jackson reads it
     * @return      the same, immutable to the last leaf; its text shows nothing of which the name says that it is a
     *              secret
     */
    static Map<String, Object> of(Map<String, Object> json) {
        return new DiscreetMap(ResultRow.of(json), SecretNames::has);
    }

    /** Made when it is asked for: what is answered may be big. */
    @SuppressWarnings("unchecked")
    private static Object discreet(Object json, Predicate<String> secret) {
        if (json instanceof Map<?, ?> map) {
            return new DiscreetMap((Map<String, Object>) map, secret);
        }
        return json instanceof List<?> list ? new DiscreetList(list, secret) : json;
    }

    private Object value(String name) {
        return discreet(fields.get(name), secret.test(name) ? ALL : secret);
    }

    private static Object shown(Object value, boolean hidden) {
        boolean speaksForItself = value == null || value instanceof DiscreetMap || value instanceof DiscreetList;
        return hidden && !speaksForItself ? HIDDEN : value;
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<String, Object>> iterator() {
                return fields.keySet().stream()
                        .<Entry<String, Object>> map(name -> new SimpleImmutableEntry<>(name, value(name))).iterator();
            }

            @Override
            public int size() {
                return fields.size();
            }
        };
    }

    @Override
    public Object get(Object name) {
        return name instanceof String field ? value(field) : null;
    }

    @Override
    public boolean containsKey(Object name) {
        return fields.containsKey(name);
    }

    @Override
    public String toString() {
        return fields.keySet().stream().map(name -> name + "=" + shown(value(name), secret.test(name)))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static final class DiscreetList extends AbstractList<Object> {

        private final List<?> items;
        private final Predicate<String> secret;

        DiscreetList(List<?> items, Predicate<String> secret) {
            this.items = items;
            this.secret = secret;
        }

        @Override
        public Object get(int index) {
            return discreet(items.get(index), secret);
        }

        @Override
        public int size() {
            return items.size();
        }

        @Override
        public String toString() {
            return stream().map(item -> String.valueOf(shown(item, secret == ALL)))
                    .collect(Collectors.joining(", ", "[", "]"));
        }
    }
}
