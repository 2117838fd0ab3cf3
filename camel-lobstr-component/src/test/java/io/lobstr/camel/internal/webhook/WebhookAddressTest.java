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
package io.lobstr.camel.internal.webhook;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Where lobstr.io is to call, and what proves that an address was made by us.
 */
class WebhookAddressTest {

    private static final String OLD = "the-old-secret-of-16";
    private static final String NEW = "the-new-secret-of-16";

    private final WebhookTokens tokens = new WebhookTokens(List.of(NEW, OLD));

    @ParameterizedTest
    @ValueSource(strings = { "https://hooks.example.com", "https://hooks.example.com/", "https://example.com/hooks" })
    void anAddressIsOfOneSquid(String url) {
        WebhookAddress address = new WebhookAddress(url, "/lobstr", tokens);

        assertThat(address.of("a1")).startsWith(url.replaceAll("/$", "") + "/lobstr/a1/").matches(".*/[A-Za-z0-9_-]{43}");
        assertThat(address.isOurs("a1", address.of("a1"))).isTrue();
        assertThat(address.isOurs("a2", address.of("a1"))).isFalse();
        assertThat(address.isOurs("a1", address.of("a1") + "x")).isFalse();
        assertThat(address.isOurs("a1", "https://elsewhere.example.com/lobstr/a1/" + tokens.of("a1"))).isFalse();
        assertThat(address.isOurs("a1", null)).isFalse();
        assertThat(address.shown("a1")).endsWith("/lobstr/a1/xxxxxx");
        assertThat(address + " " + tokens).doesNotContain(tokens.of("a1"));
    }

    @Test
    void theSecretIsChangedWithoutAGap() {
        WebhookTokens before = new WebhookTokens(List.of(OLD));
        WebhookTokens after = new WebhookTokens(List.of(NEW));

        assertThat(tokens.of("a1")).isEqualTo(after.of("a1")).isNotEqualTo(before.of("a1"));
        assertThat(tokens.matches("a1", before.of("a1"))).isTrue();
        assertThat(tokens.matches("a1", after.of("a1"))).isTrue();
        assertThat(after.matches("a1", before.of("a1"))).isFalse();
        assertThat(new WebhookTokens(List.of()).matches("a1", before.of("a1"))).isFalse();
    }

    @Test
    void aSquidOfAStrangeNameHasAnAddressToo() {
        WebhookAddress address = new WebhookAddress("https://hooks.example.com", "/lobstr", tokens);
        assertThat(address.of("a b?c#d%e+é")).startsWith("https://hooks.example.com/lobstr/a%20b%3Fc%23d%25e%2B%C3%A9/");
        assertThat(address.isOurs("a b?c#d%e+é", address.of("a b?c#d%e+é"))).isTrue();
    }
}
