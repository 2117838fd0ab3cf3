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

import java.util.List;
import java.util.Map;

import io.lobstr.camel.internal.http.Json;

/**
 * Tasks as routes have them.
 */
public final class Tasks {

    private Tasks() {
    }

    /**
     * @param  body                     a map, a list of maps, or the JSON of one or of an array of them in UTF-8
     * @return                          the tasks, one at least
     * @throws IllegalArgumentException if it is none of these; the message is a sentence
     */
    public static List<Map<String, Object>> of(Object body) {
        Object tasks = body instanceof byte[] json ? read(json) : body;
        List<?> list = tasks instanceof List<?> several ? several : tasks instanceof Map<?, ?> ? List.of(tasks) : null;
        if (list == null || list.isEmpty()) {
            throw new IllegalArgumentException(
                    "a body with tasks is a Map, a List of Maps, or the JSON of them, with one task at least: this one is "
                                               + (list != null ? "an empty list" : kind(body)));
        }
        return list.stream().map(Tasks::task).toList();
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
}
