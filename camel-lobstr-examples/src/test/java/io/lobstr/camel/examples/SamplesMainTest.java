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
package io.lobstr.camel.examples;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.lobstr.camel.examples.engines.EmbeddedEngines;
import io.lobstr.camel.examples.engines.Engine;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What keeps the samples from starting is one line that names the setting.
 */
class SamplesMainTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "samples= | samples=",
            "samples=finished-runs-to-moon | samples=finished-runs-to-moon",
            "samples.dsl=xml | samples.dsl=xml",
            "camel.component.lobstr.api-key={{env:NO_SUCH_KEY}} | NO_SUCH_KEY",
            "camel.component.lobstr.base-url=ftp://somewhere | baseUrl",
            "camel.component.lobstr.requests-per-minute=many | requestsPerMinute",
            "finished-runs.delay=often | delay",
            "finished-runs.start-from=tomorrow | startFrom",
            "lobstr.squid=, | squid",
            "database.url=jdbc:postgresql://127.0.0.1:1/none?user=me&password=s3cr3t | database.password",
            "samples=search-terms-to-results | search-terms.squid",
            "samples=squid-from-file | squids",
            "samples=pushed-finished-runs | webhook.secret",
            "samples=downloads-to-s3 | s3.",
            "samples=clustered-finished-runs | zookeeper.nodes=embedded",
            "broker.url=somewhere | brokerURL=somewhere",
            "samples=finished-runs-to-database | database.url=jdbc:postgresql://127.0.0.1:1/none with database.username=samples cannot be used: Connection to 127.0.0.1:1 refused" })
    @Timeout(120)
    void badSettingsAreOneLine(String setting, String named) {
        Main camel = Samples.application();
        set(camel, "samples=finished-runs-to-queue,scheduled-start");
        set(camel, "data.folder=" + folder);
        set(camel, "broker.url=tcp://127.0.0.1:1");
        set(camel, "database.url=jdbc:postgresql://127.0.0.1:1/none");
        set(camel, "camel.component.lobstr.api-key=s3cr3t");
        set(camel, setting);
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        assertThat(SamplesMain.run(camel, new PrintStream(err, true, StandardCharsets.UTF_8))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).singleElement().asString()
                .startsWith("The samples do not start: ").contains(named).doesNotContain("s3cr3t");
    }

    @Test
    @Timeout(120)
    void aFolderThatOthersUseIsOneLine() throws Exception {
        Main camel = Samples.application();
        set(camel, "samples=finished-runs-to-queue");
        set(camel, "data.folder=" + folder);
        set(camel, "camel.component.lobstr.api-key=s3cr3t");
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        try (EmbeddedEngines others = new EmbeddedEngines(folder)) {
            others.start(Engine.BROKER);
            assertThat(SamplesMain.run(camel, new PrintStream(err, true, StandardCharsets.UTF_8))).isEqualTo(1);
        }
        assertThat(err.toString(StandardCharsets.UTF_8).lines()).singleElement().asString()
                .startsWith(
                        "The samples do not start: process " + ProcessHandle.current().pid() + " uses data.folder=" + folder);
    }

    @Test
    @Timeout(120)
    void aRouteThatDoesNotStartIsOneLineWithTheLogOfProductionToo() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        Path console = folder.resolve("console.txt");
        // without what is for tests only, such as their logging
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes")).collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-cp", classPath,
                "-Dsamples=finished-runs-to-files", "-Dcamel.component.lobstr.api-key=s3cr3t", "-Ddata.folder=" + file,
                SamplesMain.class.getName()).redirectErrorStream(true).redirectOutput(console.toFile()).start();

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(Files.readAllLines(console)).noneMatch(line -> line.contains("s3cr3t") || line.startsWith("\tat "))
                .filteredOn(line -> !line.contains(" INFO ") && !line.contains(" WARN ")).singleElement().asString()
                .startsWith("The samples do not start: ").contains("finished-runs-to-files");
    }

    private static void set(Main camel, String setting) {
        int equals = setting.indexOf('=');
        camel.addOverrideProperty(setting.substring(0, equals), setting.substring(equals + 1));
    }
}
