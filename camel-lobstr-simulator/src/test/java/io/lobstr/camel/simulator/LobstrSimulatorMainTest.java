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
package io.lobstr.camel.simulator;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class LobstrSimulatorMainTest {

    private static LobstrSimulatorBuilder settings(Map<String, String> environment, String... args) {
        return LobstrSimulatorMain.settings(args, environment);
    }

    @Test
    void readsArgumentsBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("LOBSTR_SIMULATOR_PORT", "7001", "LOBSTR_API_KEY", "of-environment");

        assertThat(settings(environment).port()).isEqualTo(7001);
        assertThat(settings(environment).apiKeys()).containsExactly("of-environment");
        assertThat(settings(environment, "--port", "7002", "--api-key", "of-args").port()).isEqualTo(7002);
        assertThat(settings(environment, "--api-key", "of-args").apiKeys()).containsExactly("of-args");
        assertThat(settings(Map.of()).apiKeys()).containsExactly("simulator-key");
        assertThat(settings(Map.of(), "--help")).isNull();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of(), "--nope"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of(), "--port"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of(), "--port", "x"));
    }

    @Test
    void printsWhatIsNeededToTryIt() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            LobstrSimulatorMain.print(simulator, new PrintStream(out, true, StandardCharsets.UTF_8));
            String text = out.toString(StandardCharsets.UTF_8);

            assertThat(simulator.squids()).hasSize(2).allSatisfy(squid -> assertThat(text).contains(squid.id()));
            assertThat(text).contains(simulator.baseUrl() + "/runs", simulator.apiKey());
        }
    }
}
