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
package io.lobstr.camel.internal.memory;

import java.util.Locale;

import io.lobstr.camel.internal.watch.WatchMemory;

/**
 * What is remembered of one squid. Two are equal if what one of them remembers, the other knows.
 *
 * @param keys  where it is remembered
 * @param squid how each of its keys begins, after the prefix of all
 */
record SquidMemory(RunMemory keys, String squid) implements WatchMemory {

    @Override
    public boolean contains(Fact fact, String run) {
        return keys.contains(key(fact, run));
    }

    @Override
    public void add(Fact fact, String run) {
        keys.add(key(fact, run));
    }

    @Override
    public void remove(Fact fact, String run) {
        keys.remove(key(fact, run));
    }

    private String key(Fact fact, String run) {
        String word = squid + fact.name().toLowerCase(Locale.ROOT);
        return KeyText.key(RunMemory.PREFIX, run.isEmpty() ? word : word + "/" + KeyText.of(run));
    }
}
