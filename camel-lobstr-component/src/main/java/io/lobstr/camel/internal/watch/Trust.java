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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How far apart polls may be, by what became of the calls that were to tell of runs. A run is heard where its call came
 * before a poll found it, and missed where none had come a minute after its end. With {@code p} as the share of runs
 * that nobody will tell of, polls that are {@code delay / p} apart find a run as soon, on the average over those that
 * were told of and those that were not, as polls without any calls. {@code delay / sqrt(p)} would not be six times
 * {@code delay} even where all thirty runs that count were heard: polls for which there is no reason. For one thread.
 */
public final class Trust {

    /** So many runs tell how it is now. */
    private static final int LAST = 30;
    /** What a call has told of may be found long after, where an export is waited for; but not of any number. */
    private static final int MOST_TOLD = 1000;
    /** In the beginning nothing is trusted. */
    private static final long FIRST = Duration.ofHours(1).toNanos();
    /** A call that comes later has told nothing. */
    private static final long IN_TIME = Duration.ofMinutes(1).toNanos();

    private final long delay;
    private final long most;
    /** True for what was heard. */
    private final Deque<Boolean> last = new ArrayDeque<>();
    /** Runs whose call came, and that were not found yet. */
    private final Set<String> told = new LinkedHashSet<>();
    /** Runs that were found without a call, and until when one is in time. */
    private final Map<String, Long> untold = new LinkedHashMap<>();
    private long since;
    private boolean silent = true;
    private long heard;
    private long missed;

    /**
     * @param delay how far apart polls are that rely on themselves
     * @param most  how far apart they may be at most; what is shorter than delay counts as that
     * @param nanos the time now
     */
    public Trust(Duration delay, Duration most, long nanos) {
        this.delay = delay.toNanos();
        this.most = Math.max(this.delay, most.toNanos());
        this.since = nanos;
    }

    /**
     * A call says that a run has ended.
     *
     * @param run its hash
     */
    public void called(String run) {
        if (untold.remove(run) == null && told.add(run) && told.size() > MOST_TOLD) {
            Iterator<String> oldest = told.iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * A call says that something has happened, and not to which run.
     *
     * @param start how the hashes of those begin that it may be
     */
    public void calledOf(String start) {
        untold.keySet().removeIf(run -> run.startsWith(start));
    }

    /**
     * A look shows that a run has ended.
     *
     * @param  run its hash
     * @return     whether a call had told of it
     */
    public boolean found(String run) {
        boolean wasHeard = told.remove(run);
        if (wasHeard) {
            heard++;
            silent = false;
            note(true);
        }
        return wasHeard;
    }

    /**
     * A look shows that a run has ended, and no call had told of it although one was to come.
     *
     * @param run   its hash
     * @param age   how long ago it ended
     * @param nanos the time now
     */
    public void untold(String run, Duration age, long nanos) {
        untold.put(run, nanos + IN_TIME - Math.max(0, Math.min(age.toNanos(), IN_TIME)));
    }

    /**
     * @param  nanos the time now
     * @return       the runs that no call has told of in time; each is named once
     */
    public List<String> missed(long nanos) {
        List<String> late = new ArrayList<>();
        untold.forEach((run, until) -> {
            if (nanos - until >= 0) {
                late.add(run);
            }
        });
        late.forEach(run -> {
            untold.remove(run);
            missed++;
            silent = true;
            // what was heard before says nothing of how it is now
            last.removeIf(Boolean::booleanValue);
            note(false);
        });
        return late;
    }

    private void note(boolean wasHeard) {
        last.addLast(wasHeard);
        if (last.size() > LAST) {
            last.removeFirst();
        }
    }

    /**
     * Calls are not registered any more: what was heard before says nothing of what comes.
     *
     * @param nanos the time now
     */
    public void lost(long nanos) {
        last.clear();
        untold.clear();
        silent = true;
        since = nanos;
    }

    /**
     * @param  nanos the time now
     * @return       how far apart polls may be
     */
    public Duration distance(long nanos) {
        if (silent || nanos - since < FIRST) {
            return Duration.ofNanos(delay);
        }
        long misses = last.stream().filter(wasHeard -> !wasHeard).count();
        return Duration.ofNanos(Math.min(most, Math.round(delay * (2.0 + last.size()) / (1 + misses))));
    }

    /** @return how many runs calls have told of */
    public long heard() {
        return heard;
    }

    /** @return how many runs no call has told of in time */
    public long missed() {
        return missed;
    }
}
