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
package io.lobstr.camel.springboot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootVersion;
import org.springframework.context.ConfigurableApplicationContext;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the README shows, as it stands there.
 */
class ReadmeTest {

    @TempDir
    private Path folder;
    private String readme;

    @BeforeEach
    void read() throws Exception {
        readme = Files.readString(Path.of("README.md"));
    }

    @ParameterizedTest
    @ValueSource(classes = { Application.class, FinishedRuns.class })
    void showsTheClassesOfThisTest(Class<?> type) throws Exception {
        String source = Files.readString(Path.of("src/test/java", type.getName().replace('.', '/') + ".java"));
        assertThat(readme).containsIgnoringWhitespaces(
                source.substring(source.indexOf("// README") + "// README".length(), source.indexOf("// end")));
    }

    @Test
    void itsPropertiesConsumeRunsAndKeepTheApplicationRunning() throws Exception {
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            SimulatedSquid maps = simulator.addSquid("Google Maps",
                    setup -> setup.pendingFor(Duration.ZERO).runningUntilTold().uploadingFor(Duration.ZERO));
            Path properties = Files.writeString(folder.resolve("application.properties"),
                    readme.replaceAll("(?s).*?```properties\\n(.*?)```.*", "$1").replaceFirst("lobstr.squid=[0-9a-f]+",
                            // nobody waits for a minute here
                            "lobstr.squid=" + maps.id() + "&delay=100&initialDelay=0&startFrom=earliest"));
            try (ConfigurableApplicationContext application = SpringApplication.run(Application.class,
                    "--spring.config.location=" + properties.toUri(), "--LOBSTR_API_KEY=" + simulator.apiKey(),
                    // the server that is here for the calls of webhooks: what else keeps the application running is looked at
                    "--server.port=0",
                    "--camel.component.lobstr.base-url=" + simulator.baseUrl())) {
                CamelContext camel = application.getBean(CamelContext.class);
                NotifyBuilder consumed = new NotifyBuilder(camel).from("lobstr:*").whenCompleted(1).create();
                maps.startRun().finish();

                assertThat(consumed.matches(20, TimeUnit.SECONDS)).isTrue();
                assertThat(Thread.getAllStackTraces().keySet())
                        .anyMatch(thread -> !thread.isDaemon() && thread.getName().contains("CamelMainRunController"));
                assertThat(readme).contains(camel.getVersion(), SpringBootVersion.getVersion());
                // the starters' own names no core of Camel, which would then be that of the component
                assertThat(readme).contains("<artifactId>camel-bom<", "<artifactId>camel-spring-boot-bom<");
            }
        }
    }
}
