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

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What finished runs can be sorted by. Each has indices of its own.
 */
enum Sort {

    ENDED("coalesce(r.ended_at, '-infinity')", "timestamp with time zone",
          "case when isfinite(key) then to_char(key at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                                                           + " else '-infinity' end") {
        @Override
        void check(String key) {
            if (!"-infinity".equals(key)) {
                Instant.parse(key);
            }
        }
    },
    CREDITS("coalesce(r.spent, -1)", "numeric", "cast(key as text)") {
        @Override
        void check(String key) {
            if (key.length() > 40 || Math.abs(new BigDecimal(key).scale()) > 40) {
                throw new NumberFormatException(key);
            }
        }
    };

    /** What the indices have. */
    final String key;
    private final String type;
    /** The key as a text. */
    final String text;

    Sort(String key, String type, String text) {
        this.key = key;
        this.type = type;
        this.text = text;
    }

    abstract void check(String key);

    boolean isKey(String key) {
        try {
            check(key);
            return true;
        } catch (DateTimeParseException | NumberFormatException e) {
            return false;
        }
    }

    /** What is on one side of a key that a parameter has. */
    String beyond(boolean descending) {
        return "(" + key + ", r.id) " + (descending ? "<" : ">") + " (cast(:key as " + type + "), :id)";
    }

    String order(boolean descending, String keyColumn, String idColumn) {
        String direction = descending ? " desc" : "";
        return " order by " + keyColumn + direction + ", " + idColumn + direction;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
