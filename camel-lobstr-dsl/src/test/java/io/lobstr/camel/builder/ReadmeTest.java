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
package io.lobstr.camel.builder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's application, as it stands there, on the simulator.
 */
class ReadmeTest {

    @Test
    void itsApplicationStartsARunAndAwaitsIt() throws Exception {
        Main main = new Main();
        main.configure().addRoutesBuilder(new Application());
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            SimulatedSquid maps = simulator.addSquid("Google Maps",
                    setup -> setup.pendingFor(Duration.ZERO).runningFor(Duration.ofMillis(200)).uploadingFor(Duration.ZERO));
            main.addInitialProperty("camel.component.lobstr.base-url", simulator.baseUrl());
            main.addInitialProperty("camel.component.lobstr.api-key", simulator.apiKey());
            main.addInitialProperty("lobstr.squid", maps.id());
            main.init();
            NotifyBuilder awaited = new NotifyBuilder(main.getCamelContext()).whenCompleted(1).create();
            main.start();

            assertThat(awaited.matches(60, TimeUnit.SECONDS)).isTrue();
            assertThat(maps.runs()).singleElement().matches(run -> run.status().name().equals("DONE"));
        } finally {
            main.stop();
        }
    }

    @Test
    void showsThatApplication() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/lobstr/camel/builder/Application.java"));

        assertThat(Path.of("README.md")).content().containsIgnoringWhitespaces(
                source.substring(source.indexOf("// README") + "// README".length(), source.indexOf("// end")));
    }
}
