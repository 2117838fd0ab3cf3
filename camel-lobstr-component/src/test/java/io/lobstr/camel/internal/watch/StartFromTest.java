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

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StartFromTest {

    /** A URI makes a blank of the plus. */
    @ParameterizedTest
    @CsvSource({
            "2026-03-01T12:00:00+01:00, 2026-03-01T11:00:00Z", "2026-03-01T12:00:00 01:00, 2026-03-01T11:00:00Z",
            "2026-03-01T12:00 05:30, 2026-03-01T06:30:00Z", "2026-03-01T12:00:00-02:00, 2026-03-01T14:00:00Z" })
    void anOffsetIsReadAlsoWhereItsPlusHasBecomeABlank(String text, String instant) {
        assertThat(StartFrom.parse(text).since(Instant.now())).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(strings = { "2026-03-01 12:00", "2026-03-01T12:00:00 1:00", "2026-03-01T12:00:00 0100", " 01:00" })
    void anythingElseWithABlankIsRefused(String text) {
        assertThatThrownBy(() -> StartFrom.parse(text)).hasMessageStartingWith("startFrom=" + text + " is neither now, ");
    }
}
