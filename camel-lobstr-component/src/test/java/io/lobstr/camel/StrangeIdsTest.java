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

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lobstr.camel.simulator.fault.Fault;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Ids as lobstr.io never makes them: they are remembered like any other, and make no key but their own.
 */
class StrangeIdsTest extends RunsTestSupport {

    @ParameterizedTest
    @ValueSource(strings = {
            "\uD83D\uDE00", "x\nlobstr/c/mark/c1\nlobstr/c/started", "a/b", "-x", " x ", "r%2f", "r=", "R1", "long" })
    void areRememberedInAFile(String kind, @TempDir Path folder) throws Exception {
        String id = kind.equals("long") ? "r".repeat(1000) : kind;
        Path file = folder.resolve("keys.txt");
        String run = new ObjectMapper().writeValueAsString(id);
        simulator.faults().always("GET /v1/runs", Fault.answer(200, "application/json",
                "{\"total_results\":1,\"limit\":100,\"page\":1,\"total_pages\":1,\"result_from\":1,\"result_to\":1,\"data\":[{\"id\":"
                                                                                        + run
                                                                                        + ",\"status\":\"done\",\"is_done\":true}]}"));
        for (int life = 0; life < 2; life++) {
            String name = "life" + life;
            int delay = 20 + life;
            context().getRegistry().bind(name, FileIdempotentRepository.fileIdempotentRepository(file.toFile()));
            context().addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(fromStart + "&idempotentRepository=#" + name + "&delay=" + delay).routeId(name)
                            .process(StrangeIdsTest.this::handle);
                }
            });
            awaitPolls(3);
            context().getRouteController().stopRoute(name);
        }

        assertThat(handled).containsExactly(id);
        assertThat(Files.readAllLines(file)).isNotEmpty()
                .allMatch(line -> line.matches("-?lobstr/(~[0-9a-f]{64}|" + squid.id() + "/[a-z]+(/[a-z0-9%~_.-]+)?)"));
    }
}
