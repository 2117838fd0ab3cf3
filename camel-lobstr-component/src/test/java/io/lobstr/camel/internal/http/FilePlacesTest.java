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

import java.net.InetAddress;
import java.net.URI;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FilePlacesTest {

    private final FilePlaces outside = new FilePlaces(URI.create("https://192.0.2.1/v1"), () -> false);

    @ParameterizedTest
    @ValueSource(strings = {
            "127.0.0.1", "127.9.9.9", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1",
            "169.254.169.254", "100.64.0.1", "100.127.0.1", "198.18.0.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1",
            "::", "fe80::1", "fc00::1", "fd12:3456::1", "ff02::1", "::ffff:127.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1",
            "2002:7f00:1::" })
    void knowsWhatIsNotPublic(String address) throws Exception {
        assertThat(FilePlaces.isPublic(InetAddress.getByName(address))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "1.1.1.1", "8.8.8.8", "100.63.0.1", "100.128.0.1", "172.15.0.1", "172.32.0.1", "192.169.0.1", "52.218.0.1",
            "2606:4700::1", "64:ff9b::8.8.8.8" })
    void knowsWhatIsPublic(String address) throws Exception {
        assertThat(FilePlaces.isPublic(InetAddress.getByName(address))).isTrue();
    }

    /** What a name leads to is seen when it is resolved for the connection, so that no later answer can differ. */
    @Test
    void aNameIsLookedAtWhenItIsResolved() {
        assertThatThrownBy(() -> outside.resolve("localhost")).isInstanceOf(FilePlaces.NotPublicException.class);
    }

    @Test
    void plainHttpIsForAnApiOfPlainHttp() {
        URI link = URI.create("http://192.0.2.2/file");

        assertThat(outside.refusal(link)).isEqualTo("plain http");
        assertThat(new FilePlaces(URI.create("http://192.0.2.1"), () -> false).refusal(link)).isNull();
        assertThat(outside.refusal(URI.create("https://192.0.2.2/file"))).isNull();
    }

    @Test
    void anApiInHereMayTellOfPlacesInHere() throws Exception {
        FilePlaces inside = new FilePlaces(URI.create("https://localhost:8443/v1"), () -> false);

        assertThat(inside.refusal(URI.create("http://10.0.0.1/file"))).isNull();
        assertThat(inside.resolve("localhost")).isNotEmpty();
    }

    @Test
    void theUserMayAllowAll() throws Exception {
        FilePlaces all = new FilePlaces(URI.create("https://192.0.2.1/v1"), () -> true);

        assertThat(all.refusal(URI.create("http://127.0.0.1/file"))).isNull();
        assertThat(all.resolve("localhost")).isNotEmpty();
    }
}
