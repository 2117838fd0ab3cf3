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

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.lobstr.camel.internal.memory.RunMemory;
import io.lobstr.camel.internal.watch.DueRun;
import io.lobstr.camel.internal.watch.Finishing;
import io.lobstr.camel.internal.watch.Moment;
import io.lobstr.camel.internal.watch.RunReading;
import io.lobstr.camel.internal.watch.SquidWatch;
import io.lobstr.camel.internal.watch.StartFrom;
import io.lobstr.camel.model.Run;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What goes on over the stop of its consumer.
 */
class ClaimsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private final Repository repository = new Repository();
    private final CamelContext context = new DefaultCamelContext();
    private final RunMemory memory = RunMemory.in(repository, null);

    private static final class Repository extends MemoryIdempotentRepository {

        private boolean away;
        private int asked;

        Repository() {
            super(new ConcurrentHashMap<>());
        }

        @Override
        public boolean add(String key) {
            asked++;
            if (away) {
                throw new IllegalStateException("the pool has no connection");
            }
            return super.add(key);
        }
    }

    private static final class Consumer implements Claim.Owner {

        private int claimed;
        private int settled;

        @Override
        public void claimed() {
            claimed++;
        }

        @Override
        public void settled() {
            settled++;
        }

        @Override
        public void failed() {
            // not here
        }
    }

    @AfterEach
    void close() throws Exception {
        context.close();
    }

    private Claims join(Consumer consumer, String... squids) {
        return Claims.join(context, memory, consumer, "consumer", List.of(squids));
    }

    private List<DueRun> due(String squid, Map<String, ?>... runs) {
        SquidWatch watch = new SquidWatch(memory.of(squid), run -> true, Finishing.ENDED);
        RunReading reading = watch.read();
        List<Run> page = new ArrayList<>();
        for (Map<String, ?> run : runs) {
            page.add(new Run(Map.copyOf(run)));
        }
        reading.read(page, (long) runs.length);
        reading.finish(StartFrom.parse("earliest"), new Moment(NOW, NOW, false, true));
        return watch.due();
    }

    private static Map<String, ?> run(String id, String ended) {
        return ended == null
                ? Map.of("id", id, "status", "done") : Map.of("id", id, "status", "done", "ended_at", ended);
    }

    @Test
    @SuppressWarnings("unchecked")
    void aMemoryThatIsAwayIsAskedOnceHoweverManyRunsWait() {
        Consumer consumer = new Consumer();
        Claims claims = join(consumer, "s");
        List<DueRun> due = due("s", run("r1", null), run("r2", null), run("r3", null));
        List<Claim> all = due.stream().map(run -> claims.claim(run, consumer)).toList();
        repository.away = true;
        all.forEach(claim -> assertThatThrownBy(claim::handled).hasMessageContaining("the pool"));
        repository.asked = 0;

        assertThatThrownBy(claims::record).hasMessageContaining("3 runs were handled");
        assertThat(repository.asked).isEqualTo(1);

        repository.away = false;
        claims.record();
        assertThat(consumer.settled).isEqualTo(3);
    }

    /** The list shows whole seconds, the run itself may show more, and a field may be missing. */
    @ParameterizedTest
    @CsvSource({
            "2026-03-01T11:00:00.123456Z, 2026-03-01T11:00:00Z", "2026-03-01T11:00:00Z, 2026-03-01T11:00:00.9Z",
            ", 2026-03-01T11:00:00Z", "2026-03-01T11:00:00Z, ," })
    @SuppressWarnings("unchecked")
    void theSameEndIsKnownHoweverItIsShown(String ended, String shown) {
        Consumer first = new Consumer();
        Claims claims = join(first, "s");
        Claim inFlight = claims.claim(due("s", run("r", ended)).get(0), first);
        Claim settled = claims.claim(due("s", run("q", ended)).get(0), first);
        claims.leave(first);
        Consumer second = new Consumer();
        join(second, "s");
        List<DueRun> due = due("s", run("r", shown), run("q", shown));
        settled.handled();

        assertThat(due).hasSize(2).allMatch(run -> claims.isTaken(run, second));
        assertThat(second.claimed).isEqualTo(1);
        inFlight.handled();
        assertThat(second.settled).isEqualTo(1);
    }

    @Test
    @SuppressWarnings("unchecked")
    void whatWasSettledIsKnownAlsoWhenAConsumerOfOtherSquidsBegins() {
        Consumer first = new Consumer();
        Claims claims = join(first, "s");
        Claim claim = claims.claim(due("s", run("r", null)).get(0), first);
        claims.leave(first);
        Consumer second = new Consumer();
        join(second, "s");
        DueRun found = due("s", run("r", null)).get(0);
        claim.handled();

        join(new Consumer(), "another");

        assertThat(claims.isTaken(found, second)).isTrue();
    }
}
