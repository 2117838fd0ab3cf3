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
package io.lobstr.camel.internal.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class BodyTest {

    private static final int MOST = 20;

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anObjectIsReadToItsEnd() throws IOException {
        InputStream content = stream("{\"id\":\"a\"}   ");

        assertThat(Body.read(content, MOST).object()).containsEntry("id", "a");
        assertThat(content.available()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = { "NaN", "Infinity", "-Infinity" })
    void aNumberThatIsNoneIsRead(String number) throws IOException {
        assertThat(Body.read(stream("{\"n\":" + number + "}"), MOST).object()).containsEntry("n", Double.valueOf(number));
    }

    @ParameterizedTest
    @ValueSource(strings = { "[]", "5", "null", "{\"id\":", "{} {}", "<html></html>" })
    void whatIsNoObjectSaysSoWhereItIsAskedFor(String text) throws IOException {
        InputStream content = stream(text);
        Body body = Body.read(content, MOST);

        assertThat(body.isEmpty()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(body::object).withMessage("it is no JSON object").withNoCause();
        assertThat(content.available()).isZero();
    }

    @Test
    void bytesThatAreNoTextAreNoFaultOfTheConnection() throws IOException {
        Body body = Body.read(new ByteArrayInputStream(new byte[] { 0, 0, (byte) 0xff, (byte) 0xfe, 1, 2, 3, 4 }), MOST);

        assertThatIllegalArgumentException().isThrownBy(body::object).withMessage("it is no JSON object");
    }

    @Test
    void anEmptyOneIsEmpty() throws IOException {
        Body body = Body.read(stream(""), MOST);

        assertThat(body.isEmpty()).isTrue();
        assertThatIllegalArgumentException().isThrownBy(body::object).withMessage("it is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"id\":\"a\"}", "no JSON from the first byte on" })
    void whatIsBiggerIsNoAnswer(String text) {
        // beyond what Jackson looks at in one go
        int most = 10_000;

        assertThatIOException().isThrownBy(() -> Body.read(stream(text + " ".repeat(most)), most))
                .isInstanceOf(NoAnswerException.class)
                .withMessage("the answer is bigger than 10000 bytes (maxResponseSize)");
    }

    @Test
    void whatIsAsBigAsItMayBeIsRead() throws IOException {
        String text = "{\"id\":\"0123456789\"} ";

        assertThat(text).hasSize(MOST);
        assertThat(Body.read(stream(text), MOST).object()).containsEntry("id", "0123456789");
    }

    @Test
    void aConnectionThatBreaksIsNoAnswerWhatsoever() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("reset");
            }
        };

        assertThatIOException().isThrownBy(() -> Body.read(new SequenceInputStream(stream("{\"id\":"), broken), MOST))
                .withMessage("reset");
    }
}
