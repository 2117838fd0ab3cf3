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

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * What became of tasks that were added.
 */
public final class AddedTasks extends LobstrObject {

    private static final Documented DOCUMENTED = new Documented("answer of addTasks");

    static {
        DOCUMENTED.put("duplicated_count", FieldType.COUNT);
        DOCUMENTED.putSecret("tasks", new ListOf(Task::new));
    }

    /**
     * @param  json                     the fields in the API's snake_case, in any of its spellings
     * @throws IllegalArgumentException if no tasks are listed, or no documented field can be read
     */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public AddedTasks(@JsonDeserialize(using = JsonReader.class) Map<String, Object> json) {
        super(json, DOCUMENTED);
        if (!holds("tasks")) {
            throw new IllegalArgumentException("it names no tasks");
        }
    }

    /**
     * @param  all what several requests have added, one at least
     * @return     the same as if it had been one: the counts are added up, and what no page documents is the first's
     */
    public static AddedTasks sum(List<AddedTasks> all) {
        if (all.size() == 1) {
            return all.get(0);
        }
        Map<String, Object> sum = new LinkedHashMap<>(all.get(0).jsonForm());
        sum.put("duplicated_count", all.stream().mapToLong(AddedTasks::getDuplicatedCount).sum());
        sum.put("tasks", all.stream().map(AddedTasks::getTasks).filter(Objects::nonNull).flatMap(List::stream)
                .map(Task::jsonForm).toList());
        return new AddedTasks(sum);
    }

    /** @return how many of the tasks the squid had already, and were not added again; 0 where it was not answered */
    public long getDuplicatedCount() {
        return asCount("duplicated_count");
    }

    /** @return the tasks that were added, unmodifiable; null where they cannot be read */
    @SuppressWarnings("unchecked")
    public List<Task> getTasks() {
        return (List<Task>) asIs("tasks");
    }
}
