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
import java.util.Arrays;

/**
 * The last runs that were added, and when they ended. Each takes 16 bytes, since some are kept for each of thousands of
 * squids: that two of so few have the same 64 bits does not happen.
 */
final class RecentRuns {

    private final int most;
    private long[] prints = {};
    private long[] ends = {};
    private int next;

    RecentRuns(int most) {
        this.most = most;
    }

    void add(String run, Instant ended) {
        int known = indexOf(run);
        if (known >= 0) {
            ends[known] = end(ended);
            return;
        }
        if (next == prints.length && next < most) {
            int length = Math.min(most, Math.max(4, 2 * next));
            prints = Arrays.copyOf(prints, length);
            ends = Arrays.copyOf(ends, length);
        }
        next %= most;
        prints[next] = print(run);
        ends[next++] = end(ended);
    }

    boolean contains(String run) {
        return indexOf(run) >= 0;
    }

    /** When it ended, as it was added; null where that is not known. */
    Instant ended(String run) {
        int index = indexOf(run);
        return index < 0 || ends[index] == Long.MIN_VALUE ? null : Instant.ofEpochSecond(ends[index]);
    }

    private int indexOf(String run) {
        long print = print(run);
        for (int i = 0; i < prints.length; i++) {
            if (prints[i] == print) {
                return i;
            }
        }
        return -1;
    }

    private static long end(Instant ended) {
        // a list shows whole seconds only
        return ended == null ? Long.MIN_VALUE : ended.getEpochSecond();
    }

    /** FNV-1a. Never 0, which stands where nothing has been added yet. */
    private static long print(String run) {
        long print = 0xcbf29ce484222325L;
        for (int i = 0; i < run.length(); i++) {
            print = (print ^ run.charAt(i)) * 0x100000001b3L;
        }
        return print == 0 ? 1 : print;
    }
}
