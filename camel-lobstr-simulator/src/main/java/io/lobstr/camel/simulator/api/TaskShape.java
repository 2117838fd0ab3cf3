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
package io.lobstr.camel.simulator.api;

import java.util.function.Predicate;

import io.lobstr.camel.simulator.state.SimulatedTask;

/**
 * The two shapes of tasks: those of an address, and those of other parameters.
 */
final class TaskShape {

    private TaskShape() {
    }

    /** Those of a shape: {@code url} or {@code params}. */
    static Predicate<SimulatedTask> of(String type) {
        Predicate<SimulatedTask> url = task -> task.params().containsKey("url");
        if (type == null) {
            throw new ApiException(ApiError.needed("type"));
        }
        return switch (type) {
            case "url" -> url;
            case "params" -> url.negate();
            default -> throw new ApiException(ApiError.invalid("type", "it must be url or params"));
        };
    }
}
