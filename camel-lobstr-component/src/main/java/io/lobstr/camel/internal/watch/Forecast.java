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
package io.lobstr.camel.internal.watch;

import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;

/**
 * How much delay is expected to build up after a look, in seconds summed over the runs that are likely to end, and when
 * it reaches what another look may cost. Between two ends that are foreseen it is a parabola, so that the time is a
 * closed form.
 */
public final class Forecast {

    /** More than this are thinned out: where so many runs go on, one more or less moves no look. */
    private static final int FINE = 50;

    private double[] ends = new double[64];
    private double[] weights = new double[64];
    private int size;
    private int known;
    private int unknown;
    private double rate;

    /**
     * @param  watches the squids that a look shows
     * @param  now     when the look was taken, by the clock of the API
     * @param  horizon how far it is looked ahead, in seconds
     * @return         what is likely to end after it
     */
    public static Forecast of(Collection<SquidWatch> watches, Instant now, double horizon) {
        Forecast forecast = new Forecast();
        int step = 1 + watches.size() / FINE;
        watches.forEach(watch -> watch.history().habits().foresee(now, horizon, step, forecast));
        return forecast;
    }

    /**
     * @param  watch of a squid whose runs are to be foretold
     * @return       the same; from now on it learns from what it reads
     */
    public static SquidWatch learning(SquidWatch watch) {
        watch.history().habits().want();
        return watch;
    }

    /**
     * Somebody said that a run of a squid has started.
     *
     * @param watch of the squid
     * @param at    when, by the clock of the API
     */
    public static void started(SquidWatch watch, Instant at) {
        watch.history().habits().starts(at);
    }

    /**
     * A run may end then.
     *
     * @param seconds after the look; what lies before it is no news
     * @param weight  how likely that is
     */
    void expect(double seconds, double weight) {
        if (!(seconds >= 0) || !(weight > 0) || Double.isInfinite(seconds + weight)) {
            return;
        }
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        ends[size] = seconds;
        weights[size++] = weight;
    }

    /**
     * What is known of a squid.
     *
     * @param enough    whether that is enough to tell when its runs end
     * @param perSecond how many of them do
     */
    void knows(boolean enough, double perSecond) {
        known += enough ? 1 : 0;
        unknown += enough ? 0 : 1;
        rate += Double.isFinite(perSecond) ? Math.max(0, perSecond) : 0;
    }

    /** @return how many runs end in a second, as far as is known */
    double rate() {
        return rate;
    }

    /** @return the share of the squids of which too little is known, 1 where nothing is */
    double unknown() {
        return known == 0 ? 1 : (double) unknown / (known + unknown);
    }

    /** @return whether any end is foreseen */
    boolean isEmpty() {
        return size == 0;
    }

    /**
     * @param  price  how much delay a look may cost, in seconds
     * @param  chance how many runs end in a second that nothing foretells
     * @param  latest no later than this
     * @return        how many seconds after the look the expected delay has reached the price
     */
    double reaches(double price, double chance, double latest) {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(ends[a], ends[b]));
        double from = 0;
        double delay = 0;
        double slope = 0;
        for (int i = 0; from < latest; i++) {
            double to = i < size ? Math.min(ends[order[i]], latest) : latest;
            double growth = slope + chance * from;
            double reached = from + time(price - delay, growth, chance);
            if (reached <= to) {
                return reached;
            }
            double passed = to - from;
            delay += growth * passed + chance * passed * passed / 2;
            slope += i < size ? weights[order[i]] : 0;
            from = to;
        }
        return latest;
    }

    /** Solves {@code growth t + chance t²/2 = left}, in the form that loses no digits. */
    private static double time(double left, double growth, double chance) {
        double root = growth + Math.sqrt(growth * growth + 2 * chance * left);
        return root > 0 ? 2 * left / root : Double.POSITIVE_INFINITY;
    }
}
