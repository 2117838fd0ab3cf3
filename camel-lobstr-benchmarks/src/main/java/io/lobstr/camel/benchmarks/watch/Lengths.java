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
package io.lobstr.camel.benchmarks.watch;

import java.util.Random;

/**
 * How long runs take, in seconds.
 */
public interface Lengths {

    /**
     * @param  random draws
     * @return        how long one takes
     */
    double draw(Random random);

    /**
     * @param  age how long it has gone on
     * @return     of those that have gone on for so long, how many end in the next second
     */
    double hazard(double age);

    /**
     * @return by how much the delay of even looks at one run could be cut at the same number: {@code (∫√(f·S))² / ∫S}
     */
    default double bound() {
        double left = 1;
        double roots = 0;
        double sum = 0;
        for (double age = 0.25; left > 1e-6; age += 0.5) {
            double hazard = Math.min(hazard(age), 2);
            roots += Math.sqrt(hazard) * left / 2;
            sum += left / 2;
            left *= 1 - hazard / 2;
        }
        return roots * roots / sum;
    }

    /**
     * @param  shortest seconds
     * @param  longest  seconds
     * @return          each between them as likely
     */
    static Lengths evenly(double shortest, double longest) {
        return new Lengths() {

            @Override
            public double draw(Random random) {
                return shortest + random.nextDouble() * (longest - shortest);
            }

            @Override
            public double hazard(double age) {
                return age < shortest ? 0 : age < longest ? 1 / (longest - age) : 2;
            }
        };
    }

    /**
     * @param  median seconds
     * @param  spread standard deviation by mean
     * @return        lognormal, as most durations are
     */
    static Lengths lognormal(double median, double spread) {
        return new Lengths() {

            private final double sigma = Math.sqrt(Math.log(1 + spread * spread));

            @Override
            public double draw(Random random) {
                return median * Math.exp(sigma * random.nextGaussian());
            }

            @Override
            public double hazard(double age) {
                double z = age <= 0 ? Double.NEGATIVE_INFINITY : Math.log(age / median) / sigma;
                double left = tail(z);
                // far out, where the tail has no digits left, its own asymptote
                return z < -6 ? 0 : left < 1e-7 ? z / (age * sigma) : density(z) / (age * sigma * left);
            }
        };
    }

    /**
     * @param  apart seconds from one start to the next
     * @return       from 2 minutes to 5 hours, each order of length as likely; over before the next
     */
    static Lengths wide(double apart) {
        return new Lengths() {

            private final double longest = Math.min(apart - DetectionDelay.SHORTEST, DetectionDelay.LONGEST);
            private final double range = Math.log((double) DetectionDelay.LONGEST / DetectionDelay.SHORTEST);
            private final double again = 1 - Math.log(longest / DetectionDelay.SHORTEST) / range;

            @Override
            public double draw(Random random) {
                double length = DetectionDelay.SHORTEST * Math.exp(range * random.nextDouble());
                return length <= longest
                        ? length
                        : DetectionDelay.SHORTEST + random.nextDouble() * (longest - DetectionDelay.SHORTEST);
            }

            @Override
            public double hazard(double age) {
                if (age < DetectionDelay.SHORTEST || age >= longest) {
                    return 0;
                }
                double evenly = again / (longest - DetectionDelay.SHORTEST);
                double over = Math.log(age / DetectionDelay.SHORTEST) / range + evenly * (age - DetectionDelay.SHORTEST);
                return (1 / (age * range) + evenly) / (1 - over);
            }
        };
    }

    private static double density(double z) {
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    }

    /** Abramowitz and Stegun, 26.2.17. */
    private static double tail(double z) {
        if (z < 0) {
            return 1 - tail(-z);
        }
        double t = 1 / (1 + 0.2316419 * z);
        return density(z) * t
               * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    }
}
