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

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.lobstr.camel.model.Run;
import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.MovableClock;
import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The drawing on the component page of what comes out of a first start and of a restart, played on the simulator.
 */
class FirstStartDrawingTest {

    private static final Path DRAWING = Path.of("src/main/docs/images/first-start-and-restart.svg");
    private static final Pattern LINE = Pattern.compile(
            "<text x=\"16\" y=\"(\\d+)\"[^>]*>startFrom=([^<]+)</text>\\s*<text[^>]*>([^<]+)</text>");

    private final MovableClock clock = new MovableClock("2026-03-01T12:00:00Z");
    private final LobstrSimulator simulator = LobstrSimulator.builder().clock(clock).build().start();
    private final SimulatedSquid squid = simulator.addSquid("Google Maps", SimulatedLobstr::untilTold);
    private final Map<String, String> letters = new HashMap<>();
    private final List<String> out = new ArrayList<>();
    private final HandScheduler byHand = new HandScheduler();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        simulator.close();
    }

    /** A line of the drawing. */
    record Setting(String startFrom, String repository, List<String> comeOut) {
    }

    static Stream<Setting> lines() throws Exception {
        String drawing = Files.readString(DRAWING);
        List<Setting> lines = LINE.matcher(drawing).results().map(line -> new Setting(
                line.group(2), line.group(3),
                // the letters stand a little lower than the line begins
                Pattern.compile("y=\"" + (Integer.parseInt(line.group(1)) + 6) + "\" class=\"onout\"[^>]*>(\\w)<")
                        .matcher(drawing).results().map(letter -> letter.group(1)).toList()))
                .toList();
        assertThat(lines).hasSize(4).allMatch(line -> line.comeOut().size() >= 3);
        return lines.stream();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void whatComesOutIsWhatIsDrawn(Setting setting) throws Exception {
        ended("A");
        Instant instant = clock.instant();
        ended("B");
        SimulatedRun c = started("C");

        try (DefaultCamelContext context = start(setting, instant)) {
            c.finish();
            byHand.poll();
            ended("D");
            SimulatedRun e = started("E");
            byHand.poll();
            context.stop();
            pass();
            e.finish();
        }
        pass();

        try (DefaultCamelContext again = start(setting, instant)) {
            ended("F");
            byHand.poll();
        }
        assertThat(out).containsExactlyElementsOf(setting.comeOut());
    }

    private SimulatedRun started(String letter) {
        pass();
        SimulatedRun run = squid.forceRun();
        letters.put(run.id(), letter);
        return run;
    }

    private void ended(String letter) {
        SimulatedRun run = started(letter);
        pass();
        run.finish();
        pass();
    }

    private void pass() {
        clock.advance(Duration.ofMinutes(1));
    }

    /** An application that starts, and polls once. */
    private DefaultCamelContext start(Setting setting, Instant instant) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        SimulatedLobstr.addTo(context, simulator.baseUrl(), simulator.apiKey()).useClock(clock);
        context.getRegistry().bind("byHand", byHand);
        context.getRegistry().bind("handled", setting.repository().contains("persistent")
                ? FileIdempotentRepository.fileIdempotentRepository(folder.resolve("handled.txt").toFile())
                : MemoryIdempotentRepository.memoryIdempotentRepository());
        String startFrom = setting.startFrom().equals("an instant") ? instant.toString() : setting.startFrom();
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?scheduler=#byHand&idempotentRepository=#handled&squid=" + squid.id() + "&startFrom="
                     + startFrom)
                        .process(exchange -> out.add(letters.get(exchange.getMessage().getBody(Run.class).getId())));
            }
        });
        context.start();
        pass();
        byHand.poll();
        return context;
    }
}
