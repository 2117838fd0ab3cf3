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
package io.lobstr.camel.internal.client;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.internal.http.Json;
import io.lobstr.camel.model.AddedTasks;

/**
 * Tasks as routes have them, a list after the other of as many as one request takes. Of an iterator, no more than that
 * is held. What was not added comes again: an iterator does not give it a second time.
 */
public final class Tasks {

    /** How many tasks a request has at most. */
    public static final int MOST = 1000;
    /** How long the JSON of a request's tasks is at most, unless it has one alone. */
    public static final int LONGEST = 1 << 20;

    private final Iterator<?> tasks;
    /** Taken from the iterator, and not added yet: the list that is sent, and what did not fit. */
    private final List<Object> taken = new ArrayList<>();
    private final List<AddedTasks> added = new ArrayList<>();
    /** How many of them are sent. */
    private int sent;

    private Tasks(Iterator<?> tasks) {
        this.tasks = tasks;
    }

    /**
     * @param  body                     a map, maps in a list, another collection or an iterator, or the JSON of one or
     *                                  of an array of them in UTF-8
     * @return                          the tasks, one at least; what is not at hand yet is looked at when its turn
     *                                  comes
     * @throws IllegalArgumentException if it is none of these; the message is a sentence
     */
    public static Tasks of(Object body) {
        Object json = body instanceof byte[] bytes ? read(bytes) : body;
        if (json instanceof Collection<?> all) {
            // all of it, before the first is sent
            all.forEach(Tasks::task);
        }
        Iterator<?> tasks = json instanceof Iterator<?> iterator
                ? iterator
                : json instanceof Collection<?> all ? all.iterator() : json instanceof Map ? List.of(json).iterator() : null;
        Tasks lists = tasks == null ? null : new Tasks(tasks);
        if (lists == null || !lists.hasNext()) {
            throw new IllegalArgumentException(
                    "a body with tasks is a Map, a List or Iterator of Maps, or the JSON of them, with one task at least: this"
                                               + " one is "
                                               + (json instanceof List
                                                       ? "an empty list" : lists != null ? "empty" : kind(json)));
        }
        return lists;
    }

    private static Object read(byte[] json) {
        try {
            return Json.value(json);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the body has no tasks: " + e.getMessage(), e);
        }
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> task(Object task) {
        if (!(task instanceof Map<?, ?> map)) {
            throw new IllegalArgumentException("a task is a Map, or a JSON object, and this one is " + kind(task));
        }
        return (Map<String, Object>) map;
    }

    private static String kind(Object value) {
        return value == null ? "null" : value instanceof byte[] ? "other JSON" : "a " + value.getClass().getSimpleName();
    }

    /**
     * @return whether there are more to be added
     */
    public boolean hasNext() {
        return !taken.isEmpty() || tasks.hasNext();
    }

    /**
     * @return                          the list to be sent, the same again until it was added; empty where all were
     * @throws IllegalArgumentException if one of them is no task; the message is a sentence
     */
    public List<Map<String, Object>> next() {
        List<Map<String, Object>> list = new ArrayList<>();
        long length = 0;
        Iterator<Object> again = new ArrayList<>(taken).iterator();
        while (list.size() < MOST && (again.hasNext() || tasks.hasNext())) {
            Map<String, Object> next = task(again.hasNext() ? again.next() : take());
            length += Json.text(next).length();
            if (length > LONGEST && !list.isEmpty()) {
                break;
            }
            list.add(next);
        }
        sent = list.size();
        return list;
    }

    private Object take() {
        Object task = tasks.next();
        taken.add(task);
        return task;
    }

    /**
     * @param answer to the list that was sent
     */
    public void added(AddedTasks answer) {
        taken.subList(0, sent).clear();
        sent = 0;
        added.add(answer);
    }

    /**
     * @return what was answered so far, over all attempts
     */
    public List<AddedTasks> added() {
        return added;
    }
}
