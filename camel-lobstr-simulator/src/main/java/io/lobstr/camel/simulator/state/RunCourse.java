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
package io.lobstr.camel.simulator.state;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;

/**
 * How a run goes: all of it that changes, as one immutable value.
 *
 * @param plan     what becomes of it
 * @param timeline when its phases change
 * @param earlier  what it had before it was opened again
 */
record RunCourse(RunPlan plan, Timeline timeline, Earlier earlier) {

    static RunCourse of(Instant created, RunPlan plan) {
        return new RunCourse(plan, Timeline.of(created, plan), Earlier.NOTHING);
    }

    /** Paused from its creation on. */
    RunCourse paused() {
        return with(timeline.pause(timeline.created()));
    }

    RunCourse with(RunPlan newPlan) {
        return new RunCourse(newPlan, timeline, earlier);
    }

    RunCourse with(Timeline newTimeline) {
        return new RunCourse(plan, newTimeline, earlier);
    }

    RunCourse with(Afterwards afterwards) {
        return with(plan.withAfterwards(afterwards));
    }

    /** The same run once more from now on; it keeps what it has. */
    RunCourse again(Instant now, RunPlan newPlan) {
        return new RunCourse(
                newPlan.withResults(plan.results()), timeline.again(now, newPlan),
                new Earlier(fractionAt(now), activeAt(now)));
    }

    int resultsAt(Instant now) {
        return (int) (plan.results() * fractionAt(now));
    }

    RunSnapshot at(Instant now, SimulatedRun run) {
        Ending ending = plan.ending();
        RunStatus status = timeline.statusAt(now, ending.status());
        boolean collected = status == RunStatus.UPLOADING || status.isOver();
        double fraction = fractionAt(now);
        int results = resultsAt(now);
        Instant exportTime = Timeline.later(timeline.over(), plan.afterwards().exporting());
        boolean exported = status.isOver() && ending.exports() && !now.isBefore(exportTime);
        boolean knowsEnd = status == RunStatus.RUNNING || collected;
        return new RunSnapshot(
                run.id(), run.squid().id(), run.squid().crawler(), status, timeline.created(),
                status == RunStatus.PENDING || timeline.started().isAfter(now) ? timeline.created() : timeline.started(),
                collected ? timeline.collected() : null, activeAt(now), results, plan.results(),
                plan.creditsPerRow().multiply(BigDecimal.valueOf(results)), plan.creditsPerRow(), run.start().origin(),
                run.start().forced(),
                status.isOver() ? Boolean.valueOf(exported) : null, exported ? exportTime : null,
                collected ? ending.reason() : null, collected ? ending.description() : null, collected, run.tasks(),
                (int) (run.tasks().size() * fraction), fraction,
                knowsEnd && !timeline.over().equals(Instant.MAX) ? left(now) : null,
                plan.afterwards().verificationAt(now, timeline.over()), mailTime(now, status));
    }

    private Duration activeAt(Instant now) {
        return earlier.active().plus(timeline.activeAt(now));
    }

    private Instant mailTime(Instant now, RunStatus status) {
        Duration mailing = plan.afterwards().mailing();
        Instant time = mailing == null || !status.isOver() ? Instant.MAX : Timeline.later(timeline.over(), mailing);
        return now.isBefore(time) ? null : time;
    }

    private Duration left(Instant now) {
        return now.isBefore(timeline.over()) ? Duration.between(now, timeline.over()) : Duration.ZERO;
    }

    private double fractionAt(Instant now) {
        boolean collected = timeline.pausedSince() == null && !now.isBefore(timeline.collected());
        if (collected && plan.ending().status() == RunStatus.DONE) {
            return 1;
        }
        if (plan.running().equals(RunPlan.FOREVER)) {
            return earlier.fraction();
        }
        if (plan.running().isZero()) {
            return collected ? 1 : earlier.fraction();
        }
        return earlier.and(Math.min(1, timeline.activeAt(now).toNanos() / (double) plan.running().toNanos()));
    }

    /**
     * What a run had.
     *
     * @param fraction how much of it was collected
     * @param active   how long it had been collecting
     */
    private record Earlier(double fraction, Duration active) {

        static final Earlier NOTHING = new Earlier(0, Duration.ZERO);

        double and(double more) {
            return fraction + (1 - fraction) * more;
        }
    }
}
