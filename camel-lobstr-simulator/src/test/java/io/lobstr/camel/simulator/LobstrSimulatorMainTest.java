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

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

import io.lobstr.camel.simulator.api.Behaviour;
import io.lobstr.camel.simulator.api.Quirk;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class LobstrSimulatorMainTest {

    private static LobstrSimulatorBuilder settings(Map<String, String> environment, String... args) {
        return LobstrSimulatorMain.settings(args, environment);
    }

    @Test
    void readsArgumentsBeforeTheEnvironment() {
        Map<String, String> environment = Map.of("LOBSTR_SIMULATOR_PORT", "7001", "LOBSTR_API_KEY", "of-environment");

        assertThat(settings(environment).port()).isEqualTo(7001);
        assertThat(settings(environment).apiKeys()).containsExactly("of-environment");
        assertThat(settings(environment, "--port", "7002", "--api-key", "of-args").port()).isEqualTo(7002);
        assertThat(settings(environment, "--api-key", "of-args").apiKeys()).containsExactly("of-args");
        assertThat(settings(Map.of()).apiKeys()).containsExactly("simulator-key");
        assertThat(settings(Map.of(), "--help")).isNull();
    }

    @Test
    void quirksAreSwitchedOnByName() {
        Behaviour behaviour = settings(
                Map.of("LOBSTR_SIMULATOR_QUIRKS", "bare_pages, CREATED_AS_OK"), "--quirk", "READY_WITH_TASKS").behaviour();

        assertThat(Quirk.values()).filteredOn(behaviour::has).containsExactly(
                Quirk.CREATED_AS_OK, Quirk.READY_WITH_TASKS, Quirk.BARE_PAGES);
        assertThat(Quirk.values()).filteredOn(settings(Map.of()).behaviour()::has).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of(), "--quirk", "NOPE"));
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of(), "--nope"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of(), "--port"));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Map.of(), "--port", "x"));
    }

    @Test
    void printsWhatIsNeededToTryIt() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            LobstrSimulatorMain.print(simulator, new PrintStream(out, true, StandardCharsets.UTF_8));
            String text = out.toString(StandardCharsets.UTF_8);

            assertThat(simulator.squids()).hasSize(2).allSatisfy(squid -> assertThat(text).contains(squid.id()));
            assertThat(text).contains(simulator.baseUrl() + "/runs", simulator.apiKey());
            assertThat(text).contains("camel.component.lobstr.base-url=" + simulator.baseUrl());
        }
    }

    /** So that they can be copied as they stand there. */
    @Test
    void theReadmesShowItsSettings() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> settings;
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            LobstrSimulatorMain.print(simulator, new PrintStream(out, true, StandardCharsets.UTF_8));
            settings = out.toString(StandardCharsets.UTF_8).replace(":" + simulator.port(), ":8080").lines()
                    .map(String::strip).filter(line -> line.matches("(camel\\.component\\.)?lobstr\\..*=.*")).toList();
        }

        assertThat(settings).hasSize(3);
        for (String folder : List.of("", "..", "../camel-lobstr-component", "../camel-lobstr-spring-boot-starter",
                "../camel-lobstr-quarkus")) {
            Path readme = Path.of(folder, "README.md");
            assertThat(Files.readString(readme).replace(" = ", "=").lines()).as("%s", readme).containsAll(settings);
        }
    }

    @Test
    void itsSquidsAreTheSameAtEachStart() {
        assertThat(printed()).isEqualTo(printed());
    }

    private static List<String> printed() {
        try (LobstrSimulator simulator = LobstrSimulator.builder().build().start()) {
            LobstrSimulatorMain.print(simulator, new PrintStream(new ByteArrayOutputStream()));
            return simulator.squids().stream().map(SimulatedSquid::id).toList();
        }
    }

    @Test
    @Timeout(60)
    void itShowsItsPageUntilItIsInterrupted() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CountDownLatch interrupted = new CountDownLatch(1);
        CountDownLatch printed = new CountDownLatch(1);
        PrintStream console = new PrintStream(out, true, StandardCharsets.UTF_8) {
            @Override
            public PrintStream printf(String format, Object... args) {
                super.printf(format, args);
                printed.countDown();
                return this;
            }
        };
        CompletableFuture<Boolean> run = CompletableFuture.supplyAsync(() -> {
            try {
                return LobstrSimulatorMain.run(new String[0], Map.of(), console, console, interrupted);
            } catch (InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        printed.await();
        String page = out.toString(StandardCharsets.UTF_8).replaceAll("(?s).*page +(http\\S+).*", "$1");
        assertThat(Api.send(HttpRequest.newBuilder(URI.create(page))).body()).contains("Restaurants in Paris");
        interrupted.countDown();
        assertThat(run.get()).isTrue();
    }

    @Test
    @Timeout(60)
    void aBusyPortEndsItWithOneLine() throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String[] args = { "--port", Integer.toString(used.getLocalPort()) };
            assertThat(
                    LobstrSimulatorMain.run(args, Map.of(), new PrintStream(out), new PrintStream(err), new CountDownLatch(1)))
                    .isFalse();
            assertThat(out.size()).isZero();
            assertThat(err.toString(StandardCharsets.UTF_8).lines())
                    .containsExactly("The simulator cannot listen on port " + used.getLocalPort() + ". Is it in use?");
        }
    }

    @Test
    @Timeout(60)
    void aPortInUseIsSaid() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ServerSocket used = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            LobstrSimulator simulator = LobstrSimulator.builder().port(used.getLocalPort()).build();

            assertThatIllegalStateException().isThrownBy(simulator::start)
                    .withMessage("The simulator cannot listen on port " + used.getLocalPort() + ". Is it in use?");
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (!before.contains(thread) && !thread.isDaemon()) {
                thread.join(Duration.ofSeconds(30).toMillis());
                assertThat(thread.isAlive()).as("%s keeps the process alive", thread).isFalse();
            }
        }
    }
}
