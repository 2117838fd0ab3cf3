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
import java.util.stream.Stream;

import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import io.lobstr.camel.model.Run;

/**
 * Which runs of a squid had finished before the watch began, and what was shown when all of its runs were settled.
 */
final class History {

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(5);

    private final WatchMemory memory;
    private final Habits habits = new Habits();
    private Beginning beginning;
    private boolean ofAccount;
    /**
     * How many runs there were when the watch was begun, -1 where that is not known; and whether the newest was over.
     */
    private long there = -1;
    private boolean newestOver;

    History(WatchMemory memory) {
        this.memory = memory;
        this.beginning = new Beginning(memory);
    }

    /** When its runs start and how long they take. */
    Habits habits() {
        return habits;
    }

    /** The squid is watched with all others of the account. */
    void joins(Beginning ofAll) {
        beginning = ofAll;
        ofAccount = true;
    }

    /** Goes on with an earlier life in which the squid was watched without the others. */
    boolean goesOnAlone() {
        Beginning own = new Beginning(memory);
        if (own.recall()) {
            beginning = own;
            return true;
        }
        return false;
    }

    /** So many of its runs were there when the watch was begun. */
    void wereThere(long count, boolean over) {
        there = count;
        newestOver = over;
    }

    /** With every squid of an account, a first reading goes no deeper than what had ended before. */
    boolean isOfAccount() {
        return ofAccount;
    }

    /** Settles where the history ends, if that is not remembered. */
    void begin(boolean anchored, StartFrom startFrom, Moment moment) {
        if (beginning.recall()) {
            return;
        }
        if (anchored) {
            beginning.goOn();
        } else {
            beginning.begin(startFrom, moment);
        }
    }

    boolean isForgotten() {
        return beginning.isIncomplete() && !ofAccount;
    }

    /**
     * @param number which run it is, counted from the oldest, or -1
     * @param atOnce whether the reading came with the start
     */
    boolean leavesOut(Run run, long number, boolean atOnce) {
        Instant since = beginning.since();
        if (since == null || !run.isFinished()) {
            return false;
        }
        boolean counted = there >= 0 && number > 0;
        boolean newest = counted && number == there;
        // what was not there, or went on, ended later, whatever it says
        return !(counted && number > there || newest && !newestOver)
                && (beginning.leavesOut(run, atOnce || newest) || wasShown(run, number));
    }

    /**
     * Whether a run that the first reading did not show had ended before the watch began all the same. New runs show up
     * in the same way, so that every clock has to say so. That it was left out is remembered: its place does not tell.
     */
    boolean leaveOutLater(Run run, Moment moment) {
        Instant ended = run.isFinished() ? WatchedRun.endOf(run) : null;
        boolean over = ended != null && moment.dated() && Stream.of(beginning.since(), moment.start(), moment.here())
                .allMatch(start -> start != null && ended.isBefore(start.minus(CLOCKS_DIFFER)));
        if (over) {
            memory.add(Fact.SETTLED, run.getId());
        }
        return over;
    }

    /** It was the newest, and over, when there was nothing to read. An older one may have been open. */
    private boolean wasShown(Run run, long number) {
        return ofAccount && number > 0 && Shown.of(run, number).anyMatch(this::isShown);
    }

    boolean isShown(Shown line) {
        return memory.contains(Fact.SHOWN, line.word());
    }

    void remember(Shown line) {
        memory.add(Fact.SHOWN, line.word());
    }

    void forget(Shown line) {
        memory.remove(Fact.SHOWN, line.word());
    }
}
