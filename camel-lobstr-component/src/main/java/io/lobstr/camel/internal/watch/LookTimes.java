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

import java.time.Duration;

/**
 * When to look: when the delay that has built up since the last look, as a forecast has it, reaches what a look may
 * cost. That price is steered by one step at each look, so that the looks of an hour stay within what even ones would
 * have been; whatever is foreseen, no hour has more than those.
 */
public final class LookTimes {

    /** Why the next look comes when it does. */
    public enum Reason {
        /** Nothing is known yet. */
        FIRST("nothing is known yet"),
        /** A run is likely to end by then. */
        LIKELY("a run is likely to end by then"),
        /** Looks are so far apart at least. */
        SOONEST("a run is likely to end sooner, and looks are 5 s apart at least"),
        /** Looks are so far apart at most. */
        LATEST("no run is likely to end by then, and looks are 4 times delay apart at most"),
        /** The looks that delay allows in an hour are used up. */
        SPENT("a run is likely to end sooner, and no more looks are left of this hour"),
        /** The last look failed. */
        FAILED("the last look failed"),
        /** The last look has not shown all. */
        UNFINISHED("more is to be read");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    private record Next(long nanos, Reason why) {
    }

    private static final double NANOS = 1e9;
    private static final double HOUR = 3600;
    private static final double LEAST = 5;
    private static final int LATEST = 4;
    /** So far apart, in delays, looks can be for the rest of an hour, however many there were. */
    private static final int RESERVE = 3;
    /** The share of an hour's looks that is aimed at: the others are for hours in which much happens. */
    private static final double AIM = 0.65;
    /** By how much the price follows, in an hour. */
    private static final double STEP = 0.2;
    /** Looks that cost less, in delays, would come one on the other without telling more. */
    private static final double CHEAPEST = 0.01;

    private final double delay;
    private final double least;
    /** When the last looks were taken, in a ring. */
    private final double[] looks;
    private int taken;
    private long origin;
    private double last;
    private double price;
    private boolean steered;
    private volatile Next next;

    /**
     * @param delay how far apart even looks would be
     */
    public LookTimes(Duration delay) {
        this.delay = Math.max(1, delay.toMillis()) / 1000.0;
        this.least = Math.min(LEAST, this.delay);
        // looks that are as far apart as even ones are no more than those
        this.looks = new double[this.delay <= LEAST ? 0 : Math.max(1, (int) Math.ceil(HOUR / this.delay))];
    }

    /** @return how far ahead a forecast is to look, in seconds */
    public double horizon() {
        return LATEST * delay;
    }

    /** @return whether it is time for a look */
    public boolean isDue(long nanos) {
        return next == null || nanos - next.nanos() >= 0;
    }

    /** @return when the next look is due; the time itself before the first */
    public long next(long nanos) {
        return next == null ? nanos : next.nanos();
    }

    /** @return why it comes then */
    public Reason why() {
        return next == null ? Reason.FIRST : next.why();
    }

    /**
     * A look was taken.
     *
     * @param nanos    when
     * @param forecast what it has shown
     */
    public void looked(long nanos, Forecast forecast) {
        double now = took(nanos);
        if (forecast.unknown() == 1) {
            price = delay;
        } else if (!steered) {
            // what even looks cost
            price = forecast.rate() * delay * delay / 2;
        } else {
            price *= Math.exp(STEP * Math.min(delay / HOUR, 1) * (1 - AIM * Math.min(LATEST, (now - last) / delay)));
        }
        steered = forecast.unknown() < 1;
        price = Math.max(CHEAPEST * delay, Math.min(price, delay));
        last = now;
        plan(forecast);
    }

    /**
     * The look that was taken last shows more ends to come, since somebody said something.
     *
     * @param forecast as of that look
     */
    public void foresee(Forecast forecast) {
        if (next != null && next.why() != Reason.FAILED && next.why() != Reason.UNFINISHED) {
            plan(forecast);
        }
    }

    /** A look failed: it cost what any does, and comes again as even ones would. */
    public void failed(long nanos) {
        again(took(nanos), Reason.FAILED);
    }

    /** A look has not shown all: it goes on with the next poll, as even ones would. */
    public void goesOn(long nanos) {
        again(took(nanos), Reason.UNFINISHED);
    }

    private void again(double now, Reason why) {
        next(Math.max(now + delay, Math.min(allowed(now), now + LATEST * delay)), why);
    }

    private double took(long nanos) {
        if (next == null) {
            origin = nanos;
        }
        double now = (nanos - origin) / NANOS;
        if (looks.length > 0) {
            looks[taken++ % looks.length] = now;
        }
        return now;
    }

    private void next(double seconds, Reason why) {
        next = new Next(origin + (long) Math.ceil(seconds * NANOS), why);
    }

    private void plan(Forecast forecast) {
        // without any other sign, delays build up to the price after four delays; and after one where nothing is known
        double share = Math.max(1.0 / (LATEST * LATEST), forecast.unknown());
        double wanted = forecast.reaches(price, 2 * share * price / (delay * delay), LATEST * delay);
        double allowed = allowed(last) - last;
        if (wanted < allowed && least < allowed) {
            next(last + Math.min(allowed, LATEST * delay), Reason.SPENT);
        } else if (wanted < least) {
            next(last + least, Reason.SOONEST);
        } else {
            next(last + wanted, wanted < LATEST * delay ? Reason.LIKELY : Reason.LATEST);
        }
    }

    /** So that no hour has more looks, and some are always left for the rest of it. */
    private double allowed(double now) {
        double soonest = now;
        for (int kept = 0; kept < Math.min(looks.length, (int) (HOUR / (RESERVE * delay)) + 1); kept++) {
            int back = looks.length - kept;
            if (back <= taken) {
                soonest = Math.max(soonest, looks[(taken - back) % looks.length] + HOUR - kept * RESERVE * delay);
            }
        }
        return soonest;
    }
}
