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

import io.lobstr.camel.model.Run;

/**
 * A run above the mark, or left behind below it.
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

    WatchedRun(Run run, State state) {
        this.id = run.getId();
        become(state, run);
    }

    void become(State next, Run as) {
        run = next == State.SETTLED || next == State.OPEN ? null : as;
        state = next;
    }

    void become(State next) {
        become(next, run);
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

    boolean isDue() {
        return state == State.DUE || state == State.RETRY;
    }

    boolean isSettled() {
        return state == State.SETTLED;
    }
}
