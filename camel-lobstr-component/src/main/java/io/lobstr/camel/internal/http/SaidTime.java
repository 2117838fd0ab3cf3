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
package io.lobstr.camel.internal.http;

import java.time.Instant;
import java.util.Optional;

import org.apache.hc.client5.http.utils.DateUtils;

/**
 * What the far side's own clock showed, as it was said: few ask what it means.
 *
 * @param date  the header {@code Date}
 * @param age   the header {@code Age}, of what a cache on the way has kept; null where there is none
 * @param nanos when it came, by {@link System#nanoTime()}
 */
public record SaidTime(String date, String age, long nanos) {

    /**
     * @return what it shows now, a second late at most; empty where nobody can read what was said
     */
    public Optional<Instant> now() {
        long kept = age != null && age.matches("\\d{1,9}") ? Long.parseLong(age) : 0;
        return Optional.ofNullable(DateUtils.parseStandardDate(date))
                .map(time -> time.plusSeconds(kept).plusNanos(System.nanoTime() - nanos));
    }
}
