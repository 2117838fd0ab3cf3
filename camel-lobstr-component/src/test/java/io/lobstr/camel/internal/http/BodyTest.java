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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

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
        assertThatIllegalArgumentException().isThrownBy(body::object).withMessageStartingWith("it is no JSON").withNoCause();
        assertThat(content.available()).isZero();
    }

    @Test
    void bytesThatAreNoTextAreNoFaultOfTheConnection() throws IOException {
        Body body = Body.read(new ByteArrayInputStream(new byte[] { 0, 0, (byte) 0xff, (byte) 0xfe, 1, 2, 3, 4 }), MOST);

        assertThatIllegalArgumentException().isThrownBy(body::object).withMessageStartingWith("it is no JSON");
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

    /** What is valid takes nothing else with it, whatever Java or Jackson make of it. */
    @ParameterizedTest
    @MethodSource
    void whatIsValidIsRead(String value, Object read) throws IOException {
        Body body = Body.read(stream("{\"a\":[" + value + ",{\"b\":" + value + "}],\"c\":1.5}"), 64_000_000);

        assertThat(body.object()).containsEntry("c", new BigDecimal("1.5"));
        assertThat(body.object().get("a")).asInstanceOf(InstanceOfAssertFactories.LIST).first().isEqualTo(read);
        assertThat(body.object().get("a")).asInstanceOf(InstanceOfAssertFactories.LIST).last().isEqualTo(
                Collections.singletonMap("b", read));
    }

    static Stream<Arguments> whatIsValidIsRead() {
        String zeros = "0".repeat(1200);
        String longText = "x".repeat(21_000_000);
        return Stream.of(
                arguments("1e999999999", new BigDecimal("1e999999999")),
                arguments("1e2147483648", "1e2147483648"), arguments("-1.5E+99999999999", "-1.5E+99999999999"),
                arguments("1e-2147483649", "1e-2147483649"), arguments("1e-99999999999999999999", "1e-99999999999999999999"),
                arguments("1" + zeros, "1" + zeros), arguments("-1." + zeros, "-1." + zeros),
                arguments("12345678901234567890", new BigInteger("12345678901234567890")),
                arguments("-0.0", new BigDecimal("-0.0")),
                arguments("NaN", Double.NaN), arguments("null", null), arguments("\"1\"", "1"),
                arguments("\"" + longText + "\"", longText),
                arguments("{\"" + "n".repeat(60_000) + "\":1}", Map.of("n".repeat(60_000), 1)));
    }

    @ParameterizedTest
    @CsvSource({ "[,]", "'{\"a\":',}" })
    void whatIsNestedTooDeepIsNullThere(String opens, String closes) throws IOException {
        String deep = opens.repeat(1200) + "1" + closes.repeat(1200);

        Map<String, Object> object = Body.read(stream("{\"deep\":" + deep + ",\"next\":[{\"a\":1}]}"), 1_000_000).object();

        assertThat(object).containsEntry("next", List.of(Map.of("a", 1)));
        int depth = 0;
        for (Object value = object.get("deep"); value != null; depth++) {
            value = value instanceof List<?> list ? list.get(0) : ((Map<?, ?>) value).get("a");
        }
        assertThat(depth).isEqualTo(999);
        assertThat(Json.text(object)).endsWith("\"next\":[{\"a\":1}]}");
    }

    @Test
    void theReasonIsTrueWhereItIsTooDeepToBeLookedAt() throws IOException {
        Body body = Body.read(stream("{\"deep\":" + "[".repeat(200_000) + "]".repeat(200_000) + "}"), 1_000_000);

        assertThatIllegalArgumentException().isThrownBy(body::object)
                .withMessage("it is nested more than 100000 levels deep");
    }

    @ParameterizedTest
    @CsvSource({ "1e2147483648, exponent", "'[{\"a\":1e2147483648}]', exponent", "{, it is no JSON" })
    void whatIsToBeSentIsTakenExactlyOrRefused(String json, String why) {
        assertThatIllegalArgumentException().isThrownBy(() -> Json.value(json.getBytes(StandardCharsets.UTF_8)))
                .withMessageContaining(why);
    }
}
