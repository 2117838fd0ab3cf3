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
package io.lobstr.camel.benchmarks.report;

/**
 * A line of the table.
 *
 * @param what    was measured
 * @param ours    with the component
 * @param other   with what people would use instead
 * @param ratio   of both
 * @param bound   the least ratio that anybody could reach who knows as much, empty where there is none
 * @param goal    what is to be reached
 * @param reached whether it is
 */
public record Row(String what, String ours, String other, String ratio, String bound, String goal, boolean reached) {

    /**
     * One without a bound.
     *
     * @param what    was measured
     * @param ours    with the component
     * @param other   with what people would use instead
     * @param ratio   of both
     * @param goal    what is to be reached
     * @param reached whether it is
     */
    public Row(String what, String ours, String other, String ratio, String goal, boolean reached) {
        this(what, ours, other, ratio, "", goal, reached);
    }
}
