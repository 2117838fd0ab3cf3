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
import java.util.List;

import io.lobstr.camel.internal.watch.SquidWatch;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PollerTest {

    private final List<String> read = new ArrayList<>();
    private final List<String> named = new ArrayList<>();
    private Error error;

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
            if (error != null) {
                throw error;
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
    }));

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

    @Test
    void anErrorOfTheListOfSquidsIsNamed() {
        named.add("none");

        assertThatThrownBy(() -> poller.poll(1)).hasMessage("The list of squids cannot be read");
    }
}
