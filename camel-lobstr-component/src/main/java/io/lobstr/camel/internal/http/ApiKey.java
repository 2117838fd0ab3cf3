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

import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The API key, in a wrapping that does not print it.
 */
public final class ApiKey {

    private static final String MASK = "xxxxxx";

    private final String value;
    /** The key, also where it was broken over lines. */
    private final Pattern said;

    /**
     * @param value the key as the account page shows it
     */
    public ApiKey(String value) {
        this.value = Objects.requireNonNull(value, "apiKey");
        this.said = Pattern.compile(value.chars().mapToObj(one -> Pattern.quote(String.valueOf((char) one)))
                .collect(Collectors.joining("[\\p{Cntrl}\\s]*")));
    }

    String authorization() {
        return "Token " + value;
    }

    /** Whatever the far side says, it does not say the key. */
    String mask(String text) {
        return text == null ? null : said.matcher(text).replaceAll(MASK);
    }

    /** Whether a stack trace would show it, such as one that quotes what came back. */
    boolean isSaidBy(Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (said.matcher(one.toString()).find()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ApiKey key && key.value.equals(value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return MASK;
    }
}
