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

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is big is never in memory: a JVM with a heap of 64 MB reads and uploads files, and reads lists, that are bigger.
 * With
 * {@code ./mvnw test -pl camel-lobstr-component -am -Dtest=FlatMemoryTest -Dsurefire.failIfNoSpecifiedTests=false -Dbig}
 * it is a file of 10 GiB and a list of a million runs; the figures are in
 * {@code target/surefire-reports/io.lobstr.camel.FlatMemoryTest-output.txt}.
 */
class FlatMemoryTest {

    @ParameterizedTest
    @ValueSource(strings = { "download", "upload", "list" })
    void aHeapOf64MegabytesIsEnough(String what) throws Exception {
        Process process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                BigData.BIG ? "-Dbig" : "-Dsmall", "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                BigData.class.getName(), what).redirectErrorStream(true).start();
        process.getOutputStream().close();

        String output = new String(process.getInputStream().readAllBytes());

        output.lines().filter(line -> line.startsWith("read ")).forEach(System.out::println);
        assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(output).isZero();
        assertThat(output).contains("read " + switch (what) {
            case "list" -> BigData.RUNS + " runs";
            case "upload" -> BigData.UPLOADED + " bytes";
            default -> BigData.BYTES + " bytes";
        });
    }
}
