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
import java.time.OffsetDateTime;
import java.util.Comparator;

import io.lobstr.camel.model.Run;

/**
 * A run that is to come out: claimed when it does, then settled after success, or released after a failure.
 */
public final class DueRun {

    /** First the new ones, then those that failed before, in either case oldest-finished first. */
    public static final Comparator<DueRun> ORDER = Comparator.comparing(DueRun::isRetry)
            .thenComparing(DueRun::endedAt, Comparator.nullsLast(Comparator.naturalOrder()));

    private final SquidWatch watch;
    private final Run run;
    private final Instant endedAt;
    private final boolean retry;

    DueRun(SquidWatch watch, Run run, boolean retry) {
        this.watch = watch;
        this.run = run;
        OffsetDateTime ended = run.getEndedAt();
        this.endedAt = ended == null ? null : ended.toInstant();
        this.retry = retry;
    }

    /**
     * @return the run
     */
    public Run run() {
        return run;
    }

    /**
     * @return when the run ended, or null
     */
    public Instant endedAt() {
        return endedAt;
    }

    /**
     * @return whether it came out before, and failed
     */
    public boolean isRetry() {
        return retry;
    }

    /**
     * Claims the run, which comes out now.
     *
     * @return false if it is not due any more
     */
    public boolean claim() {
        return watch.claim(run.getId());
    }

    /**
     * @return where its squid's runs are remembered
     */
    public WatchMemory memory() {
        return watch.memory();
    }

    /**
     * Records that the run was handled. If the memory throws, it stays claimed: this is to be called again.
     */
    public void settle() {
        watch.settle(run.getId());
    }

    /**
     * Records that the run was handled as it ended then, for a watch that comes after this one, which is not in use any
     * more: since then the run may have been opened again.
     */
    public void settleForLater() {
        watch.memory().add(WatchMemory.Fact.ENDED, WatchedRun.end(run.getId(), endedAt));
    }

    /**
     * Settles what an earlier watch has settled for this one.
     */
    public void settleAsRecorded() {
        settle();
        watch.memory().remove(WatchMemory.Fact.ENDED, WatchedRun.end(run.getId(), endedAt));
    }

    /**
     * Gives the run back, for a later round.
     */
    public void release() {
        watch.release(run.getId());
    }
}
