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

import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import io.lobstr.camel.model.Run;

/**
 * Where the history of a squid, or of an account, ends and the watch begins. That is settled at the first start, and
 * remembered before anything is read, so that it is the same in every later life of the watch.
 * <p>
 * A repository of keys answers only whether it has one. So the instant is spelt, a key for each digit, and read by
 * asking for each of sixteen in its place.
 */
final class Beginning {

    private static final int DIGITS = 8;
    private static final int BASE = 16;
    /** How long after the start what a reading at once shows may seem to have ended. */
    private static final int SLACK_SECONDS = 2;

    private final WatchMemory memory;
    private Instant since;
    private boolean ofNow;
    private boolean dated;
    private boolean incomplete;

    Beginning(WatchMemory memory) {
        this.memory = memory;
    }

    /** Whether there was an earlier life, which this one goes on with. */
    boolean recall() {
        if (since == null && memory.contains(Fact.STARTED, "")) {
            goOn();
        }
        return since != null;
    }

    /** Goes on with an earlier life, of which too little may be left to say when it was begun. */
    void goOn() {
        Instant remembered = spelt();
        incomplete = remembered == null;
        since = incomplete ? StartFrom.EARLIEST : remembered;
        remember();
    }

    /** There was none. */
    void begin(StartFrom from, Moment moment) {
        Instant instant = from.since(moment.start());
        if (memory.contains(Fact.SINCE, "")) {
            // an earlier life ended in the middle of the word
            for (int place = 0; place < DIGITS; place++) {
                for (int digit = 0; digit < BASE; digit++) {
                    memory.remove(Fact.SINCE, key(place, digit));
                }
            }
        }
        memory.add(Fact.SINCE, "");
        try {
            spell(instant);
            memory.add(Fact.STARTED, "");
        } catch (RuntimeException | Error e) {
            since = null;
            throw e;
        }
        memory.remove(Fact.SINCE, "");
        ofNow = from.isNow();
        dated = moment.dated();
    }

    /** A repository with an upper bound may have dropped it. */
    void remember() {
        // what was added first is dropped first
        if (since != null && !(memory.contains(Fact.SINCE, key(0, digit(0))) && memory.contains(Fact.STARTED, ""))) {
            spell(since);
            memory.add(Fact.STARTED, "");
        }
    }

    private void spell(Instant instant) {
        since = instant;
        for (int place = 0; place < DIGITS; place++) {
            memory.add(Fact.SINCE, key(place, digit(place)));
        }
    }

    private int digit(int place) {
        return (int) (since.getEpochSecond() >> 4 * place & BASE - 1);
    }

    private Instant spelt() {
        long seconds = 0;
        for (int place = DIGITS - 1; place >= 0; place--) {
            int digit = 0;
            while (!memory.contains(Fact.SINCE, key(place, digit))) {
                if (++digit == BASE) {
                    return null;
                }
            }
            seconds = seconds * BASE + digit;
        }
        return Instant.ofEpochSecond(seconds);
    }

    private static String key(int place, int digit) {
        return place + "/" + digit;
    }

    /** Whether the repository has lost when it was begun. */
    boolean isIncomplete() {
        return incomplete;
    }

    Instant since() {
        return since;
    }

    /**
     * Whether a run that has finished is history. One whose end is unknown is not: rather one too many than one lost.
     *
     * @param wasThere whether it was seen at the start, where a second decides
     */
    boolean leavesOut(Run finished, boolean wasThere) {
        Instant ended = WatchedRun.endOf(finished);
        if (wasThere && ofNow) {
            return ended == null || !dated || ended.isBefore(since.plusSeconds(SLACK_SECONDS));
        }
        return ended != null && ended.isBefore(since);
    }
}
