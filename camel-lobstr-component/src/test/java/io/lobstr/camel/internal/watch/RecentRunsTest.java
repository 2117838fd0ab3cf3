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
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RecentRunsTest {

    @Test
    void theLastOnesStayKnown() {
        RecentRuns recent = new RecentRuns(100);
        for (int i = 0; i < 1_000; i++) {
            assertThat(recent.contains("r" + i)).isFalse();
            recent.add("r" + i, Instant.ofEpochSecond(i));
            int last = i;
            assertThat(IntStream.rangeClosed(Math.max(0, last - 99), last)).allMatch(j -> recent.contains("r" + j));
            assertThat(recent.contains("r" + (last - 100))).isFalse();
            assertThat(recent.ended("r" + last)).isEqualTo(Instant.ofEpochSecond(last));
        }
    }
}
