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
package io.lobstr.camel.examples.samples;

import java.util.List;
import java.util.Map;

import io.lobstr.camel.model.Task;
import org.apache.camel.ExchangeProperty;

/**
 * Compares the tasks that a squid has with those that it is to have.
 */
public class WantedTasks {

    /**
     * @param  wanted  the parameters of the tasks that the squid is to have
     * @param  present the tasks that it has
     * @return         those that it is not to have
     */
    public List<Task> others(
            @ExchangeProperty("tasks") List<Map<String, Object>> wanted, @ExchangeProperty("present") List<Task> present) {
        return present.stream().filter(task -> wanted.stream().noneMatch(params -> isOf(params, task))).toList();
    }

    /**
     * @param  wanted  the parameters of the tasks that the squid is to have
     * @param  present the tasks that it has
     * @return         the parameters of those that it has not
     */
    public List<Map<String, Object>> missing(
            @ExchangeProperty("tasks") List<Map<String, Object>> wanted, @ExchangeProperty("present") List<Task> present) {
        return wanted.stream().filter(params -> present.stream().noneMatch(task -> isOf(params, task))).toList();
    }

    /** A task may have more parameters than were sent: those with a default. */
    private static boolean isOf(Map<String, Object> params, Task task) {
        return task.getParams() != null && Same.as(params, task.getParams());
    }
}
