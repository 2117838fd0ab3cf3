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
package io.lobstr.camel.kamelets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The Kamelets against Apache's own schema of Kamelets, and against what the validator of Apache's catalog asks of
 * them.
 */
class KameletSchemaTest {

    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final Pattern PARAMETER = Pattern.compile("\\{\\{\\??([A-Za-z0-9]+)}}");
    private static final JsonSchema SCHEMA = schema();

    static List<Path> kamelets() throws IOException {
        // filtered: those that go into the jar
        try (Stream<Path> files = Files.list(Path.of("target/classes/kamelets"))) {
            return files.sorted().toList();
        }
    }

    private static JsonSchema schema() {
        try (InputStream definition = KameletSchemaTest.class.getResourceAsStream("/camel.apache.org_kamelets.yaml")) {
            JsonNode version = YAML.readTree(definition).at("/spec/versions/0");
            assertThat(version.get("name").asText()).isEqualTo("v1");
            JsonNode schema = version.at("/schema/openAPIV3Schema");
            closed(schema.at("/properties/spec"));
            return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(schema);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Kubernetes drops what the schema does not know, so that a misspelt field goes unnoticed there. */
    private static void closed(JsonNode schema) {
        if (schema.has("properties") && !schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
            ((ObjectNode) schema).put("additionalProperties", false);
        }
        schema.path("properties").forEach(KameletSchemaTest::closed);
        closedIfThere(schema.path("additionalProperties"));
        closedIfThere(schema.path("items"));
    }

    private static void closedIfThere(JsonNode schema) {
        if (schema.isObject()) {
            closed(schema);
        }
    }

    private static Set<String> texts(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void areThere() throws IOException {
        assertThat(kamelets()).extracting(file -> file.getFileName().toString()).containsExactly(
                "lobstr-finished-runs-source.kamelet.yaml", "lobstr-run-results-action.kamelet.yaml",
                "lobstr-start-run-action.kamelet.yaml");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void areValidAgainstTheSchemaOfKamelets(Path file) throws IOException {
        assertThat(SCHEMA.validate(YAML.readTree(file.toFile()))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void areNamedAndAnnotatedAsThoseOfApacheAre(Path file) throws IOException {
        JsonNode kamelet = YAML.readTree(file.toFile());
        String type = kamelet.at("/metadata/labels/camel.apache.org~1kamelet.type").asText();

        assertThat(type).isIn("source", "action");
        assertThat(file).hasFileName(kamelet.at("/metadata/name").asText() + ".kamelet.yaml");
        assertThat(kamelet.at("/metadata/name").asText()).endsWith("-" + type);
        assertThat(kamelet.at("/spec/definition/title").asText()).endsWithIgnoringCase(" " + type);
        JsonNode annotations = kamelet.at("/metadata/annotations");
        assertThat(annotations.fieldNames()).toIterable().containsExactlyInAnyOrder(
                "camel.apache.org/kamelet.support.level", "camel.apache.org/catalog.version",
                "camel.apache.org/kamelet.icon", "camel.apache.org/provider", "camel.apache.org/kamelet.group",
                "camel.apache.org/kamelet.namespace");
        assertThat(annotations.get("camel.apache.org/kamelet.icon").asText()).startsWith("data:image/svg+xml;base64,");
        assertThat(annotations.get("camel.apache.org/catalog.version").asText()).matches("[0-9].*");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void describeEveryPropertyAndHideTheSecretOnes(Path file) throws IOException {
        JsonNode definition = YAML.readTree(file.toFile()).at("/spec/definition");

        assertThat(definition.at("/type").asText()).isEqualTo("object");
        assertThat(definition.at("/description").asText()).isNotBlank();
        assertThat(definition.get("properties")).isNotEmpty().allSatisfy(property -> {
            assertThat(property.path("title").asText()).isNotBlank().doesNotMatch("(The|A|An) .*");
            assertThat(property.path("description").asText()).isNotBlank().endsWith(".");
            assertThat(property.path("type").asText()).isIn("string", "integer");
        });
        assertThat(definition.get("properties").fieldNames()).toIterable().containsAll(texts(definition.get("required")));
        assertThat(definition.at("/properties/apiKey/format").asText()).isEqualTo("password");
        assertThat(texts(definition.at("/properties/apiKey/x-descriptors"))).containsExactly("urn:camel:group:credentials");
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void useThePropertiesTheyDefineAndNoOthers(Path file) throws IOException {
        JsonNode spec = YAML.readTree(file.toFile()).get("spec");

        Set<String> used = PARAMETER.matcher(spec.get("template").toString()).results().map(found -> found.group(1))
                .collect(Collectors.toSet());

        assertThat(spec.at("/definition/properties").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(used);
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void leaveOutOnlyWhatHasNoDefaultAndIsNotRequired(Path file) throws IOException {
        JsonNode spec = YAML.readTree(file.toFile()).get("spec");
        Set<String> required = texts(spec.at("/definition/required"));

        List<MatchResult> uses = PARAMETER.matcher(spec.get("template").toString()).results().toList();

        assertThat(uses).allSatisfy(use -> assertThat(use.group().startsWith("{{?")).as(use.group())
                .isEqualTo(!required.contains(use.group(1))
                        && !spec.at("/definition/properties/" + use.group(1)).has("default")));
    }

    @ParameterizedTest
    @MethodSource("kamelets")
    void nameWhatTheyNeed(Path file) throws IOException {
        JsonNode spec = YAML.readTree(file.toFile()).get("spec");

        assertThat(texts(spec.get("dependencies"))).contains("camel:core", "camel:kamelet")
                .anyMatch(name -> name.matches("mvn:io\\.lobstr\\.camel:camel-lobstr-component:[0-9].*"));
        assertThat(texts(spec.get("dependencies")).contains("camel:jackson"))
                .isEqualTo(spec.get("template").toString().contains("Jackson"));
    }
}
