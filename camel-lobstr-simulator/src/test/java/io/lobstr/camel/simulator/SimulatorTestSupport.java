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

import java.net.http.HttpResponse;

import com.fasterxml.jackson.databind.JsonNode;
import io.lobstr.camel.simulator.api.Behaviour;
import io.lobstr.camel.simulator.fault.Faults;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A started simulator whose time stands still.
 */
abstract class SimulatorTestSupport {

    protected final MovableClock clock = new MovableClock("2025-02-10T14:27:45Z");
    protected LobstrSimulator simulator;
    protected Api api;

    @BeforeEach
    void startSimulator() {
        simulator = LobstrSimulator.builder().apiKey("test-key").clock(clock).seed(1).build().start();
        api = new Api(simulator);
    }

    @AfterEach
    void stopSimulator() {
        simulator.close();
    }

    protected Faults faults() {
        return simulator.faults();
    }

    protected Behaviour behaviour() {
        return simulator.behaviour();
    }

    /** Sends what is refused, and answers the type of the error. */
    protected String refused(int status, String method, String path, String body) throws Exception {
        HttpResponse<String> response = api.call(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        JsonNode error = Api.json(response.body());
        return error.path("errors").path("type").asText(error.path("error").path("type").asText(error.path("error").asText()));
    }

    protected static String start(SimulatedSquid squid) {
        return "{\"squid\": \"" + squid.id() + "\"}";
    }
}
