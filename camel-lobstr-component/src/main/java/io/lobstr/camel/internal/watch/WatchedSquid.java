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
import java.util.Set;

/**
 * A squid of an account: its runs, and its line in the list of squids.
 */
final class WatchedSquid {

    /** A page that shifts can pass a squid over; one that is missing so often is gone. */
    private static final int SWEEPS_UNTIL_GONE = 3;
    /** One that is listed, but is not found, is asked for once in so many sweeps at the least. */
    private static final int LONGEST_REST = 64;

    private static final Duration JUST_NOW = Duration.ofSeconds(5);

    private final SquidWatch watch;
    private Shown shown;
    /** What was shown before the runs were last read, or when there was no need to. */
    private Shown read;
    /** What the runs that were read last let it show, or what was shown when all of them were known to be settled. */
    private Set<Shown> told = Set.of();
    /** What was shown when all was settled, and is remembered. */
    private Shown remembered;
    private boolean placed;
    private boolean unsure;
    private int missing;
    private int misses;
    private long restsUntil;
    private Shown missed;
    private Doubt gone;
    private final Lag lag = new Lag();

    WatchedSquid(SquidWatch watch) {
        this.watch = watch;
    }

    SquidWatch watch() {
        return watch;
    }

    void show(Shown line) {
        shown = line;
        if (read != null && told.contains(line)) {
            // its runs were read since it was shown last, as after a call
            read = line;
        }
        if (hasOnlyBegun()) {
            watch.history().habits().starts(line.lastRunAt());
        }
    }

    /** There is nothing to read before that run is over, or another one has begun. */
    private boolean hasOnlyBegun() {
        return !unsure && missing == 0 && !lag.isOpen() && told.stream().anyMatch(shown::isNextOf)
                && !watch.history().habits().areWanting() && watch.isIdle();
    }

    boolean isOver() {
        return shown.isOver();
    }

    /** Whether it has had a run. */
    boolean isUsed() {
        return !shown.hasNone();
    }

    Instant lastRunAt() {
        return shown.lastRunAt();
    }

    /** At the first start: what is over and was over then is history. */
    void begin(StartFrom startFrom, Moment moment, Instant since) {
        placed = true;
        if (watch.history().goesOnAlone()) {
            return;
        }
        if (startFrom.isNow() && moment.atOnce() && (shown.hasNone() || shown.totalRuns() > 0)) {
            watch.history().wereThere(shown.totalRuns(), shown.isOver());
        }
        boolean mayHaveEndedSince = !(startFrom.isNow() && moment.atOnce()) && !shown.hasNone();
        // of what ran just now, only its runs tell what had ended and what had not
        boolean hasRunSince = mayHaveEndedSince && since.equals(StartFrom.EARLIEST)
                || shown.lastRunAt() != null && !shown.lastRunAt().isBefore(since.minus(JUST_NOW));
        if (shown.isOver() && !hasRunSince) {
            read = shown;
            unsure = mayHaveEndedSince;
        }
    }

    /** In any later sweep: what is shown as it is remembered need not be read. */
    void takeUp() {
        if (placed) {
            return;
        }
        placed = true;
        if (shown.hasNone() || isRemembered()) {
            read = shown;
            told = Set.of(shown);
            remembered = shown.hasNone() ? null : shown;
        } else {
            watch.history().goesOnAlone();
        }
    }

    boolean isRemembered() {
        return shown.isOver() && !shown.hasNone() && watch.history().isShown(shown);
    }

    /** Nothing seems to have happened since the watch was begun, and yet nothing is remembered. */
    boolean isForgotten(Instant since) {
        return shown.isOver() && shown.lastRunAt() != null && shown.lastRunAt().isBefore(since)
                && !watch.history().isShown(shown);
    }

    /** Whether a run of it may have ended between the start and the first sweep. */
    boolean isUnsure() {
        return unsure;
    }

    /** The two lists may tell of a change one after the other. */
    boolean isToRead(long sweep) {
        boolean changed = !shown.equals(read) && !hasOnlyBegun() || lag.isDue(sweep)
                || shown.isOver() && watch.isNewestOpen() || missing > 0 && !watch.isIdle();
        return changed && !rests(sweep);
    }

    boolean rests(long sweep) {
        return sweep < restsUntil && shown.equals(missed);
    }

    void hasRead(boolean whole, long sweep, Instant now) {
        read = whole ? shown : null;
        told = whole ? watch.listed().lines() : Set.of();
        if (whole) {
            lag.note(shown, watch.listed(), sweep, now);
        }
        unsure = false;
        misses = 0;
        restsUntil = 0;
        gone = null;
        if (remembered != null && !watch.isIdle()) {
            watch.history().forget(remembered);
            remembered = null;
        }
    }

    void notFound(long sweep, Instant now) {
        if (!rests(sweep)) {
            // who asks for it while it rests makes it rest no longer
            misses++;
            missed = shown;
            restsUntil = sweep + Math.min(LONGEST_REST, 1L << Math.min(misses, 10));
        }
        if (missing >= SWEEPS_UNTIL_GONE) {
            gone = gone == null ? new Doubt() : gone;
            if (gone.isBelieved(now)) {
                watch.allGone();
            }
        }
    }

    /** Ends a sweep in which it was listed, or was not. */
    boolean isGone(boolean listed) {
        missing = listed ? 0 : missing + 1;
        gone = listed ? null : gone;
        return missing >= SWEEPS_UNTIL_GONE && watch.isIdle();
    }

    /** Nothing is open, and all that was due is settled: as long as this is shown, there is nothing to read. */
    void rememberLine() {
        if (unsure || lag.isOpen() || !shown.isOver() || shown.hasNone() || !shown.equals(read) || shown.equals(remembered)
                || !watch.isIdle()) {
            return;
        }
        watch.history().remember(shown);
        if (remembered != null) {
            watch.history().forget(remembered);
        }
        remembered = shown;
    }
}
