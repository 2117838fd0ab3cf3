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

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.hc.core5.net.PercentCodec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/**
 * A secret is found in whatever form somebody writes it.
 */
class SecretFormsTest {

    private static final Map<String, UnaryOperator<String>> FORMS = Map.ofEntries(
            Map.entry("itself", text -> text),
            Map.entry("capitals",
                    text -> text.chars().mapToObj(c -> String.valueOf((char) (c < 0x80 ? Character.toUpperCase(c) : c)))
                            .collect(Collectors.joining())),
            Map.entry("percent", text -> PercentCodec.encode(text, StandardCharsets.UTF_8)),
            Map.entry("percent, in small letters", text -> bytes(text, "%%%02x")),
            Map.entry("percent, twice", text -> bytes(text, "%%25%02X")),
            Map.entry("form", text -> PercentCodec.encode(text, StandardCharsets.UTF_8).replace("%20", "+")),
            Map.entry("json", SecretFormsTest::json),
            Map.entry("json in json", text -> json(json(text))),
            Map.entry("json in ascii", text -> chars(text, "\\u%04X")),
            Map.entry("slashes of json", text -> json(text).replace("/", "\\/")),
            Map.entry("html", text -> text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;")
                    .replace("'", "&#39;").replace("/", "&#x2F;")),
            Map.entry("hex", text -> HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))),
            Map.entry("hex in capitals", text -> bytes(text, "%02X")),
            Map.entry("lines", text -> text.codePoints().mapToObj(Character::toString).collect(Collectors.joining("\r\n\t"))),
            Map.entry("base64", text -> base64("", text, "")),
            Map.entry("basic", text -> base64("ada:", text, "")),
            Map.entry("basic, a longer user", text -> base64("ada2:", text, "")),
            Map.entry("basic, the longest user", text -> base64("ada23:", text, "")),
            Map.entry("user", text -> base64("", text, ":other")),
            Map.entry("base64 of a URL", text -> base64("ada:", text, "").replace('+', '-').replace('/', '_').replace("=", "")),
            Map.entry("base64, escaped", text -> PercentCodec.encode(base64("a", text, "b"), StandardCharsets.UTF_8)));

    private static String bytes(String text, String format) {
        StringBuilder bytes = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.append(String.format(format, one & 0xff));
        }
        return bytes.toString();
    }

    private static String chars(String text, String format) {
        return text.chars().mapToObj(one -> String.format(format, one)).collect(Collectors.joining());
    }

    private static String json(String text) {
        String quoted = new ObjectMapper().valueToTree(text) instanceof TextNode node ? node.toString() : "";
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String base64(String before, String text, String after) {
        return Base64.getEncoder().encodeToString((before + text + after).getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> secrets() {
        Arbitrary<Character> characters = Arbitraries.oneOf(
                Arbitraries.chars().alpha().numeric(),
                Arbitraries.of("/+%&=:\\\"'<>~ äé€".chars().mapToObj(c -> (char) c).toList()),
                Arbitraries.chars().range('\u4e00', '\u4eff'));
        return Arbitraries.strings().withChars("!").ofLength(1).flatMap(
                mark -> characters.list().ofMinSize(8).ofMaxSize(200).map(list -> list.stream().map(String::valueOf)
                        .collect(Collectors.joining("", "k", "3y"))));
    }

    @Property(tries = 60, seed = "1")
    void nothingOfASecretIsShown(@ForAll("secrets") String secret) {
        Secrets secrets = new Secrets(List.of(secret));

        FORMS.forEach((name, form) -> {
            String written = form.apply(secret);
            assertThat(secrets.hide("Login «" + written + "» failed")).as(name).isEqualTo("Login «xxxxxx» failed");
        });
    }

    @Example
    void theRestIsShownAsItIs() {
        String text
                = "Zürich: 100% of “a&b” isn't C:\\new, see https://example.com/a%20b?c=d+e&amp;f \u00e9 \ud83d\ude00 &#12; %zz \\u12";

        assertThat(new Secrets(List.of("hunter22", "k3y")).hide(text)).isEqualTo(text);
    }

    /** Of what is cut off, what is left shows nothing either. */
    @Example
    void longTextsAreToldInPartAndSeenAsAWhole() {
        String secret = "s3cret".repeat(2000);
        String told = new Secrets(List.of(secret)).hide("a" + ("b".repeat(4000) + secret).repeat(100));

        assertThat(told).hasSizeLessThan(5000).contains("bxxxxxx").doesNotContain("s3c");
        assertThat(new Secrets(List.of(secret)).hide("Login " + secret.substring(0, 1000))).hasSizeLessThan(100);
        assertThat(new Secrets(List.of(secret)).areIn("x".repeat(1 << 20))).isTrue();
        assertThat(new Secrets(List.of(secret)).areIn("x".repeat(1 << 10))).isFalse();
    }

    /** A far side that knows how they are looked for gains nothing by it. */
    @Example
    void noTextTakesLong() {
        for (String again : List.of("\\", "%25", "%", "25", "&#", "k", "k3y ", "az")) {
            String text = "%" + again.repeat((1 << 16) / again.length() - 1);
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> new Secrets(List.of("k3y-of-the-account")).areIn(text));
        }
    }
}
