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
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;

/**
 * When the runs of a squid start and how long they take, by what its list shows anyway. What lies ahead is foretold by
 * laying the past over the present: each earlier run that took longer than the one that goes on tells one end of it,
 * and where none goes on, each pause that was longer than this one tells the next.
 */
final class Habits {

    /** As many as a page has. */
    private static final int MOST = 100;
    private static final int LEAST = 3;
    private static final double LONGEST = Duration.ofDays(31).toSeconds();
    /** The share of what is foretold by no earlier run, so that a change of habit costs little. */
    private static final double UNUSUAL = 0.03;
    private static final int STEPS = 8;
    /** Where the halves and tenths of a normal distribution lie: a run takes about as long as another did. */
    private static final double[] ABOUT = { -1.28, -0.52, 0, 0.52, 1.28 };
    /** Half of Silverman's rule of thumb, by the range between the quartiles. */
    private static final double WIDTH = 0.5 / 1.34;

    /** A run that is over; seconds. */
    private record Past(long start, double length) {

        double end() {
            return start + length;
        }
    }

    private static final Past[] NONE = {};

    private enum Now {
        UNKNOWN,
        IDLE,
        PENDING,
        RUNNING,
        /** Nobody can tell. */
        PAUSED
    }

    private boolean wanted;
    /** The oldest first. */
    private Past[] past = NONE;
    private Now now = Now.UNKNOWN;
    /** What was learnt from last: ids and statuses. */
    private int shown;
    /** Of the newest run. */
    private long started;
    private double usualWait;
    private double usualLength;
    private double spread;
    private Instant launch;

    /** From now on something is learnt: what nobody asks for takes no memory. */
    void want() {
        wanted = true;
    }

    /** Whether nothing was learnt yet of what is to be. */
    boolean areWanting() {
        return wanted && past == NONE;
    }

    /** @param newestFirst the newest runs of the squid */
    void learn(List<Run> newestFirst) {
        if (!wanted || newestFirst.isEmpty()) {
            return;
        }
        List<Run> newest = newestFirst.subList(0, Math.min(MOST, newestFirst.size()));
        // one that is paused for days may lie below others
        Run latest = newest.stream().filter(run -> !run.isFinished() && !"paused".equals(run.getStatus())).findFirst()
                .orElse(newest.get(0));
        if (latest.getNextLaunchAt() != null) {
            launches(latest.getNextLaunchAt());
        }
        List<String> rows = newest.stream().map(run -> run.getId() + " " + run.getStatus()).toList();
        if (now == Now.UNKNOWN || shown != rows.hashCode()) {
            shown = rows.hashCode();
            learn(newest, latest);
        }
    }

    private void learn(List<Run> newest, Run latest) {
        past = newest.stream().map(Habits::past).filter(Objects::nonNull)
                .sorted((a, b) -> Long.compare(a.start(), b.start())).toArray(Past[]::new);
        usualWait = median(newest.stream().mapToDouble(Habits::waited).filter(wait -> wait >= 0 && wait < LONGEST).toArray());
        double[] lengths = Arrays.stream(past).mapToDouble(Past::length).sorted().toArray();
        usualLength = median(lengths);
        spread = lengths.length < LEAST
                ? 0 : WIDTH * Math.log(lengths[3 * (lengths.length - 1) / 4] / lengths[(lengths.length - 1) / 4])
                      * Math.pow(lengths.length, -0.2);
        now = state(latest);
        OffsetDateTime began = start(latest);
        started = began == null ? 0 : began.toEpochSecond();
        if (began == null && now != Now.PENDING) {
            now = Now.UNKNOWN;
        }
    }

    private static Now state(Run run) {
        if (run.isFinished()) {
            return Now.IDLE;
        }
        return switch (run.getStatus() == null ? "" : run.getStatus()) {
            case "pending" -> Now.PENDING;
            case "paused" -> Now.PAUSED;
            default -> Now.RUNNING;
        };
    }

    private static OffsetDateTime start(Run run) {
        return run.getStartedAt() == null ? run.getCreatedAt() : run.getStartedAt();
    }

    private static double waited(Run run) {
        return run.getCreatedAt() == null || run.getStartedAt() == null
                ? -1 : seconds(run.getCreatedAt(), run.getStartedAt());
    }

    /** Null for what is nonsense. */
    private static Past past(Run run) {
        OffsetDateTime start = start(run);
        OffsetDateTime end = run.getEndedAt();
        if (!run.isFinished() || start == null || end == null) {
            return null;
        }
        OffsetDateTime exported = run.getExportTime();
        double length = seconds(start, exported != null && exported.isAfter(end) ? exported : end);
        return length > 0 && length < LONGEST ? new Past(start.toEpochSecond(), length) : null;
    }

    private static double seconds(OffsetDateTime from, OffsetDateTime to) {
        // not by Duration: dates may be too far apart for that
        return (double) to.toEpochSecond() - from.toEpochSecond() + (to.getNano() - from.getNano()) / 1e9;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values.length == 0 ? 0 : values[values.length / 2];
    }

    /** @param at when the next run is to start, or null where that is not said */
    void launches(OffsetDateTime at) {
        launch = at == null ? null : at.toInstant();
    }

    /** Somebody said that a run has started. */
    void starts(Instant at) {
        if (now != Now.RUNNING) {
            now = Now.RUNNING;
            started = at.getEpochSecond();
            // the next list knows better
            shown = 0;
        }
    }

    /** Tells a forecast what lies ahead; only each {@code step}th run of the past counts. */
    void foresee(Instant at, double horizon, int step, Forecast forecast) {
        if (now == Now.UNKNOWN) {
            return;
        }
        double seconds = at.getEpochSecond() + at.getNano() / 1e9;
        boolean enough = past.length >= LEAST && now != Now.PAUSED;
        forecast.knows(enough, past.length < 2 ? 0 : past.length / (seconds - past[0].start()));
        double untilLaunch = launch == null ? -1 : launch.getEpochSecond() - seconds;
        double begun = now == Now.PENDING ? -usualWait : seconds - started;
        boolean idle = now == Now.IDLE && untilLaunch < 0;
        if (now == Now.IDLE && untilLaunch >= 0) {
            begun = -untilLaunch;
        }
        if (!(Math.abs(begun) < LONGEST)) {
            return;
        }
        boolean foretold = enough && byThePast(begun, idle, horizon, step, forecast);
        asLongAgain(Math.max(0, begun), begun, idle, foretold ? UNUSUAL : 1, forecast);
    }

    /** @return false if no earlier run tells anything */
    private boolean byThePast(double begun, boolean idle, double horizon, int step, Forecast forecast) {
        int[] alike = IntStream.range(0, idle ? past.length - 1 : past.length)
                .filter(i -> i % step == 0)
                .filter(i -> !idle || past[i + 1].start() - past[i].start() > begun).toArray();
        double[] about = step > 1 ? new double[] { 0 } : ABOUT;
        double all = 0;
        for (int i : alike) {
            for (double z : about) {
                all += idle || longer(i, z) > begun ? 1 : 0;
            }
        }
        for (int i : alike) {
            for (double z : about) {
                if (idle || longer(i, z) > begun) {
                    follow(i, z, begun, idle, horizon, (1 - UNUSUAL) / all, forecast);
                }
            }
        }
        return all > 0;
    }

    private double longer(int i, double z) {
        return past[i].length() * Math.exp(spread * z);
    }

    /** As after that run, so after this one. */
    private void follow(int i, double z, double begun, boolean idle, double horizon, double weight, Forecast forecast) {
        for (int next = idle ? i + 1 : i; next < past.length; next++) {
            double end = past[next].start() - past[i].start() + longer(next, z) - begun;
            if (end > horizon) {
                return;
            }
            forecast.expect(end, weight);
        }
    }

    /** What goes on for long goes on for about half as long again; so does a pause. */
    private void asLongAgain(double elapsed, double begun, boolean idle, double weight, Forecast forecast) {
        double ahead = Math.max(0, -begun) + (idle || begun <= 0 ? usualLength : 0);
        for (int j = 0; j < STEPS; j++) {
            forecast.expect(ahead - elapsed / 2 * Math.log((j + 0.5) / STEPS), weight / STEPS);
        }
    }
}
