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
package io.lobstr.camel.quarkus;

import java.time.Duration;
import java.util.Map;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/**
 * A simulator, and the properties of an application that uses it.
 */
public class SimulatorResource implements QuarkusTestResourceLifecycleManager {

    private LobstrSimulator simulator;
    private SimulatedSquid maps;

    @Override
    public Map<String, String> start() {
        simulator = LobstrSimulator.builder().build().start();
        maps = simulator.addSquid("Google Maps",
                setup -> setup.pendingFor(Duration.ZERO).runningUntilTold().uploadingFor(Duration.ZERO));
        Map<String, String> settings = Readme.properties();
        settings.putAll(Map.of("LOBSTR_API_KEY", simulator.apiKey(),
                "camel.component.lobstr.base-url", simulator.baseUrl(),
                "camel.component.lobstr.connect-timeout", "1m30s",
                "camel.component.lobstr.requests-per-minute", "0",
                "quarkus.http.test-port", "0",
                // nobody waits for a minute here
                "lobstr.squid", maps.id() + "&delay=100&initialDelay=0&startFrom=earliest"));
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(maps, new TestInjector.MatchesType(SimulatedSquid.class));
        injector.injectIntoFields(simulator, new TestInjector.MatchesType(LobstrSimulator.class));
    }

    @Override
    public void stop() {
        simulator.close();
    }
}
