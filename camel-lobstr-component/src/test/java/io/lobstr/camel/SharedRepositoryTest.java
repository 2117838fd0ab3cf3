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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;

import io.lobstr.camel.simulator.state.SimulatedRun;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Two consumers on one repository.
 */
class SharedRepositoryTest extends RunsTestSupport {

    private final SimulatedSquid other = simulator.addSquid("Other", setup -> setup.runningUntilTold());
    private final List<String> second = new CopyOnWriteArrayList<>();

    private void bind() {
        context().getRegistry().bind("shared", new MoodyRepository());
    }

    private void watch(String one, String two) throws Exception {
        String uri = "lobstr:finishedRuns?initialDelay=0&startFrom=earliest&idempotentRepository=#shared&delay=";
        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(uri + "20&" + one).routeId("one").process(SharedRepositoryTest.this::handle);
                from(uri + "21&" + two).routeId("two").process(exchange -> second.add(id(exchange)));
            }
        });
    }

    /** As an option that is the last of some. */
    private String squids(String names) {
        return switch (names) {
            case "a" -> "squid=" + squid.id();
            case "b" -> "squid=" + other.id();
            case "a,b" -> "squid=" + squid.id() + "," + other.id();
            default -> "greedy=false";
        };
    }

    @Test
    void aNameKeepsThemApart() throws Exception {
        bind();
        List<SimulatedRun> runs = IntStream.range(0, 20).mapToObj(i -> squid.forceRun()).toList();
        for (int i = 0; i < runs.size(); i++) {
            if (i % 2 == 0) {
                runs.get(i).finish();
            } else {
                runs.get(i).fail("cookies_expired");
            }
        }

        watch("statuses=done&squid=" + squid.id(), "statuses=error&memoryName=alerts&squid=" + squid.id());

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(handled).hasSize(10).doesNotHaveDuplicates();
            assertThat(second).hasSize(10).doesNotHaveDuplicates().doesNotContainAnyElementsOf(handled);
        });
    }

    @ParameterizedTest
    @CsvSource(value = { "a|a", "a,b|b", "''|a", "a|''", "''|''" }, delimiter = '|')
    void whatWouldLoseRunsIsRefused(String one, String two) {
        bind();
        assertThatThrownBy(() -> watch(squids(one), squids(two) + "&statuses=error"))
                .hasStackTraceContaining("Route two and Route one both watch ").hasStackTraceContaining("memoryName");
    }

    @Test
    void othersSquidsAreTheirOwn() throws Exception {
        bind();
        String a = finishedRun(squid);
        String b = finishedRun(other);

        watch(squids("a"), squids("b"));

        awaitHandled(a);
        await().atMost(SOON).untilAsserted(() -> assertThat(second).containsExactly(b));
    }

    @Test
    void whoeverIsStoppedIsInNobodysWay() throws Exception {
        bind();
        watch(squids("a"), squids("b"));
        context().getRouteController().stopRoute("one");
        String a = finishedRun(squid);

        context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("lobstr:finishedRuns?initialDelay=0&delay=23&startFrom=earliest&idempotentRepository=#shared&squid="
                     + squid.id()).routeId("three").process(exchange -> second.add(id(exchange)));
            }
        });

        await().atMost(SOON).until(() -> second.contains(a));
        assertThatThrownBy(() -> context().getRouteController().startRoute("one"))
                .hasStackTraceContaining("Route one and Route three both watch squid " + squid.id());
        context().getRouteController().stopRoute("three");
        context().getRouteController().startRoute("one");
        awaitPolls(2);
        assertThat(handled).isEmpty();
    }

    @Test
    void twoBeansOfOneFileAreOneRepository(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("keys.txt");
        Path link = Files.createSymbolicLink(folder.resolve("link.txt"), file);
        context().getRegistry().bind("shared", FileIdempotentRepository.fileIdempotentRepository(file.toFile()));
        context().getRegistry().bind("linked", FileIdempotentRepository.fileIdempotentRepository(link.toFile()));

        assertThatThrownBy(() -> context().addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from(finishedRuns + "&idempotentRepository=#shared").routeId("one").process(SharedRepositoryTest.this::handle);
                from(finishedRuns + "&idempotentRepository=#linked").routeId("two").process(SharedRepositoryTest.this::handle);
            }
        })).hasStackTraceContaining("Route two and Route one both watch squid");
    }
}
