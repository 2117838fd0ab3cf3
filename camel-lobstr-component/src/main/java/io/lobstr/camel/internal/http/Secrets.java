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
import java.util.Base64;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds secrets in what the far side says, however they are written there: broken over lines, escaped, in hexadecimal
 * digits, or somewhere in Base64, as basic authentication has them. Of a long one also pieces.
 */
final class Secrets {

    private static final String HIDDEN = "xxxxxx";
    /** Nobody is told more. */
    private static final int MOST = 4096;
    /** In what is longer than that, nobody looks for a secret. */
    private static final int TOO_MUCH = 1 << 16;
    private static final int PIECE = 64;
    /** What is shorter is found only as it is: other words are spelled alike. */
    private static final int UNLIKELY = 8;
    private static final int SHORTEST_CODE = 4;

    private final Forms asTheyAre = new Forms();
    private final Forms folded = new Forms();
    private final Forms base64 = new Forms();

    Secrets(Collection<String> secrets) {
        secrets.forEach(this::add);
    }

    private void add(String secret) {
        String json = Json.text(secret);
        for (Unescaped form : List.of(new Unescaped(secret), Unescaped.asItIs(secret),
                new Unescaped(json.substring(1, json.length() - 1)))) {
            if (secret.length() < UNLIKELY) {
                asTheyAre.add(form.bytes(), 1);
            } else {
                folded.add(form.folded(), 1);
            }
        }
        byte[] bytes = secret.getBytes(StandardCharsets.UTF_8);
        folded.add(HexFormat.of().formatHex(bytes), SHORTEST_CODE);
        for (int before = 0; before < 3; before++) {
            String code = base64(bytes, before);
            base64.add(new Unescaped(code).bytes(), SHORTEST_CODE);
            base64.add(code.replace('+', '-').replace('/', '_'), SHORTEST_CODE);
        }
    }

    /** The characters of the code that are the same whatever stands before, so many bytes of a group, and behind. */
    private static String base64(byte[] bytes, int before) {
        byte[] group = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, group, before, bytes.length);
        String code = Base64.getEncoder().withoutPadding().encodeToString(group);
        return code.substring((before * 8 + 5) / 6, group.length * 8 / 6);
    }

    /**
     * @param  text what is told, may be null
     * @return      the same without the secrets; of a long text the beginning
     */
    String hide(String text) {
        if (text == null) {
            return null;
        }
        // what lies over the end of what is told is seen as well
        BitSet secret = find(text.substring(0, Math.min(text.length(), 2 * MOST)));
        StringBuilder shown = new StringBuilder();
        int end = Math.min(text.length(), MOST);
        for (int i = 0; i < end; i++) {
            if (secret.get(i)) {
                shown.append(HIDDEN);
                i = end(text, secret, i) - 1;
            } else {
                shown.append(text.charAt(i));
            }
        }
        return text.length() <= MOST ? shown.toString() : shown.append('…').toString();
    }

    /** Of pieces that follow one another, of the last. */
    private static int end(String text, BitSet secret, int start) {
        int end = secret.nextClearBit(start);
        for (int next = secret.nextSetBit(end);
             next >= 0 && isNothing(text.substring(end, next));
             next = secret.nextSetBit(end)) {
            end = secret.nextClearBit(next);
        }
        return end;
    }

    private static boolean isNothing(String between) {
        return new Unescaped(between).bytes().isEmpty();
    }

    boolean areIn(String text) {
        return text.length() > TOO_MUCH || !find(text).isEmpty();
    }

    private BitSet find(String text) {
        BitSet found = new BitSet();
        Unescaped plain = new Unescaped(text);
        String bytes = plain.bytes();
        asTheyAre.find(bytes, (first, last) -> found.set(plain.from(first), plain.to(last)));
        folded.find(plain.folded(), (first, last) -> found.set(plain.from(first), plain.to(last)));
        base64.find(bytes, (first, last) -> {
            int beginning = first;
            while (beginning > 0 && isCode(bytes.charAt(beginning - 1)) && plain.isJoined(beginning)) {
                beginning--;
            }
            int end = last;
            while (end + 1 < bytes.length() && isCode(bytes.charAt(end + 1)) && plain.isJoined(end + 1)) {
                end++;
            }
            // the rest of the code belongs to it, such as a user
            found.set(plain.from(beginning), plain.to(end));
        });
        return found;
    }

    private static boolean isCode(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "/-_=".indexOf(c) >= 0;
    }

    /** What is looked for, by its first character. */
    private static final class Forms {

        private final Map<Character, Set<String>> forms = new HashMap<>();

        void add(String form, int shortest) {
            if (form.length() < shortest) {
                return;
            }
            if (form.length() <= 2 * PIECE) {
                addPiece(form);
                return;
            }
            for (int i = 0; i < form.length(); i += PIECE) {
                int start = Math.min(i, form.length() - PIECE);
                addPiece(form.substring(start, start + PIECE));
            }
        }

        private void addPiece(String piece) {
            forms.computeIfAbsent(piece.charAt(0), first -> new HashSet<>()).add(piece);
        }

        void find(String text, Found found) {
            for (int i = 0; i < text.length(); i++) {
                for (String form : forms.getOrDefault(text.charAt(i), Set.of())) {
                    if (text.startsWith(form, i)) {
                        found.at(i, i + form.length() - 1);
                    }
                }
            }
        }
    }

    /** Hears of the first and the last place of each. */
    private interface Found {
        void at(int first, int last);
    }
}
