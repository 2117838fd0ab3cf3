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
package io.lobstr.camel.simulator.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where the results of a squid go, but for its webhook: by kind what was configured last, as it came.
 */
public final class Deliveries {

    private final Map<String, Map<String, Object>> byKind = new LinkedHashMap<>();

    Deliveries() {
    }

    /**
     * What was configured for a kind.
     *
     * @param  kind {@code email}, {@code google_sheet_fields}, {@code s3_fields} or {@code ftp_fields}
     * @return      the fields, secrets included, if there are any
     */
    public synchronized Optional<Map<String, Object>> of(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    /**
     * Takes all away.
     */
    public synchronized void clear() {
        byKind.clear();
    }

    /**
     * Replaces what was configured for a kind.
     *
     * @param kind   the kind
     * @param fields the fields
     */
    public synchronized void replace(String kind, Map<String, Object> fields) {
        byKind.put(kind, fields);
    }
}
