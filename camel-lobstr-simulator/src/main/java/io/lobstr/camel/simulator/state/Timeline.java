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

import java.time.Duration;
import java.time.Instant;

/**
 * The instants at which a run changes its phase. A phase is read off the clock; nothing runs in the background.
 *
 * @param created     when it was created
 * @param started     when it starts to collect
 * @param collected   when it stops to collect
 * @param over        when it is over
 * @param pausedSince when it was paused, or null
 * @param paused      how long it was paused while collecting, the present pause apart
 */
record Timeline(Instant created, Instant started, Instant collected, Instant over, Instant pausedSince, Duration paused) {

    static Timeline of(Instant created, RunPlan plan) {
        Instant started = later(created, plan.pending());
        Instant collected = later(started, plan.running());
        Instant over = plan.ending().exports() ? later(collected, plan.uploading()) : collected;
        return new Timeline(created, started, collected, over, null, Duration.ZERO);
    }

    /** The same run once more from now on. */
    Timeline again(Instant now, RunPlan plan) {
        Timeline next = of(now, plan);
        return new Timeline(created, next.started, next.collected, next.over, null, Duration.ZERO);
    }

    RunStatus statusAt(Instant now, RunStatus end) {
        if (pausedSince != null) {
            return RunStatus.PAUSED;
        }
        if (!now.isBefore(over)) {
            return end;
        }
        if (!now.isBefore(collected)) {
            return RunStatus.UPLOADING;
        }
        return now.isBefore(started) ? RunStatus.PENDING : RunStatus.RUNNING;
    }

    /** How long the run has been collecting. */
    Duration activeAt(Instant now) {
        Instant until = earlier(pausedSince == null ? now : pausedSince, collected);
        return until.isAfter(started) ? Duration.between(started, until).minus(paused) : Duration.ZERO;
    }

    Timeline pause(Instant now) {
        return new Timeline(created, started, collected, over, now, paused);
    }

    Timeline resume(Instant now) {
        Duration pause = Duration.between(pausedSince, now);
        boolean hadStarted = !pausedSince.isBefore(started);
        return new Timeline(
                created, hadStarted ? started : later(started, pause), later(collected, pause), later(over, pause), null,
                hadStarted ? paused.plus(pause) : paused);
    }

    /** Stops collecting now and is over after the given time. */
    Timeline collectUntil(Instant now, Duration uploading) {
        Timeline moving = pausedSince == null ? this : resume(now);
        Instant collectedNow = earlier(now, moving.collected);
        return new Timeline(
                created, earlier(moving.started, collectedNow), collectedNow, later(now, uploading), null, moving.paused);
    }

    static Instant later(Instant from, Duration by) {
        boolean endless = from.equals(Instant.MAX) || by.equals(RunPlan.FOREVER);
        return endless ? Instant.MAX : from.plus(by);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
