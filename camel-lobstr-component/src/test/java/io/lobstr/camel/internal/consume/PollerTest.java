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

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.watch.SquidWatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PollerTest {

    private final List<String> read = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private final Map<String, RuntimeException> failures = new HashMap<>();
    private Error error;
    private long now;
    private Duration took = Duration.ZERO;

    private final Poller poller = new Poller(new WatchedSquids() {
        @Override
        public Collection<String> next(RunReader reader) {
            if (named.contains("none")) {
                throw new StackOverflowError("made up");
            }
            List<String> once = List.copyOf(named);
            named.clear();
            return once;
        }

        @Override
        public void read(String squid, RunReader reader) {
            read.add(squid);
            now += took.toNanos();
            if (error != null) {
                throw error;
            }
            if (failures.containsKey(squid)) {
                throw failures.get(squid);
            }
        }

        @Override
        public Collection<SquidWatch> watches() {
            return List.of();
        }

        @Override
        public int size() {
            return 1;
        }
    }, null, null, () -> true, (runs, most) -> 0, new RetryAfter(() -> 0, (Duration time) -> {
    }), () -> now);

    @Test
    void aSquidThatIsNamedOnceIsReadUntilThatSucceeds() {
        named.add("squid");
        error = new StackOverflowError("made up");
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> poller.poll(1)).hasMessage("Squid squid cannot be read");
        }
        error = null;
        poller.poll(1);
        poller.poll(1);

        assertThat(read).hasSize(4);
    }

    /** Within a poll only what fails at once is tried again, when the others have had their turn. */
    @ParameterizedTest
    @CsvSource({ "PT0.1S, a b a", "PT30S, a b" })
    void whatIsSilentIsNotWaitedForTwice(Duration silence, String expected) {
        named.addAll(List.of("a", "b"));
        took = silence;
        failures.put("a", new LobstrServerException("no answer", 0, null, null, null, true, null));

        assertThatThrownBy(() -> poller.poll(1)).hasMessage("no answer");

        assertThat(String.join(" ", read)).isEqualTo(expected);
    }

    @Test
    void whenThreeInARowCannotBeReadTheRestWaitsAndThenComesFirst() {
        named.addAll(List.of("a", "b", "c", "d", "e"));
        named.forEach(squid -> failures.put(squid, new LobstrServerException("away", 503, null, null, null, true, null)));
        assertThatThrownBy(() -> poller.poll(1)).hasMessage("away");
        // one is tried again, to see whether the API is there again
        assertThat(read).containsExactly("a", "b", "c", "a");

        read.clear();
        failures.clear();
        poller.poll(1);

        assertThat(read).containsExactly("d", "e", "b", "c", "a");
    }

    @Test
    void anErrorOfTheListOfSquidsIsNamed() {
        named.add("none");

        assertThatThrownBy(() -> poller.poll(1)).hasMessage("The list of squids cannot be read");
    }
}
