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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The README's tables of parameters say what the Kamelets say. With {@code -Dupdate.docs} this test writes them.
 */
class ParametersTest {

    private static final Path README = Path.of("README.md");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
    private static final String START = "<!-- parameters: START -->\n";
    private static final String END = "<!-- parameters: END -->";

    @Test
    void areInTheReadme() throws Exception {
        StringBuilder tables = new StringBuilder();
        for (Path kamelet : KameletSchemaTest.kamelets()) {
            tables.append(table(YAML.readTree(kamelet.toFile())));
        }
        String readme = Files.readString(README);
        int from = readme.indexOf(START) + START.length();
        int to = readme.indexOf(END);
        if (System.getProperty("update.docs") != null) {
            Files.writeString(README, readme.substring(0, from) + tables + readme.substring(to));
        } else {
            assertThat(readme.substring(from, to)).as("run this test with -Dupdate.docs to write it")
                    .isEqualTo(tables.toString());
        }
    }

    private static String table(JsonNode kamelet) throws IOException {
        JsonNode definition = kamelet.at("/spec/definition");
        String rows = definition.get("properties").properties().stream()
                .map(property -> row(property, isRequired(definition, property.getKey()))).collect(Collectors.joining());
        return "### " + kamelet.at("/metadata/name").asText() + "\n\n| parameter | default | meaning |\n| --- | --- | --- |\n"
               + rows + "\n";
    }

    private static boolean isRequired(JsonNode definition, String name) {
        return StreamSupport.stream(definition.get("required").spliterator(), false).anyMatch(one -> one.asText().equals(name));
    }

    private static String row(Map.Entry<String, JsonNode> property, boolean required) {
        JsonNode said = property.getValue();
        String otherwise = said.has("default") ? "`" + said.get("default").asText() + "`" : required ? "required" : "";
        String example = said.has("example") ? " Such as `" + said.get("example").asText() + "`." : "";
        return "| `" + property.getKey() + "` | " + otherwise + " | " + said.get("description").asText() + example + " |\n";
    }
}
