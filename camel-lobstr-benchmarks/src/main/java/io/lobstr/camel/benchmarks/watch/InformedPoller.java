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

import java.util.List;

/**
 * Computed: who knows when each run starts and how lengths spread, and looks at one squid when the delay that is to be
 * expected has reached a price, but no sooner than 5 s and no later than four times {@code delay} after the last look.
 */
final class InformedPoller {

    private static final double LEAST = 5;
    private static final double MOST = 4;
    private static final double HOUR = 3600;
    private static final int HALVINGS = 14;

    private final Plan plan;
    private final double delay;
    private final double from;
    private final double to;
    private double requestsPerHour;
    private double meanDelay;

    InformedPoller(Plan plan, double delay, double from, double to) {
        this.plan = plan;
        this.delay = delay;
        this.from = from;
        this.to = to;
    }

    /** @return its mean delay by that of even looks, both with so many requests */
    double ratio(double requests) {
        double cheap = 1e-3;
        double dear = 10 * delay;
        for (int i = 0; i < HALVINGS; i++) {
            double price = Math.sqrt(cheap * dear);
            live(price);
            if (requestsPerHour > requests) {
                cheap = price;
            } else {
                dear = price;
            }
        }
        return meanDelay / (HOUR / requestsPerHour / 2);
    }

    private void live(double price) {
        List<Plan.Course> courses = plan.courses();
        int looks = 0;
        int ends = 0;
        double delays = 0;
        int next = 0;
        for (double now = from; now < to; now = look(courses, next, now, price)) {
            looks++;
            while (next < courses.size() && courses.get(next).end() <= now) {
                if (courses.get(next).end() > from) {
                    delays += now - courses.get(next).end();
                    ends++;
                }
                next++;
            }
        }
        requestsPerHour = looks / ((to - from) / HOUR);
        meanDelay = delays / ends;
    }

    private double look(List<Plan.Course> courses, int next, double now, double price) {
        double latest = now + MOST * delay;
        if (next == courses.size()) {
            return latest;
        }
        double start = courses.get(next).start();
        double over = 0;
        double expected = 0;
        for (double time = now; time < latest; time++) {
            expected += over;
            if (expected >= price && time >= now + LEAST) {
                return time;
            }
            over += (1 - over) * Math.min(1, plan.hazard(courses.get(next), time - start));
        }
        return latest;
    }
}
