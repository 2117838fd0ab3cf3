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
package io.lobstr.camel;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The README's route, as it stands there, in a plain Camel Main.
 */
class ReadmeRouteTest {

    private static final Pattern YAML = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @Test
    void startsARunAndWritesAFileWhenItHasFinished(@TempDir Path folder) throws Exception {
        Matcher yaml = YAML.matcher(Files.readString(Path.of("../README.md")));
        assertThat(yaml.find()).isTrue();
        Path routes = Files.writeString(folder.resolve("routes.camel.yaml"), yaml.group(1)
                .replace("handled-runs.txt", folder.resolve("handled-runs.txt").toString())
                .replace("uri: file:runs", "uri: file:" + folder.resolve("runs"))
                // nobody waits for a minute here
                .replace("uri: lobstr:finishedRuns\n      parameters:",
                        "uri: lobstr:finishedRuns\n      parameters:\n        delay: 100"));

        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            SimulatedSquid squid = simulator.addSquid("Google Maps", setup -> setup.runningFor(Duration.ofMillis(200)));
            Main main = new Main();
            main.configure().withRoutesIncludePattern("file:" + routes);
            main.addInitialProperty("camel.component.lobstr.api-key", simulator.apiKey());
            main.addInitialProperty("camel.component.lobstr.base-url", simulator.baseUrl());
            main.addInitialProperty("lobstr.squid", squid.id());
            main.start();
            try {
                await().atMost(Duration.ofSeconds(20)).until(() -> squid.runCount() == 1);
                SimulatedRun run = squid.run(0);
                Path file = folder.resolve("runs").resolve(run.id() + ".json");
                await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(file).content()
                        .contains("\"id\":\"" + run.id() + "\"", "\"status\":\"done\"", "\"ended_at\":\""));
                await().atMost(Duration.ofSeconds(20)).untilAsserted(
                        () -> assertThat(folder.resolve("handled-runs.txt")).content().contains(run.id()));
            } finally {
                main.stop();
            }
        }
    }
}
