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
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import io.lobstr.camel.internal.watch.WatchedRun.State;
import io.lobstr.camel.model.Run;

/**
 * Runs that come out although the mark has passed them: those that were opened again after they had come out, and those
 * that showed up late. Each is remembered by itself.
 */
final class ApartRuns {

    /** How one ended before, and when it was seen active again, as far as both are known. */
    private record Before(Instant ended, Instant reopened) {

        /** Whether a run that ended then had ended before it was opened again. */
        boolean includes(Instant end) {
            return ended != null
                    ? end.getEpochSecond() <= ended.getEpochSecond()
                    : reopened != null && end.getEpochSecond() < reopened.getEpochSecond();
        }
    }

    private final WatchMemory memory;
    private final Marks marks;
    private final Map<String, WatchedRun> runs = new LinkedHashMap<>();
    private final Map<String, Before> before = new LinkedHashMap<>();
    /** Whether all those of an earlier watch have been taken up. */
    private boolean resumed;

    ApartRuns(WatchMemory memory, Marks marks) {
        this.memory = memory;
        this.marks = marks;
    }

    /** Whether there may be some of an earlier watch. */
    boolean isRemembered() {
        return memory.contains(Fact.APART, "");
    }

    /**
     * Takes up those of an earlier watch.
     *
     * @param settled what is shown and was settled
     * @param all     whether none of them can stand anywhere else
     */
    void resume(Stream<Run> settled, boolean all) {
        resumed = all;
        if (isRemembered()) {
            settled.filter(run -> memory.contains(Fact.APART, run.getId()))
                    .forEach(run -> runs.put(run.getId(), new WatchedRun(run, State.OPEN)));
            forgetIfNone();
        }
    }

    WatchedRun get(String run) {
        return runs.get(run);
    }

    Collection<WatchedRun> all() {
        return runs.values();
    }

    /** One that showed up late. */
    void addLate(Run run) {
        add(run, null);
    }

    /**
     * One that is active again.
     *
     * @param ended when it had ended before, null if that is not known
     */
    void addReopened(Run run, Instant ended, Moment moment) {
        if (ended != null) {
            memory.add(Fact.ENDED, WatchedRun.end(run.getId(), ended));
        }
        add(run, new Before(ended, moment.dated() ? moment.now() : null));
    }

    private void add(Run run, Before earlier) {
        memory.add(Fact.APART, "");
        memory.add(Fact.APART, run.getId());
        runs.put(run.getId(), new WatchedRun(run, State.OPEN));
        if (earlier != null) {
            before.put(run.getId(), earlier);
        }
    }

    /** Whether the run is shown as it was before it was opened again. */
    boolean isAsBefore(Run finished) {
        String id = finished.getId();
        Instant ended = WatchedRun.endOf(finished);
        if (ended == null) {
            return false;
        }
        Before earlier = before.get(id);
        return memory.contains(Fact.ENDED, WatchedRun.end(id, ended)) || earlier != null && earlier.includes(ended);
    }

    /** Takes note of that. Either page may be late; in the end it was the one that showed it active. */
    void showAsBefore(WatchedRun watched, Run run, Instant now) {
        if (watched.is(State.OPEN) && watched.isBelieved(now)) {
            Before earlier = before.get(watched.id());
            // the page may be even later than the last end that was handled
            marks.pass(watched.id(), earlier == null || earlier.ended() == null ? WatchedRun.endOf(run) : earlier.ended());
            forget(watched.id(), WatchedRun.endOf(run));
        }
    }

    /** Its success is to be remembered; if that fails, nothing has changed. */
    void settle(WatchedRun watched) {
        memory.add(Fact.ENDED, WatchedRun.end(watched.id(), watched.ended()));
        watched.become(State.SETTLED);
        marks.pass(watched.id(), watched.ended());
        forget(watched.id(), watched.ended());
    }

    private void forget(String run, Instant ended) {
        runs.remove(run);
        Before earlier = before.remove(run);
        memory.remove(Fact.APART, run);
        if (!memory.contains(Fact.APART, run)) {
            memory.remove(Fact.ENDED, WatchedRun.end(run, ended));
            if (earlier != null && earlier.ended() != null) {
                memory.remove(Fact.ENDED, WatchedRun.end(run, earlier.ended()));
            }
        }
        forgetIfNone();
    }

    private void forgetIfNone() {
        if (resumed && runs.isEmpty()) {
            memory.remove(Fact.APART, "");
        }
    }
}
