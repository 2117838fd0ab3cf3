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

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The API key, in a wrapping that does not print it, nor anything else that is told in secret on the way to the API.
 */
public final class ApiKey {

    private static final String MASK = "xxxxxx";

    private final String value;
    private final List<String> secrets = new ArrayList<>();
    /** Made when somebody has said something, which at a start nobody has. */
    private volatile Secrets said;

    /**
     * @param value the key as the account page shows it
     */
    public ApiKey(String value) {
        this(value, null, null);
    }

    /**
     * @param value         the key as the account page shows it
     * @param proxyUsername who a proxy is told to be asking, null where nothing is
     * @param proxyPassword and by which password
     */
    public ApiKey(String value, String proxyUsername, String proxyPassword) {
        this.value = Objects.requireNonNull(value, "apiKey");
        secrets.add(value);
        if (proxyPassword != null && !proxyPassword.isEmpty()) {
            secrets.add(proxyUsername + ":" + proxyPassword);
            if (proxyPassword.length() >= Mask.SHORTEST) {
                secrets.add(proxyPassword);
            }
        }
    }

    private Secrets said() {
        Secrets made = said;
        if (made == null) {
            made = new Secrets(secrets);
            said = made;
        }
        return made;
    }

    String authorization() {
        return "Token " + value;
    }

    /** Whatever the far side says, it does not say the key. */
    String mask(String text) {
        return said().hide(text);
    }

    boolean isIn(String text) {
        return said().areIn(text);
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
