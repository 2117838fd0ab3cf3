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
package io.lobstr.camel.kamelets;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.exception.LobstrRunActiveException;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The Kamelets in the README's route, and one by one, on the simulator.
 */
class KameletsTest {

    private static final Pattern README = Pattern.compile("```yaml\n([^`]*kamelet:lobstr-finished-runs-source.*?)```",
            Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final LobstrSimulator simulator = LobstrSimulator.builder().build().start();
    private final SimulatedSquid maps = simulator.addSquid("Google Maps", setup -> setup.pendingFor(Duration.ZERO)
            .runningUntilTold().uploadingFor(Duration.ZERO).results(250));
    private final Main main = new Main();
    @TempDir
    private Path folder;

    @BeforeEach
    void start() throws Exception {
        Matcher yaml = README.matcher(Files.readString(Path.of("README.md")));
        assertThat(yaml.find()).isTrue();
        Path routes = Files.writeString(folder.resolve("routes.camel.yaml"), yaml.group(1)
                .replace("uri: file:results", "uri: file:" + folder.resolve("results"))
                // nobody waits for a minute here
                .replace("squid: \"{{lobstr.squid}}\"",
                        "squid: \"{{lobstr.squid}}\"\n        delay: 100\n        startFrom: earliest"));
        main.configure().withRoutesIncludePattern("file:" + routes);
        // for all Kamelets at once, as an application's properties would say it
        for (String kamelet : new String[] { "finished-runs-source", "start-run-action", "run-results-action" }) {
            main.addInitialProperty("camel.kamelet.lobstr-" + kamelet + ".baseUrl", simulator.baseUrl());
        }
        main.addInitialProperty("camel.component.lobstr.api-key", simulator.apiKey());
        main.addInitialProperty("camel.component.lobstr.requests-per-minute", "0");
        main.addInitialProperty("lobstr.squid", maps.id());
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
        simulator.close();
    }

    private Exchange send(String kamelet, Map<String, Object> headers) throws Exception {
        return main.getCamelTemplate().request("kamelet:" + kamelet + "?apiKey=" + simulator.apiKey(),
                exchange -> exchange.getMessage().setHeaders(new HashMap<>(headers)));
    }

    private static JsonNode json(Exchange exchange) throws Exception {
        assertThat(exchange.getException()).isNull();
        return JSON.readTree(exchange.getMessage().getBody(String.class));
    }

    @Test
    void writesTheResultsOfEachFinishedRunAsTheReadmeSays() throws Exception {
        SimulatedRun run = maps.startRun();
        run.finish();

        String hash = HexFormat.of().formatHex(
                MessageDigest.getInstance("SHA-256").digest(run.id().getBytes(StandardCharsets.UTF_8)));
        Path file = folder.resolve("results").resolve(hash + ".json");
        await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(
                () -> assertThat(JSON.readTree(file.toFile())).hasSize(250));
    }

    @Test
    void startsARunOfTheSquidInTheHeader() throws Exception {
        Exchange answer = send("lobstr-start-run-action", Map.of("CamelLobstrSquidId", maps.id()));

        assertThat(json(answer).get("id").asText()).isEqualTo(maps.activeRun().orElseThrow().id());
        assertThat(answer.getMessage().getHeader("CamelLobstrRunId")).isEqualTo(maps.run(0).id());
    }

    @Test
    void joinsTheActiveRunOnlyWhereThatIsAskedFor() throws Exception {
        SimulatedRun active = maps.startRun();

        Exchange refused = send("lobstr-start-run-action", Map.of("CamelLobstrSquidId", maps.id()));
        assertThat(refused.getException()).isInstanceOf(LobstrRunActiveException.class);
        Exchange joined = main.getCamelTemplate().request("kamelet:lobstr-start-run-action?onActiveRun=join&squid=" + maps.id()
                                                          + "&apiKey=" + simulator.apiKey(),
                exchange -> exchange.getMessage().setBody(null));

        assertThat(json(joined).get("id").asText()).isEqualTo(active.id());
        assertThat(maps.runCount()).isEqualTo(1);
    }

    @Test
    void waitsForTheActiveRunWhereThatIsAskedFor() throws Exception {
        SimulatedRun active = maps.startRun();
        CompletableFuture<Exchange> waiting = main.getCamelTemplate().asyncSend(
                "kamelet:lobstr-start-run-action?onActiveRun=wait&awaitTimeout=1m&squid=" + maps.id() + "&apiKey="
                                                                                + simulator.apiKey(),
                exchange -> exchange.getMessage().setBody(null));
        active.finish();

        assertThat(json(waiting.get(60, TimeUnit.SECONDS)).get("id").asText()).isEqualTo(maps.run(0).id());
        assertThat(maps.runCount()).isEqualTo(2);
    }

    @Test
    void readsAllRowsOfARunAsOneArray() throws Exception {
        SimulatedRun run = maps.startRun();
        run.finish();

        JsonNode rows = json(send("lobstr-run-results-action", Map.of("CamelLobstrRunId", run.id())));

        assertThat(rows.isArray()).isTrue();
        assertThat(rows).hasSize(250);
    }

    @Test
    void failsWhereItIsNotSaidWhichRun() throws Exception {
        Exchange answer = send("lobstr-run-results-action", Map.of());

        assertThat(answer.getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("run");
    }
}
