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
package io.lobstr.camel;

import java.time.Instant;
import java.time.OffsetDateTime;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Five rooms, one above the other; a room knows only those below it.
 */
@AnalyzeClasses(packages = "io.lobstr.camel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ROOMS = layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.lobstr.camel..")
            .layer("camel").definedBy("io.lobstr.camel")
            .layer("observe").definedBy("io.lobstr.camel.observe..")
            .layer("watch").definedBy("io.lobstr.camel.watch..")
            .layer("client").definedBy("io.lobstr.camel.client..")
            .layer("model").definedBy("io.lobstr.camel.model..")
            .whereLayer("camel").mayNotBeAccessedByAnyLayer()
            .whereLayer("observe").mayOnlyBeAccessedByLayers("camel")
            .whereLayer("watch").mayOnlyBeAccessedByLayers("camel")
            .whereLayer("client").mayOnlyBeAccessedByLayers("camel", "observe")
            .whereLayer("model").mayOnlyBeAccessedByLayers("camel", "watch", "client");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching("io.lobstr.camel.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MODEL = classes().that().resideInAPackage("io.lobstr.camel.model..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.lobstr.camel.model..", "com.fasterxml.jackson..", "org.slf4j..");

    @ArchTest
    static final ArchRule CLIENT = classes().that().resideInAPackage("io.lobstr.camel.client..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "javax.net.ssl..", "io.lobstr.camel.client..", "io.lobstr.camel.model..",
                    "com.fasterxml.jackson..", "org.apache.hc..", "org.slf4j..", "org.apache.camel", "org.apache.camel.spi");

    @ArchTest
    static final ArchRule ONLY_EXCEPTIONS_OF_CAMEL = noClasses().that().resideInAPackage("io.lobstr.camel.client..")
            .and().haveSimpleNameNotEndingWith("Exception")
            .should().dependOnClassesThat().resideInAPackage("org.apache.camel..");

    /** An application need not have it. */
    @ArchTest
    static final ArchRule MICROMETER = noClasses().that().doNotHaveSimpleName("MicrometerMeters")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

    @ArchTest
    static final ArchRule WATCH = classes().that().resideInAPackage("io.lobstr.camel.watch..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java.lang..", "java.util", "java.util.function", "java.util.stream", "java.time..",
                    "io.lobstr.camel.watch..", "io.lobstr.camel.model..");

    @ArchTest
    static final ArchRule WATCH_HAS_NO_CLOCK = noClasses().that().resideInAPackage("io.lobstr.camel.watch..")
            .should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(Instant.class, "now").orShould().callMethod(OffsetDateTime.class, "now");
}
