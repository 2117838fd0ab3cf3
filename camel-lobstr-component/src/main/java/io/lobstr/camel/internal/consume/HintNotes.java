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
package io.lobstr.camel.internal.consume;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.watch.WatchMemory;
import io.lobstr.camel.internal.watch.WatchMemory.Fact;

/**
 * Hints that one machine leaves for another, in the repository that they share anyway. Whoever looks for them asks for
 * one key, and only where it is there for more: for those of the parts of all squids, and then for those of the squids
 * in the parts that are there. What is written last is read first and removed before the next is read, so that a hint
 * that comes in between is found the next time.
 */
public final class HintNotes {

    /** About the root of the squids of a big account, so that neither they nor the squids in each are many. */
    private static final int PARTS = 32;

    private final RunMemory memory;
    private final WatchMemory all;

    /**
     * @param memory where whoever watches the squids remembers
     */
    public HintNotes(RunMemory memory) {
        this.memory = memory;
        this.all = memory.of(WatchMemory.ACCOUNT);
    }

    private static String part(String squid) {
        return String.valueOf(Math.floorMod(squid.hashCode(), PARTS));
    }

    /**
     * Leaves a hint.
     *
     * @param squid the hash of the squid
     */
    public void leave(String squid) {
        memory.of(squid).add(Fact.HINTED, "");
        all.add(Fact.HINTED, part(squid));
        all.add(Fact.HINTED, "");
    }

    /** Whether there are some that were not there when this was asked last. */
    boolean areThere() {
        boolean there = all.contains(Fact.HINTED, "");
        if (there) {
            all.remove(Fact.HINTED, "");
        }
        return there;
    }

    /**
     * Takes those that are there.
     *
     * @param  known the squids that are watched
     * @param  hints is told of them
     * @return       whether there may be some of other squids
     */
    boolean take(Collection<String> known, HintListeners.Listener hints) {
        Set<String> parts = new HashSet<>();
        for (int i = 0; i < PARTS; i++) {
            String part = String.valueOf(i);
            if (all.contains(Fact.HINTED, part)) {
                all.remove(Fact.HINTED, part);
                parts.add(part);
            }
        }
        Set<String> unknown = new HashSet<>(parts);
        for (String squid : known) {
            if (parts.contains(part(squid)) && memory.of(squid).contains(Fact.HINTED, "")) {
                memory.of(squid).remove(Fact.HINTED, "");
                hints.add(squid, null);
                unknown.remove(part(squid));
            }
        }
        return !unknown.isEmpty();
    }
}
