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
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.time.temporal.ValueRange;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How a documented field is read: every spelling that the API uses becomes one value.
 */
enum FieldType implements FieldParser {

    /** A hash, or a number in its place. */
    ID {
        @Override
        public Object parse(Object json) {
            return json instanceof String ? json : String.valueOf((long) COUNT.parse(json));
        }
    },

    /** The id of what many objects belong to, which share it. */
    SHARED_ID {
        @Override
        public Object parse(Object json) {
            return SharedWords.share((String) ID.parse(json));
        }
    },

    /** Kept as it is. */
    TEXT {
        @Override
        public Object parse(Object json) {
            return as(String.class, json);
        }
    },

    /** Kept as it is, and the same in many objects, which share it. */
    NAME {
        @Override
        public Object parse(Object json) {
            return SharedWords.share(as(String.class, json));
        }
    },

    /** A word of a small vocabulary that the API spells in either case. */
    WORD {
        @Override
        public Object parse(Object json) {
            return SharedWords.share(as(String.class, json).toLowerCase(Locale.ROOT));
        }
    },

    /** With an offset, or without one: then it is UTC. */
    TIME {
        @Override
        public Object parse(Object json) {
            try {
                TemporalAccessor time
                        = DateTimeFormatter.ISO_DATE_TIME
                                .parse(DATE_AND_TIME.matcher(as(String.class, json)).replaceFirst("$1-$2-$3T$4"));
                // not parseBest: it tells one from the other by an exception
                ZoneOffset offset = time.query(TemporalQueries.offset());
                if (!FieldType.YEARS.isValidIntValue(time.get(ChronoField.YEAR))) {
                    throw new DateTimeException("no year of four digits");
                }
                return LocalDateTime.from(time).toInstant(offset == null ? ZoneOffset.UTC : offset);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("is no ISO 8601 time", e);
            }
        }
    },

    /** As {@link #TIME}, or seconds since 1970. */
    MOMENT {
        @Override
        public Object parse(Object json) {
            if (!(json instanceof Number)) {
                return TIME.parse(json);
            }
            Instant time = Instant.EPOCH.plus(Durations.ofSeconds(decimal(json)));
            if (!YEARS.isValidValue(time.atOffset(ZoneOffset.UTC).getYear())) {
                throw new IllegalArgumentException("is no time");
            }
            return time;
        }
    },

    /** Seconds as a number, or a timedelta as Python prints it. */
    DURATION {
        @Override
        public Object parse(Object json) {
            return json instanceof String text && text.indexOf(':') >= 0
                    ? Durations.ofTimedelta(text) : Durations.ofSeconds(decimal(json));
        }
    },

    COUNT {
        @Override
        public Object parse(Object json) {
            try {
                return decimal(json).longValueExact();
            } catch (ArithmeticException e) {
                throw new IllegalArgumentException("is no whole number that fits 64 bits", e);
            }
        }
    },

    /** Integer or float; trailing zeros carry nothing. */
    CREDITS {
        @Override
        public Object parse(Object json) {
            return normal(decimal(json));
        }
    },

    /** A number, or several prices of which one is the current. */
    PRICE {
        @Override
        public Object parse(Object json) {
            if (json instanceof Map<?, ?> prices) {
                current(prices);
                return OBJECT.parse(json);
            }
            return CREDITS.parse(json);
        }
    },

    /** A number, or one with a percent sign. */
    PERCENT {
        @Override
        public Object parse(Object json) {
            return normal(decimal(json instanceof String text ? text.strip().replaceFirst("\\s*%$", "") : json));
        }
    },

    /** A duration, or a sign for infinity, which says nothing; other words are kept, since nobody documented them. */
    ETA {
        @Override
        public Object parse(Object json) {
            if ("∞".equals(json)) {
                return null;
            }
            try {
                return DURATION.parse(json);
            } catch (IllegalArgumentException e) {
                return as(String.class, json);
            }
        }
    },

    FLAG {
        @Override
        public Object parse(Object json) {
            return "true".equals(json) || "false".equals(json) ? Boolean.valueOf((String) json) : as(Boolean.class, json);
        }
    },

    /** A flag, or an object that says more. */
    FLAG_OR_OBJECT {
        @Override
        public Object parse(Object json) {
            return json instanceof Map ? OBJECT.parse(json) : FLAG.parse(json);
        }
    },

    /** A word, or an object that says more. */
    TEXT_OR_OBJECT {
        @Override
        public Object parse(Object json) {
            return json instanceof Map ? OBJECT.parse(json) : TEXT.parse(json);
        }
    },

    /** What the API spells in several ways, or no page describes: as it came. */
    ANY {
        @Override
        public Object parse(Object json) {
            return JsonValues.freeze(json);
        }
    },

    OBJECT {
        @Override
        public Object parse(Object json) {
            return JsonValues.map(json);
        }
    };

    /** Beyond these a time is no time of a run, and some of Java's types cannot hold it. */
    static final ValueRange YEARS = ValueRange.of(0, 9999);

    /** Python writes a blank where ISO 8601 has a T, and webhooks a slash where it has a dash. */
    private static final Pattern DATE_AND_TIME = Pattern.compile("^(\\d{4})[-/](\\d\\d)[-/](\\d\\d)[ T](\\d\\d:)");

    /** A decimal as a string, which is how some frameworks write them. */
    private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,50}(\\.\\d{1,50})?");

    /** Beyond this a number is no count and no price, and its plain form could fill the memory. */
    private static final int MOST_DIGITS = 100;

    static BigDecimal normal(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    /** Of a {@link #PRICE}. */
    static BigDecimal currentPrice(Object price) {
        return price instanceof Map<?, ?> prices ? current(prices) : (BigDecimal) price;
    }

    private static BigDecimal current(Map<?, ?> prices) {
        return normal(decimal(prices.get("current")));
    }

    private static <T> T as(Class<T> type, Object json) {
        if (!type.isInstance(json)) {
            throw new IllegalArgumentException("is no " + type.getSimpleName().toLowerCase(Locale.ROOT));
        }
        return type.cast(json);
    }

    private static BigDecimal decimal(Object json) {
        BigDecimal value;
        if (json instanceof BigDecimal decimal) {
            value = decimal;
        } else if (json instanceof BigInteger integer) {
            value = new BigDecimal(integer);
        } else if (json instanceof Integer || json instanceof Long || json instanceof Short || json instanceof Byte) {
            value = BigDecimal.valueOf(((Number) json).longValue());
        } else if (json instanceof Double || json instanceof Float) {
            value = finite((Number) json);
        } else if (json instanceof String text && DECIMAL.matcher(text).matches()) {
            value = new BigDecimal(text);
        } else {
            throw new IllegalArgumentException("is no number");
        }
        if (value.precision() > MOST_DIGITS || Math.abs((long) value.scale()) > MOST_DIGITS) {
            throw new IllegalArgumentException("has more than " + MOST_DIGITS + " digits");
        }
        return value;
    }

    private static BigDecimal finite(Number number) {
        if (!Double.isFinite(number.doubleValue())) {
            throw new IllegalArgumentException("is no number");
        }
        return new BigDecimal(number.toString());
    }
}
