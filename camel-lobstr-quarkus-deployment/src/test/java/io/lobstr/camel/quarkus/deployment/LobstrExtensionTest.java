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
package io.lobstr.camel.quarkus.deployment;

import java.util.List;
import java.util.Map;

import jakarta.inject.Inject;

import io.lobstr.camel.LobstrComponent;
import io.lobstr.camel.exception.LobstrNotFoundException;
import io.lobstr.camel.model.Run;
import io.quarkus.builder.BuildChainBuilder;
import io.quarkus.builder.BuildContext;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.test.QuarkusUnitTest;
import org.apache.camel.CamelContext;
import org.apache.camel.quarkus.core.deployment.spi.CamelServiceBuildItem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application without anything but the extension: what Quarkus knows when it builds it, and what is there when it
 * runs.
 */
class LobstrExtensionTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest().withEmptyApplication()
            .overrideConfigKey("camel.component.lobstr.request-timeout", "1m30s")
            .addBuildChainCustomizer(LobstrExtensionTest::lookAtWhatIsKnown);

    @Inject
    CamelContext camel;

    private static void lookAtWhatIsKnown(BuildChainBuilder chain) {
        // nothing is built that nobody wants: this step's own feature is wanted
        chain.addBuildStep(context -> {
            look(context);
            context.produce(new FeatureBuildItem("looked-at"));
        }).consumes(ReflectiveClassBuildItem.class).consumes(NativeImageResourceBuildItem.class)
                .consumes(CamelServiceBuildItem.class).produces(FeatureBuildItem.class).build();
    }

    /** A failure here fails the build of the application, and so the test. */
    private static void look(BuildContext context) {
        List<String> reflective = context.consumeMulti(ReflectiveClassBuildItem.class).stream()
                .filter(item -> item.isMethods() && item.isConstructors()).flatMap(item -> item.getClassNames().stream())
                .toList();
        assertThat(reflective).contains(Run.class.getName(), LobstrNotFoundException.class.getName())
                .doesNotContain("io.lobstr.camel.internal.client.LobstrClient");
        assertThat(context.consumeMulti(NativeImageResourceBuildItem.class))
                .anyMatch(item -> item.getResources().contains("META-INF/io/lobstr/camel/lobstr.json"));
        assertThat(context.consumeMulti(CamelServiceBuildItem.class)).extracting(item -> item.type)
                .as("found by the index of the component's jar")
                .contains("io.lobstr.camel.LobstrComponentConfigurer", "io.lobstr.camel.LobstrEndpointConfigurer");
    }

    @Test
    void theComponentIsMadeWhenTheApplicationIsBuilt() {
        assertThat(camel.getRegistry().lookupByName("lobstr")).isSameAs(camel.getComponent("lobstr"))
                .isInstanceOf(LobstrComponent.class);
        assertThat(((LobstrComponent) camel.getComponent("lobstr")).getConfiguration().getRequestTimeout()).isEqualTo(90_000);
    }

    @Test
    void itsBodiesAreConverted() {
        assertThat(camel.getTypeConverter().convertTo(String.class, new Run(Map.of("id", "r1", "status", "done"))))
                .contains("\"id\":\"r1\"");
    }
}
