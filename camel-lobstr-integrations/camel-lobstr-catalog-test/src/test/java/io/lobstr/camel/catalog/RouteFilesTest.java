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
package io.lobstr.camel.catalog;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

import javax.management.ObjectName;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The same routes in XML and in YAML: one starts a run, the other gets it when it has finished.
 */
class RouteFilesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "routes.camel.xml", "routes.camel.yaml" })
    void startARunAndWriteItWhenItHasFinished(String file) throws Exception {
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            SimulatedSquid maps = simulator.addSquid("Google Maps", setup -> setup.pendingFor(Duration.ZERO)
                    .runningFor(Duration.ofMillis(100)).uploadingFor(Duration.ZERO));
            Main main = new Main();
            main.configure().withRoutesIncludePattern("classpath:" + file);
            main.addInitialProperty("camel.component.lobstr.api-key", simulator.apiKey());
            main.addInitialProperty("camel.component.lobstr.base-url", simulator.baseUrl());
            main.addInitialProperty("camel.component.lobstr.requests-per-minute", "0");
            main.addInitialProperty("lobstr.squid", maps.id());
            main.addInitialProperty("runs.folder", folder.toString());
            main.start();
            try {
                main.getCamelTemplate().sendBody("direct:start", "");

                Path written = folder.resolve(maps.run(0).id() + ".json");
                await().atMost(Duration.ofSeconds(20)).untilAsserted(
                        () -> assertThat(written).content().contains("\"status\":\"done\""));
            } finally {
                main.stop();
            }
        }
        assertThat(loadedClasses()).contains("io.lobstr.camel.LobstrComponent")
                .as("without Micrometer and camel-telemetry, what is for them stays where it is")
                .doesNotContain("MicrometerMeters", "LobstrSpanDecorator");
    }

    private static String loadedClasses() throws Exception {
        return (String) ManagementFactory.getPlatformMBeanServer().invoke(
                new ObjectName("com.sun.management:type=DiagnosticCommand"), "vmClassHierarchy",
                new Object[] { new String[0] }, new String[] { String[].class.getName() });
    }
}
