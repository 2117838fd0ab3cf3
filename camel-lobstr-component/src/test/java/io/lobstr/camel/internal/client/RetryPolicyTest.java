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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.exception.LobstrRateLimitException;
import io.lobstr.camel.exception.LobstrServerException;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.internal.operation.Safety;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(10, Duration.ofSeconds(1), Duration.ofSeconds(60));

    private Set<Duration> waits(int retries) {
        return IntStream.range(0, 200).mapToObj(i -> policy.next(retries).orElseThrow()).collect(Collectors.toSet());
    }

    @ParameterizedTest
    @CsvSource({ "0, 1", "1, 2", "4, 16", "5, 32", "6, 60", "9, 60" })
    void waitsDoubleUpToTheLongestLessAJitterOfAHalf(int retries, int seconds) {
        Duration most = Duration.ofSeconds(seconds);

        assertThat(waits(retries)).hasSizeGreaterThan(50)
                .allSatisfy(wait -> assertThat(wait).isBetween(most.dividedBy(2), most))
                .anySatisfy(wait -> assertThat(wait).isLessThan(most.multipliedBy(6).dividedBy(10)))
                .anySatisfy(wait -> assertThat(wait).isGreaterThan(most.multipliedBy(9).dividedBy(10)));
    }

    @Test
    void retriesEnd() {
        assertThat(policy.next(9)).isPresent();
        assertThat(policy.next(10)).isEmpty();
    }

    /** What may be done twice is sent again only where it was not done; all else also where nobody knows. */
    @ParameterizedTest
    @EnumSource
    void theTableSaysWhatIsRepeated(LobstrOperation operation) {
        Safety safety = operation.call().safety();
        boolean once = safety == Safety.ONCE;

        assertThat(policy.next(safety, lost(true, 0), 0).isPresent()).as("no answer").isEqualTo(!once);
        assertThat(policy.next(safety, lost(true, 502), 0).isPresent()).as("502").isEqualTo(!once);
        assertThat(policy.next(safety, lost(true, 200), 0)).as("unreadable").isEmpty();
        assertThat(policy.next(safety, lost(false, 0), 0)).as("refused connection").isPresent();
        assertThat(policy.next(safety, new LobstrRateLimitException("", 429, null, null, null, null), 0)).as("429")
                .isPresent();
        assertThat(policy.next(safety, new LobstrNotFoundException("", 404, null, null, null, null), 0)).as("404").isEmpty();
    }

    /** Money, and what cannot be taken back, is safe unless a row says otherwise. */
    @Test
    void whatChangesSomethingIsOfOnceUnlessItIsKnownToBeHarmless() {
        assertThat(LobstrOperation.values()).filteredOn(operation -> operation.call().safety() == Safety.ONCE)
                .containsExactlyInAnyOrder(
                        LobstrOperation.startRun, LobstrOperation.abortRun, LobstrOperation.resurrectRun,
                        LobstrOperation.retryRunTask, LobstrOperation.createSquid, LobstrOperation.createChain,
                        LobstrOperation.syncAccount, LobstrOperation.callApi);
        assertThat(LobstrOperation.values())
                .filteredOn(operation -> (operation.call().safety() == Safety.READ) != operation.call().method().equals("GET"))
                .containsExactly(LobstrOperation.estimateSquid, LobstrOperation.callApi);
    }

    private static LobstrServerException lost(boolean sent, int status) {
        return new LobstrServerException("", status, null, null, null, sent, null);
    }
}
