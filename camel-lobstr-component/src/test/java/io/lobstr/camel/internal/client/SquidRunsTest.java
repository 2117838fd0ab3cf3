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
package io.lobstr.camel.internal.client;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.lobstr.camel.model.Run;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How long runs take, by what was read anyway.
 */
class SquidRunsTest {

    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    private final SquidRuns runs = new SquidRuns();

    private static Run run(String id, String status, String started, String ended) {
        Map<String, Object> json = new HashMap<>();
        json.put("id", id);
        json.put("status", status);
        json.put("started_at", started);
        json.put("ended_at", ended);
        return new Run(json);
    }

    private static Run run(int id, long seconds) {
        return run("r" + id, "done", MIDNIGHT.toString(), MIDNIGHT.plusSeconds(seconds).toString());
    }

    @Test
    void hardlyAnyRunIsOverSooner() {
        runs.learn("squid", IntStream.range(0, 20).mapToObj(i -> run(i, 480 + 12 * i)).toList());

        assertThat(runs.shortest("squid").orElseThrow()).isBetween(Duration.ofSeconds(360), Duration.ofSeconds(480));
        assertThat(runs.shortest("other")).isEmpty();
        assertThat(runs.shortest(null)).isEmpty();
    }

    @Test
    void aFewTellLessAndTwoTellNothing() {
        runs.learn("squid", List.of(run(1, 500), run(2, 600)));
        runs.learn("squid", List.of(run(1, 500)));
        assertThat(runs.shortest("squid")).isEmpty();

        runs.learn("squid", List.of(run(3, 700)));

        assertThat(runs.shortest("squid").orElseThrow()).isLessThan(Duration.ofSeconds(400));
    }

    @Test
    void nonsenseIsPassedOver() {
        List<Run> nonsense = new ArrayList<>(
                List.of(run("a", "done", null, "2026-03-01T00:00:00Z"), run("b", "done", "2026-03-01T00:00:00Z", null),
                        run("c", "done", "2026-03-01T00:00:00Z", "0001-01-01T00:00:00Z"),
                        run("d", "done", "0001-01-01T00:00:00Z", "9999-12-31T00:00:00Z"),
                        run("e", "running", "2026-03-01T00:00:00Z", "2026-03-01T00:00:01Z"),
                        run("f", "done", "yesterday", "today")));
        runs.learn("squid", nonsense);
        assertThat(runs.shortest("squid")).isEmpty();

        nonsense.addAll(IntStream.range(0, 5).mapToObj(i -> run(i, 600)).toList());
        runs.learn("squid", nonsense);

        assertThat(runs.shortest("squid")).contains(Duration.ofSeconds(600));
    }

    @Test
    void noMoreIsHeldThanIsOfUse() {
        for (int squid = 0; squid < 1100; squid++) {
            runs.learn("s" + squid, IntStream.range(0, 5).mapToObj(i -> run(i, 600)).toList());
        }
        assertThat(runs.shortest("s0")).isEmpty();
        assertThat(runs.shortest("s1099")).isPresent();

        for (int i = 0; i < 100; i++) {
            runs.learn("s1099", List.of(run(100 + i, i < 50 ? 10 : 900)));
        }
        assertThat(runs.shortest("s1099").orElseThrow()).as("by the last ones").isCloseTo(
                Duration.ofSeconds(900), Duration.ofMillis(10));
    }
}
