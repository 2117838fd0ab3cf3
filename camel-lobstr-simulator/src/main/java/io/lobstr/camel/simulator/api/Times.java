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
package io.lobstr.camel.simulator.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * The two ways in which the API writes times and durations.
 */
final class Times {

    private static final DateTimeFormatter SECONDS
            = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter NAIVE_MICROS
            = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Times() {
    }

    /** {@code 2025-02-04T10:25:13Z}, as lists have it. */
    static String seconds(Instant instant) {
        return instant == null ? null : SECONDS.format(instant);
    }

    /** {@code 2025-02-04T10:25:41.623683}, as Get Run has it. */
    static String naiveMicros(Instant instant) {
        return instant == null ? null : NAIVE_MICROS.format(instant);
    }

    /** {@code 8.0415}, as lists have it. */
    static BigDecimal decimalSeconds(Duration duration) {
        BigDecimal seconds = BigDecimal.valueOf(duration.toSeconds())
                .add(BigDecimal.valueOf(duration.toNanosPart(), 9)).setScale(4, RoundingMode.HALF_UP).stripTrailingZeros();
        return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    /** {@code 0:00:50.183300} or {@code 1 day, 2:03:04}, as Get Run has it. */
    static String timedelta(Duration duration) {
        long days = duration.toDays();
        String date = days == 0 ? "" : days + (days == 1 ? " day, " : " days, ");
        int micros = duration.toNanosPart() / 1000;
        String fraction = micros == 0 ? "" : String.format(Locale.ROOT, ".%06d", micros);
        return String.format(Locale.ROOT, "%s%d:%02d:%02d%s", date, duration.toHoursPart(), duration.toMinutesPart(),
                duration.toSecondsPart(), fraction);
    }
}
