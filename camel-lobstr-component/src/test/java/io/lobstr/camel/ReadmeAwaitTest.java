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

import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Pattern;

import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's route that waits for a run, as it stands there.
 */
class ReadmeAwaitTest {

    private static final Pattern ROUTE = Pattern.compile("```java\n(from\\([^`]*lobstr:awaitRun.*?)```", Pattern.DOTALL);

    private static RoutesBuilder compile(String route, Path folder) throws Exception {
        Path source = Files.writeString(folder.resolve("Readme.java"), """
                public class Readme extends org.apache.camel.builder.RouteBuilder {
                    public void configure() {
                        %s
                    }
                }
                """.formatted(route));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        assertThat(compiler.run(null, null, null, "-cp", path, "-proc:none", source.toString())).isZero();
        URLClassLoader loader
                = new URLClassLoader(new URL[] { folder.toUri().toURL() }, ReadmeAwaitTest.class.getClassLoader());
        return (RoutesBuilder) loader.loadClass("Readme").getConstructor().newInstance();
    }

    @Test
    void startsARunWaitsForItAndReadsItsTasks(@TempDir Path folder) throws Exception {
        String route = ROUTE.matcher(Files.readString(Path.of("..", "README.md"))).results().findFirst().orElseThrow().group(1);
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            SimulatedSquid squid = simulator.addSquid("Google Maps", setup -> setup.pendingFor(Duration.ZERO)
                    .runningFor(Duration.ofMillis(200)).uploadingFor(Duration.ZERO));
            Main main = new Main();
            main.configure().addRoutesBuilder(compile(route, folder));
            main.addInitialProperty("camel.component.lobstr.api-key", simulator.apiKey());
            main.addInitialProperty("camel.component.lobstr.base-url", simulator.baseUrl());
            main.addInitialProperty("lobstr.squid", squid.id());
            main.start();
            try {
                Exchange exchange = main.getCamelTemplate().request("direct:scrape", sent -> sent.getMessage().setBody(null));

                assertThat(exchange.getException()).isNull();
                assertThat(exchange.getMessage().getHeader(LobstrConstants.RUN_STATUS)).isEqualTo("done");
                assertThat(squid.runs()).hasSize(1);
                assertThat(simulator.requests().count("GET /v1/runtasks")).isEqualTo(1);
            } finally {
                main.stop();
            }
        }
    }
}
