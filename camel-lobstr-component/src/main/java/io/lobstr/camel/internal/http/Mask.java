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
import java.util.Map;

import io.lobstr.camel.internal.operation.LobstrRequest;

/**
 * What no message about a request may say, whoever says it: the key, and what it sends in secret.
 */
record Mask(ApiKey apiKey, List<String> secrets) {

    private static final String HIDDEN = "xxxxxx";
    /** What is shorter is a word of every second sentence. */
    private static final int SHORTEST = 4;

    static Mask of(ApiKey apiKey, LobstrRequest request) {
        List<String> secrets = new ArrayList<>();
        if (request.call().payload().secret()) {
            collect(request.payload(), secrets);
        }
        return new Mask(apiKey, secrets);
    }

    private static void collect(Object json, List<String> secrets) {
        if (json instanceof Map<?, ?> map) {
            map.values().forEach(value -> collect(value, secrets));
        } else if (json instanceof Iterable<?> list) {
            list.forEach(value -> collect(value, secrets));
        } else if (json instanceof CharSequence && json.toString().length() >= SHORTEST) {
            secrets.add(json.toString());
        }
    }

    String hide(String text) {
        String hidden = apiKey.mask(text);
        for (String secret : secrets) {
            hidden = hidden == null ? null : hidden.replace(secret, HIDDEN);
        }
        return hidden;
    }
}
