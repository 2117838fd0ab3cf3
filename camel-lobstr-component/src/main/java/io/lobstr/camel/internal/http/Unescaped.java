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

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text as it is meant, in the bytes of UTF-8: without the escapes of URLs, JSON and HTML, however often one stands in
 * another, and without blanks, which are where lines were broken. Knows where each byte was written.
 */
final class Unescaped {

    private static final Pattern ESCAPE = Pattern.compile("""
            %(?:25)*(?<percent>[0-9a-fA-F]{2})\
            |\\\\++(?:u(?<high>[dD][89abAB][0-9a-fA-F]{2})\\\\++u(?<low>[dD][c-fC-F][0-9a-fA-F]{2})\
            |u(?<unit>[0-9a-fA-F]{4}))?\
            |&\\#(?<decimal>[0-9]{1,6});|&\\#[xX](?<hex>[0-9a-fA-F]{1,5});|&(?<name>amp|lt|gt|quot|apos|nbsp);\
            |[\\p{Cc}\\p{Cf}\\p{Z}]""");
    private static final Pattern NOTHING = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Z}]");
    private static final Map<String, Integer> NAMES
            = Map.of("amp", (int) '&', "lt", (int) '<', "gt", (int) '>', "quot", (int) '"', "apos", (int) '\'', "nbsp",
                    (int) ' ');
    private static final int MOST_BYTES_OF_A_CHAR = 3;
    private static final int DELETE = 0x7f;

    private final String text;
    private final StringBuilder bytes;
    private final int[] from;
    private final int[] to;

    /**
     * @param text what somebody has written
     */
    Unescaped(String text) {
        this(text, ESCAPE.matcher(text));
    }

    private Unescaped(String text, Matcher escapes) {
        this.text = text;
        bytes = new StringBuilder(text.length());
        from = new int[text.length() * MOST_BYTES_OF_A_CHAR];
        to = new int[text.length() * MOST_BYTES_OF_A_CHAR];
        int end = 0;
        while (escapes.find()) {
            plain(text, end, escapes.start());
            if (escapes.groupCount() > 0) {
                escape(escapes);
            }
            end = escapes.end();
        }
        plain(text, end, text.length());
    }

    /** Nothing of it is an escape, though it may look like one; but for blanks. */
    static Unescaped asItIs(String text) {
        return new Unescaped(text, NOTHING.matcher(text));
    }

    private void plain(String text, int start, int end) {
        for (int i = start, next; i < end; i = next) {
            int character = text.codePointAt(i);
            next = i + Character.charCount(character);
            add(character, i, next);
        }
    }

    private void escape(Matcher escape) {
        if (escape.group("percent") != null) {
            addByte(number(escape, "percent", 16), escape.start(), escape.end());
        } else if (escape.group("high") != null) {
            add(Character.toCodePoint((char) number(escape, "high", 16), (char) number(escape, "low", 16)), escape.start(),
                    escape.end());
        } else if (escape.group("unit") != null) {
            add(number(escape, "unit", 16), escape.start(), escape.end());
        } else if (escape.group("decimal") != null) {
            add(number(escape, "decimal", 10), escape.start(), escape.end());
        } else if (escape.group("hex") != null) {
            add(number(escape, "hex", 16), escape.start(), escape.end());
        } else if (escape.group("name") != null) {
            add(NAMES.get(escape.group("name")), escape.start(), escape.end());
        }
    }

    private static int number(Matcher escape, String group, int radix) {
        return Integer.parseInt(escape.group(group), radix);
    }

    private void add(int character, int start, int end) {
        for (byte one : Character.toString(character).getBytes(StandardCharsets.UTF_8)) {
            addByte(one & 0xff, start, end);
        }
    }

    /** A character of ASCII, or a part of another. */
    private void addByte(int one, int start, int end) {
        if (one > ' ' && one != '+' && one != '\\' && one != DELETE) {
            from[bytes.length()] = start;
            to[bytes.length()] = end;
            bytes.append((char) one);
        }
    }

    /** Each byte as a char. */
    String bytes() {
        return bytes.toString();
    }

    /** The same, where it does not matter whether letters are capitals. */
    String folded() {
        StringBuilder folded = new StringBuilder(bytes);
        for (int i = 0; i < folded.length(); i++) {
            char one = folded.charAt(i);
            folded.setCharAt(i, one >= 'A' && one <= 'Z' ? (char) (one + ('a' - 'A')) : one);
        }
        return folded.toString();
    }

    /** Whether no blank stands before the byte. */
    boolean isJoined(int place) {
        return text.substring(to[place - 1], Math.max(to[place - 1], from[place])).chars().noneMatch(c -> c <= ' ');
    }

    /** Where what stands for the byte begins in the text. */
    int from(int place) {
        return from[place];
    }

    /** Where it ends. */
    int to(int place) {
        return to[place];
    }
}
