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
package io.lobstr.camel.internal.operation;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whatever the far side says stays on its line, in its direction, and is short.
 */
class WordsTest {

    @ParameterizedTest
    @ValueSource(chars = {
            '\r', '\n', '\t', '\u0085', '\u2028', '\u2029', '\u009b', '\u001b', '\u202e', '\u2066', '\u200f', '\u200b',
            '\ufeff' })
    void whatIsNoTextIsABlank(char c) {
        assertThat(Words.brief("a" + c + c + "b" + c)).isEqualTo("a b");
    }

    @Property(tries = 300)
    void noControlComesThrough(@ForAll @CharRange(from = 0, to = 0xd7ff) String text) {
        assertThat(Words.brief(text)).doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]").hasSizeLessThanOrEqualTo(301);
    }
}
