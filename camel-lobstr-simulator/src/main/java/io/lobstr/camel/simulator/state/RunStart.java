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
package io.lobstr.camel.simulator.state;

import java.util.List;

/**
 * How a run came to be.
 *
 * @param origin who started it: {@code user}, {@code schedule}, {@code chain}
 * @param forced whether it was launched beside an active one
 * @param tasks  its tasks, as they were then
 */
record RunStart(String origin, boolean forced, List<SimulatedTask> tasks) {
}
