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

import java.io.InputStream;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What IDEs complete properties from is what the component's own metadata says.
 */
class MetadataTest {

    private static final String PREFIX = "camel.component.lobstr.";
    /** Those of every starter of Camel. */
    private static final Set<String> COMMON = Set.of(PREFIX + "enabled", PREFIX + "customizer.enabled");

    private record Property(String type, String description, String defaultValue) {
    }

    private static JsonNode resource(String name) throws Exception {
        try (InputStream json = LobstrComponentConfiguration.class.getResourceAsStream(name)) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static Map<String, Property> ofTheComponent() throws Exception {
        Map<String, Property> properties = new TreeMap<>();
        resource("/META-INF/io/lobstr/camel/lobstr.json").get("componentProperties").properties()
                .forEach(option -> properties.put(PREFIX + kebab(option.getKey()), new Property(
                        type(option.getValue()), option.getValue().get("description").asText(),
                        option.getValue().path("defaultValue").asText(null))));
        return properties;
    }

    private static String type(JsonNode option) {
        // a String, since Spring Boot knows fewer ways to write a duration than Camel
        String type = "duration".equals(option.get("type").asText()) ? "java.lang.String" : option.get("javaType").asText();
        return switch (type) {
            case "boolean" -> "java.lang.Boolean";
            case "int" -> "java.lang.Integer";
            case "long" -> "java.lang.Long";
            default -> type;
        };
    }

    private static String kebab(String name) {
        return ConfigurationPropertyName.adapt(name.replaceAll("([A-Z])", "-$1").toLowerCase(), '.').toString();
    }

    private static Map<String, Property> ofTheStarter() throws Exception {
        return StreamSupport
                .stream(resource("/META-INF/spring-configuration-metadata.json").get("properties").spliterator(), false)
                .filter(property -> !COMMON.contains(property.get("name").asText()))
                .collect(Collectors.toMap(property -> property.get("name").asText(), property -> new Property(
                        property.get("type").asText(), property.get("description").asText(),
                        property.path("defaultValue").asText(null)), (one, other) -> one, TreeMap::new));
    }

    @Test
    void hasEveryOptionOfTheComponentWithItsTypeItsDescriptionAndItsDefault() throws Exception {
        Map<String, Property> starter = ofTheStarter();
        assertThat(starter).as("options of LobstrComponentConfiguration, and those of the component")
                .containsOnlyKeys(ofTheComponent().keySet());
        ofTheComponent().forEach((name, property) -> assertThat(starter.get(name))
                .as("%s: the field's comment, and the default in additional-spring-configuration-metadata.json", name)
                .isEqualTo(property));
    }

    @Test
    void hintsAtPropertiesThatThereAre() throws Exception {
        assertThat(resource("/META-INF/spring-configuration-metadata.json").get("hints"))
                .extracting(hint -> hint.get("name").asText()).isNotEmpty().isSubsetOf(ofTheComponent().keySet());
    }
}
