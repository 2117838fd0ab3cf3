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
package io.lobstr.camel.examples.samples;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.model.Squid;
import io.lobstr.camel.simulator.MovableClock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Squids as the API lists them at different times.
 */
class SilenceTest {

    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final MovableClock clock = new MovableClock(NINE.minus(Duration.ofHours(3)));
    private final Silence silence = new Silence();
    private final Map<String, Object> squid = new HashMap<>(
            Map.of("id", "s1", "name", "Daily", "is_active", true, "last_run_status", "DONE", "last_run_at",
                    "2026-03-01T09:00:00Z", "total_runs", 5));

    SilenceTest() {
        silence.useClock(clock);
    }

    private List<Notice> look(String only) {
        List<Squid> squids = List.of(new Squid(Map.copyOf(squid)));
        silence.toRead(squids, only).forEach(id -> silence.wasRead(id, daily()));
        return silence.notices(squids, only);
    }

    private List<Notice> lookAt(Instant now) {
        clock.set(now);
        return look("*");
    }

    private static List<Run> daily() {
        return IntStream.range(0, 11).mapToObj(i -> new Run(
                Map.of("id", "r" + i, "status", "done", "created_at",
                        "2026-03-01T09:00:00Z".replace("03-01", "02-" + (28 - i)))))
                .toList();
    }

    /** Whether the API goes on to the next one, or leaves it where it was. */
    @Test
    void aLaunchThatHasPassedIsLate() {
        squid.put("next_launch_at", "2026-03-02T09:00:00Z");
        assertThat(look("*")).isEmpty();
        assertThat(lookAt(NINE.plus(Duration.ofMinutes(14)))).isEmpty();
        squid.put("next_launch_at", "2026-03-03T09:00:00Z");

        assertThat(lookAt(NINE.plus(Duration.ofMinutes(16)))).containsExactly(new Notice(
                "late s1 since 2026-03-01T09:00Z", "Squid s1 (Daily) was to run at 2026-03-02T09:00:00Z, and has not"));
        assertThat(lookAt(NINE.plus(Duration.ofDays(4)))).singleElement().extracting(Notice::key)
                .isEqualTo("late s1 since 2026-03-01T09:00Z");

        squid.put("last_run_at", "2026-03-06T10:00:00Z");
        squid.put("next_launch_at", "2026-03-07T09:00:00Z");
        assertThat(look("*")).isEmpty();
    }

    @Test
    void oneThatIsRunningOrWasSwitchedOffIsNot() {
        squid.put("next_launch_at", "2026-03-02T09:00:00Z");
        look("*");
        squid.put("last_run_status", "RUNNING");
        assertThat(lookAt(NINE.plus(Duration.ofHours(1)))).isEmpty();
        squid.put("last_run_status", "DONE");
        squid.put("is_active", false);
        assertThat(lookAt(NINE.plus(Duration.ofHours(2)))).isEmpty();
    }

    @Test
    void aPauseThatIsLongerThanUsualIsSilence() {
        assertThat(lookAt(NINE.plus(Duration.ofHours(11)))).isEmpty();
        assertThat(lookAt(NINE.plus(Duration.ofHours(13)))).singleElement().extracting(Notice::text)
                .isEqualTo("Squid s1 (Daily) has had no run since 2026-03-01T09:00:00Z,"
                           + " and no pause of its last runs was longer than 24h");
    }

    @Test
    void howOftenASquidRunsIsReadOncePerRun() {
        List<Squid> squids = List.of(new Squid(Map.copyOf(squid)));
        assertThat(silence.toRead(squids, "*")).containsExactly("s1");
        silence.wasRead("s1", daily());
        assertThat(silence.toRead(squids, "*")).isEmpty();
        squid.put("total_runs", 6);
        assertThat(silence.toRead(List.of(new Squid(Map.copyOf(squid))), "*")).containsExactly("s1");
    }

    @Test
    void onlyTheSquidsThatAreNamedAreLookedAt() {
        clock.set(NINE.plus(Duration.ofDays(30)));
        assertThat(look("other, s2")).isEmpty();
        assertThat(look("other, s1")).hasSize(1);
    }
}
