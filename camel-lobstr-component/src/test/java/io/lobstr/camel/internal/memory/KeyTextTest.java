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

import io.lobstr.camel.internal.watch.WatchMemory.Fact;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class KeyTextTest {

    @Test
    void anIdOfLobstrStaysAsItIs() {
        assertThat(KeyText.of("5c11752d8687df2332c08247c4fb655a")).isEqualTo("5c11752d8687df2332c08247c4fb655a");
    }

    @Property
    void twoIdsHaveTwoKeysOfWhichNoPartIsAnother(@ForAll String one, @ForAll String other) {
        String key = KeyText.of(one);
        assertThat(key).matches("[a-z0-9%~_.-]*").hasSizeLessThanOrEqualTo(65);
        assertThat(KeyText.of(other).equalsIgnoreCase(key)).isEqualTo(one.equals(other));
    }

    @Property
    void theLongestKeyFitsIntoAColumn(
            @ForAll String name, @ForAll String squid, @ForAll String run, @ForAll @IntRange(max = 70) int more) {
        RunMemory memory = new RunMemory(this, name + "n".repeat(more)) {
            @Override
            boolean contains(String key) {
                assertThat(key).hasSizeLessThanOrEqualTo(100).matches("lobstr/[a-z0-9%~_.:/-]+");
                return false;
            }

            @Override
            void add(String key) {
                // nothing to do
            }

            @Override
            void remove(String key) {
                // nothing to do
            }

            @Override
            String where() {
                return "nowhere";
            }
        };
        for (Fact fact : Fact.values()) {
            memory.of(squid + "s".repeat(more)).contains(fact, run + "r".repeat(more));
        }
    }
}
