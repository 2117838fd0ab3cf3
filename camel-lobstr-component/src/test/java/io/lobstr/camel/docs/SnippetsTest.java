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
package io.lobstr.camel.docs;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.LobstrComponentConfigurer;
import io.lobstr.camel.internal.operation.LobstrOperation;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.fault.Fault;
import io.lobstr.camel.simulator.state.SquidSetup;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.ThreadPoolProfileConfigurationProperties;
import org.apache.camel.main.ThreadPoolProfileConfigurationPropertiesConfigurer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every snippet of the component page, the README and that of the component, as it stands there, on the simulator.
 */
class SnippetsTest {

    private static final LobstrSimulator SIMULATOR = LobstrSimulator.builder().build().start();

    @TempDir
    private static Path folder;
    private static List<Snippet> all;
    private static JavaSnippets java;

    @BeforeAll
    static void read() throws Exception {
        all = Snippet.all();
        java = new JavaSnippets(all, Files.createDirectory(folder.resolve("classes")));
    }

    @AfterEach
    void reset() {
        SIMULATOR.reset();
    }

    @AfterAll
    static void stop() {
        SIMULATOR.close();
    }

    @TestFactory
    Stream<DynamicTest> everySnippet() {
        return all.stream().map(snippet -> DynamicTest.dynamicTest(snippet.name() + " " + snippet.language(), () -> {
            if (snippet.isRoute()) {
                try (Running running = new Running(snippet, SIMULATOR, java, folder)) {
                    running.checkAll();
                }
            } else {
                read(snippet);
            }
        }));
    }

    private static void read(Snippet snippet) throws Exception {
        switch (snippet.language()) {
            case "java" -> java.routes(snippet).configure();
            case "xml" -> dependencies(Dependency.in(snippet.text()));
            case "properties" -> properties(snippet);
            default -> assertThat(snippet.language()).isEqualTo("sh");
        }
    }

    private static void dependencies(List<Dependency> dependencies) {
        assertThat(dependencies).filteredOn(Dependency::isOurs).hasSize(1).allMatch(Dependency::isBuiltHere);
        assertThat(dependencies).filteredOn(Dependency::isOfCamel).allMatch(Dependency::isRunHere);
        assertThat(dependencies).filteredOn(Dependency::isBomOfCamel).extracting(Dependency::version)
                .allMatch(new DefaultCamelContext().getVersion()::equals);
    }

    /** Whether Camel knows the options that it sets. */
    private static void properties(Snippet snippet) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.text()));
        String prefix = "camel.component.lobstr.";
        Set<String> options = properties.stringPropertyNames().stream().filter(name -> name.startsWith(prefix))
                .map(name -> name.substring(prefix.length())).collect(Collectors.toSet());
        String pool = "camel.threadpool.config[lobstr].";
        assertThat(properties.stringPropertyNames()).anyMatch(name -> name.startsWith(prefix) || name.startsWith(pool));
        try (CamelContext context = new DefaultCamelContext()) {
            LobstrComponent component = new LobstrComponent(context);
            assertThat(options).allMatch(option -> new LobstrComponentConfigurer().configure(
                    context, component, option.replace("-", ""), properties.getProperty(prefix + option), true));
            assertThat(properties.stringPropertyNames()).filteredOn(name -> name.startsWith(pool)).allMatch(
                    name -> new ThreadPoolProfileConfigurationPropertiesConfigurer().configure(
                            context, new ThreadPoolProfileConfigurationProperties(),
                            name.substring(pool.length()).replace("-", ""),
                            properties.getProperty(name), true));
        }
    }

    /** Tabs of one group ask for the same. All are in Java and YAML, some in XML too. */
    @TestFactory
    Stream<DynamicTest> tabsSayTheSame() {
        Map<Integer, List<Snippet>> groups = all.stream().filter(snippet -> snippet.tabs() >= 0)
                .collect(Collectors.groupingBy(Snippet::tabs, TreeMap::new, Collectors.toList()));
        return groups.values().stream().map(tabs -> DynamicTest.dynamicTest(tabs.get(0).name(), () -> {
            assertThat(tabs.stream().map(Snippet::language).filter(language -> !language.equals("xml")))
                    .containsExactly("java", "yaml");
            assertThat(tabs.stream().map(SnippetsTest::endpoints).distinct()).hasSize(1);
        }));
    }

    private static Set<String> endpoints(Snippet snippet) {
        try (Running running = new Running(snippet, SIMULATOR, java, folder)) {
            return running.endpoints();
        } catch (Exception e) {
            throw new IllegalStateException(snippet.name(), e);
        }
    }

    private static List<Snippet> tabs(String heading) {
        List<Snippet> tabs = all.stream().filter(snippet -> snippet.tabs() >= 0 && snippet.heading().equals(heading)).toList();
        assertThat(tabs).hasSize(2);
        return tabs;
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void whatMayPassIsTriedAgainAndTheRestIsGivenUp(int tab) throws Exception {
        try (Running running = new Running(tabs("Try again, or give up").get(tab), SIMULATOR, java, folder)) {
            SIMULATOR.faults().times("GET /v1/runs", 2, Fault.serverError());
            running.send("direct:try-again");
            assertThat(SIMULATOR.requests().count("GET /v1/runs")).isEqualTo(3);
            assertThat(running.sentTo("log:given-up")).isZero();

            SIMULATOR.faults().next("GET /v1/runs", Fault.forbidden());
            running.send("direct:try-again");
            assertThat(SIMULATOR.requests().count("GET /v1/runs")).isEqualTo(4);
            assertThat(running.sentTo("log:given-up")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 0, 1 })
    void aStartThatMayHaveHappenedIsNotRepeated(int tab) throws Exception {
        try (Running running = new Running(tabs("A start that may have happened").get(tab), SIMULATOR, java, folder)) {
            SIMULATOR.faults().next("POST /v1/runs", Fault.badGateway());
            running.send("direct:start-carefully");
            assertThat(SIMULATOR.requests().count("POST /v1/runs")).isEqualTo(1);
            assertThat(running.sentTo("log:look-before-another-start")).isEqualTo(1);

            running.squid().configure(SquidSetup::runningUntilTold);
            running.squid().startRun();
            running.send("direct:start-carefully");
            assertThat(running.sentTo("log:runs-already")).isEqualTo(1);
        }
    }

    @Test
    void everyOperationHasARouteInJavaAndYaml() {
        for (LobstrOperation operation : LobstrOperation.values()) {
            assertThat(languages(operation)).as("routes in the section of %s", operation).contains("java", "yaml");
        }
        assertThat(List.of(LobstrOperation.finishedRuns, LobstrOperation.startRun, LobstrOperation.awaitRun))
                .allMatch(operation -> languages(operation).contains("xml"));
    }

    private static Set<String> languages(LobstrOperation operation) {
        return all.stream().filter(snippet -> snippet.heading().startsWith(operation + ": ")).map(Snippet::language)
                .collect(Collectors.toSet());
    }
}
