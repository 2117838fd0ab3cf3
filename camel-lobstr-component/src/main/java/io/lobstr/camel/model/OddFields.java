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

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says which fields of a type could not be read: each once, so that a list of a thousand runs floods no log.
 */
final class OddFields {

    private static final Logger LOG = LoggerFactory.getLogger(LobstrObject.class);
    private static final int LONGEST = 80;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");
    /** A key, a signature or a hash: the first two are secrets, and the third says nothing. */
    private static final Pattern LONG_WORD = Pattern.compile("[\\w+/=-]{16,}");

    private final String kind;
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    OddFields(String kind) {
        this.kind = kind;
    }

    void say(String id, Documented.Field field, Unreadable value) {
        if (said.add(field.name())) {
            LOG.warn("{}: {} {}{}. It is null in Java, and as it came in JSON and in a Map. This is said once for"
                     + " this field.",
                    (kind + " " + clean(id)).strip(), field, value.why(), field.secret() ? "" : shown(value.json()));
        }
    }

    private static String shown(Object json) {
        return " but " + clean(LONG_WORD.matcher(JsonText.of(json)).replaceAll("..."));
    }

    private static String clean(String text) {
        String printable = UNPRINTABLE.matcher(text).replaceAll("?");
        return printable.length() <= LONGEST ? printable : printable.substring(0, LONGEST) + "...";
    }
}
