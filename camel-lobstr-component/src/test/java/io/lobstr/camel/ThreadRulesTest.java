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

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.apache.camel.AsyncCallback;
import org.apache.camel.spi.ExecutorServiceManager;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * Who makes threads, and who lets routes go on: what keeps time, or asks the API, runs nothing of the user's.
 */
@AnalyzeClasses(packages = "io.lobstr.camel", importOptions = ImportOption.DoNotIncludeTests.class)
class ThreadRulesTest {

    private static final String SIMULATOR = "io.lobstr.camel.simulator..";

    /** One place makes them, so that each pool has its purpose, and none a limit that refuses. */
    @ArchTest
    static final ArchRule ONE_PLACE_MAKES_THREADS = noClasses().that().resideOutsideOfPackage(SIMULATOR)
            .and().haveNameNotMatching("io\\.lobstr\\.camel\\.internal\\.runtime\\.Threads.*")
            .should().dependOnClassesThat().areAssignableTo(ExecutorServiceManager.class)
            .orShould().dependOnClassesThat().areAssignableTo(Executors.class)
            .orShould().callConstructor(Thread.class, Runnable.class);

    /** What is asynchronous says where it goes on. */
    @ArchTest
    static final ArchRule NO_COMMON_POOL = noClasses().that().resideOutsideOfPackage(SIMULATOR)
            .should().callMethod(CompletableFuture.class, "supplyAsync", Supplier.class)
            .orShould().callMethod(CompletableFuture.class, "runAsync", Runnable.class)
            .orShould().callMethod(CompletableFuture.class, "whenCompleteAsync", BiConsumer.class)
            .orShould().callMethod(CompletableFuture.class, "thenRunAsync", Runnable.class);

    /** Below, nobody knows a route that goes on. */
    @ArchTest
    static final ArchRule ROUTES_GO_ON_ABOVE = noClasses().that()
            .resideInAnyPackage("io.lobstr.camel.internal.runtime..", "io.lobstr.camel.internal.client..",
                    "io.lobstr.camel.internal.http..", "io.lobstr.camel.internal.wait..", "io.lobstr.camel.internal.download..",
                    "io.lobstr.camel.internal.start..")
            .should().dependOnClassesThat().areAssignableTo(AsyncCallback.class);
}
