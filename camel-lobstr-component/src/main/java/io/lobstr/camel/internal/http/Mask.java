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

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.internal.operation.LobstrRequest;
import io.lobstr.camel.internal.operation.Payload;

/**
 * What no message about a request may say, whoever says it: the key, and what it sends in secret.
 *
 * @param apiKey  the key
 * @param secrets what it sends in secret
 */
record Mask(ApiKey apiKey, Secrets secrets) {

    /** What is shorter is a word of every second sentence. */
    static final int SHORTEST = 4;
    /** A word of an address that is as long may be all that guards it. */
    private static final int SHORTEST_TOKEN = 12;

    static Mask of(ApiKey apiKey, LobstrRequest request) {
        Set<String> secrets = new LinkedHashSet<>();
        Payload payload = request.call().payload();
        if (payload.hasSecrets()) {
            collect(payload.secret(), payload.secret().test(""), Json.tree(request.payload()), secrets);
        }
        return new Mask(apiKey, new Secrets(secrets));
    }

    private static void collect(Predicate<String> secret, boolean hidden, JsonNode json, Set<String> secrets) {
        json.fields().forEachRemaining(
                field -> collect(secret, hidden || secret.test(field.getKey()), field.getValue(), secrets));
        if (json.isArray()) {
            json.forEach(one -> collect(secret, hidden, one, secrets));
        }
        String value = json.isTextual() || json.isNumber() ? json.asText() : "";
        if (hidden && value.length() >= SHORTEST) {
            secrets.add(value);
            if (value.contains("://")) {
                tokens(value, secrets);
            }
        }
    }

    /** Of an address, who answers for it may say a part. */
    private static void tokens(String url, Set<String> secrets) {
        for (String word : url.split("[/?#&=:@]")) {
            if (word.length() >= SHORTEST_TOKEN && word.indexOf('.') < 0) {
                secrets.add(word);
            }
        }
    }

    String hide(String text) {
        return secrets.hide(apiKey.mask(text));
    }

    /** Whether a stack trace would show it, such as one that quotes what came back. */
    boolean isSaidBy(Throwable thrown) {
        for (Throwable one = thrown; one != null; one = one.getCause()) {
            if (apiKey.isIn(one.toString()) || secrets.areIn(one.toString())) {
                return true;
            }
        }
        return false;
    }
}
