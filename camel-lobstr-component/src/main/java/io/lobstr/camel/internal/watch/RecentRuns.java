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

import java.util.Arrays;

/**
 * The last runs that were added. Each takes 8 bytes, since a hundred are kept for each of thousands of squids: that two
 * of so few have the same 64 bits does not happen.
 */
final class RecentRuns {

    private final int most;
    private long[] prints = {};
    private int next;

    RecentRuns(int most) {
        this.most = most;
    }

    void add(String run) {
        if (next == prints.length && next < most) {
            prints = Arrays.copyOf(prints, Math.min(most, Math.max(4, 2 * next)));
        }
        next %= most;
        prints[next++] = print(run);
    }

    boolean contains(String run) {
        long print = print(run);
        for (long other : prints) {
            if (other == print) {
                return true;
            }
        }
        return false;
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
