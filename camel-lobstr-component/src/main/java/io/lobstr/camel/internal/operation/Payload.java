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

/**
 * What a row of the table of operations sends of the message's body.
 */
public enum Payload {

    /** Nothing: a request has what it names. */
    NOTHING(null, null),
    /** Objects, as a list of its own beside what the request names. */
    TASKS("tasks", "a `Map` for one task, a `List` of them, or the JSON of either");

    private final String field;
    private final String words;

    Payload(String field, String words) {
        this.field = field;
        this.words = words;
    }

    /**
     * @return the name under which it is sent, null where nothing is
     */
    public String field() {
        return field;
    }

    /**
     * @return what the body of a message can be, for the component page
     */
    public String words() {
        return words;
    }
}
