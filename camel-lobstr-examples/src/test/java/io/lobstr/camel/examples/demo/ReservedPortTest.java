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
package io.lobstr.camel.examples.demo;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.lobstr.camel.examples.engines.TestEngines;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReservedPortTest {

    @Test
    void nobodyElseGetsItUntilItIsLetGo() throws Exception {
        ReservedPort first = ReservedPort.near(TestEngines.freePort());
        try (ReservedPort second = ReservedPort.near(first.number())) {
            assertThat(second.number()).isNotEqualTo(first.number());
        }
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), first.number()))
                .isInstanceOf(ConnectException.class);
        first.close();
        try (ServerSocket server = new ServerSocket(first.number(), 1, InetAddress.getLoopbackAddress());
             ReservedPort other = ReservedPort.near(first.number())) {
            assertThat(other.number()).isNotEqualTo(server.getLocalPort());
        }
    }
}
