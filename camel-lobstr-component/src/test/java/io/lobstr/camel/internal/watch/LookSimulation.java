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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.lobstr.camel.model.Run;

/**
 * A squid that starts a run at even distances, of lengths that are lognormal, and is looked at for a day.
 */
final class LookSimulation {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");
    private static final double DAY = 86_400;

    private final Random random;
    private final double median;
    private final double spread;
    private final double apart;
    private double change = 2;
    private double factor = 1;
    private int before = 50;

    private record Course(double start, double end, Run going, Run over) {

        Course(double start, double end) {
            this(start, end, run(start, end, false), run(start, end, true));
        }

        Run at(double now) {
            return end <= now ? over : going;
        }
    }

    private record Seen(int looks, double delay, List<Double> ends) {
    }

    LookSimulation(int seed, double median, double spread, double apart) {
        this.random = new Random(seed);
        this.median = median;
        this.spread = spread;
        this.apart = apart;
    }

    /** Lengths are other ones after a share of the time. */
    LookSimulation changingAt(double share, double times) {
        change = share;
        factor = times;
        return this;
    }

    LookSimulation withoutHistory() {
        before = 0;
        return this;
    }

    /** @return the mean delay by that of even looks of the same number */
    double against(int delay) {
        Seen seen = look(delay);
        double even = DAY / seen.looks();
        double sum = 0;
        for (double end : seen.ends()) {
            sum += Math.ceil(end / even) * even - end;
        }
        return seen.delay() / (sum / seen.ends().size());
    }

    double requestsPerHour(int delay) {
        return look(delay).looks() * 3600 / DAY;
    }

    private List<Course> plan() {
        List<Course> plan = new ArrayList<>();
        for (double at = -before * apart + 600; at < DAY; at += apart) {
            double length = median * Math.exp(spread * random.nextGaussian()) * (at > change * DAY ? factor : 1);
            plan.add(new Course(at, at + Math.min(length, Math.max(apart - 60, median))));
            if (length > apart && median > apart) {
                break;
            }
        }
        return plan;
    }

    private Seen look(int delay) {
        List<Course> plan = plan();
        LookTimes times = new LookTimes(Duration.ofSeconds(delay));
        Habits habits = new Habits();
        habits.want();
        int looks = 0;
        double delays = 0;
        List<Double> ends = new ArrayList<>();
        double last = 0;
        for (double now = 0; now < DAY; now = times.next(0) / 1e9) {
            looks++;
            List<Run> shown = new ArrayList<>();
            for (Course course : plan) {
                if (course.start() <= now && course.start() > now - 100 * apart) {
                    shown.add(course.at(now));
                }
                if (course.end() > last && course.end() <= now) {
                    delays += now - course.end();
                    ends.add(course.end());
                }
            }
            Collections.reverse(shown);
            habits.learn(shown);
            Forecast forecast = new Forecast();
            habits.foresee(at(now), times.horizon(), 1, forecast);
            times.looked((long) (now * 1e9), forecast);
            last = now;
        }
        return new Seen(looks, delays / Math.max(1, ends.size()), ends);
    }

    private static Instant at(double seconds) {
        return MIDNIGHT.plusMillis((long) (1000 * seconds));
    }

    private static Run run(double start, double end, boolean over) {
        Map<String, Object> json = new HashMap<>();
        json.put("id", String.valueOf(start));
        json.put("status", over ? "done" : "running");
        json.put("started_at", at(start).toString());
        json.put("ended_at", over ? at(end).toString() : null);
        return new Run(json);
    }
}
