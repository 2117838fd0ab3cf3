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

import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.CombinedIndexBuildItem;
import io.quarkus.deployment.builditem.ExtensionSslNativeSupportBuildItem;
import io.quarkus.deployment.builditem.FeatureBuildItem;
import io.quarkus.deployment.builditem.nativeimage.NativeImageResourceBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import org.jboss.jandex.ClassInfo;

/**
 * What Quarkus is told of the component. Its Camel services and type converters need no word: they are found by the
 * index of the jar.
 */
public final class LobstrProcessor {

    private static final String FEATURE = "camel-lobstr";
    /** What routes name in text, or reach into by reflection: Simple, Jackson, onException in YAML. */
    private static final List<String> SEEN_BY_ROUTES = List.of("io.lobstr.camel.model", "io.lobstr.camel.exception");

    @BuildStep
    FeatureBuildItem feature() {
        return new FeatureBuildItem(FEATURE);
    }

    @BuildStep
    ExtensionSslNativeSupportBuildItem tls() {
        return new ExtensionSslNativeSupportBuildItem(FEATURE);
    }

    @BuildStep
    ReflectiveClassBuildItem seenByRoutes(CombinedIndexBuildItem index) {
        String[] names = SEEN_BY_ROUTES.stream().flatMap(room -> index.getIndex().getClassesInPackage(room).stream())
                .map(ClassInfo::name).map(Object::toString).sorted().toArray(String[]::new);
        return ReflectiveClassBuildItem.builder(names).methods().fields().build();
    }

    /** For the catalog at run time. */
    @BuildStep
    NativeImageResourceBuildItem metadata() {
        return new NativeImageResourceBuildItem("META-INF/io/lobstr/camel/lobstr.json");
    }
}
