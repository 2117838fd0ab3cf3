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
package io.lobstr.camel.benchmarks;

import io.lobstr.camel.benchmarks.report.Report;

/**
 * Measures one row of the table, or some that belong together.
 */
@FunctionalInterface
public interface Scenario {

    /**
     * @param  scale     how much
     * @param  report    takes what was measured
     * @throws Exception if it could not be measured
     */
    void measure(Scale scale, Report report) throws Exception;
}
