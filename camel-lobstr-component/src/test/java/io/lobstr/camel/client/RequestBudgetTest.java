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
package io.lobstr.camel.client;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RequestBudgetTest {

    private long now = Long.MAX_VALUE - 5;

    @Test
    void aBurstIsServedAtOnceAndTheNextWaits() {
        RequestBudget budget = new RequestBudget(3, () -> now);

        assertThat(List.of(budget.reserve(LobstrOperation.getRun), budget.reserve(LobstrOperation.getRun),
                budget.reserve(LobstrOperation.getRun))).containsOnly(Duration.ZERO);
        assertThat(budget.reserve(LobstrOperation.getRun)).isEqualTo(Duration.ofMinutes(1));
        now += Duration.ofSeconds(20).toNanos();
        assertThat(budget.reserve(LobstrOperation.getRun)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void theLimitsOfTheApiAreKeptByPath() {
        RequestBudget budget = new RequestBudget(1000, () -> now);
        for (int i = 0; i < 90; i++) {
            assertThat(budget.reserve(LobstrOperation.listRunTasks)).isZero();
        }

        assertThat(budget.reserve(LobstrOperation.listRunTasks)).isEqualTo(Duration.ofMinutes(1));
        assertThat(budget.reserve(LobstrOperation.getRun)).isZero();
    }

    @Test
    void zeroLiftsTheLimits() {
        RequestBudget budget = new RequestBudget(0, () -> now);
        for (int i = 0; i < 1000; i++) {
            assertThat(budget.reserve(LobstrOperation.listRunTasks)).isZero();
        }
    }

    /** However requests come, no span of a minute has more of them than allowed. */
    @Property
    void noMinuteHasMoreThanAllowed(
            @ForAll @IntRange(min = 1, max = 10) int perMinute,
            @ForAll @Size(max = 100) List<@IntRange(max = 30_000) Integer> gaps) {
        RequestBudget budget = new RequestBudget(perMinute, () -> now);
        List<Long> sent = new ArrayList<>();
        for (int gap : gaps) {
            now += Duration.ofMillis(gap).toNanos();
            sent.add(now + budget.reserve(LobstrOperation.getRun).toNanos());
        }

        Deque<Long> minute = new ArrayDeque<>();
        for (long at : sent) {
            minute.addLast(at);
            while (at - minute.peekFirst() >= Duration.ofMinutes(1).toNanos()) {
                minute.removeFirst();
            }
            assertThat(minute).hasSizeLessThanOrEqualTo(perMinute);
        }
    }
}
