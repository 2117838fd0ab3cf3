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

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * How measured values spread.
 *
 * @param what   was measured, with its unit
 * @param sorted the values, the smallest first
 */
public record Distribution(String what, double[] sorted) {

    /**
     * @param what   was measured, with its unit
     * @param values in any order; at least one
     */
    public Distribution(String what, Collection<Double> values) {
        this(what, values.stream().mapToDouble(Double::doubleValue).sorted().toArray());
    }

    /**
     * @param  percent 0 to 100
     * @return         the value that so many percent do not exceed
     */
    public double percentile(double percent) {
        return sorted[(int) Math.max(0, Math.ceil(percent / 100 * sorted.length) - 1)];
    }

    /**
     * @return the mean
     */
    public double mean() {
        return Arrays.stream(sorted).average().orElse(Double.NaN);
    }

    String markdown() {
        return String.format(Locale.ROOT, "| %s | %d | %s | %s | %s | %s | %s |", what, sorted.length, Figures.of(sorted[0]),
                Figures.of(percentile(50)), Figures.of(percentile(90)), Figures.of(percentile(99)),
                Figures.of(sorted[sorted.length - 1]));
    }
}
