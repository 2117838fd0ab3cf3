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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The jars that a release takes to Maven Central, as the build of all modules leaves them. Where a module is built
 * alone they are not there, and nothing is looked at.
 */
class PublishedJarsTest {

    private static final Path ROOT = Path.of("../..");
    private static final String VERSION = System.getProperty("project.version");
    private static final LocalDateTime BUILT = LocalDateTime
            .ofInstant(Instant.parse(System.getProperty("project.build.outputTimestamp")), ZoneOffset.UTC);

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

    private static Path target(String module) {
        return ROOT.resolve(module).resolve("target");
    }

    private static Path jar(String module, String classifier) {
        return target(module).resolve(module + "-" + VERSION + classifier + ".jar");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "camel-lobstr-component", "camel-lobstr-dsl", "camel-lobstr-kamelets", "camel-lobstr-quarkus",
            "camel-lobstr-quarkus-deployment", "camel-lobstr-simulator", "camel-lobstr-spring-boot-starter" })
    void haveSourcesJavadocTheLicenceAndOneTime(String module) throws Exception {
        assumeThat(jar(module, "-javadoc")).exists();

        for (String classifier : List.of("", "-sources", "-javadoc")) {
            try (ZipFile jar = new ZipFile(jar(module, classifier).toFile())) {
                assertThat(jar.stream()).isNotEmpty().extracting(ZipEntry::getTimeLocal)
                        .as("another time would be another file with each build").containsOnly(BUILT);
            }
        }
        try (ZipFile jar = new ZipFile(jar(module, "").toFile())) {
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    /** What Quarkus and Camel K look at: without it they see no class of the jar. */
    @ParameterizedTest
    @ValueSource(strings = { "camel-lobstr-component", "camel-lobstr-dsl" })
    void haveAnIndex(String module) throws Exception {
        assumeThat(jar(module, "")).exists();

        try (ZipFile jar = new ZipFile(jar(module, "").toFile())) {
            assertThat(jar.getEntry("META-INF/jandex.idx")).isNotNull();
        }
    }

    @Test
    void theComponentBringsAlongWhatTheReadmeSays() throws Exception {
        Path bom = target("camel-lobstr-component").resolve("bom.json");
        // CycloneDX writes none where Maven is offline
        assumeThat(bom).exists();
        JsonNode json = new ObjectMapper().readTree(bom.toFile());
        JsonNode component = json.at("/metadata/component/bom-ref");
        JsonNode direct = StreamSupport.stream(json.get("dependencies").spliterator(), false)
                .filter(node -> node.get("ref").equals(component)).findFirst().orElseThrow().get("dependsOn");
        Stream<String> brought = StreamSupport.stream(json.get("components").spliterator(), false)
                .filter(node -> "required".equals(node.path("scope").asText()))
                .filter(node -> StreamSupport.stream(direct.spliterator(), false).anyMatch(node.get("bom-ref")::equals))
                .map(node -> node.get("name").asText());

        String readme = Files.readString(ROOT.resolve("camel-lobstr-component/README.md"));
        String table = readme.substring(readme.indexOf("What the component brings along"));
        assertThat(ROW.matcher(table).results().map(row -> row.group(1)))
                .containsExactlyInAnyOrderElementsOf(brought.toList());
    }
}
