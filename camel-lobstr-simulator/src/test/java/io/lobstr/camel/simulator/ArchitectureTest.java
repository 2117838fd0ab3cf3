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
package io.lobstr.camel.simulator;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/**
 * The simulator knows nothing of the component, so that they share no mistake; and within it all goes one way.
 */
@AnalyzeClasses(packages = "io.lobstr.camel.simulator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.lobstr.camel.simulator";
    private static final DescribedPredicate<JavaClass> COMPONENT
            = resideInAPackage("io.lobstr.camel..").and(resideOutsideOfPackage(ROOT + ".."));

    @ArchTest
    static final ArchRule KNOWS_NOTHING_OF_THE_COMPONENT = noClasses().should().dependOnClassesThat(COMPONENT)
            .orShould().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule ONLY_HTTP_KNOWS_WIREMOCK = noClasses().that().resideOutsideOfPackage(ROOT + ".http")
            .should().dependOnClassesThat().resideInAPackage("com.github.tomakehurst..");

    @ArchTest
    static final ArchRule ONE_WAY = layeredArchitecture().consideringOnlyDependenciesInLayers()
            .layer("simulator").definedBy(ROOT)
            .layer("http").definedBy(ROOT + ".http")
            .layer("page").definedBy(ROOT + ".page")
            .layer("webhook").definedBy(ROOT + ".webhook")
            .layer("fault").definedBy(ROOT + ".fault")
            .layer("api").definedBy(ROOT + ".api")
            .layer("traffic").definedBy(ROOT + ".traffic")
            .layer("state").definedBy(ROOT + ".state")
            .whereLayer("simulator").mayNotBeAccessedByAnyLayer()
            .whereLayer("http").mayOnlyBeAccessedByLayers("simulator")
            .whereLayer("page").mayOnlyBeAccessedByLayers("simulator")
            .whereLayer("webhook").mayOnlyBeAccessedByLayers("page", "simulator")
            .whereLayer("fault").mayOnlyBeAccessedByLayers("http", "page", "simulator")
            .whereLayer("api").mayOnlyBeAccessedByLayers("fault", "http", "webhook", "simulator")
            .whereLayer("traffic").mayOnlyBeAccessedByLayers("api", "fault", "http", "page", "simulator")
            .whereLayer("state").mayOnlyBeAccessedByLayers("api", "page", "webhook", "simulator");
}
