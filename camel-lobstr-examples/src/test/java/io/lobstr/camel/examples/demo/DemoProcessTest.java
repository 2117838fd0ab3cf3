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
package io.lobstr.camel.examples.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The demo with an account of one's own, which for this test is on a simulator.
 */
class DemoProcessTest {

    private static final String KEY = "s3cr3t-k3y-0f-somebody";

    @TempDir
    Path folder;
    private LobstrSimulator simulator;
    private SimulatedSquid squid;

    @BeforeEach
    void start() {
        simulator = LobstrSimulator.builder().apiKey(KEY).build().start();
        squid = simulator.addSquid("Mine", setup -> setup.pendingFor(Duration.ZERO).runningFor(Duration.ofSeconds(1))
                .uploadingFor(Duration.ZERO));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private ProcessBuilder demo(String key, String... options) {
        ProcessBuilder builder = DemoProcess.of(folder, options);
        builder.environment().putAll(Map.of(
                "LOBSTR_API_KEY", key, "LOBSTR_SQUID", squid.id(), "LOBSTR_BASE_URL", simulator.baseUrl()));
        return builder;
    }

    @Test
    void theSameRoutesUseTheRealAccountUntilTheyAreStopped() throws Exception {
        DemoProcess.Result result = DemoProcess.runUntil(demo(
                KEY, "-Ddemo.keepRunning=true", "-Ddemo.runs=1", "-Dscheduled-start.period=500", "-Dfinished-runs.delay=500",
                "-Dprogress.period=500", "-Dcamel.component.lobstr.requests-per-minute=0"), "No more runs are started",
                this::lookThroughAndBeRefused);

        Matcher arrived = Pattern.compile("(?m)^[0-9]+ +([0-9a-f]{32})  done .* file, .*table.* ✓$").matcher(result.out());
        assertThat(arrived.find()).as(result.out()).isTrue();
        String first = arrived.group(1);
        assertThat(result.out()).contains("your account").contains("squid " + squid.id()).contains("Stopped.")
                .contains("1 by a schedule, then the demo stays up until Ctrl-C")
                .containsPattern("(?m)^broker +tcp://127.0.0.1:[0-9]+, with the queues lobstr.runs and lobstr.results$")
                .containsPattern("(?m)^Kafka +127.0.0.1:[0-9]+, with the topic lobstr.runs$")
                .containsPattern("(?m)^database +jdbc:postgresql://127.0.0.1:[0-9]+/lobstr, user samples, password samples$")
                .doesNotContain(KEY);
        assertThat(result.err()).isEmpty();
        assertThat(folder.resolve("files/runs").resolve(first + ".json")).isRegularFile();
        assertThat(folder.resolve("demo.log")).content().contains("Run " + first + " of squid").doesNotContain(KEY);
    }

    /** From beside it, a look sees what it has; another demo would wait for its engines for ever. */
    private void lookThroughAndBeRefused(long process, String out) throws Exception {
        for (String look : List.of("queue", "topic", "tables")) {
            Output beside = new Output();
            assertThat(demoHere(beside, "demo.look", look).run()).as(beside.text()).isZero();
            assertThat(beside.lines().get(0)).contains("as process " + process);
            assertThat(beside.text()).containsPattern("(?m)^(run|partition|id) +.*\\R.*" + squid.runs().get(0).id());
        }
        Matcher page = Pattern.compile("^Open (http://localhost:[0-9]+/runs) in a browser").matcher(out);
        assertThat(page.find()).as(out).isTrue();
        assertThat(Page.at(page.group(1))).contains(squid.runs().get(0).id()).doesNotContain(KEY);

        Output second = new Output();
        assertThat(demoHere(second).run()).isEqualTo(1);
        assertThat(second.lines()).singleElement().asString()
                .startsWith("A demo runs in " + folder + " already, as process " + process);
    }

    private Demo demoHere(Output output, String... settings) {
        Properties given = new Properties();
        given.setProperty("demo.folder", folder.toString());
        for (int i = 0; i < settings.length; i += 2) {
            given.setProperty(settings[i], settings[i + 1]);
        }
        return new Demo(Map.of(), given, output.screen(false));
    }

    @Test
    void aFolderThatCannotBeWrittenIsOneLine() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));
        DemoProcess.Result result = DemoProcess.run(demo(KEY, "-Ddemo.folder=" + file));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines()).singleElement()
                .isEqualTo("The demo cannot write to demo.folder=" + file
                           + " (it is a file): name another with -Ddemo.folder=PATH.");
    }

    @Test
    void aWrongKeyIsOneLine() throws Exception {
        DemoProcess.Result result
                = DemoProcess.run(demo("wr0ng-k3y-0f-somebody", "-Dsamples=finished-runs-to-queue,scheduled-start"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).isEmpty();
        assertThat(result.out().lines().toList()).last().asString()
                .startsWith("lobstr.io does not accept the key in LOBSTR_API_KEY: ").contains("401");
        assertThat(result.out()).doesNotContain("wr0ng").doesNotContain("\tat ");
        assertThat(Files.readString(folder.resolve("demo.log"))).doesNotContain("wr0ng");
        assertThat(squid.runCount()).isZero();
    }

    @Test
    void tooFewCreditsAreOneLine() throws Exception {
        simulator.balance(150, 100);
        DemoProcess.Result result = DemoProcess
                .run(demo(KEY, "-Dsamples=scheduled-start", "-Dscheduled-start.period=500", "-Ddemo.patience=10s"));

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines().toList()).last().asString().startsWith("No run could be started: 50 credits are left")
                .contains("-Dscheduled-start.minimum-balance=");
        assertThat(squid.runCount()).isZero();
    }
}
