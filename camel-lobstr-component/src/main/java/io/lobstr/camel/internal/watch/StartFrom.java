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
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import io.lobstr.camel.model.Run;

/**
 * Where a first start begins, when nothing is remembered of a squid.
 */
public final class StartFrom {

    /** Clocks that differ by less lose nothing. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);
    /** A reading that comes later than this does not show what had finished at the start. */
    private static final Duration AT_ONCE = Duration.ofMinutes(1);

    /** What a URI makes of the plus of an offset. */
    private static final String PLUS_AS_BLANK = " (?=\\d{2}:\\d{2}$)";

    private final OffsetDateTime earliest;

    private StartFrom(OffsetDateTime earliest) {
        this.earliest = earliest;
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
            return new StartFrom(OffsetDateTime.MIN);
        }
        try {
            return new StartFrom(OffsetDateTime.parse(text.replaceFirst(PLUS_AS_BLANK, "+")));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "startFrom=" + text + " is neither now, earliest, nor an instant such as 2025-02-04T10:25:13Z", e);
        }
    }

    /**
     * What it means for a squid that is read for the first time only now. {@code now} leaves out what had finished at
     * the start of the watch, which a late reading cannot see: then the runs' own times decide, and rather too many
     * come out than too few.
     *
     * @param  start when the watch began
     * @param  now   when the squid is read
     * @return       where to begin with it
     */
    public StartFrom seenAt(Instant start, Instant now) {
        if (earliest != null || Duration.between(start, now).compareTo(AT_ONCE) <= 0) {
            return this;
        }
        return new StartFrom(start.minus(CLOCKS_DIFFER).atOffset(ZoneOffset.UTC));
    }

    /**
     * Whether a run that had already finished at the first start is to come out. One whose end is unknown counts as
     * late enough: rather one too many than one lost.
     */
    boolean wants(Run finished) {
        return earliest != null && (finished.getEndedAt() == null || !finished.getEndedAt().isBefore(earliest));
    }
}
