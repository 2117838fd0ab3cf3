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

import java.util.List;
import java.util.Properties;

import io.lobstr.camel.simulator.LobstrSimulator;
import io.lobstr.camel.simulator.state.SimulatedSquid;

/**
 * One squid on a simulator that the test owns.
 */
record TestAccount(LobstrSimulator simulator, SimulatedSquid squid) implements LobstrAccount {

    @Override
    public String description() {
        return "a test";
    }

    @Override
    public List<String> squids() {
        return List.of(squid.id());
    }

    @Override
    public String name(String id) {
        return squid.name();
    }

    @Override
    public int expectedResults(String id) {
        return 10;
    }

    @Override
    public Properties routeSettings() {
        Properties settings = new Properties();
        settings.setProperty("lobstr.squid", squid.id());
        settings.setProperty("camel.component.lobstr.base-url", simulator.baseUrl());
        settings.setProperty("camel.component.lobstr.api-key", simulator.apiKey());
        settings.setProperty("startRuns.delay", "1");
        settings.setProperty("startRuns.period", "300");
        settings.setProperty("finishedRuns.delay", "300");
        settings.setProperty("progress.period", "500");
        return settings;
    }

    @Override
    public void close() {
        // the test closes the simulator
    }
}
