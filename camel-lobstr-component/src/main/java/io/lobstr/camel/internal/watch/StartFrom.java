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
package io.lobstr.camel.internal.watch;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;

/**
 * Where a first start begins, when nothing is remembered.
 */
public final class StartFrom {

    /** Before any run. */
    static final Instant EARLIEST = Instant.EPOCH;

    /** What a URI makes of the plus of an offset. */
    private static final String PLUS_AS_BLANK = " (?=\\d{2}:\\d{2}$)";

    private final Instant instant;

    private StartFrom(Instant instant) {
        this.instant = instant;
    }

    /**
     * @param  text                     {@code now}, {@code earliest}, or an ISO 8601 instant
     * @return                          what it means
     * @throws IllegalArgumentException if it is none of these
     */
    public static StartFrom parse(String text) {
        if ("now".equals(text)) {
            return new StartFrom(null);
        }
        if ("earliest".equals(text)) {
            return new StartFrom(EARLIEST);
        }
        try {
            Instant instant = OffsetDateTime.parse(text.replaceFirst(PLUS_AS_BLANK, "+")).toInstant();
            return new StartFrom(instant.isBefore(EARLIEST) ? EARLIEST : instant);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "startFrom=" + text + " is neither now, earliest, nor an instant such as 2025-02-04T10:25:13Z", e);
        }
    }

    boolean isNow() {
        return instant == null;
    }

    /**
     * What ended before does not come out.
     *
     * @param start when the watch was begun
     */
    Instant since(Instant start) {
        // the API's times are of whole seconds
        return (isNow() ? start : instant).truncatedTo(ChronoUnit.SECONDS);
    }
}
