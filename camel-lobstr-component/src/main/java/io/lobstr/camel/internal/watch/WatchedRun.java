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

import io.lobstr.camel.model.Run;

/**
 * A run above the mark, left behind below it, or apart.
 */
final class WatchedRun {

    enum State {
        /** Not finished when it was last seen. */
        OPEN,
        /** Finished, and to come out. */
        DUE,
        /** Came out, and its exchange goes on. */
        CLAIMED,
        /** Came out and failed; waits for the next round. */
        FAILED,
        /** Failed in an earlier round; to come out again. */
        RETRY,
        SETTLED
    }

    private final String id;
    /** Only from its end until it is settled. */
    private Run run;
    private State state;
    private Instant ended;
    /** When its end was first seen; null while it goes on. */
    private Instant over;
    /** What is said of it that may pass. */
    private Doubt doubt;
    private boolean reopened;

    WatchedRun(Run run, State state) {
        this.id = run.getId();
        become(state, run);
    }

    static Instant endOf(Run run) {
        OffsetDateTime ended = run.getEndedAt();
        return ended == null ? null : ended.toInstant();
    }

    /** The word for a run that ended then. */
    static String end(String run, Instant ended) {
        // a list shows whole seconds only
        return run + "/" + (ended == null ? "" : ended.getEpochSecond());
    }

    void become(State next, Run as) {
        if (as != null) {
            ended = endOf(as);
        }
        run = next == State.SETTLED || next == State.OPEN ? null : as;
        state = next;
    }

    void become(State next) {
        become(next, run);
    }

    /** False if it is not due. */
    boolean claim() {
        boolean due = isDue();
        if (due) {
            become(State.CLAIMED);
        }
        return due;
    }

    /** When it ended, as it was last seen. */
    Instant ended() {
        return ended;
    }

    void ended(Instant when) {
        ended = when;
    }

    /** Since when it is over, by what was seen of it. */
    Instant overSince(Run seen, Instant now) {
        if (!seen.isFinished()) {
            over = null;
        } else if (over == null) {
            over = now;
        }
        return over;
    }

    /** What may pass was said once more: is it believed? */
    boolean isBelieved(Instant now) {
        doubt = doubt == null ? new Doubt() : doubt;
        return doubt.isBelieved(now);
    }

    /** It was seen otherwise. */
    void trust() {
        doubt = null;
    }

    /** It was seen active while its exchange went on. */
    void reopen(boolean seenActive) {
        reopened = seenActive;
    }

    boolean isReopened() {
        return reopened;
    }

    String id() {
        return id;
    }

    Run run() {
        return run;
    }

    boolean is(State expected) {
        return state == expected;
    }

    State state() {
        return state;
    }

    boolean isDue() {
        return state == State.DUE || state == State.RETRY;
    }

    /** Whether it comes out as it is shown now: a page that is late may show an end that it had before. */
    boolean takesNews(Run shown) {
        Instant end = endOf(shown);
        boolean late = end != null && ended != null && end.getEpochSecond() < ended.getEpochSecond();
        return state == State.OPEN || (isDue() || state == State.FAILED) && !late;
    }

    boolean isSettled() {
        return state == State.SETTLED;
    }
}
