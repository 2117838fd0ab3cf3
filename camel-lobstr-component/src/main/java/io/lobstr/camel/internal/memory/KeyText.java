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
package io.lobstr.camel.internal.memory;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Writes what comes from outside as a part of a key: an id of lobstr.io stays as it is, anything else becomes text of
 * which no part can be taken for another key, that every store can write, and that is short enough for a column.
 */
final class KeyText {

    /** Longer than what lobstr.io uses for an id. */
    private static final int MOST = 64;
    private static final int LONGEST_KEY = 100;
    private static final String LONG = "~";
    private static final int ASCII = 128;

    private KeyText() {
    }

    static String of(String id) {
        StringBuilder text = new StringBuilder(id.length());
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (isPlain(c)) {
                text.append(c);
            } else if (c < ASCII) {
                text.append('%').append(HexFormat.of().toHexDigits((byte) c));
            } else {
                text.append("%u").append(HexFormat.of().toHexDigits(c));
            }
        }
        return text.length() <= MOST ? text.toString() : LONG + digest(text.toString());
    }

    /** A key of which no database says that it is too long: Camel's own table has a column of 100 characters for it. */
    static String key(String prefix, String rest) {
        return prefix.length() + rest.length() <= LONGEST_KEY ? prefix + rest : prefix + LONG + digest(rest);
    }

    /** No capitals: there are databases to which a and A are the same. */
    private static boolean isPlain(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_' || c == '.';
    }

    private static String digest(String text) {
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
