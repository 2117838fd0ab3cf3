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

import java.util.Locale;

/**
 * Numbers as people read them.
 */
public final class Figures {

    private static final int EXACT_FROM = 100;
    private static final int TENTHS_FROM = 10;

    private Figures() {
    }

    /**
     * @param  value any
     * @return       with three digits or more
     */
    public static String of(double value) {
        if (value == Math.rint(value) || Math.abs(value) >= EXACT_FROM) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= TENTHS_FROM ? "%.1f" : "%.2f", value);
    }

    /**
     * @param  ours  the dividend
     * @param  other the divisor
     * @return       how many times the other it is
     */
    public static String ratio(double ours, double other) {
        double ratio = ours / other;
        return ratio == 0 || ratio >= 0.01
                ? String.format(Locale.ROOT, "%.2f", ratio)
                : String.format(Locale.ROOT, "%.2g", ratio);
    }
}
