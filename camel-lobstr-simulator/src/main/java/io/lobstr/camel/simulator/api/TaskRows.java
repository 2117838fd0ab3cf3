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

/**
 * Which of a run's rows come of which of its tasks: each task has a stretch of about the same length.
 *
 * @param tasks   how many tasks the run has
 * @param planned how many rows it collects in all
 */
record TaskRows(int tasks, int planned) {

    /** The first row of a task. */
    int first(int task) {
        return (int) ((long) planned * task / tasks);
    }

    /** How many rows a task would collect. */
    int expected(int task) {
        return first(task + 1) - first(task);
    }

    /** How many of them are there when the run has collected so many. */
    int collected(int task, int rows) {
        return Math.max(0, Math.min(expected(task), rows - first(task)));
    }
}
