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

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.function.DoubleUnaryOperator;

/**
 * When which squid starts a run, and for how long, over some days; and how early anybody could know of its end.
 */
final class Plan {

    private static final double HOUR = 3600;
    private static final double DAY = 24 * HOUR;

    /** A run; seconds since the beginning. */
    record Course(int squid, double start, double length) {

        double end() {
            return start + length;
        }
    }

    private final List<Course> courses = new ArrayList<>();
    private final List<Lengths> lengths = new ArrayList<>();
    private final Random random;
    private final double until;

    private Plan(long seed, double days) {
        random = new Random(seed);
        until = days * DAY;
    }

    /** One that starts a run every quarter of an hour, with lengths of 2 minutes and more. */
    static Plan busy(double days) {
        Plan plan = new Plan(7, days);
        return plan.squid(300, () -> 900, Lengths.wide(900), at -> 1);
    }

    /** One that starts a run every hour, of 5 minutes and 30 % more or less. */
    static Plan hourly(double days) {
        return new Plan(7, days).squid(300, () -> HOUR, Lengths.lognormal(300, 0.3), at -> 1);
    }

    /** The same, of 20 minutes, and of 40 from noon of the last day on. */
    static Plan changing(double days) {
        return new Plan(7, days).squid(300, () -> HOUR, Lengths.lognormal(1200, 0.3), at -> at > days * DAY - DAY / 2 ? 2 : 1);
    }

    /** One that has no past, and no schedule. */
    static Plan fresh(double days) {
        Plan plan = new Plan(7, days);
        return plan.squid(HOUR, () -> HOUR + plan.random.nextInt(3600), Lengths.lognormal(1200, 0.3), at -> 1);
    }

    /** One whose run never ends. */
    static Plan endless(double days) {
        return new Plan(7, days).squid(300, () -> 2 * days * DAY, Lengths.lognormal(1e9, 0.1), at -> 1);
    }

    /** So many that start a run each hour to each six hours, of 5 to 40 minutes, and 30 % more or less. */
    static Plan account(int squids, double days) {
        Plan plan = new Plan(7, days);
        for (int i = 0; i < squids; i++) {
            double apart = HOUR * (1 + plan.random.nextInt(6));
            Lengths lengths = Lengths.lognormal(300 * Math.pow(8, plan.random.nextDouble()), 0.3);
            plan.squid(300.0 * plan.random.nextInt(72), () -> apart, lengths, at -> 1);
        }
        return plan;
    }

    /** Three of four by a schedule, the others by hand, with lengths from 2 minutes to 5 hours. */
    static Plan mixed(int squids, double days) {
        Plan plan = new Plan(7, days);
        for (int i = 0; i < squids; i++) {
            boolean scheduled = i % 4 != 3;
            double apart = HOUR * (1 + plan.random.nextInt(6));
            plan.squid(
                    scheduled ? 300.0 * plan.random.nextInt(12) : plan.random.nextInt(4 * 3600),
                    scheduled ? () -> apart : () -> 600 + plan.random.nextInt(6 * 3600),
                    Lengths.wide(scheduled ? apart : 2 * DAY), at -> 1);
        }
        return plan;
    }

    private Plan squid(double first, DoubleSupplier apart, Lengths drawn, DoubleUnaryOperator factor) {
        double free = 0;
        for (double at = first; at < until; at = Math.max(at + apart.getAsDouble(), free)) {
            double length = drawn.draw(random) * factor.applyAsDouble(at);
            courses.add(new Course(lengths.size(), at, length));
            // one at a time
            free = at + length + 1;
        }
        lengths.add(drawn);
        return this;
    }

    List<Course> courses() {
        return courses;
    }

    double hazard(Course course, double age) {
        return age <= 0 ? 0 : lengths.get(course.squid()).hazard(age);
    }

    int squids() {
        return lengths.size();
    }

    /**
     * By how much the delay of even looks could be cut at the same number, by whoever knows when all runs began and how
     * lengths spread: {@code E[√H]² / E[H]}, with H the hazards of all runs that go on.
     */
    double bound(double from, double to) {
        int steps = (int) ((to - from) / 2);
        double[] hazards = new double[steps];
        for (Course course : courses) {
            int first = (int) Math.max(0, Math.ceil((course.start() - from) / 2));
            for (int i = first; i < steps && from + 2 * i < course.end(); i++) {
                hazards[i] += lengths.get(course.squid()).hazard(from + 2 * i - course.start());
            }
        }
        double roots = 0;
        double sum = 0;
        for (double hazard : hazards) {
            roots += Math.sqrt(hazard) / steps;
            sum += hazard / steps;
        }
        return roots * roots / sum;
    }
}
