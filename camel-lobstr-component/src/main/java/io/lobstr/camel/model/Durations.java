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
import java.math.RoundingMode;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The two spellings of a duration: decimal seconds, and Python's timedelta ({@code 1 day, 2:03:04.500000}).
 */
final class Durations {

    private static final int NANO_DIGITS = 9;
    private static final Pattern TIMEDELTA
            = Pattern.compile("(?:(-?\\d{1,9}) days?, )?(\\d{1,9}):(\\d{2}):(\\d{2})(?:\\.(\\d{1,9}))?");

    private Durations() {
    }

    static Duration ofTimedelta(String text) {
        Matcher parts = TIMEDELTA.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("is no duration such as 0:00:50.183300 or 1 day, 2:03:04");
        }
        String fraction = parts.group(5) == null ? "" : parts.group(5);
        return Duration.ofDays(parts.group(1) == null ? 0 : Long.parseLong(parts.group(1)))
                .plusHours(Long.parseLong(parts.group(2)))
                .plusMinutes(Long.parseLong(parts.group(3)))
                .plusSeconds(Long.parseLong(parts.group(4)))
                .plusNanos(Long.parseLong(fraction + "0".repeat(NANO_DIGITS - fraction.length())));
    }

    static Duration ofSeconds(BigDecimal seconds) {
        try {
            BigDecimal nanos = seconds.setScale(NANO_DIGITS, RoundingMode.HALF_UP);
            BigDecimal whole = nanos.setScale(0, RoundingMode.FLOOR);
            return Duration.ofSeconds(whole.longValueExact(),
                    nanos.subtract(whole).movePointRight(NANO_DIGITS).longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("is too long for a duration", e);
        }
    }

    static BigDecimal toSeconds(Duration duration) {
        return FieldType.normal(BigDecimal.valueOf(duration.getSeconds())
                .add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS)));
    }
}
