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

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CreditLimitsTest {

    private static CreditLimits limits(String squids, String run, String day) {
        CreditLimits limits = new CreditLimits();
        limits.setSquids(squids);
        limits.setRun(run);
        limits.setDay(day);
        return limits;
    }

    @Test
    void limitsAreJson() throws Exception {
        assertThat(limits("s1=500, s2=80.5", "100", "1000").json())
                .isEqualTo("{\"*\":100,\"day\":1000,\"s1\":500,\"s2\":80.5}");
        assertThat(limits("none", " ", "7").json()).isEqualTo("{\"day\":7}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "s1 | none | none | credit-guard.squids=s1 is no list such as HASH=500,HASH=80: mend it, or set none",
            "s1=x | none | none | credit-guard.squids has x, which is no number of credits above 0: mend it, or set none",
            "none | 0 | none | credit-guard.run has 0, which is no number of credits above 0: mend it, or set none",
            "none | none | -1 | credit-guard.day has -1, which is no number of credits above 0: mend it, or set none" })
    void whatIsNoLimitIsRefused(String squids, String run, String day, String message) {
        assertThatThrownBy(() -> limits(squids, run, day)).hasMessage(message);
    }

    @Test
    void withoutALimitNothingIsGuarded() {
        assertThatThrownBy(() -> limits("none", "none", "none").json()).hasMessageContaining("no run is guarded");
    }

    @Test
    void aNoticeKeepsToItsLine() {
        assertThat(limits("none", "1", "none")
                .notice(Map.of("run", "r1", "squid", "s1", "abort_reason", "too\nmuch")))
                .isEqualTo("Run r1 of squid s1 is aborted: too much");
        assertThat(limits("none", "1", "none")
                .notice(Map.of("run", "r1", "squid", "s1", "tell", "goes on", "abort_reason", "too much")))
                .isEqualTo(
                        "Run r1 of squid s1 goes on, although lobstr.io has said more than once that it aborts it: too much");
    }
}
