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
package io.lobstr.camel.internal.operation;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a call sends of the message's body.
 *
 * @param kind      how it is sent
 * @param words     what the body of a message can be, for the component page; null where nothing is sent
 * @param needed    the fields without which the API would refuse an object
 * @param otherwise what is sent where the message has no body; null where it needs one
 * @param secret    of which fields the values may be what nobody else may see: then no message shows a word of them
 */
public record Payload(
        Kind kind, String words, List<String> needed, Map<String, Object> otherwise, Predicate<String> secret) {

    private static final Predicate<String> NONE = name -> false;
    private static final Predicate<String> ALL = name -> true;

    /** A request has what it names. */
    public static final Payload NOTHING = new Payload(Kind.NOTHING, null, List.of(), null, NONE);
    /** Tasks of a squid. */
    public static final Payload TASKS = new Payload(
            Kind.TASKS, "a `Map` for one task, a `List`, `Iterable` or `Iterator` of them, or the JSON of one or of an array",
            List.of(), null, NONE);

    /** A file of tasks. */
    public static final Payload FILE = new Payload(
            Kind.FILE, "a file, a stream, `byte[]` or text: rows of csv or tsv, the first of which names parameters of tasks",
            List.of(), null, NONE);
    /** Whatever there is. */
    public static final Payload JSON = new Payload(
            Kind.JSON, "a `Map`, a `List` or JSON, or none", List.of(), null, SecretNames::has);

    /** How a body is sent. */
    public enum Kind {
        /** Not at all. */
        NOTHING,
        /** Objects, as a list of its own beside what the request names. */
        TASKS,
        /** A file, as a part of a form beside what the request names. */
        FILE,
        /** As JSON, all of it, if there is any. */
        JSON,
        /** One object: its fields stand beside what the request names, in the query where no JSON is sent. */
        OBJECT
    }

    /**
     * @param words  what is in it, for the component page: continues "a `Map` or JSON with"
     * @param needed the fields without which the API would refuse it
     */
    static Payload object(String words, String... needed) {
        return new Payload(Kind.OBJECT, "a `Map` or JSON with " + words, List.of(needed), null, NONE);
    }

    /** Whether nothing can be sent without it. */
    boolean isNeeded() {
        return kind != Kind.NOTHING && kind != Kind.JSON;
    }

    /** Whether it may hold what no message shows. */
    public boolean hasSecrets() {
        return secret != NONE;
    }

    Payload orElse(Map<String, Object> usual) {
        return new Payload(kind, words, needed, usual, secret);
    }

    Payload inSecret() {
        return new Payload(kind, words, needed, otherwise, ALL);
    }
}
