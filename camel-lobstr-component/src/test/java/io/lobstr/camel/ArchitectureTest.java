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
import java.util.Arrays;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * The rooms below {@code io.lobstr.camel.internal}, and which of them knows which: a rule for each. All stand on the
 * same ground, which is the bodies, the exceptions, the table of operations, and the words of the URI.
 */
@AnalyzeClasses(packages = "io.lobstr.camel", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String INTERNAL = "io.lobstr.camel.internal.";

    @ArchTest
    static final ArchRule HTTP = room("http");

    @ArchTest
    static final ArchRule CLIENT = room("client", "http");

    @ArchTest
    static final ArchRule WAIT = room("wait", "client", "http");

    @ArchTest
    static final ArchRule DOWNLOAD = room("download", "client", "http");

    @ArchTest
    static final ArchRule JOB = room("job", "client", "http");

    @ArchTest
    static final ArchRule START = room("start", "client", "http");

    @ArchTest
    static final ArchRule SQUID = room("squid", "client", "http");

    @ArchTest
    static final ArchRule OBSERVE = room("observe", "client");

    @ArchTest
    static final ArchRule MEMORY = room("memory", "watch");

    @ArchTest
    static final ArchRule CONSUME = room("consume", "watch", "memory", "client", "message", "observe");

    @ArchTest
    static final ArchRule WEBHOOK = room("webhook", "consume", "client", "http");

    @ArchTest
    static final ArchRule PRODUCE = room("produce", "wait", "download", "job", "start", "squid", "client", "message");

    @ArchTest
    static final ArchRule RUNTIME = room("runtime", "wait", "download", "job", "start", "client", "http", "observe");

    @ArchTest
    static final ArchRule MESSAGE = room("message");

    @ArchTest
    static final ArchRule OPERATION = room("operation");

    @ArchTest
    static final ArchRule NO_CYCLES = slices().matching(INTERNAL + "(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule MODEL = classes().that().resideInAPackage("io.lobstr.camel.model..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.lobstr.camel.model..", "com.fasterxml.jackson..", "org.slf4j..");

    @ArchTest
    static final ArchRule EXCEPTION = classes().that().resideInAPackage("io.lobstr.camel.exception..")
            .should().onlyDependOnClassesThat()
            .resideInAnyPackage("java..", "io.lobstr.camel.exception..", "io.lobstr.camel.model..", "org.apache.camel",
                    "org.apache.camel.spi");

    /** What talks to the API can be used, and tested, without Camel. */
    @ArchTest
    static final ArchRule NO_CAMEL = noClasses().that()
            .resideInAnyPackage(INTERNAL + "client..", INTERNAL + "wait..", INTERNAL + "download..", INTERNAL + "job..",
                    INTERNAL + "start..", INTERNAL + "squid..",
                    INTERNAL + "watch..", INTERNAL + "operation..")
            .should().dependOnClassesThat(
                    describe("are Camel's, but for its exceptions",
                            type -> type.getPackageName().startsWith("org.apache.camel")
                                    && !type.isAssignableTo(Throwable.class)));

    /** An application need not have it. */
    @ArchTest
    static final ArchRule MICROMETER = noClasses().that().doNotHaveSimpleName("MicrometerMeters")
            .should().dependOnClassesThat().resideInAPackage("io.micrometer..");

    /** Nor this: whoever has it looks for the decorator by itself. */
    @ArchTest
    static final ArchRule TELEMETRY = noClasses().that().doNotHaveSimpleName("LobstrSpanDecorator")
            .should().dependOnClassesThat().resideInAPackage("org.apache.camel.telemetry..")
            .orShould().dependOnClassesThat().haveSimpleName("LobstrSpanDecorator");

    @ArchTest
    static final ArchRule WATCH = classes().that().resideInAPackage(INTERNAL + "watch..")
            .should().onlyDependOnClassesThat(
                    resideInAnyPackage("java.lang..", "java.util", "java.util.function", "java.util.stream", "java.time..",
                            "java.util.concurrent.locks",
                            INTERNAL + "watch..", "io.lobstr.camel.model..").or(equivalentTo(FinishedWhen.class)));

    @ArchTest
    static final ArchRule WATCH_HAS_NO_CLOCK = noClasses().that().resideInAPackage(INTERNAL + "watch..")
            .should().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime")
            .orShould().callMethod(Instant.class, "now").orShould().callMethod(OffsetDateTime.class, "now");

    /** What is not here, users cannot depend on. */
    @ArchTest
    static final ArchRule PUBLIC = classes().that().arePublic()
            .and().resideOutsideOfPackages("io.lobstr.camel.internal..", "io.lobstr.camel.simulator..")
            .should().resideInAnyPackage("io.lobstr.camel", "io.lobstr.camel.exception", "io.lobstr.camel.model");

    private static ArchRule room(String name, String... below) {
        String[] allowed = Stream.concat(
                Stream.of(INTERNAL + name + "..", INTERNAL + "operation..", "io.lobstr.camel.exception..",
                        "io.lobstr.camel.model.."),
                Arrays.stream(below).map(room -> INTERNAL + room + "..")).toArray(String[]::new);
        return noClasses().that().resideInAPackage(INTERNAL + name + "..")
                .should().dependOnClassesThat(
                        describe("are of another room than " + String.join(", ", below),
                                type -> type.getPackageName().startsWith("io.lobstr.camel") && !isWord(type)
                                        && Arrays.stream(allowed).noneMatch(room -> resides(type, room))));
    }

    /** What the root has that is data: the options and their words, and the names of headers. */
    private static boolean isWord(JavaClass type) {
        return Stream.of(LobstrConfiguration.class, LobstrConstants.class, OnActiveRun.class, FileFormat.class,
                FinishedWhen.class, PollTimes.class, UploadFormat.class)
                .anyMatch(word -> type.isEquivalentTo(word));
    }

    private static boolean resides(JavaClass type, String room) {
        String name = room.substring(0, room.length() - 2);
        return type.getPackageName().equals(name) || type.getPackageName().startsWith(name + ".");
    }
}
