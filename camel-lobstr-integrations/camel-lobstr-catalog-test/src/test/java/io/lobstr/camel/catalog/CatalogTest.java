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

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.internal.operation.LobstrOperation;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.apache.camel.tooling.model.ComponentModel;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The component in Camel's catalog, as IDEs and Maven's camel:validate see it.
 */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();
    private ComponentModel model;

    @BeforeEach
    void addComponent() throws Exception {
        try (InputStream json = LobstrComponent.class.getResourceAsStream("/META-INF/io/lobstr/camel/lobstr.json")) {
            catalog.addComponent("lobstr", LobstrComponent.class.getName(),
                    new String(json.readAllBytes(), StandardCharsets.UTF_8));
        }
        model = catalog.componentModel("lobstr");
    }

    private List<BaseOptionModel> options() {
        List<BaseOptionModel> options = new ArrayList<>(model.getComponentOptions());
        options.addAll(model.getEndpointOptions());
        options.addAll(model.getEndpointHeaders());
        return options;
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "lobstr:finishedRuns", "lobstr:finishedRuns?squid=a,b&startFrom=earliest&statuses=done&delay=30s",
            "lobstr:finishedRuns?idempotentRepository=#handledRuns&greedy=true&maxMessagesPerPoll=10",
            "lobstr:startRun?squid=a&onActiveRun=join&apiKey=key", "lobstr:awaitRun?awaitTimeout=6h&pollInterval=5000",
            "lobstr:startRun?squid=a&onActiveRun=wait&awaitTimeout=6h", "lobstr:awaitRun?maxCredits=12.5",
            "lobstr:downloadRun?fileFormat=xlsx&proxyHost=proxy&proxyPort=3128",
            "lobstr:listResults?run={{run}}&allPages=true&limit=100" })
    void acceptsGoodUris(String uri) {
        EndpointValidationResult result = catalog.validateEndpointProperties(uri);

        assertThat(result.isSuccess()).as(result.summaryErrorMessage(false)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "lobstr:stopRun", "lobstr:startRun?squib=a", "lobstr:startRun?onActiveRun=kill", "lobstr:listRuns?page=first",
            "lobstr:listRuns?allPages=perhaps", "lobstr:finishedRuns?delay=soon", "lobstr:awaitRun?awaitTimout=6h" })
    void refusesBadUris(String uri) {
        assertThat(catalog.validateEndpointProperties(uri).isSuccess()).isFalse();
    }

    @Test
    void refusesWhatOnlyTheOtherSideTakes() {
        assertThat(catalog.validateEndpointProperties("lobstr:startRun?startFrom=now", false, false, true).isSuccess())
                .isFalse();
        assertThat(catalog.validateEndpointProperties("lobstr:finishedRuns?onActiveRun=join", false, true, false).isSuccess())
                .isFalse();
    }

    /** What Camel's tools look for on a class path, to tell which components are there. */
    @Test
    void isListedAmongTheComponentsOfItsJar() throws Exception {
        Properties listed = new Properties();
        try (InputStream properties
                = LobstrComponent.class.getResourceAsStream("/META-INF/services/org/apache/camel/component.properties")) {
            listed.load(properties);
        }
        assertThat(listed).containsEntry("components", "lobstr").containsEntry("groupId", model.getGroupId())
                .containsEntry("artifactId", model.getArtifactId()).containsEntry("version", model.getVersion());
    }

    @Test
    void makesAUriOfOptions() throws Exception {
        assertThat(catalog.asEndpointUri("lobstr", Map.of("operation", "getRun", "run", "r1"), false))
                .isEqualTo("lobstr:getRun?run=r1");
    }

    @Test
    void describesEveryOptionAndHeaderInSentences() {
        // those that Camel describes itself are in its own words
        assertThat(options()).filteredOn(option -> !option.getDescription().contains("Camel") && !ofCamel(option))
                .hasSizeGreaterThan(40).allSatisfy(option -> {
                    assertThat(option.getDescription()).as(option.getName()).matches("(?s)[A-Z].*[A-Za-z0-9)]\\.");
                });
        assertThat(options()).allSatisfy(option -> assertThat(option.getGroup()).as(option.getName()).isIn("common",
                "consumer", "consumer (advanced)", "producer", "producer (advanced)", "advanced", "proxy", "scheduler",
                "security", "filter", "health"));
    }

    private static boolean ofCamel(BaseOptionModel option) {
        return option.getGroup().equals("scheduler") && !option.getName().equals("delay") || option.getGroup().equals("health")
                || List.of("exchangePattern", "sendEmptyMessageWhenIdle", "pollStrategy", "exceptionHandler",
                        "bridgeErrorHandler", "lazyStartProducer", "autowiredEnabled").contains(option.getName());
    }

    @Test
    void knowsSecretsChoicesAndDefaults() {
        assertThat(options()).filteredOn(BaseOptionModel::isSecret).extracting(BaseOptionModel::getName)
                .containsOnly("apiKey", "proxyUsername", "proxyPassword", "webhookSecret");
        assertThat(option("onActiveRun").getEnums()).containsExactly("fail", "join", "wait");
        assertThat(option("fileFormat").getEnums()).containsExactly("csv", "json", "jsonl", "xlsx");
        assertThat(option("operation").getEnums())
                .containsExactly(Stream.of(LobstrOperation.values()).map(LobstrOperation::name).toArray(String[]::new));
        assertThat(option("delay").getDefaultValue()).isEqualTo("60s");
        assertThat(option("limit").getDefaultValue()).asString().isEqualTo("50");
        assertThat(option("page").getDefaultValue()).asString().isEqualTo("1");
        assertThat(option("startFrom").getDefaultValue()).isEqualTo("now");
    }

    private ComponentModel.EndpointOptionModel option(String name) {
        return model.getEndpointOptions().stream().filter(option -> option.getName().equals(name)).findFirst().orElseThrow();
    }
}
