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

/**
 * How far a line of the list of squids is ahead of the list of runs that was read after it. One of the two may be late:
 * then the runs are read again, first in each sweep, then less and less often. Or they count differently: that is
 * believed when it lasts.
 */
final class Lag {

    /** In so many sweeps the runs are read again. */
    private static final int AT_EVERY_SWEEP = 3;
    private static final int LONGEST = 30;

    private Shown line;
    private Doubt doubt;
    private int times;
    private long next;
    /** So many runs more the line counts for good, and whether its time is always later. */
    private long usual;
    private boolean usuallyLater;

    /** The runs were read in that sweep, which had shown the line. */
    void note(Shown shown, Listed listed, long sweep, Instant now) {
        long more = listed.total() == null ? 0 : Math.max(0, shown.totalRuns() - listed.total());
        boolean later = shown.lastRunAt() != null && listed.newest() != null && shown.lastRunAt().isAfter(listed.newest());
        if (more <= usual && (!later || usuallyLater)) {
            agree(more, later);
            return;
        }
        if (!shown.equals(line)) {
            line = shown;
            doubt = new Doubt();
            times = 0;
        }
        if (doubt.isBelieved(now)) {
            agree(more, later);
            return;
        }
        times++;
        next = sweep + (times <= AT_EVERY_SWEEP ? 1 : 1L << Math.min(times - AT_EVERY_SWEEP, LONGEST));
    }

    private void agree(long more, boolean later) {
        usual = more;
        usuallyLater = later;
        line = null;
    }

    boolean isOpen() {
        return line != null;
    }

    boolean isDue(long sweep) {
        return isOpen() && sweep >= next;
    }
}
